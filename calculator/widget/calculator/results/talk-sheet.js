// The talk sheet: one page to hold the talk by, made of the result, the recorded cases and the rubric's clauses.

import { all, element, part, phrase, slot } from "../../shared/dom.js";
import { criteriaOf, levelsOf } from "../form-view.js";
import { entryOf } from "../appraisal-state.js";
import { isDone, listed, nameOf, showFoot, totalOf } from "./print-view.js";

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../../shared/appraisal-types.js").Verdict} Verdict */

/** @param {HTMLElement} sheet @param {any} result @param {Appraisal} value */
export function showTalkSheet(sheet, result, value) {
  const page = part(sheet, "talk-sheet");
  slot(page, "about").textContent = [value.subject, value.period].filter(Boolean).join(" · ");
  slot(page, "total").textContent = totalOf(sheet, result);
  showProvisional(sheet, slot(page, "provisional"));
  slot(page, "agreed").replaceChildren(...result.criteria.map((/** @type {any} */ scored) => reached(sheet, scored, value)));
  slot(page, "sides").replaceChildren(...result.criteria.map((/** @type {any} */ scored) => sides(sheet, scored, value)));
  slot(page, "next").replaceChildren(...result.criteria.map((/** @type {any} */ scored) => ahead(sheet, scored)));
  showFoot(sheet, page);
}

/** Say which duties of others than the manager are still open: until then the score is not final.
 * @param {HTMLElement} sheet @param {HTMLElement} place */
function showProvisional(sheet, place) {
  const open = all(sheet, "[data-actor]:not([data-actor=manager]):not([hidden])").flatMap((party) =>
    all(party, "li:not([hidden])").flatMap((duty) => openDuty(sheet, party, duty)),
  );
  place.hidden = open.length === 0;
  place.textContent = phrase(sheet, "provisional", { list: listed(open, "texts") });
}

/** @param {HTMLElement} sheet @param {HTMLElement} party @param {HTMLElement} duty @returns {string[]} none if it is done */
function openDuty(sheet, party, duty) {
  const open = all(duty, ".duty__of > :not([hidden])").filter((one) => !isDone(one));
  if (open.length === 0) return [];
  const who = party.querySelector("h4")?.textContent ?? "";
  const what = duty.querySelector(".rule-link")?.textContent ?? "";
  const names = open.filter((one) => one.dataset.of).map((one) => part(one, "name").textContent ?? "");
  const criteria = listed(names, "names");
  return [phrase(sheet, criteria ? "duty-of" : "duty-alone", { who, what, criteria })];
}

/** The highest level that is met, its clause, and the events that show it. @param {HTMLElement} sheet @param {any} scored
 * @param {Appraisal} value */
function reached(sheet, scored, value) {
  const top = metLevels(scored);
  const criterion = nameOf(sheet, scored.id);
  if (top === 0) return element("li", phrase(sheet, "none-reached", { criterion }));
  const item = line(phrase(sheet, "level-of", { criterion, n: top }), clauseOf(sheet, scored.id, top));
  const events = eventsOf(value, scored.id, "compliant");
  item.append(element("span", events ? phrase(sheet, "event", { text: events }) : phrase(sheet, "to-write"), "talk-sheet__event"));
  return item;
}

/** A row with both sides' events: the employee's to be written, the manager's as recorded or to be written.
 * @param {HTMLElement} sheet @param {any} scored @param {Appraisal} value */
function sides(sheet, scored, value) {
  const row = element("tr");
  const managers = element("td", verdictOf(sheet, scored));
  const { justification = "" } = entryOf(value, scored.id);
  const against = [eventsOf(value, scored.id, "non-compliant"), justification.trim()].filter(Boolean);
  managers.append(element("span", against.length ? phrase(sheet, "event", { text: listed(against, "texts") }) : phrase(sheet, "to-write"), "talk-sheet__event"));
  row.append(element("th", nameOf(sheet, scored.id)), element("td", phrase(sheet, "own-to-write")), managers);
  return row;
}

/** How far the manager's rating goes, in words. @param {HTMLElement} sheet @param {any} scored */
function verdictOf(sheet, scored) {
  const { stopped_at: n, score, complete } = scored;
  if (n === null) return phrase(sheet, "whole", { score });
  if (!complete) return phrase(sheet, "rated-open", { n });
  return phrase(sheet, "stopped", { score, n, rating: phrase(sheet, `rating-${scored.effective[n - 1]}`) });
}

/** What next quarter asks: the clause of the level where the climb stopped. @param {HTMLElement} sheet @param {any} scored */
function ahead(sheet, scored) {
  const criterion = nameOf(sheet, scored.id);
  const n = scored.stopped_at;
  if (n === null) return element("li", phrase(sheet, "keep", { criterion }));
  return line(phrase(sheet, "level-of", { criterion, n }), clauseOf(sheet, scored.id, n));
}

/** @param {string} head @param {string} text */
function line(head, text) {
  const item = element("li");
  item.append(element("strong", head), ` ${text} `);
  return item;
}

/** How many levels from the first up are met. @param {any} scored */
function metLevels(scored) {
  const stop = scored.effective.findIndex((/** @type {string} */ rating) => rating !== "met");
  return stop < 0 ? scored.effective.length : stop;
}

/** @param {HTMLElement} sheet @param {string} criterion @param {number} level */
function clauseOf(sheet, criterion, level) {
  const group = criteriaOf(sheet).find(({ dataset }) => dataset.criterion === criterion);
  return part(levelsOf(/** @type {HTMLElement} */ (group))[level - 1], "clause").textContent ?? "";
}

/** The texts of a criterion's cases of one verdict. @param {Appraisal} value @param {string} criterion
 * @param {Verdict} verdict */
function eventsOf(value, criterion, verdict) {
  const cases = entryOf(value, criterion).cases ?? [];
  return cases.filter((one) => one.verdict === verdict && one.text?.trim()).map((one) => one.text?.trim()).join(" / ");
}
