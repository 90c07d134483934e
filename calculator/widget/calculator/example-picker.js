// Worked appraisals opened with one tap, and how far the reader has moved from the original since.

import { all, hide, maybe, part, phrase, say } from "../shared/dom.js";
import { bandNames } from "./results/result-view.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {{open: (value: Appraisal) => void} & HTMLElement} Calculator */

export class Examples {
  #calculator;
  /** @type {{title: string, value: Appraisal, told: string} | null} */
  #original = null;

  /** @param {Calculator} calculator */
  constructor(calculator) {
    this.#calculator = calculator;
    // An example's own page leads here by `#example=<id>`: a vector would leave its cases behind.
    const named = new URLSearchParams(location.hash.slice(1)).get("example");
    if (named !== null) calculator.addEventListener("scored", () => this.#openNamed(named), { once: true });
  }

  /** @param {string} name */
  #openNamed(name) {
    const button = all(this.#calculator, "[data-example]").find(({ dataset }) => dataset.example === name);
    if (button) this.open(button);
  }

  /** Open the example of a button. @param {HTMLElement} button */
  open(button) {
    const value = JSON.parse(button.dataset.appraisal ?? "");
    const title = phrase(button, "loaded-example", { title: button.querySelector("strong")?.textContent });
    this.#original = { title, value, told: "" };
    this.#calculator.open(value);
    say(this.#calculator, title);
    this.toggle(false);
  }

  /** Show the list, or hide it. @param {boolean} [shown] */
  toggle(shown) {
    const list = part(this.#calculator, "examples");
    list.hidden = !(shown ?? list.hidden);
    for (const button of all(this.#calculator, "[data-act=examples]")) {
      button.setAttribute("aria-expanded", String(!list.hidden));
    }
  }

  /** Take back all changes since the example was opened. */
  restore() {
    if (this.#original) this.#calculator.open(this.#original.value);
  }

  /** Forget it: another appraisal has been begun. */
  forget() {
    this.#original = null;
  }

  /** Show what has changed. @param {HTMLElement} sheet @param {any} result @param {Appraisal} value */
  show(sheet, result, value) {
    const box = maybe(this.#calculator, "original");
    if (!box) return;
    const original = this.#original?.value.rubric === value.rubric ? this.#original : null;
    hide(box, !original || !result);
    if (!original || !result) return;
    const now = [result.total, bandNames(sheet, result)].filter((one) => one !== "").join(" · ");
    original.told ||= now;
    const changed = value !== original.value;
    slot(box, "title").textContent = original.title;
    slot(box, "change").textContent = changed ? phrase(box, "was-now", { before: original.told, after: now }) : "";
    /** @type {HTMLElement} */ (box.querySelector("button")).hidden = !changed;
  }
}

/** @param {HTMLElement} box @param {string} name @returns {HTMLElement} */
function slot(box, name) {
  return /** @type {HTMLElement} */ (box.querySelector(`[data-slot="${name}"]`));
}
