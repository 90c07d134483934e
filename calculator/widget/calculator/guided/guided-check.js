// The last screen of the guided dialog: every criterion with its ratings, its cases, its score and a way to change it.

import { all, element, language, phrase, slot } from "../../shared/dom.js";
import { entryOf } from "../appraisal-state.js";
import { isAnswered } from "./guided-flow.js";
import { caseItem, stepItems } from "./guided-pieces.js";

/** @typedef {{id: string, name: string, ratings: import("../../shared/appraisal-types.js").Rating[]}} Criterion */

/**
 * @param {import("./guided-dialog.js").Calculator} calculator
 * @param {HTMLElement} dialog
 * @param {Criterion[]} criteria
 */
export function showRows(calculator, dialog, criteria) {
  const template = /** @type {HTMLTemplateElement} */ (slot(dialog, "row"));
  const rows = criteria.map(({ id, name, ratings }) => {
    const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    row.dataset.row = id;
    slot(row, "name").textContent = name;
    slot(row, "steps").replaceChildren(...stepItems(calculator, id, ratings));
    const cases = (entryOf(calculator.state.value, id).cases ?? []).filter(({ text }) => text?.trim());
    slot(row, "cases").replaceChildren(...cases.map((one) => caseItem(calculator, one)));
    const button = /** @type {HTMLElement} */ (row.querySelector("[data-change]"));
    button.dataset.change = id;
    button.textContent = phrase(dialog, isAnswered(ratings) ? "guided-change" : "guided-go-on", { name });
    return row;
  });
  slot(dialog, "rows").replaceChildren(...rows);
}

/** Show the core's scores and reasons in the rows. @param {HTMLElement} dialog @param {any} result or null before the first */
export function showScores(dialog, result) {
  for (const row of all(dialog, "[data-row]")) {
    const scored = result?.criteria.find((/** @type {any} */ one) => one.id === row.dataset.row);
    const words = { score: scored?.score, maximum: slot(row, "steps").children.length };
    if (scored) slot(row, "end").textContent = phrase(dialog, scored.complete ? "guided-end" : "guided-open-end", words);
    const steps = (result?.trace ?? []).filter((/** @type {any} */ step) => step.criterion === row.dataset.row);
    slot(row, "trace").replaceChildren(...steps.map((/** @type {any} */ step) => element("li", step.text[language()])));
  }
}
