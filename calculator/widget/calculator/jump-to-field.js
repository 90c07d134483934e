// Moves the focus to the field that answers a finding, to the next level that is not rated, or to the to-dos. A jump changes
// nothing: where a case is asked for and there is none, it leads to the button that adds one.

import { all, part } from "../shared/dom.js";
import { criterionOf, fieldAnswering } from "./results/duty-checklist.js";
import { criteriaOf, levelsOf } from "./form-view.js";
import { justificationField } from "./justification-field.js";
import { focusLevel } from "./keyboard.js";
import { entryOf } from "./appraisal-state.js";

/**
 * @typedef {HTMLElement & {state: import("./appraisal-state.js").AppraisalState, result: any, sheet:
 *   HTMLElement}} Calculator
 */

/** Focus the field that answers a finding; where that is a case and there is none, the button that adds one.
 * @param {Calculator} calculator @param {HTMLElement} link @param {Event} event its click */
export function jumpToAnswer(calculator, link, event) {
  event.preventDefault();
  event.stopPropagation(); // the theme follows links even if the default is prevented
  const id = criterionOf(link);
  const group = /** @type {HTMLElement} */ (calculator.sheet.querySelector(`[data-criterion="${id}"]`));
  const { by, lasts } = fieldAnswering(link);
  if (by === "justification") return justificationField(group).focus();
  const level = levelsOf(group)[levelOfFinding(calculator, id, by === "cases" && !lasts, by === "rating") - 1];
  if (by === "rating") return focusLevel(level);
  const [text] = all(level, "[data-case] textarea");
  if (text) text.focus();
  else focusAddCase(level);
}

/** Focus the button that adds a case at a level. @param {HTMLElement} level */
export function focusAddCase(level) {
  /** @type {HTMLElement} */ (level.querySelector("[data-act=add-case]")).focus();
}

/** Scroll to the to-dos and focus their heading. @param {Calculator} calculator */
export function jumpToDuties({ sheet }) {
  const heading = part(sheet, "duties-heading");
  heading.scrollIntoView();
  heading.focus({ preventScroll: true });
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
