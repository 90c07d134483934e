// Phrases with a number of things: English has another form for one.

import { phrase } from "../shared/dom.js";

/**
 * The phrase `name`, or `name-one` for one thing; its placeholder `{n}` is the number.
 * @param {Element} root
 * @param {string} name
 * @param {number} n
 * @param {Record<string, unknown>} [values]
 */
export function counted(root, name, n, values = {}) {
  return phrase(root, n === 1 ? `${name}-one` : name, { ...values, n: figure(n) });
}

/** A number with the marks of thousands of the page's language. @param {number} number */
export function figure(number) {
  return number.toLocaleString(document.documentElement.lang);
}
