// Scores ahead of the click: what the appraisal would be if the reader chose what the pointer or the focus
// rests on. When it is chosen, the answer is at hand and is shown in the same frame as the choice.

import { possibleChanges } from "./form-view.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */

const DWELL = 30; // milliseconds after which a pointer counts as resting rather than passing
const MOST = 12; // answers in the cache: those for the level pointed at and for the few levels before

export class SpeculativeScoring {
  #engine;
  #timer = 0;
  /** Cached answers by appraisal (JSON), the latest last. @type {Map<string, Promise<any>>} */
  #answers = new Map();

  /** @param {Pick<import("../engine/engine-host.js").EngineHost, "ask" | "askInBackground">} engine */
  constructor(engine) {
    this.#engine = engine;
  }

  /**
   * The pointer or the focus has moved to a part of the form.
   * @param {Event} event of the pointer or the focus
   * @param {() => Appraisal} value the appraisal as it stands
   */
  onPointed({ target }, value) {
    window.clearTimeout(this.#timer);
    if (!(target instanceof HTMLElement)) return;
    this.#timer = window.setTimeout(() => {
      for (const change of possibleChanges(target)) this.#request(change(value()));
    }, DWELL);
  }

  /**
   * The core's answer for an appraisal, requested now if it is not cached.
   * @param {Appraisal} appraisal
   * @returns {Promise<any>}
   */
  answer(appraisal) {
    return this.#answers.get(JSON.stringify(appraisal)) ?? this.#engine.ask({ appraisal });
  }

  /** Add a known answer to the cache. @param {Appraisal} appraisal @param {any} answer */
  add(appraisal, answer) {
    this.#answers.set(JSON.stringify(appraisal), Promise.resolve(answer));
  }

  /** Empty the cache and drop the pending timer. */
  stop() {
    window.clearTimeout(this.#timer);
    this.#answers.clear();
  }

  /** @param {Appraisal} appraisal */
  #request(appraisal) {
    const key = JSON.stringify(appraisal);
    if (this.#answers.has(key)) return;
    const answer = this.#engine.askInBackground({ appraisal });
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key)); // so that the real request is sent anew
    for (const old of [...this.#answers.keys()].slice(0, -MOST)) this.#answers.delete(old);
  }
}
