// Starts the engine when the reader is about to open the calculator: the pointer rests on a link to it, or a
// link gets the focus. In the calculator's own page the worker has been started in the page's head and is
// taken over here; other pages fetch nothing of it. With instant navigation the engine stays alive for the
// next page.

import { engineFor } from "./engine.js";

const DWELL = 65; // milliseconds after which a pointer counts as resting on a link
/** The page's settings (hooks/delivery/cache_busting.py). @type {{runtime: string, calculator: string, rubrics?: string[]}} */
const settings = JSON.parse(document.getElementById("liumai-page")?.textContent ?? "");
const runtime = new URL(settings.runtime, document.baseURI).href;
const calculator = new URL(settings.calculator, document.baseURI).href;
let timer = 0;

/** @param {Event} event */
function onPointed(event) {
  window.clearTimeout(timer);
  if (event.target instanceof Element && isToCalculator(event.target.closest("a[href]"))) {
    timer = window.setTimeout(() => engineFor(runtime), DWELL);
  }
}

/** @param {Element | null} link */
function isToCalculator(link) {
  return link instanceof HTMLAnchorElement && link.href.split(/[?#]/)[0] === calculator;
}

// With Save-Data, nothing is fetched ahead.
if (!(/** @type {any} */ (navigator).connection?.saveData)) {
  for (const type of ["pointerover", "focusin", "touchstart"]) {
    document.addEventListener(type, onPointed, { passive: true });
  }
}

if (settings.rubrics) engineFor(runtime);
