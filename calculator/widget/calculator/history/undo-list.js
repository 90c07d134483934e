// The steps behind undo and redo, without the browser: a numbered list, of which one step is current.

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/**
 * An appraisal as it was after a change, and the draft that it belongs to; `edited` where the draft holds the
 * reader's own work.
 * @typedef {{id: string, edited: boolean, value: Appraisal}} Step
 */
/** The list as it is stored: the number of its first step, and of the current one.
 * @typedef {{first: number, at: number, list: Step[]}} StoredList */

export const MAX_STEPS = 50; // as many entries as browsers keep in a tab's history

export class UndoList {
  /** @type {Step[]} */
  #steps;
  #first;
  #current;

  /** @param {StoredList} [stored] empty where not given */
  constructor({ first, at, list } = { first: 0, at: 0, list: [] }) {
    this.#first = first;
    this.#current = at;
    this.#steps = list;
  }

  /** The list in the form that its constructor takes. @returns {StoredList} */
  toStored() {
    return { first: this.#first, at: this.#current, list: this.#steps };
  }

  get isEmpty() {
    return this.#steps.length === 0;
  }

  /** The number of the current step. */
  get current() {
    return this.#current;
  }

  get canUndo() {
    return this.#current > this.#first;
  }

  get canRedo() {
    return this.#current < this.#first + this.#steps.length - 1;
  }

  /**
   * The step with a number, or null where the list does not hold it.
   * @param {number} number
   * @returns {Step | null}
   */
  step(number) {
    return this.#steps[number - this.#first] ?? null;
  }

  /**
   * Add a step after the current one and make it current. The steps that could be redone are dropped, and the
   * oldest beyond {@link MAX_STEPS}.
   * @param {Step} step
   */
  add(step) {
    if (!this.isEmpty) this.#current += 1;
    this.#steps.splice(this.#current - this.#first, Infinity, step);
    if (this.#steps.length <= MAX_STEPS) return;
    this.#steps.shift();
    this.#first += 1;
  }

  /** Replace the current step. @param {Step} step */
  amend(step) {
    if (!this.isEmpty) this.#steps[this.#current - this.#first] = step;
  }

  /** Make a step current that the list holds. @param {number} number */
  moveTo(number) {
    this.#current = number;
  }
}
