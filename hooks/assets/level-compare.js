// <level-compare>: two levels side by side, with the words marked in which they differ. The choice is kept in the address.
// Every level's text stands in the page, in templates; jsdiff finds the differences.

import { diffWords } from "./libraries/diff.js";

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

  /** Take both levels from the address, or the first level of the first two rubrics. */
  #read = () => {
    const asked = new URLSearchParams(location.search);
    SIDES.forEach((side, index) => {
      const [rubric, level] = (asked.get(side) ?? "").split("/");
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
   * Offer the levels of the chosen rubric only, and keep the level where that rubric has it.
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
 * Choose an option by value, or where it is not offered the one at a place among those that are.
 * @param {HTMLSelectElement} select @param {string | undefined} value @param {number} place
 */
function choose(select, value, place) {
  const offered = [...select.options].filter((option) => !option.disabled);
  const wanted = offered.find((option) => option.value === value) ?? offered[place];
  // Rubrics share names of levels: the option itself is chosen, not its value.
  if (wanted) select.selectedIndex = wanted.index;
}

/**
 * Mark what is only on the left in the one, what is only on the right in the other.
 * @param {Element} left @param {Element} right @param {string} language
 */
function mark(left, right, language) {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const parts = diffWords(left.textContent, right.textContent, { intlSegmenter: segmenter });
  left.replaceChildren(...parts.filter((part) => !part.added).map(shown));
  right.replaceChildren(...parts.filter((part) => !part.removed).map(shown));
}

/** @param {{value: string, added?: boolean, removed?: boolean}} part */
function shown({ value, added, removed }) {
  if (!added && !removed) return document.createTextNode(value);
  const marked = document.createElement(added ? "ins" : "del");
  marked.textContent = value;
  return marked;
}

customElements.define("level-compare", LevelCompare);
