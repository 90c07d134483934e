// The list of worked examples, and how the result has changed since one of them was opened.

import { all, announce, hide, maybe, part, phrase, slot } from "../shared/dom.js";
import { bandNames } from "./results/result-view.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {{open: (value: Appraisal) => void} & HTMLElement} Calculator */

export class ExamplePicker {
  #calculator;
  /** @type {{title: string, value: Appraisal, outcome: string} | null} */
  #original = null;

  /** @param {Calculator} calculator */
  constructor(calculator) {
    this.#calculator = calculator;
    // The page of an example links here by `#example=<id>`, because a vector would not include its cases.
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
    this.#original = { title, value, outcome: "" };
    this.#calculator.open(value);
    announce(this.#calculator, title);
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

  /** Undo all changes since the example was opened. */
  restore() {
    if (this.#original) this.#calculator.open(this.#original.value);
  }

  /** Another appraisal has been started. */
  forget() {
    this.#original = null;
  }

  /**
   * Show the result before and after the reader's changes.
   * @param {HTMLElement} sheet
   * @param {any} result
   * @param {Appraisal} value
   */
  show(sheet, result, value) {
    const box = maybe(this.#calculator, "original");
    if (!box) return;
    const original = this.#original?.value.rubric === value.rubric ? this.#original : null;
    hide(box, !original || !result);
    if (!original || !result) return;
    const now = [result.total, bandNames(sheet, result)].filter((one) => one !== "").join(" · ");
    original.outcome ||= now; // of the first result after it was opened
    const changed = value !== original.value;
    slot(box, "title").textContent = original.title;
    slot(box, "change").textContent = changed ? phrase(box, "was-now", { before: original.outcome, after: now }) : "";
    /** @type {HTMLElement} */ (box.querySelector("button")).hidden = !changed;
  }
}
