// <level-compare>: two levels side by side, their different words marked. The choice is in the address.
// Every level's text is in the page, in templates; jsdiff finds the differences.

import { diffChars, diffWords } from "./libraries/diff.js";

const SIDES = /** @type {const} */ (["left", "right"]);

export class LevelCompare extends HTMLElement {
  connectedCallback() {
    this.#form.addEventListener("change", this.#onChange);
    window.addEventListener("popstate", this.#read);
    this.#read();
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this.#read);
  }

  /** Set both levels from the address, by default the first level of the first two rubrics. */
  #read = () => {
    const query = new URLSearchParams(location.search);
    SIDES.forEach((side, index) => {
      const [rubric, level] = (query.get(side) ?? "").split("/");
      const rubrics = this.#select(side, "rubric");
      choose(rubrics, rubric, Math.min(index, rubrics.options.length - 1));
      this.#offerLevels(side);
      choose(this.#select(side, "level"), level, 0);
    });
    this.#show();
  };

  /** @param {Event} event */
  #onChange = (event) => {
    const { name } = /** @type {HTMLSelectElement} */ (event.target);
    const side = name.startsWith("left") ? "left" : "right";
    if (name.endsWith("rubric")) this.#offerLevels(side);
    const search = SIDES.map((each) => `${each}=${this.#chosen(each)}`).join("&");
    history.pushState(history.state, "", `${location.pathname}?${search}`);
    this.#show();
  };

  /**
   * Offer only the levels of the chosen rubric; the chosen level stays if that rubric has it.
   * @param {"left" | "right"} side
   */
  #offerLevels(side) {
    const rubric = this.#select(side, "rubric").value;
    const levels = this.#select(side, "level");
    const before = levels.value;
    for (const group of levels.querySelectorAll("optgroup")) {
      const offered = group.dataset.rubric === rubric;
      group.hidden = !offered;
      for (const option of group.querySelectorAll("option")) option.disabled = !offered;
    }
    choose(levels, before, 0);
  }

  #show() {
    const [left, right] = SIDES.map((side) => this.#copy(this.#chosen(side)));
    for (const text of left.querySelectorAll("[data-text]")) {
      const twin = right.querySelector(`[data-text="${text.getAttribute("data-text")}"]`);
      if (twin) mark(text, twin, this.#language);
    }
    SIDES.forEach((side, index) => {
      this.querySelector(`[data-part=${side}]`)?.replaceChildren([left, right][index]);
    });
  }

  /** @param {string} name */
  #copy(name) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector(`template[data-level="${CSS.escape(name)}"]`));
    return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  }

  /** @param {"left" | "right"} side */
  #chosen(side) {
    return `${this.#select(side, "rubric").value}/${this.#select(side, "level").value}`;
  }

  /** @param {"left" | "right"} side @param {string} name @returns {HTMLSelectElement} */
  #select(side, name) {
    return /** @type {HTMLSelectElement} */ (this.#form.elements.namedItem(`${side}-${name}`));
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  get #language() {
    return document.documentElement.lang || "zh";
  }
}

/**
 * Choose an option by value; if it is not offered, the one at this index among the offered.
 * @param {HTMLSelectElement} select @param {string | undefined} value @param {number} index
 */
function choose(select, value, index) {
  const offered = [...select.options].filter((option) => !option.disabled);
  const option = offered.find((each) => each.value === value) ?? offered[index];
  // By index, not by value: several rubrics have levels of one name.
  if (option) select.selectedIndex = option.index;
}

/**
 * Mark the words that only the left text has as deleted, those that only the right one has as inserted.
 * @param {Element} left @param {Element} right @param {string} language
 */
function mark(left, right, language) {
  const parts = differences(left.textContent, right.textContent, language);
  left.replaceChildren(...parts.filter((part) => !part.added).map(shown));
  right.replaceChildren(...parts.filter((part) => !part.removed).map(shown));
}

/**
 * By words; in a browser that cannot tell them apart in Chinese, by characters.
 * @param {string} left @param {string} right @param {string} language
 */
function differences(left, right, language) {
  if (!("Segmenter" in Intl)) return diffChars(left, right); // Firefox before 125
  return diffWords(left, right, { intlSegmenter: new Intl.Segmenter(language, { granularity: "word" }) });
}

/** @param {{value: string, added?: boolean, removed?: boolean}} part */
function shown({ value, added, removed }) {
  if (!added && !removed) return document.createTextNode(value);
  const marked = document.createElement(added ? "ins" : "del");
  marked.textContent = value;
  return marked;
}

customElements.define("level-compare", LevelCompare);
