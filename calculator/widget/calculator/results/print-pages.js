// The pages that are printed: the appraisal, and the talk sheet. Loaded after the first result, for most visits print nothing.
//
// It imports nothing: what it shares with the calculator would be split into files of their own, which every visit fetches.

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../../shared/appraisal-types.js").Verdict} Verdict */
/** @typedef {import("./print-view.js").Kit} Kit what the calculator lends */

/** @type {Kit} */
let kit;

/** Lend the functions of the calculator that the pages are filled in with. @param {Kit} lent */
export function use(lent) {
  kit = lent;
}

/** Each criterion's part of a duty of others than the manager: until all are done, the score is not final. */
const OTHERS = "[data-actor]:not([data-actor=manager]):not([hidden]) li:not([hidden]) .duty__of > :not([hidden])";

/** @param {HTMLElement} sheet @param {any} result @param {Appraisal} value */
export function showPrintout(sheet, result, value) {
  const printout = kit.part(sheet, "printout");
  const reading = sheet.querySelector("[data-field=evidence]:checked + span")?.textContent;
  kit.slot(printout, "about").textContent = [value.subject, value.period, reading].filter(Boolean).join(" · ");
  kit.slot(printout, "total").textContent = totalOf(sheet, result);
  kit.slot(printout, "provisional").hidden = !kit.all(sheet, OTHERS).some((one) => !isDone(one));
  kit.slot(printout, "rows").replaceChildren(...result.criteria.map((/** @type {any} */ one) => row(sheet, one, value)));
  kit.slot(printout, "duties").replaceChildren(...kit.all(sheet, "[data-actor]:not([hidden])").flatMap(duties));
  kit.slot(printout, "vector").textContent = result.vector;
  showFoot(sheet, printout);
}

/** The total and its band. @param {HTMLElement} sheet @param {any} result */
function totalOf(sheet, result) {
  return `${result.total} / ${result.maximum}  ${kit.bandNames(sheet, result)}`;
}

/** Names or texts in a row. @param {string[]} texts @param {"names" | "texts"} kind */
function listed(texts, kind) {
  const between = { zh: { names: "、", texts: "；" }, en: { names: ", ", texts: "; " } };
  return texts.join(between[kit.language()][kind]);
}

/** The date of printing, and a line for the date by which a written warning asks for improvement.
 * @param {HTMLElement} sheet @param {HTMLElement} page */
function showFoot(sheet, page) {
  const date = new Date().toLocaleDateString(kit.language() === "zh" ? "zh-CN" : "en-GB", { dateStyle: "long" });
  kit.slot(page, "printed").textContent = kit.phrase(sheet, "printed", { date });
  const warned = kit.all(sheet, "[data-actor]:not([hidden]) [data-deadline]:not([hidden])").length > 0;
  kit.slot(page, "deadline").hidden = !warned;
}

/**
 * @param {HTMLElement} sheet
 * @param {any} scored
 * @param {Appraisal} value
 */
function row(sheet, scored, value) {
  const made = kit.element("tr");
  const marks = scored.effective.map((/** @type {string} */ rating) => kit.phrase(sheet, `mark-${rating}`)).join(" ");
  made.append(kit.element("th", nameOf(sheet, scored.id)), kit.element("td", marks), kit.element("td", `${scored.score} / ${scored.effective.length}`));
  const written = kit.element("td");
  const { cases = [], justification = "" } = value.criteria[scored.id] ?? {};
  const recorded = cases.map((one) => `${one.level} ${kit.phrase(sheet, `mark-${one.verdict}`)} ${one.text?.trim() || kit.phrase(sheet, "unwritten")}`);
  written.append(...[...recorded, justification].filter(Boolean).map((text) => kit.element("p", text)));
  made.append(written);
  return made;
}

/** @param {HTMLElement} sheet @param {string} criterion */
function nameOf(sheet, criterion) {
  return /** @type {HTMLElement} */ (sheet.querySelector(`[data-row="${criterion}"]`)).dataset.name ?? "";
}

/** The duties of one party, each with its box: ticked where all of it is done. @param {HTMLElement} party */
function duties(party) {
  const who = party.querySelector("h4")?.textContent;
  return kit.all(party, "li:not([hidden])").map((duty) => {
    const parts = kit.all(duty, ".duty__of > :not([hidden])").map((one) => ({ name: one.dataset.of ? kit.part(one, "name").textContent : "", done: isDone(one) }));
    const tick = parts.every(({ done }) => done) ? "☑" : "☐";
    const names = parts.filter(({ name }) => name).map(({ name, done }) => (done && tick === "☐" ? `${name} ✓` : name));
    const about = names.length ? kit.phrase(party, "about", { list: listed(/** @type {string[]} */ (names), "names") }) : "";
    return kit.element("li", `${tick} ${who} · ${kit.part(duty, "action").textContent} ${about}`);
  });
}

/** Whether one criterion's part of a duty is done: ticked by the reader, or answered in the form.
 * @param {HTMLElement} one */
function isDone(one) {
  return "answered" in one.dataset || one.querySelector("input")?.checked === true;
}

