// Printing: the appraisal on one page whenever the browser prints, or the talk sheet. The pages are filled in just before.

import { printPage } from "../../shared/by-hand.js";
import { all, element, language, part, phrase, slot } from "../../shared/dom.js";
import { criteriaOf, levelsOf } from "../form-view.js";
import { bandNames } from "./result-view.js";

const KIT = { all, bandNames, criteriaOf, element, language, levelsOf, part, phrase, slot };
/** @typedef {typeof KIT} Kit */
/**
 * @typedef {HTMLElement & {state: import("../appraisal-state.js").AppraisalState, result: any, sheet:
 *   HTMLElement}} Calculator
 */

/** The script of the pages once it has come. @type {typeof import("./print-pages.js") | undefined} */
let pages;

async function load() {
  pages ??= await import("./print-pages.js");
  pages.use(KIT);
  return pages;
}

/** Fill in the page whenever the browser prints, from its own menu too.
 * @param {Calculator} calculator @param {AbortSignal} signal ends it */
export function printWhenAsked(calculator, signal) {
  const fill = () => {
    const { result, sheet, state } = calculator;
    if (result && calculator.dataset.print !== "talk") showPrintout(sheet, result, state.value);
  };
  calculator.addEventListener("scored", () => load().catch(() => {}), { once: true, signal }); // where it fails, the print button asks again
  window.addEventListener("beforeprint", fill, { signal });
  window.addEventListener("afterprint", () => delete calculator.dataset.print, { signal });
}

/** Fill in the page of an appraisal, once its script has come.
 * @param {HTMLElement} sheet @param {any} result @param {import("../../shared/appraisal-types.js").Appraisal} value */
export function showPrintout(sheet, result, value) {
  pages?.showPrintout(sheet, result, value);
}

/** Print one page. @param {Calculator} calculator @param {"talk"} [what] the talk sheet in place of the appraisal */
export async function printAppraisal(calculator, what) {
  const { showTalkSheet } = pages ?? (await load());
  if (what && calculator.result) {
    showTalkSheet(calculator.sheet, calculator.result, calculator.state.value);
    calculator.dataset.print = what;
  }
  printPage(calculator);
}
