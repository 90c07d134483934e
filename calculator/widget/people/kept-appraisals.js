// The appraisals that this browser keeps, each with the core's answer: by person and period, and what is still to do.

import { isBlank } from "../calculator/history/draft-store.js";
import { wellFormed } from "../shared/appraisal-files.js";
import { quarterIndex } from "./quarters.js";

/** @typedef {import("../calculator/history/draft-store.js").Draft} Draft */
/** @typedef {import("../calculator/history/draft-store.js").DraftStore} DraftStore */
/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** A stored appraisal; `answer` is the core's, null as long as it has not come.
 * @typedef {{draft: Draft, printed: {time: number, changed: boolean} | null, answer: any}} Kept */
/** How a finding is answered, from the page. @typedef {{id: string, answeredBy: string | null, lasts: boolean}} AnsweredFinding */

/** The reader's own appraisals. @param {DraftStore} store @returns {Kept[]} the latest first */
export function keptAppraisals(store) {
  const own = store.all().filter(({ edited, value }) => edited && !isBlank(value));
  return own.map((draft) => ({ draft, printed: store.printed(draft), answer: null }));
}

/**
 * By person, the one who was worked on last first; each person's, the latest quarter first.
 * @param {Kept[]} kept
 * @returns {{person: string, kept: Kept[]}[]}
 */
export function byPerson(kept) {
  /** @type {Map<string, Kept[]>} */
  const people = new Map();
  for (const one of kept) {
    const person = personOf(one.draft.value);
    people.set(person, [...(people.get(person) ?? []), one]);
  }
  return [...people].map(([person, own]) => ({ person, kept: own.sort(laterFirst) }));
}

/** @param {Kept} one @param {Kept} other */
function laterFirst(one, other) {
  const [first, second] = [one, other].map(({ draft }) => quarterIndex(draft.value.period ?? ""));
  return first !== null && second !== null && first !== second ? second - first : other.draft.saved - one.draft.saved;
}

/** @param {Appraisal} value */
export function personOf({ subject = "" }) {
  return subject.trim();
}

/**
 * The appraisal of the same person and rubric that comes before one.
 * @param {Kept[]} ofPerson as {@link byPerson} sorts them
 * @param {Kept} one
 * @returns {Kept | null}
 */
export function before(ofPerson, one) {
  if (!personOf(one.draft.value)) return null;
  const later = ofPerson.slice(ofPerson.indexOf(one) + 1);
  return later.find(({ draft }) => draft.value.rubric === one.draft.value.rubric) ?? null;
}

/**
 * The findings of a result that the appraisal does not answer, each with the criteria that it is about.
 * @param {any} result
 * @param {Appraisal} value
 * @param {AnsweredFinding[]} findings of the rubric
 * @returns {Record<string, string[]>}
 */
export function openFindings(result, value, findings) {
  /** @type {Record<string, string[]>} */
  const open = Object.fromEntries(result.findings.map((/** @type {string} */ code) => [code, []]));
  for (const { id, findings: codes } of result.criteria) {
    for (const code of codes) {
      if (!isAnswered(findings.find((finding) => finding.id === code), value.criteria[id] ?? {})) (open[code] ??= []).push(id);
    }
  }
  return open;
}

/** As the calculator's checklist has it. @param {AnsweredFinding | undefined} finding @param {import("../shared/appraisal-types.js").Entry} entry */
function isAnswered(finding, { justification = "", cases = [] }) {
  if (finding?.answeredBy === "justification") return justification.trim() !== "";
  return finding?.answeredBy === "cases" && finding.lasts && cases.some(({ text }) => text?.trim());
}

/**
 * An appraisal to begin the next quarter with: the ratings as they are; cases and justifications belong to the quarter before.
 * @param {Appraisal} value
 * @param {string} period
 * @returns {Appraisal}
 */
export function forNextQuarter({ rubric, subject, criteria }, period) {
  const copied = Object.entries(criteria).map(([id, { ratings, score }]) => [id, ratings ? { ratings } : { score }]);
  return { rubric, ...(subject && { subject }), ...(period && { period }), criteria: Object.fromEntries(copied) };
}

/** Appraisals as NDJSON, which the team's page and the command line read too. @param {Appraisal[]} values */
export function toLines(values) {
  const line = (/** @type {Appraisal} */ value) => JSON.stringify(value, (_, part) => (typeof part === "string" ? wellFormed(part) : part));
  return values.map((value) => `${line(value)}\n`).join("");
}
