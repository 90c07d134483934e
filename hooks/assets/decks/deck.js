// A deck: the slides of the page that its link selects, shown by reveal.js; or, in a second window, the speaker's view.

import Reveal from "reveal.js";

import { arrange } from "./arranging.js";
import { speak } from "./speaker.js";

/** A message between the two windows. @typedef {{liumai: "hello" | "at" | "move", index?: number, way?: "prev" | "next"}} Message */

/** @type {Window | null} */
let speaker = null;

function openSpeaker() {
  const search = new URLSearchParams(location.search);
  search.set("speaker", "");
  speaker = window.open(`${location.pathname}?${search}`, "liumai-speaker", "width=1100,height=760");
}

/** @param {import("reveal.js").RevealApi} reveal */
function sendPosition(reveal) {
  speaker?.postMessage({ liumai: "at", index: reveal.getIndices().h }, "*");
}

/** @param {import("reveal.js").RevealApi} reveal */
function listen(reveal) {
  window.addEventListener("message", (event) => {
    if (event.source !== speaker || speaker === null) return;
    const message = /** @type {Message} */ (event.data);
    if (message.liumai === "hello") sendPosition(reveal);
    if (message.liumai === "move") message.way === "prev" ? reveal.prev() : reveal.next();
  });
  reveal.on("slidechanged", () => sendPosition(reveal));
}

/** Add the selection of the deck's own link to the links of the title slide. */
function prepareTools() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-do=print]"))) {
    const own = new URLSearchParams(link.search);
    const search = new URLSearchParams(location.search);
    for (const [key, value] of own) search.set(key, value);
    link.href = `?${search}`;
  }
  document.querySelector("[data-do=speaker]")?.addEventListener("click", openSpeaker);
}

async function show() {
  const search = new URLSearchParams(location.search);
  prepareTools();
  const reveal = new Reveal(/** @type {HTMLElement} */ (document.querySelector(".reveal")), {
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    display: "flex",
    hash: true,
    transition: "none",
    backgroundTransition: "none",
    slideNumber: "c/t",
    help: true,
    view: search.has("print-pdf") ? "print" : null,
    showNotes: /** @type {any} */ (search.has("print-pdf") && search.has("notes") ? "separate-page" : false), // missing in its types
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    keyboard: { 83: openSpeaker },
  });
  await reveal.initialize();
  listen(reveal);
}

arrange(document);
if (new URLSearchParams(location.search).has("speaker")) speak();
else void show();
