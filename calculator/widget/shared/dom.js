// Small helpers to find and copy what the page's HTML holds. Texts go in as text, never as HTML.

/** A part that the page must have. @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export function part(root, name) {
  const found = maybe(root, name);
  if (!found) throw new Error(`the page lacks the part ${name}`);
  return found;
}

/** The parts that were found, by root and name: the same few are asked for at every rating. @type {WeakMap<ParentNode, Map<string, HTMLElement>>} */
const parts = new WeakMap();

/** A part that only some pages have. @param {ParentNode} root @param {string} name @returns {HTMLElement | null} */
export function maybe(root, name) {
  const known = parts.get(root) ?? new Map();
  parts.set(root, known);
  const last = known.get(name);
  if (last && root.contains(last)) return last;
  /** @type {HTMLElement | null} */
  const now = root.querySelector(`[data-part="${name}"]`);
  if (now) known.set(name, now);
  return now;
}

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
export function all(root, selector) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
}

/** What was found by {@link fixed}, by root and selector. @type {WeakMap<ParentNode, Map<string, HTMLElement[]>>} */
const found = new WeakMap();

/** Elements that the page's HTML has for good: they are looked for once. @param {ParentNode} root @param {string} selector
 * @returns {readonly HTMLElement[]} */
export function fixed(root, selector) {
  const known = found.get(root) ?? new Map();
  found.set(root, known);
  const elements = known.get(selector) ?? all(root, selector);
  known.set(selector, elements);
  return elements;
}

/** @param {Element} from @param {"piece" | "phrase"} kind @param {string} name @returns {DocumentFragment} */
function template(from, kind, name) {
  const [found] = fixed(calculatorOf(from), `template[data-${kind}="${name}"]`);
  return /** @type {HTMLTemplateElement} */ (found).content;
}

/** A fresh copy of a piece that the calculator's HTML keeps in a template.
 * @param {Element} from the calculator or anything in it @param {string} name @returns {HTMLElement} */
export function piece(from, name) {
  return /** @type {HTMLElement} */ (template(from, "piece", name).firstElementChild?.cloneNode(true));
}

/** A phrase of the page with its gaps filled: `{n}` by `values.n`.
 * @param {Element} from @param {string} name @param {Record<string, unknown>} [values] */
export function phrase(from, name, values = {}) {
  const text = template(from, "phrase", name).textContent ?? "";
  return text.trim().replace(/\{(\w+)\}/g, (gap, key) => String(values[key] ?? gap));
}

/** @param {string} name @param {string} [text] @param {string} [className] */
export function element(name, text = "", className = "") {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** Show a text in an element, and leave alone the one that shows it already: the browser lays out anew what is written to.
 * @param {Element} into @param {string} text */
export function write(into, text) {
  if (into.textContent !== text) into.textContent = text;
}

/** Hide an element, or show it, and leave alone the one that is so already: the browser restyles what is written to.
 * @param {HTMLElement} what @param {boolean} hidden */
export function hide(what, hidden) {
  if (what.hidden !== hidden) what.hidden = hidden;
}

/** Set an element's attributes, but for those that are so already. @param {Element} of @param {Record<string, string | number>} attributes */
export function set(of, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (of.getAttribute(name) !== String(value)) of.setAttribute(name, String(value));
  }
}

/** Show a notice with its points; none hides it. @param {HTMLElement} notice @param {string[]} points */
export function showList(notice, points) {
  hide(notice, points.length === 0);
  notice.querySelector("ul")?.replaceChildren(...points.map((point) => element("li", point)));
}

/** Tell the reader something in passing, aloud too. @param {Element} from @param {string} text */
export function say(from, text) {
  part(calculatorOf(from), "said").textContent = text;
}

/** @returns {"zh" | "en"} */
export function language() {
  return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
}

/** @param {Element} from @returns {Element} */
function calculatorOf(from) {
  return from.closest("appraisal-calculator") ?? from;
}