/** @param {HTMLElement} sheet @param {any} result @param {Appraisal} value */
export function showTalkSheet(sheet, result, value) {
  const page = kit.part(sheet, "talk-sheet");
  kit.slot(page, "about").textContent = [value.subject, value.period].filter(Boolean).join(" · ");
  kit.slot(page, "total").textContent = totalOf(sheet, result);
  showProvisional(sheet, kit.slot(page, "provisional"));
  kit.slot(page, "agreed").replaceChildren(...result.criteria.map((/** @type {any} */ scored) => reached(sheet, scored, value)));
  kit.slot(page, "sides").replaceChildren(...result.criteria.map((/** @type {any} */ scored) => sides(sheet, scored, value)));
  kit.slot(page, "next").replaceChildren(...result.criteria.map((/** @type {any} */ scored) => ahead(sheet, scored)));
  showFoot(sheet, page);
}

/** Say which duties of others than the manager are still open: until then the score is not final.
 * @param {HTMLElement} sheet @param {HTMLElement} place */
function showProvisional(sheet, place) {
  const open = kit.all(sheet, "[data-actor]:not([data-actor=manager]):not([hidden])").flatMap((party) =>
    kit.all(party, "li:not([hidden])").flatMap((duty) => openDuty(sheet, party, duty)),
  );
  place.hidden = open.length === 0;
  place.textContent = kit.phrase(sheet, "provisional", { list: listed(open, "texts") });
}

/** @param {HTMLElement} sheet @param {HTMLElement} party @param {HTMLElement} duty @returns {string[]} none if it is done */
function openDuty(sheet, party, duty) {
  const open = kit.all(duty, ".duty__of > :not([hidden])").filter((one) => !isDone(one));
  if (open.length === 0) return [];
  const who = party.querySelector("h4")?.textContent ?? "";
  const what = duty.querySelector(".rule-link")?.textContent ?? "";
  const names = open.filter((one) => one.dataset.of).map((one) => kit.part(one, "name").textContent ?? "");
  const criteria = listed(names, "names");
  return [kit.phrase(sheet, criteria ? "duty-of" : "duty-alone", { who, what, criteria })];
}

/** The highest level that is met, its clause, and the events that show it. @param {HTMLElement} sheet @param {any} scored
 * @param {Appraisal} value */
function reached(sheet, scored, value) {
  const top = metLevels(scored);
  const criterion = nameOf(sheet, scored.id);
  if (top === 0) return kit.element("li", kit.phrase(sheet, "none-reached", { criterion }));
  const item = line(kit.phrase(sheet, "level-of", { criterion, n: top }), clauseOf(sheet, scored.id, top));
  const events = eventsOf(value, scored.id, "compliant");
  item.append(kit.element("span", events ? kit.phrase(sheet, "event", { text: events }) : kit.phrase(sheet, "to-write"), "talk-sheet__event"));
  return item;
}

/** A row with both sides' events: the employee's to be written, the manager's as recorded or to be written.
 * @param {HTMLElement} sheet @param {any} scored @param {Appraisal} value */
function sides(sheet, scored, value) {
  const row = kit.element("tr");
  const managers = kit.element("td", verdictOf(sheet, scored));
  const { justification = "" } = value.criteria[scored.id] ?? {};
  const against = [eventsOf(value, scored.id, "non-compliant"), justification.trim()].filter(Boolean);
  managers.append(kit.element("span", against.length ? kit.phrase(sheet, "event", { text: listed(against, "texts") }) : kit.phrase(sheet, "to-write"), "talk-sheet__event"));
  row.append(kit.element("th", nameOf(sheet, scored.id)), kit.element("td", kit.phrase(sheet, "own-to-write")), managers);
  return row;
}

/** How far the manager's rating goes, in words. @param {HTMLElement} sheet @param {any} scored */
function verdictOf(sheet, scored) {
  const { stopped_at: n, score, complete } = scored;
  if (n === null) return kit.phrase(sheet, "whole", { score });
  if (!complete) return kit.phrase(sheet, "rated-open", { n });
  return kit.phrase(sheet, "stopped", { score, n, rating: kit.phrase(sheet, `rating-${scored.effective[n - 1]}`) });
}

/** What next quarter asks: the clause of the level where the climb stopped. @param {HTMLElement} sheet @param {any} scored */
function ahead(sheet, scored) {
  const criterion = nameOf(sheet, scored.id);
  const n = scored.stopped_at;
  if (n === null) return kit.element("li", kit.phrase(sheet, "keep", { criterion }));
  return line(kit.phrase(sheet, "level-of", { criterion, n }), clauseOf(sheet, scored.id, n));
}

/** @param {string} head @param {string} text */
function line(head, text) {
  const item = kit.element("li");
  item.append(kit.element("strong", head), ` ${text} `);
  return item;
}

/** How many levels from the first up are met. @param {any} scored */
function metLevels(scored) {
  const stop = scored.effective.findIndex((/** @type {string} */ rating) => rating !== "met");
  return stop < 0 ? scored.effective.length : stop;
}

/** @param {HTMLElement} sheet @param {string} criterion @param {number} level */
function clauseOf(sheet, criterion, level) {
  const group = kit.criteriaOf(sheet).find(({ dataset }) => dataset.criterion === criterion);
  return kit.part(kit.levelsOf(/** @type {HTMLElement} */ (group))[level - 1], "clause").textContent ?? "";
}

/** The texts of a criterion's cases of one verdict. @param {Appraisal} value @param {string} criterion
 * @param {Verdict} verdict */
function eventsOf(value, criterion, verdict) {
  const cases = value.criteria[criterion]?.cases ?? [];
  return cases.filter((one) => one.verdict === verdict && one.text?.trim()).map((one) => one.text?.trim()).join(" / ");
}
