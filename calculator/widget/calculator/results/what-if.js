// What would change the result: requested from the core once the reader pauses, because it costs many
// scorings.

import { language, maybe } from "../../shared/dom.js";
import { withMoves } from "../appraisal-state.js";
import { showMoves } from "./explanation-view.js";

const PAUSE = 250; // milliseconds without a change before the request

/** @typedef {HTMLElement & {state: import("../appraisal-state.js").AppraisalState, sheet: HTMLElement}} Calculator */

export class WhatIf {
  #calculator;
  #engine;
  #timer = 0;

  /**
   * @param {Calculator} calculator
   * @param {Pick<import("../../engine/engine-host.js").EngineHost, "askInBackground">} engine
   */
  constructor(calculator, engine) {
    this.#calculator = calculator;
    this.#engine = engine;
  }

  /** Request and show the changes after a pause, where the page has a place for them. */
  schedule() {
    this.cancel();
    if (maybe(this.#calculator.sheet, "moves")) this.#timer = window.setTimeout(() => this.#request(), PAUSE);
  }

  cancel() {
    window.clearTimeout(this.#timer);
  }

  async #request() {
    const { state } = this.#calculator;
    const { value: appraisal } = state;
    try {
      const { moves } = await this.#engine.askInBackground({ appraisal, moves: true });
      if (!moves || state.value !== appraisal) return;
      showMoves(this.#calculator.sheet, moves, language(), (chosen) => state.update((value) => withMoves(value, chosen)));
    } catch {
      // The engine failed, which the calculator shows, or does not run.
    }
  }
}
