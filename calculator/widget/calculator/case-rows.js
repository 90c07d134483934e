// The cases recorded at one level: a row of fields for each.

import { all, part, piece } from "../shared/dom.js";
import { entryOf, withCases } from "./appraisal-state.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../shared/appraisal-types.js").RecordedCase} RecordedCase */

/** Show a criterion's cases at one of its levels.
 * @param {HTMLElement} level @param {RecordedCase[]} cases of the whole criterion
 * @param {import("../shared/appraisal-types.js").Evidence} evidence */
export function showCases(level, cases, evidence) {
  const box = part(level, "cases");
  if (!cases.length && !box.hasChildNodes()) return; // the usual case
  const ofLevel = cases.map((recorded, place) => ({ ...recorded, place })).filter((each) => each.level === numberOf(level));
  const rows = all(box, "[data-case]");
  rows.slice(ofLevel.length).forEach((row) => row.remove());
  ofLevel.forEach(({ place, verdict, text = "" }, index) => {
    const row = rows[index] ?? box.appendChild(piece(level, "case"));
    row.dataset.place = String(place);
    setField(row, "verdict", verdict);
    setField(row, "text", text);
  });
  const ignored = ofLevel.length > 0 && evidence === "assumed" && level.dataset.award !== "unstated";
  const hint = box.querySelector(".cases-assumed");
  if (ignored) box.append(hint ?? piece(level, "cases-assumed"));
  else hint?.remove();
}

/** The change of the appraisal that a field of a row stands for.
 * @param {HTMLElement} field @param {string} criterion @returns {(value: Appraisal) => Appraisal} */
export function readCase(field, criterion) {
  const key = /** @type {"verdict" | "text"} */ (field.dataset.field);
  const text = /** @type {HTMLTextAreaElement} */ (field).value;
  return withCase(criterion, placeOf(field), (recorded) => ({ ...recorded, [key]: text }));
}

/** The change that adds a case at a level, with the verdict that decides there.
 * @param {HTMLElement} level @returns {(value: Appraisal) => Appraisal} */
export function addingCase(level) {
  const id = criterionOf(level);
  const verdict = level.dataset.award === "by-default" ? "non-compliant" : "compliant";
  return (value) => {
    const cases = entryOf(value, id).cases ?? [];
    return withCases(value, id, [...cases, { level: numberOf(level), verdict, text: "" }]);
  };
}

/**
 * The change that removes a case.
 * @param {HTMLElement} button of its row
 * @returns {(value: Appraisal) => Appraisal}
 */
export function removingCase(button) {
  const place = placeOf(button);
  const id = criterionOf(button);
  return (value) => withCases(value, id, (entryOf(value, id).cases ?? []).filter((_, index) => index !== place));
}

/** @param {string} criterion @param {number} place @param {(recorded: RecordedCase) => RecordedCase} change
 * @returns {(value: Appraisal) => Appraisal} */
function withCase(criterion, place, change) {
  return (value) => {
    const cases = entryOf(value, criterion).cases ?? [];
    return withCases(value, criterion, cases.map((recorded, index) => (index === place ? change(recorded) : recorded)));
  };
}

/** @param {HTMLElement} row @param {string} name @param {string} text */
function setField(row, name, text) {
  const field = /** @type {HTMLTextAreaElement} */ (row.querySelector(`[data-field="${name}"]`));
  if (field.value !== text) field.value = text;
}

/** @param {HTMLElement} inside */
function placeOf(inside) {
  return Number(/** @type {HTMLElement} */ (inside.closest("[data-case]")).dataset.place);
}

/** @param {HTMLElement} inside */
function criterionOf(inside) {
  return /** @type {HTMLElement} */ (inside.closest("[data-criterion]")).dataset.criterion ?? "";
}

/** @param {HTMLElement} level */
function numberOf(level) {
  return Number(level.dataset.level);
}
