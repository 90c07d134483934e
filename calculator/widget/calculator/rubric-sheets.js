// The sheets (form and result) of the rubrics. The page contains the sheet of its first rubric and a template
// in place of each other one, whose sheet is fetched when the rubric is first chosen.

import { criteriaOf, levelsOf } from "./form-view.js";
import { fetchJson } from "../shared/json-fetch.js";

/** @typedef {import("./history/draft-migration.js").Shape} Shape */

/** A rubric's sheet, or null if the page does not have it (yet).
 * @param {HTMLElement} calculator @param {string} rubric @returns {HTMLElement | null} */
export function sheetOf(calculator, rubric) {
  for (const child of calculator.children) if (child.getAttribute("data-rubric") === rubric) return /** @type {HTMLElement} */ (child);
  return null;
}

/** A rubric's sheet, fetched if need be. Rejects if it cannot be fetched, or the site has none.
 * @param {HTMLElement} calculator @param {string} rubric @returns {Promise<HTMLElement>} */
export async function bringSheet(calculator, rubric) {
  const template = templateOf(calculator, rubric);
  if (template) {
    const { html } = await fetchJson(new URL(template.dataset.address ?? "", document.baseURI).href);
    if (template.parentNode) template.replaceWith(hiddenSheet(html)); // else another call has inserted it meanwhile
  }
  const sheet = sheetOf(calculator, rubric);
  if (!sheet) throw new Error(`the page has no sheet for ${rubric}`);
  return sheet;
}

/** How many levels each criterion of a rubric has, or null if the page does not offer that rubric.
 * @param {HTMLElement} calculator @param {string} rubric @returns {Shape | null} */
export function shapeOf(calculator, rubric) {
  const sheet = sheetOf(calculator, rubric);
  if (sheet) return Object.fromEntries(criteriaOf(sheet).map((group) => [group.dataset.criterion ?? "", levelsOf(group).length]));
  const listed = templateOf(calculator, rubric)?.dataset.shape?.split(" ").map((pair) => pair.split(":"));
  return listed ? Object.fromEntries(listed.map(([criterion, levels]) => [criterion, Number(levels)])) : null;
}

/** @param {HTMLElement} calculator @param {string} rubric @returns {HTMLTemplateElement | null} */
function templateOf(calculator, rubric) {
  return calculator.querySelector(`template[data-sheet="${CSS.escape(rubric)}"]`);
}

/** @param {string} html of this site's own build */
function hiddenSheet(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  const sheet = /** @type {HTMLElement} */ (document.importNode(/** @type {Element} */ (parsed), true));
  sheet.hidden = true;
  return sheet;
}
