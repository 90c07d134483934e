// The sheets of the rubrics: form and result of each. The page has that of the first; where a page offers more, a template
// stands for each of the others, and its sheet is fetched when its rubric is first chosen.

import { criteriaOf, levelsOf } from "./form-view.js";
import { published } from "../shared/json-fetch.js";

/** @typedef {import("./history/draft-migration.js").Shape} Shape */

/** A rubric's sheet, or null where the page does not have it yet.
 * @param {HTMLElement} calculator @param {string} rubric @returns {HTMLElement | null} */
export function sheetOf(calculator, rubric) {
  for (const one of calculator.children) if (one.getAttribute("data-rubric") === rubric) return /** @type {HTMLElement} */ (one);
  return null;
}

/** A rubric's sheet, fetched if need be. Rejects where it cannot be had.
 * @param {HTMLElement} calculator @param {string} rubric @returns {Promise<HTMLElement>} */
export async function bringSheet(calculator, rubric) {
  const template = templateOf(calculator, rubric);
  if (template) {
    const { html } = await published(new URL(template.dataset.address ?? "", document.baseURI).href);
    if (template.parentNode) template.replaceWith(hiddenSheet(html)); // else another has put it in meanwhile
  }
  const sheet = sheetOf(calculator, rubric);
  if (!sheet) throw new Error(`the page has no sheet for ${rubric}`);
  return sheet;
}

/** How many levels each criterion of a rubric has, or null where the page does not show that rubric.
 * @param {HTMLElement} calculator @param {string} rubric @returns {Shape | null} */
export function shapeOf(calculator, rubric) {
  const sheet = sheetOf(calculator, rubric);
  if (sheet) return Object.fromEntries(criteriaOf(sheet).map((group) => [group.dataset.criterion ?? "", levelsOf(group).length]));
  const told = templateOf(calculator, rubric)?.dataset.shape?.split(" ").map((one) => one.split(":"));
  return told ? Object.fromEntries(told.map(([criterion, levels]) => [criterion, Number(levels)])) : null;
}

/** @param {HTMLElement} calculator @param {string} rubric @returns {HTMLTemplateElement | null} */
function templateOf(calculator, rubric) {
  return calculator.querySelector(`template[data-sheet="${CSS.escape(rubric)}"]`);
}

/** @param {string} html of this site's own build */
function hiddenSheet(html) {
  const read = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  const sheet = /** @type {HTMLElement} */ (document.importNode(/** @type {Element} */ (read), true));
  sheet.hidden = true;
  return sheet;
}
