// Helpers to find and copy parts of the page's HTML, and to change it only where it differs. Texts are
// inserted as text, never as HTML.

import "./baseline.js"; // only so that both travel in one file: every page that needs the one has the other

/**
 * The element with `data-part=name`; throws if the page lacks it.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(root, name) {
  const element = maybe(root, name);
  if (!element) throw new Error(`the page lacks the part ${name}`);
  return element;
}

/**
 * Parts found earlier, by root and name: the same few are looked up at every rating.
 * @type {WeakMap<ParentNode, Map<string, HTMLElement>>}
 */
const parts = new WeakMap();

/**
 * The element with `data-part=name`, or null if the page lacks it.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement | null}
 */
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

/** The element with `data-slot=name` in a copied piece or a dialog; throws if there is none.
 * @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export function slot(root, name) {
  /** @type {HTMLElement | null} */
  const element = root.querySelector(`[data-slot="${name}"]`);
  if (!element) throw new Error(`the page lacks the slot ${name}`);
  return element;
}

/** Results of {@link fixed}, by root and selector. @type {WeakMap<ParentNode, Map<string, HTMLElement[]>>} */
const fixedElements = new WeakMap();

/**
 * Elements that are never added or removed, so that they need to be looked up only once.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {readonly HTMLElement[]}
 */
export function fixed(root, selector) {
  const known = fixedElements.get(root) ?? new Map();
  fixedElements.set(root, known);
  const elements = known.get(selector) ?? all(root, selector);
  known.set(selector, elements);
  return elements;
}

/** @param {Element} from @param {"piece" | "phrase"} kind @param {string} name @returns {DocumentFragment} */
function template(from, kind, name) {
  const [holder] = fixed(calculatorOf(from), `template[data-${kind}="${name}"]`);
  return /** @type {HTMLTemplateElement} */ (holder).content;
}

/** A copy of the element in a template with `data-piece=name`.
 * @param {Element} from the calculator or anything in it @param {string} name @returns {HTMLElement} */
export function piece(from, name) {
  return /** @type {HTMLElement} */ (template(from, "piece", name).firstElementChild?.cloneNode(true));
}

/** The text in a template with `data-phrase=name`, its placeholders filled: `{n}` by `values.n`.
 * @param {Element} from @param {string} name @param {Record<string, unknown>} [values] */
export function phrase(from, name, values = {}) {
  const text = template(from, "phrase", name).textContent ?? "";
  return text.trim().replace(/\{(\w+)\}/g, (gap, key) => String(values[key] ?? gap));
}

/** @param {string} name @param {string} [text] @param {string} [className] */
export function element(name, text = "", className = "") {
  const created = document.createElement(name);
  if (text) created.textContent = text;
  if (className) created.className = className;
  return created;
}

/** Set an element's text, unless it is the same: the browser would lay it out again.
 * @param {Element} into @param {string} text */
export function write(into, text) {
  if (into.textContent !== text) into.textContent = text;
}

/** Hide or show an element, unless it is so already: the browser would restyle it.
 * @param {HTMLElement} what @param {boolean} hidden */
export function hide(what, hidden) {
  if (what.hidden !== hidden) what.hidden = hidden;
}

/**
 * Set those of an element's attributes that differ.
 * @param {Element} of
 * @param {Record<string, string | number>} attributes
 */
export function set(of, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (of.getAttribute(name) !== String(value)) of.setAttribute(name, String(value));
  }
}

/**
 * Show a notice with a list of texts; hide it if there are none.
 * @param {HTMLElement} notice
 * @param {string[]} points
 */
export function showList(notice, points) {
  hide(notice, points.length === 0);
  notice.querySelector("ul")?.replaceChildren(...points.map((point) => element("li", point)));
}

/** Show a short message that screen readers also read out. @param {Element} from @param {string} text */
export function announce(from, text) {
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
