// Moves the focus to the field that answers a finding, or to the next level that is not rated.

import { all } from "../shared/dom.js";
import { criterionOf, fieldAnswering } from "./results/duty-checklist.js";
import { criteriaOf, levelsOf } from "./form-view.js";
import { justificationField } from "./justification-field.js";
import { focusLevel } from "./keyboard.js";
import { entryOf } from "./appraisal-state.js";

/**
 * @typedef {HTMLElement & {state: import("./appraisal-state.js").AppraisalState, result: any, sheet:
 *   HTMLElement}} Calculator
 */

/** Focus the field that answers a finding; where that is a case and there is none, add one.
 * @param {Calculator} calculator @param {HTMLElement} button */
export function jumpToAnswer(calculator, button) {
  const id = criterionOf(button);
  const group = /** @type {HTMLElement} */ (calculator.sheet.querySelector(`[data-criterion="${id}"]`));
  const { by, lasts } = fieldAnswering(button);
  if (by === "justification") return justificationField(group).focus();
  const level = levelsOf(group)[levelOfFinding(calculator, id, by === "cases" && !lasts, by === "rating") - 1];
  if (by === "rating") return focusLevel(level);
  const [text] = all(level, "[data-case] textarea");
  if (text) text.focus();
  else /** @type {HTMLElement} */ (level.querySelector("[data-act=add-case]")).click();
}

/**
 * Number of the level that a finding is about: one whose cases overrule its rating, the one where the climb
 * stopped, or the highest that earned points.
 * @param {Calculator} calculator
 * @param {string} id
 * @param {boolean} overruled
 * @param {boolean} stop
 */
function levelOfFinding({ result, state }, id, overruled, stop) {
  const scored = result.criteria.find((/** @type {any} */ one) => one.id === id);
  const { ratings = [] } = entryOf(state.value, id);
  const top = scored.stopped_at ?? scored.effective.length;
  const differs = ratings.findIndex((rating, index) => rating !== scored.effective[index]);
  if (overruled && differs >= 0) return differs + 1;
  return stop || scored.stopped_at === null || scored.effective[top - 1] === "partial" ? top : Math.max(1, top - 1);
}

/** Focus the first unrated level of the first incomplete criterion. @param {Calculator} calculator */
export function jumpToUnrated({ result, sheet }) {
  const open = result.criteria.find((/** @type {any} */ one) => !one.complete);
  const group = criteriaOf(sheet).find((one) => one.dataset.criterion === open?.id);
  if (group) focusLevel(levelsOf(group)[open.stopped_at - 1]);
}
