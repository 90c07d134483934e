// <level-compare>: two levels side by side, with their differing words marked. The choice is kept in the address.
// The texts of all levels are in templates of the page; jsdiff finds the differences.

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

  /** Choose both levels by the address, by default the first levels of the first two rubrics. */
  #read = () => {
    const parameters = new URLSearchParams(location.search);
    SIDES.forEach((side, index) => {
      const [rubric, level] = (parameters.get(side) ?? "").split("/");
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
   * Offer only the levels of the chosen rubric, and keep the chosen level if that rubric has it.
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
 * Choose an option by value or, if that is not offered, by its index among the offered ones.
 * @param {HTMLSelectElement} select @param {string | undefined} value @param {number} index
 */
function choose(select, value, index) {
  const offered = [...select.options].filter((option) => !option.disabled);
  const wanted = offered.find((option) => option.value === value) ?? offered[index];
  // Rubrics share level ids, so the option is chosen by its index rather than its value.
  if (wanted) select.selectedIndex = wanted.index;
}

/**
 * Mark the words that only one of two texts has.
 * @param {Element} left @param {Element} right @param {string} language
 */
function mark(left, right, language) {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const parts = diffWords(left.textContent, right.textContent, { intlSegmenter: segmenter });
  left.replaceChildren(...parts.filter((part) => !part.added).map(partNode));
  right.replaceChildren(...parts.filter((part) => !part.removed).map(partNode));
}

/** @param {{value: string, added?: boolean, removed?: boolean}} part */
function partNode({ value, added, removed }) {
  if (!added && !removed) return document.createTextNode(value);
  const marked = document.createElement(added ? "ins" : "del");
  marked.textContent = value;
  return marked;
}

customElements.define("level-compare", LevelCompare);
