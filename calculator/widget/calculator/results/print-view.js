// The printed page: scores, recorded cases and justifications, and everybody's duties. Filled in just before
// printing.

import { all, element, part, phrase, slot } from "../../shared/dom.js";
import { bandNames } from "./result-view.js";
import { entryOf } from "../appraisal-state.js";

/**
 * @param {HTMLElement} sheet
 * @param {any} result
 * @param {import("../../shared/appraisal-types.js").Appraisal} value
 */
export function showPrintout(sheet, result, value) {
  const printout = /** @type {HTMLElement} */ (sheet.querySelector(".printout"));
  const reading = sheet.querySelector("[data-field=evidence]:checked + span")?.textContent;
  slot(printout, "about").textContent = [value.subject, value.period, reading].filter(Boolean).join(" · ");
  slot(printout, "total").textContent = `${result.total} / ${result.maximum}  ${bandNames(sheet, result)}`;
  slot(printout, "rows").replaceChildren(...result.criteria.map((/** @type {any} */ one) => row(sheet, one, value)));
  slot(printout, "duties").replaceChildren(...all(sheet, "[data-actor]:not([hidden])").flatMap(duties));
  slot(printout, "vector").textContent = result.vector;
}

/**
 * @param {HTMLElement} sheet
 * @param {any} scored
 * @param {import("../../shared/appraisal-types.js").Appraisal} value
 */
function row(sheet, scored, value) {
  const made = element("tr");
  const name = /** @type {HTMLElement} */ (sheet.querySelector(`[data-row="${scored.id}"]`)).dataset.name;
  const marks = scored.effective.map((/** @type {string} */ rating) => phrase(sheet, `mark-${rating}`)).join(" ");
  made.append(element("th", name), element("td", marks), element("td", `${scored.score} / ${scored.effective.length}`));
  const written = element("td");
  const { cases = [], justification = "" } = entryOf(value, scored.id);
  const recorded = cases.map((one) => `${one.level} ${phrase(sheet, `mark-${one.verdict}`)} ${one.text ?? ""}`);
  written.append(...[...recorded, justification].filter(Boolean).map((text) => element("p", text)));
  made.append(written);
  return made;
}

/** The duties of one party, each with a box to tick on paper. @param {HTMLElement} party */
function duties(party) {
  const who = party.querySelector("h4")?.textContent;
  return all(party, "li:not([hidden])").map((duty) => {
    const what = part(duty, "action").textContent;
    const whom = all(duty, "[data-of]:not([hidden])").map((one) => part(one, "name").textContent);
    return element("li", `☐ ${who} · ${what} ${whom.length ? `(${whom.join(", ")})` : ""}`);
  });
}
