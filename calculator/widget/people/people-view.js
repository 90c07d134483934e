// The list of people as HTML, from the page's pieces.

import { all, element, language, phrase, piece, slot } from "../shared/dom.js";
import { before, openFindings } from "./kept-appraisals.js";

/** @typedef {import("./kept-appraisals.js").Kept} Kept */
/** @typedef {import("./kept-appraisals.js").AnsweredFinding} AnsweredFinding */
/** @typedef {import("../shared/rubric-names.js").RubricNames} RubricNames */

/**
 * A person with their appraisals.
 * @param {HTMLElement} page
 * @param {RubricNames} names
 * @param {string} person empty where no name is given
 * @param {Kept[]} kept
 */
export function personItem(page, names, person, kept) {
  const item = piece(page, "person");
  slot(item, "name").textContent = person || phrase(page, "nameless");
  slot(item, "appraisals").replaceChildren(...kept.map((one) => appraisalItem(page, names, one, before(kept, one) !== null)));
  return item;
}

/** @param {HTMLElement} page @param {RubricNames} names @param {Kept} kept @param {boolean} comparable */
function appraisalItem(page, names, kept, comparable) {
  const { draft, answer } = kept;
  const { value } = draft;
  const rubric = names.rubric(value.rubric);
  const item = piece(page, "appraisal");
  const period = value.period?.trim() || phrase(page, "no-period");
  const label = [value.subject, period].filter(Boolean).join(" ");
  item.dataset.draft = draft.id;
  item.dataset.name = label;
  slot(item, "period").textContent = period;
  slot(item, "rubric").textContent = rubric?.name ?? phrase(page, "rubric-gone", { name: value.rubric });
  slot(item, "saved").textContent = phrase(page, "saved", { time: formatTime(draft.saved) });
  showResult(page, names, item, kept);
  const open = /** @type {HTMLAnchorElement} */ (slot(item, "open"));
  open.href = `${page.getAttribute("calculator")}#draft=${draft.id}`;
  open.hidden = rubric === undefined;
  const copy = slot(item, "copy-next");
  copy.hidden = rubric === undefined;
  const compare = slot(item, "compare");
  compare.hidden = !comparable || !answer?.result;
  for (const control of all(item, ":is(a, button)")) control.setAttribute("aria-label", `${control.textContent?.trim()} ${label}`);
  return item;
}

/** @param {HTMLElement} page @param {RubricNames} names @param {HTMLElement} item @param {Kept} kept */
function showResult(page, names, item, { draft, printed, answer }) {
  const { value } = draft;
  const result = answer?.result;
  const state = slot(item, "state");
  state.textContent = result ? phrase(page, result.complete ? "done" : "begun") : "";
  state.dataset.state = result?.complete ? "done" : "begun";
  const when = printed && phrase(page, printed.changed ? "printed-before" : "printed", { time: formatTime(printed.time) });
  slot(item, "printed").textContent = when ?? "";
  const duties = /** @type {HTMLDetailsElement} */ (slot(item, "duties"));
  duties.hidden = true;
  if (!result) {
    slot(item, "result").textContent = answer?.faults ? phrase(page, "refused") : "";
    return;
  }
  const bands = names.bands(value.rubric, result.band?.candidates ?? null);
  slot(item, "result").textContent = [`${result.total} / ${result.maximum}`, bands].filter(Boolean).join(" · ");
  const { findings } = /** @type {{findings: AnsweredFinding[]}} */ (/** @type {unknown} */ (names.rubric(value.rubric)));
  const open = openFindings(result, value, findings);
  const described = names.describeFindings(value.rubric, open, Object.keys(open));
  duties.hidden = described.length === 0;
  const first = described[0];
  if (!first) return;
  const inWords = first.about ? phrase(page, "duty", { name: first.name, about: first.about }) : first.name;
  slot(item, "duties-first").textContent = described.length > 1 ? phrase(page, "to-do-more", { first: inWords, n: described.length }) : phrase(page, "to-do", { first: inWords });
  const lines = described.map(({ name, about }) => element("li", about ? phrase(page, "duty", { name, about }) : name));
  slot(item, "duties-all").replaceChildren(...lines);
}

/**
 * The rows of a comparison of two quarters: the core's scores of each criterion, then the totals and the bands.
 * @param {HTMLElement} page @param {RubricNames} names @param {any} earlier @param {any} later both results
 * @returns {HTMLElement[]}
 */
export function comparisonRows(page, names, earlier, later) {
  const row = (/** @type {string} */ name, /** @type {string} */ first, /** @type {string} */ second) => {
    const made = element("tr");
    const heading = element("th", name);
    heading.setAttribute("scope", "row");
    made.append(heading, element("td", first), element("td", second));
    made.toggleAttribute("data-differs", first !== second);
    return made;
  };
  const rows = later.criteria.map((/** @type {any} */ scored, /** @type {number} */ place) => {
    return row(names.criterion(later.rubric, scored.id), `${earlier.criteria[place].score}`, `${scored.score}`);
  });
  const bands = [earlier, later].map((result) => names.bands(later.rubric, result.band?.candidates ?? null));
  const ofBands = bands.some(Boolean) ? [row(phrase(page, "band"), bands[0] || "–", bands[1] || "–")] : [];
  return [...rows, row(phrase(page, "total"), `${earlier.total}`, `${later.total}`), ...ofBands];
}

/** The date, in the page's language. @param {number} milliseconds since 1970 */
export function formatTime(milliseconds) {
  return new Date(milliseconds).toLocaleString(language() === "zh" ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
}
