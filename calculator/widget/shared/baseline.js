// What the oldest supported browsers (browserslist in package.json) lack and the scripts need: one function for each, which
// works the same in every browser.

/**
 * A copy of a list with one entry replaced: Array.prototype.with (Chromium 110).
 * @template T
 * @param {readonly T[]} list @param {number} index within the list @param {T} value
 * @returns {T[]}
 */
export function replaced(list, index, value) {
  if (!(index in list)) throw new RangeError(`no entry ${index} in a list of ${list.length}`);
  return list.map((entry, place) => (place === index ? value : entry));
}

/**
 * A text with each half of a split character replaced by U+FFFD: String.prototype.toWellFormed (Chromium 111, Firefox 119).
 * @param {string} text
 */
export function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, "\ufffd"); // with the flag u, whole characters are no surrogates
}

/**
 * A deep copy of JSON data: structuredClone (Chromium 98).
 * @template T
 * @param {T} data
 * @returns {T}
 */
export function copied(data) {
  return JSON.parse(JSON.stringify(data));
}

/**
 * Make an element and what is in it unusable, or usable again: HTMLElement.inert (Chromium 102). Where that is lacking, it is
 * hidden and keeps its place.
 * @param {HTMLElement} element @param {boolean} inert
 */
export function setInert(element, inert) {
  element.toggleAttribute("inert", inert);
  if (!("inert" in HTMLElement.prototype)) element.style.visibility = inert ? "hidden" : "";
}
