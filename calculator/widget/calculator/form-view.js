// The form of one rubric: shows an appraisal in it, and reads the reader's input.

import { readCase, showCases } from "./case-rows.js";
import { replaced } from "../shared/baseline.js";
import { fixed } from "../shared/dom.js";
import { justificationField } from "./justification-field.js";
import { entryOf, withField, withJustification, withRatings, withScore } from "./appraisal-state.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../shared/appraisal-types.js").Rating} Rating */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/**
 * Show an appraisal in the form.
 * @param {HTMLElement} sheet
 * @param {Appraisal} value
 * @param {Appraisal | null} shown what the form shows at present, if anything: criteria that are the same are
 *   skipped
 */
export function showForm(sheet, value, shown) {
  for (const key of /** @type {const} */ (["subject", "period"])) fill(sheet, key, value[key] ?? "");
  for (const input of /** @type {readonly HTMLInputElement[]} */ (fixed(sheet, "[data-field=evidence]"))) {
    input.checked = input.value === (value.evidence ?? "assumed");
  }
  for (const group of criteriaOf(sheet)) {
    const id = group.dataset.criterion ?? "";
    if (shown && shown.criteria[id] === value.criteria[id] && shown.evidence === value.evidence) continue;
    const { ratings, cases = [], justification = "" } = entryOf(value, id);
    if (justification) justificationField(group);
    fill(group, "justification", justification);
    levelsOf(group).forEach((level, index) => {
      const rating = ratings?.[index] ?? "unrated";
      level.dataset.rated = rating; // for CSS: a selector with :has(:checked) is slow at every rating
      for (const input of radios(level)) input.checked = input.value === rating;
      showCases(level, cases, value.evidence ?? "assumed");
    });
  }
}

/** The change of the appraisal that an input event of a field stands for; null for fields of other things.
 * @param {EventTarget | null} field @returns {((value: Appraisal) => Appraisal) | null} */
export function readField(field) {
  if (!(field instanceof HTMLElement)) return null;
  const group = /** @type {HTMLElement | null} */ (field.closest("[data-criterion]"));
  const id = group?.dataset.criterion ?? "";
  const text = /** @type {Field} */ (field).value;
  switch (field.dataset.field) {
    case "subject":
    case "period":
      return changing(field.dataset.field, text);
    case "evidence":
      return changing("evidence", text);
    case "justification":
      return (value) => withJustification(value, id, text);
    case "verdict":
    case "text":
      return readCase(field, id);
  }
  if (!group || !field.matches(".rating input")) return null;
  return (value) => withRatings(value, id, levelsOf(group).map(chosen));
}

/** The changes that a click on or near an element would make: its score, or each other rating of its level.
 * @param {HTMLElement} target @returns {((value: Appraisal) => Appraisal)[]} */
export function possibleChanges(target) {
  const id = /** @type {HTMLElement | null} */ (target.closest("[data-criterion]"))?.dataset.criterion;
  const score = /** @type {HTMLElement | null} */ (target.closest("[data-score]"))?.dataset.score;
  const level = /** @type {HTMLElement | null} */ (target.closest(".rating")?.closest("[data-level]"));
  if (id === undefined) return [];
  if (score !== undefined) return [(value) => withScore(value, id, Number(score))];
  if (!level) return [];
  const place = Number(level.dataset.level) - 1;
  const others = radios(level).filter((input) => !input.checked);
  return others.map(({ value: rating }) => (value) => {
    const { ratings } = entryOf(value, id);
    return ratings ? withRatings(value, id, replaced(ratings, place, /** @type {Rating} */ (rating))) : value;
  });
}

/**
 * @param {"subject" | "period" | "evidence"} key
 * @param {string} text
 * @returns {(value: Appraisal) => Appraisal}
 */
function changing(key, text) {
  return (value) => withField(value, key, text);
}

/** Set a field's text unless it is the same, because the cursor would jump.
 * @param {HTMLElement} root @param {string} name @param {string} text */
function fill(root, name, text) {
  const field = /** @type {Field | null} */ (root.querySelector(`[data-field="${name}"]`));
  if (field && field.value !== text) field.value = text;
}

/** @param {HTMLElement} level @returns {Rating} */
function chosen(level) {
  return /** @type {Rating} */ (radios(level).find((input) => input.checked)?.value ?? "unrated");
}

/** @param {HTMLElement} level */
function radios(level) {
  return /** @type {readonly HTMLInputElement[]} */ (fixed(level, ".rating input"));
}

/** @param {HTMLElement} sheet */
export function criteriaOf(sheet) {
  return fixed(sheet, "[data-criterion]");
}

/** @param {HTMLElement} group */
export function levelsOf(group) {
  return fixed(group, "[data-level]");
}
