// What the oldest supported browsers (browserslist in package.json) lack and many scripts need. What one script alone needs
// stands in that one: every page with a form carries this file.

/**
 * A copy of a list with one entry replaced: Array.prototype.with (Chromium 110).
 * @template T
 * @param {readonly T[]} list @param {number} index within the list @param {T} value
 * @returns {T[]}
 */
export function replaced(list, index, value) {
  return Object.assign([...list], { [index]: value });
}
