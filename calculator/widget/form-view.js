// The form of one sheet: shows an appraisal in it, and reads what the reader does to it.

import { readCase, showCases } from "./cases-view.js";
import { all, fixed } from "./dom.js";
import { justificationOf } from "./justification.js";
import { entryOf, withField, withJustification, withRatings, withScore } from "./state.js";

/** @typedef {import("./state.js").Appraisal} Appraisal */
/** @typedef {import("./state.js").Rating} Rating */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** The appraisal of a sheet in which nothing is rated yet.
 * @param {HTMLElement} sheet @returns {Appraisal} */
export function blank(sheet) {
  const criteria = criteriaOf(sheet).map((group) => [
    group.dataset.criterion,
    { ratings: levelsOf(group).map(() => "unrated") },
  ]);
  return { rubric: sheet.dataset.rubric ?? "", criteria: Object.fromEntries(criteria) };
}

/** A rubric's sheet; one that was never shown is still a template.
 * @param {HTMLElement} calculator @param {string} rubric @returns {HTMLElement} */
export function sheetOf(calculator, rubric) {
  const found = [...calculator.children].find((one) => one.getAttribute("data-rubric") === rubric);
  if (found) return /** @type {HTMLElement} */ (found);
  const template = /** @type {HTMLTemplateElement} */ (calculator.querySelector(`template[data-sheet="${rubric}"]`));
  const sheet = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  sheet.hidden = true;
  template.replaceWith(sheet);
  return sheet;
}

/** How many levels each criterion of a rubric has, or null where the page does not show that rubric.
 * @param {HTMLElement} calculator @param {string} rubric @returns {import("./fitting.js").Shape | null} */
export function shapeOf(calculator, rubric) {
  const shown = all(calculator, "[data-rubric]").find((sheet) => sheet.dataset.rubric === rubric);
  const template = /** @type {HTMLTemplateElement | null} */ (calculator.querySelector(`template[data-sheet="${CSS.escape(rubric)}"]`));
  const sheet = shown ?? /** @type {HTMLElement | undefined} */ (template?.content.firstElementChild);
  if (!sheet) return null;
  return Object.fromEntries(criteriaOf(sheet).map((group) => [group.dataset.criterion ?? "", levelsOf(group).length]));
}

/** Show an appraisal in the form. @param {HTMLElement} sheet @param {Appraisal} value
 * @param {Appraisal | null} shown what it shows so far, if it shows anything: what is still the same is left alone */
export function showForm(sheet, value, shown) {
  for (const key of /** @type {const} */ (["subject", "period"])) fill(sheet, key, value[key] ?? "");
  for (const input of /** @type {readonly HTMLInputElement[]} */ (fixed(sheet, "[data-field=evidence]"))) {
    input.checked = input.value === (value.evidence ?? "assumed");
  }
  for (const group of criteriaOf(sheet)) {
    const id = group.dataset.criterion ?? "";
    if (shown && shown.criteria[id] === value.criteria[id] && shown.evidence === value.evidence) continue;
    const { ratings, cases = [], justification = "" } = entryOf(value, id);
    if (justification) justificationOf(group);
    fill(group, "justification", justification);
    levelsOf(group).forEach((level, index) => {
      const rating = ratings?.[index] ?? "unrated";
      level.dataset.rated = rating; // for its style: asking the style itself what is checked costs time at every rating
      for (const input of radios(level)) input.checked = input.value === rating;
      showCases(level, cases, value.evidence ?? "assumed");
    });
  }
}

/** The change that a field of the form asks for, if it is one of the appraisal's.
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

/** The changes that choosing what the reader has come to would make: a score, or each rating of a level.
 * @param {HTMLElement} target @returns {((value: Appraisal) => Appraisal)[]} */
export function changesAhead(target) {
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
    return ratings ? withRatings(value, id, ratings.with(place, /** @type {Rating} */ (rating))) : value;
  });
}

/** @param {"subject" | "period" | "evidence"} key @param {string} text @returns {(value: Appraisal) => Appraisal} */
function changing(key, text) {
  return (value) => withField(value, key, text);
}

/** Put a text into a field, but leave alone the one that holds it already: the cursor would jump.
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
