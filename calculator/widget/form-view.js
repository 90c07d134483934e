// The form of one sheet: shows an appraisal in it, and reads what the reader does to it.

import { entryOf, withRatings } from "./state.js";

/** @typedef {import("./state.js").Appraisal} Appraisal */
/** @typedef {import("./state.js").Rating} Rating */

/** The appraisal of a sheet in which nothing is rated yet.
 * @param {HTMLElement} sheet @returns {Appraisal} */
export function blank(sheet) {
  const criteria = criteriaOf(sheet).map((group) => [
    group.dataset.criterion,
    { ratings: levelsOf(group).map(() => "unrated") },
  ]);
  return { rubric: sheet.dataset.rubric ?? "", criteria: Object.fromEntries(criteria) };
}

/** Show an appraisal in the form. @param {HTMLElement} sheet @param {Appraisal} value */
export function showForm(sheet, value) {
  for (const group of criteriaOf(sheet)) {
    const { ratings } = entryOf(value, group.dataset.criterion ?? "");
    levelsOf(group).forEach((level, index) => {
      for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (level.querySelectorAll("input[type=radio]"))) {
        input.checked = input.value === (ratings?.[index] ?? "unrated");
      }
    });
  }
}

/** The change that a field of the form asks for, if it is one of the appraisal's.
 * @param {HTMLElement} sheet @param {EventTarget | null} field @returns {((value: Appraisal) => Appraisal) | null} */
export function readField(sheet, field) {
  const group = field instanceof HTMLElement ? field.closest("[data-criterion]") : null;
  if (!(group instanceof HTMLElement) || !sheet.contains(group)) return null;
  return (value) => withRatings(value, group.dataset.criterion ?? "", chosen(group));
}

/** @param {HTMLElement} group @returns {Rating[]} */
function chosen(group) {
  return levelsOf(group).map((level) => {
    const input = /** @type {HTMLInputElement | null} */ (level.querySelector("input[type=radio]:checked"));
    return /** @type {Rating} */ (input?.value ?? "unrated");
  });
}

/** @param {HTMLElement} sheet */
function criteriaOf(sheet) {
  return /** @type {HTMLElement[]} */ ([...sheet.querySelectorAll("[data-criterion]")]);
}

/** @param {HTMLElement} group */
function levelsOf(group) {
  return /** @type {HTMLElement[]} */ ([...group.querySelectorAll("[data-level]")]);
}
