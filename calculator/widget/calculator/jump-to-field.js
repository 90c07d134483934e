// From what is asked to where it is answered: the field of a finding, the next level that waits for its rating.

import { all } from "../shared/dom.js";
import { answeredBy, criterionOf } from "./results/duty-checklist.js";
import { criteriaOf, levelsOf } from "./form-view.js";
import { justificationOf } from "./justification-field.js";
import { focusLevel } from "./keyboard.js";
import { entryOf } from "./appraisal-state.js";

/** @typedef {HTMLElement & {state: import("./appraisal-state.js").AppraisalState, result: any, sheet: HTMLElement}} Calculator */

/** Lead to the field in which a finding is answered; a case that is not there yet is begun.
 * @param {Calculator} calculator @param {HTMLElement} button */
export function leadToAnswer(calculator, button) {
  const id = criterionOf(button);
  const group = /** @type {HTMLElement} */ (calculator.sheet.querySelector(`[data-criterion="${id}"]`));
  const { by, lasts } = answeredBy(button);
  if (by === "justification") return justificationOf(group).focus();
  const level = levelsOf(group)[levelConcerned(calculator, id, by === "cases" && !lasts, by === "rating") - 1];
  if (by === "rating") return focusLevel(level);
  const written = all(level, "[data-case] textarea")[0];
  if (written) written.focus();
  else /** @type {HTMLElement} */ (level.querySelector("[data-act=add-case]")).click();
}

/** The level that a finding is about: one whose cases overrule its rating, the one where the climb stopped, or the
 * highest that earned something.
 * @param {Calculator} calculator @param {string} id @param {boolean} overruled @param {boolean} stop */
function levelConcerned({ result, state }, id, overruled, stop) {
  const scored = result.criteria.find((/** @type {any} */ one) => one.id === id);
  const { ratings = [] } = entryOf(state.value, id);
  const top = scored.stopped_at ?? scored.effective.length;
  const differs = ratings.findIndex((rating, index) => rating !== scored.effective[index]);
  if (overruled && differs >= 0) return differs + 1;
  return stop || scored.stopped_at === null || scored.effective[top - 1] === "partial" ? top : Math.max(1, top - 1);
}

/** Lead to the level at which the first open criterion waits. @param {Calculator} calculator */
export function leadToUnrated({ result, sheet }) {
  const open = result.criteria.find((/** @type {any} */ one) => !one.complete);
  const group = criteriaOf(sheet).find((one) => one.dataset.criterion === open?.id);
  if (group) focusLevel(levelsOf(group)[open.stopped_at - 1]);
}
