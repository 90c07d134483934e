// Opens the guided dialog for `?guided` in the page's address, as the home page's first button has it.

import { afterPaint } from "../shared/after-paint.js";
import { isBegun } from "./appraisal-state.js";

/** @typedef {HTMLElement & {state: import("./appraisal-state.js").AppraisalState, result: any}} Calculator */

/**
 * At once on a blank form; on a draft with its first result, by which the dialog knows where to go on. The address is then an
 * ordinary one, so that a reload does not ask again.
 * @param {Calculator} calculator
 * @param {() => void} open
 */
export async function openAtAddress(calculator, open) {
  if (!new URLSearchParams(location.search).has("guided")) return;
  history.replaceState(history.state, "", location.pathname + location.hash);
  await customElements.whenDefined("calculator-tools");
  await afterPaint(); // by then the draft is shown, if there is one
  if (isBegun(calculator.state.value) && !calculator.result) {
    await new Promise((done) => calculator.addEventListener("scored", done, { once: true }));
  }
  if (calculator.isConnected) open();
}
