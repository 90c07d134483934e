// The cases recorded at one level: a row for each, with verdict and text.

import { all, part, piece } from "../shared/dom.js";
import { entryOf, withCases } from "./appraisal-state.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../shared/appraisal-types.js").RecordedCase} RecordedCase */

/** Show a criterion's cases at one of its levels.
 * @param {HTMLElement} level @param {RecordedCase[]} cases of the whole criterion
 * @param {import("../shared/appraisal-types.js").Evidence} evidence */
export function showCases(level, cases, evidence) {
  const box = part(level, "cases");
  if (!cases.length && !box.hasChildNodes()) return; // as most often
  const own = cases.map((one, place) => ({ ...one, place })).filter((one) => one.level === numberOf(level));
  const rows = all(box, "[data-case]");
  rows.slice(own.length).forEach((row) => row.remove());
  own.forEach((one, index) => {
    const row = rows[index] ?? box.appendChild(piece(level, "case"));
    row.dataset.place = String(one.place);
    set(row, "verdict", one.verdict);
    set(row, "text", one.text ?? "");
  });
  const idle = own.length > 0 && evidence === "assumed" && level.dataset.award !== "unstated";
  const hint = box.querySelector(".cases-assumed");
  if (idle) box.append(hint ?? piece(level, "cases-assumed"));
  else hint?.remove();
}

/** The change that a field of a row asks for.
 * @param {HTMLElement} field @param {string} criterion @returns {(value: Appraisal) => Appraisal} */
export function readCase(field, criterion) {
  const key = /** @type {"verdict" | "text"} */ (field.dataset.field);
  const text = /** @type {HTMLTextAreaElement} */ (field).value;
  return withCase(criterion, placeOf(field), (one) => ({ ...one, [key]: text }));
}

/** A case more at a level. It begins as the kind that decides there.
 * @param {HTMLElement} level @returns {(value: Appraisal) => Appraisal} */
export function addingCase(level) {
  const id = criterionOf(level);
  const verdict = level.dataset.award === "by-default" ? "non-compliant" : "compliant";
  return (value) => {
    const cases = entryOf(value, id).cases ?? [];
    return withCases(value, id, [...cases, { level: numberOf(level), verdict, text: "" }]);
  };
}

/** A case fewer. @param {HTMLElement} button of its row @returns {(value: Appraisal) => Appraisal} */
export function removingCase(button) {
  const place = placeOf(button);
  const id = criterionOf(button);
  return (value) => withCases(value, id, (entryOf(value, id).cases ?? []).filter((_, index) => index !== place));
}

/** @param {string} criterion @param {number} place @param {(one: RecordedCase) => RecordedCase} change
 * @returns {(value: Appraisal) => Appraisal} */
function withCase(criterion, place, change) {
  return (value) => {
    const cases = entryOf(value, criterion).cases ?? [];
    return withCases(value, criterion, cases.map((one, index) => (index === place ? change(one) : one)));
  };
}

/** @param {HTMLElement} row @param {string} name @param {string} text */
function set(row, name, text) {
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
