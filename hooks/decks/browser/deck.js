// A deck: the slides of its page, those that its link asks for, shown by reveal.js; or, in a second window, its notes.

import Reveal from "reveal.js";

import { arrange } from "./deck-filter.js";
import { speak } from "./speaker-window.js";

/** What the two windows tell each other. @typedef {{liumai: "hello" | "at" | "move", index?: number, way?: "prev" | "next"}} Message */

/** @type {Window | null} */
let speaker = null;

function openSpeaker() {
  const search = new URLSearchParams(location.search);
  search.set("speaker", "");
  speaker = window.open(`${location.pathname}?${search}`, "liumai-speaker", "width=1100,height=760");
}

/** @param {import("reveal.js").RevealApi} reveal */
function tell(reveal) {
  speaker?.postMessage({ liumai: "at", index: reveal.getIndices().h }, "*");
}

/** @param {import("reveal.js").RevealApi} reveal */
function listen(reveal) {
  window.addEventListener("message", (event) => {
    if (event.source !== speaker || speaker === null) return;
    const message = /** @type {Message} */ (event.data);
    if (message.liumai === "hello") tell(reveal);
    if (message.liumai === "move") message.way === "prev" ? reveal.prev() : reveal.next();
  });
  reveal.on("slidechanged", () => tell(reveal));
}

/** The links of the title slide keep what the deck's own link asks for. */
function offerTools() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-do=print]"))) {
    const asked = new URLSearchParams(link.search);
    const search = new URLSearchParams(location.search);
    for (const [key, value] of asked) search.set(key, value);
    link.href = `?${search}`;
  }
  document.querySelector("[data-do=speaker]")?.addEventListener("click", openSpeaker);
}

async function show() {
  const search = new URLSearchParams(location.search);
  offerTools();
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
    showNotes: /** @type {any} */ (search.has("print-pdf") && search.has("notes") ? "separate-page" : false), // its types forget the word
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
