// Asks the core ahead: what a choice would come to that the reader points at, or has come to with the keyboard. When it is
// made, the answer is there, and shown in the same frame as the choice itself.

import { changesAhead } from "./form-view.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */

const DWELL = 30; // milliseconds on a choice that tell a pointer that rests there from one that passes by
const MOST = 12; // answers that are kept: those of the level pointed at and of the last ones before

export class Ahead {
  #ask;
  #timer = 0;
  /** What the core says, by the appraisal as JSON; the latest last. @type {Map<string, Promise<any>>} */
  #answers = new Map();

  /** @param {(request: {appraisal: Appraisal}) => Promise<any>} ask */
  constructor(ask) {
    this.#ask = ask;
  }

  /** The reader has come to a part of the form.
   * @param {Event} event of the pointer or the focus @param {() => Appraisal} value the appraisal as it stands */
  look({ target }, value) {
    window.clearTimeout(this.#timer);
    if (!(target instanceof HTMLElement)) return;
    this.#timer = window.setTimeout(() => {
      for (const change of changesAhead(target)) this.#keep(change(value()));
    }, DWELL);
  }

  /** The core's answer on an appraisal, asked for now if it was not ahead. @param {Appraisal} appraisal @returns {Promise<any>} */
  answer(appraisal) {
    return this.#answers.get(JSON.stringify(appraisal)) ?? this.#ask({ appraisal });
  }

  /** What the core has just said of an appraisal that came as a link. @param {Appraisal} appraisal @param {any} answer */
  know(appraisal, answer) {
    this.#answers.set(JSON.stringify(appraisal), Promise.resolve(answer));
  }

  /** Forget all, and look no further. */
  stop() {
    window.clearTimeout(this.#timer);
    this.#answers.clear();
  }

  /** @param {Appraisal} appraisal */
  #keep(appraisal) {
    const key = JSON.stringify(appraisal);
    if (this.#answers.has(key)) return;
    const asked = this.#ask({ appraisal });
    this.#answers.set(key, asked);
    asked.catch(() => this.#answers.delete(key)); // whoever asks in earnest will find out
    for (const old of [...this.#answers.keys()].slice(0, -MOST)) this.#answers.delete(old);
  }
}
