// Starts the engine when the reader heads for the calculator: points at a link to it, or comes to one with the keyboard.
// In the calculator's own page it has started already, before the rest of the page has come, and is taken over here; no other
// page fetches anything of it. With instant navigation, the engine lives on into the next page.

import { engineFor } from "./engine.js";

const DWELL = 65; // milliseconds on a link that tell a reader who heads there from a pointer that passes by
const { content, dataset } = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="liumai-runtime"]'));
const runtime = new URL(content, document.baseURI).href;
const calculator = new URL(dataset.calculator ?? "", document.baseURI).href;
let timer = 0;

/** @param {Event} event */
function onApproach(event) {
  window.clearTimeout(timer);
  if (event.target instanceof Element && leadsThere(event.target.closest("a[href]"))) {
    timer = window.setTimeout(() => engineFor(runtime), DWELL);
  }
}

/** @param {Element | null} link */
function leadsThere(link) {
  return link instanceof HTMLAnchorElement && link.href.split(/[?#]/)[0] === calculator;
}

// Who saves data waits for the page itself.
if (!(/** @type {any} */ (navigator).connection?.saveData)) {
  for (const type of ["pointerover", "focusin", "touchstart"]) {
    document.addEventListener(type, onApproach, { passive: true });
  }
}

if (dataset.rubrics) engineFor(runtime);
