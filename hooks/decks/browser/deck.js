// A deck's page: reveal.js shows the slides that its address selects; or, opened as the speaker's window, their notes.

import Reveal from "reveal.js";

import { filterSlides } from "./deck-filter.js";
import { showSpeakerView } from "./speaker-window.js";

/** Messages between the two windows. @typedef {{liumai: "hello" | "at" | "move", index?: number, way?: "prev" | "next"}} Message */

/** @type {Window | null} */
let speaker = null;

function openSpeaker() {
  const search = new URLSearchParams(location.search);
  search.set("speaker", "");
  const address = `${location.pathname}?${search}`;
  speaker = window.open(address, "liumai-speaker", "width=1100,height=760");
  showSpeakerLink(speaker ? null : address);
}

/** The way to the speaker's window by hand, where the browser refused to open it. @param {string | null} address */
function showSpeakerLink(address) {
  const message = /** @type {HTMLElement} */ (document.querySelector("[data-part=no-window]"));
  message.hidden = address === null;
  if (address !== null) /** @type {HTMLAnchorElement} */ (message.querySelector("a")).href = address;
}

/** @param {import("reveal.js").RevealApi} reveal */
function sendPosition(reveal) {
  speaker?.postMessage({ liumai: "at", index: reveal.getIndices().h }, "*");
}

/** @param {import("reveal.js").RevealApi} reveal */
function listen(reveal) {
  window.addEventListener("message", (event) => {
    const message = /** @type {Message | null} */ (event.data);
    // A window that was opened by the link is known by its first message.
    if (message?.liumai === "hello" && (speaker === null || speaker.closed)) {
      speaker = /** @type {Window} */ (event.source);
      showSpeakerLink(null);
    }
    if (message === null || speaker === null || event.source !== speaker) return;
    if (message.liumai === "hello") sendPosition(reveal);
    if (message.liumai === "move") message.way === "prev" ? reveal.prev() : reveal.next();
  });
  reveal.on("slidechanged", () => sendPosition(reveal));
}

/** Set up the title slide's tools; its links keep the query by which the deck was opened. */
function setUpTools() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-do=print]"))) {
    const own = new URLSearchParams(link.search);
    const search = new URLSearchParams(location.search);
    for (const [key, value] of own) search.set(key, value);
    link.href = `?${search}`;
  }
  document.querySelector("[data-do=speaker]")?.addEventListener("click", openSpeaker);
  document.querySelector("[data-do=shut]")?.addEventListener("click", () => showSpeakerLink(null));
}

async function show() {
  const search = new URLSearchParams(location.search);
  setUpTools();
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

filterSlides(document);
if (new URLSearchParams(location.search).has("speaker")) showSpeakerView();
else void show();
