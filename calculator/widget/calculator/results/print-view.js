// What is printed: the appraisal on one page, or the talk sheet. Filled in just before printing.

import { printPage } from "../../shared/by-hand.js";
import { all, element, language, part, phrase, slot } from "../../shared/dom.js";
import { bandNames } from "./result-view.js";
import { entryOf } from "../appraisal-state.js";

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/**
 * @typedef {HTMLElement & {state: import("../appraisal-state.js").AppraisalState, result: any, sheet:
 *   HTMLElement}} Calculator
 */

/** Each criterion's part of a duty of others than the manager: until all are done, the score is not final. */
const OTHERS = "[data-actor]:not([data-actor=manager]):not([hidden]) li:not([hidden]) .duty__of > :not([hidden])";

/** Fill in the page whenever the browser prints, from its own menu too.
 * @param {Calculator} calculator @param {AbortSignal} signal ends it */
export function printWhenAsked(calculator, signal) {
  const fill = () => {
    if (calculator.result && calculator.dataset.print !== "talk") showPrintout(calculator.sheet, calculator.result, calculator.state.value);
  };
  window.addEventListener("beforeprint", fill, { signal });
  window.addEventListener("afterprint", () => delete calculator.dataset.print, { signal });
}

/** Print one page. @param {Calculator} calculator @param {"talk"} [what] the talk sheet in place of the appraisal */
export async function printAppraisal(calculator, what) {
  if (what && calculator.result) {
    const { showTalkSheet } = await import("./talk-sheet.js"); // most visits print none
    showTalkSheet(calculator.sheet, calculator.result, calculator.state.value);
    calculator.dataset.print = what;
  }
  printPage(calculator);
}

/** @param {HTMLElement} sheet @param {any} result @param {Appraisal} value */
export function showPrintout(sheet, result, value) {
  const printout = part(sheet, "printout");
  const reading = sheet.querySelector("[data-field=evidence]:checked + span")?.textContent;
  slot(printout, "about").textContent = [value.subject, value.period, reading].filter(Boolean).join(" · ");
  slot(printout, "total").textContent = totalOf(sheet, result);
  slot(printout, "provisional").hidden = !all(sheet, OTHERS).some((one) => !isDone(one));
  slot(printout, "rows").replaceChildren(...result.criteria.map((/** @type {any} */ one) => row(sheet, one, value)));
  slot(printout, "duties").replaceChildren(...all(sheet, "[data-actor]:not([hidden])").flatMap(duties));
  slot(printout, "vector").textContent = result.vector;
  showFoot(sheet, printout);
}

/** The total and its band. @param {HTMLElement} sheet @param {any} result */
export function totalOf(sheet, result) {
  return `${result.total} / ${result.maximum}  ${bandNames(sheet, result)}`;
}

/** Names or texts in a row. @param {string[]} texts @param {"names" | "texts"} kind */
export function listed(texts, kind) {
  const between = { zh: { names: "、", texts: "；" }, en: { names: ", ", texts: "; " } };
  return texts.join(between[language()][kind]);
}

/** The date of printing, and a line for the date by which a written warning asks for improvement.
 * @param {HTMLElement} sheet @param {HTMLElement} page */
export function showFoot(sheet, page) {
  const date = new Date().toLocaleDateString(language() === "zh" ? "zh-CN" : "en-GB", { dateStyle: "long" });
  slot(page, "printed").textContent = phrase(sheet, "printed", { date });
  const warned = all(sheet, "[data-actor]:not([hidden]) [data-deadline]:not([hidden])").length > 0;
  slot(page, "deadline").hidden = !warned;
}

/**
 * @param {HTMLElement} sheet
 * @param {any} scored
 * @param {Appraisal} value
 */
function row(sheet, scored, value) {
  const made = element("tr");
  const marks = scored.effective.map((/** @type {string} */ rating) => phrase(sheet, `mark-${rating}`)).join(" ");
  made.append(element("th", nameOf(sheet, scored.id)), element("td", marks), element("td", `${scored.score} / ${scored.effective.length}`));
  const written = element("td");
  const { cases = [], justification = "" } = entryOf(value, scored.id);
  const recorded = cases.map((one) => `${one.level} ${phrase(sheet, `mark-${one.verdict}`)} ${one.text?.trim() || phrase(sheet, "unwritten")}`);
  written.append(...[...recorded, justification].filter(Boolean).map((text) => element("p", text)));
  made.append(written);
  return made;
}

/** @param {HTMLElement} sheet @param {string} criterion */
export function nameOf(sheet, criterion) {
  return /** @type {HTMLElement} */ (sheet.querySelector(`[data-row="${criterion}"]`)).dataset.name ?? "";
}

/** The duties of one party, each with its box: ticked where all of it is done. @param {HTMLElement} party */
function duties(party) {
  const who = party.querySelector("h4")?.textContent;
  return all(party, "li:not([hidden])").map((duty) => {
    const parts = all(duty, ".duty__of > :not([hidden])").map((one) => ({ name: one.dataset.of ? part(one, "name").textContent : "", done: isDone(one) }));
    const tick = parts.every(({ done }) => done) ? "☑" : "☐";
    const names = parts.filter(({ name }) => name).map(({ name, done }) => (done && tick === "☐" ? `${name} ✓` : name));
    const about = names.length ? phrase(party, "about", { list: listed(/** @type {string[]} */ (names), "names") }) : "";
    return element("li", `${tick} ${who} · ${part(duty, "action").textContent} ${about}`);
  });
}

/** Whether one criterion's part of a duty is done: ticked by the reader, or answered in the form.
 * @param {HTMLElement} one */
export function isDone(one) {
  return "answered" in one.dataset || one.querySelector("input")?.checked === true;
}
