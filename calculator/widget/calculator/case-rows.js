// The cases recorded at one level: a row of fields for each.

import { all, part, piece } from "../shared/dom.js";
import { entryOf, withCases } from "./appraisal-state.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../shared/appraisal-types.js").RecordedCase} RecordedCase */
/** @typedef {import("./appraisal-state.js").AppraisalState} AppraisalState */

/** Show a criterion's cases at one of its levels.
 * @param {HTMLElement} level @param {RecordedCase[]} cases of the whole criterion */
export function showCases(level, cases) {
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
  showNote(level, box, ofLevel.some(({ text = "" }) => text.trim() !== ""));
}

/** Say of the first case that is written down what comes of it: once in the form, not at every level.
 * @param {HTMLElement} level @param {HTMLElement} box of its cases @param {boolean} written */
function showNote(level, box, written) {
  const note = level.closest(".sheet")?.querySelector(".case-noted");
  if (!written && note?.parentElement === box) note.remove();
  if (written && (!note || note.parentElement === box)) box.append(note ?? piece(level, "case-noted"));
}

/** The change of the appraisal that a field of a row stands for.
 * @param {HTMLElement} field @param {string} criterion @returns {(value: Appraisal) => Appraisal} */
export function readCase(field, criterion) {
  const key = /** @type {"verdict" | "text"} */ (field.dataset.field);
  const text = /** @type {HTMLTextAreaElement} */ (field).value;
  return withCase(criterion, placeOf(field), (recorded) => ({ ...recorded, [key]: text }));
}

/** Add a case at a level, to be written.
 * @param {{state: AppraisalState}} calculator @param {HTMLElement} button of the level */
export function addCase({ state }, button) {
  const level = levelOf(button);
  state.update(addingCase(level));
  all(level, "[data-case] textarea").at(-1)?.focus();
}

/** Remove a case. @param {{state: AppraisalState}} calculator @param {HTMLElement} button of its row */
export function removeCase({ state }, button) {
  const level = levelOf(button);
  state.update(removingCase(button));
  /** @type {HTMLElement} */ (level.querySelector("[data-act=add-case]")).focus();
}

/** The change that adds a case at a level, with the verdict that decides there.
 * @param {HTMLElement} level @returns {(value: Appraisal) => Appraisal} */
function addingCase(level) {
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
function removingCase(button) {
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

/** @param {HTMLElement} inside @returns {HTMLElement} */
function levelOf(inside) {
  return /** @type {HTMLElement} */ (inside.closest("[data-level]"));
}

/** @param {HTMLElement} level */
function numberOf(level) {
  return Number(level.dataset.level);
}
