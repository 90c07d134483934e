// The appraisal that is being edited: the one source of truth for everything that the calculator shows.
//
// A value is exactly what an appraisal file holds, so that it can be sent to the core, saved and copied as it
// is. Values are immutable: a change returns a new value.

import { replaced } from "../shared/baseline.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../shared/appraisal-types.js").Entry} Entry */
/** @typedef {import("../shared/appraisal-types.js").Evidence} Evidence */
/** @typedef {import("../shared/appraisal-types.js").Rating} Rating */
/** @typedef {import("../shared/appraisal-types.js").RecordedCase} RecordedCase */
/** @typedef {import("../shared/appraisal-types.js").Verdict} Verdict */
/**
 * What changed it: the reader's input; a link, a file or an example that was opened; the core, which only
 * replaces a score by ratings.
 * @typedef {"reader" | "opened" | "core"} By
 */
/** @typedef {{before: Appraisal, value: Appraisal, by: By}} Change */

/** Fires `change` (a CustomEvent whose detail is a {@link Change}) after each change. */
export class AppraisalState extends EventTarget {
  #value;

  /** @param {Appraisal} value */
  constructor(value) {
    super();
    this.#value = value;
  }

  /** The current appraisal. */
  get value() {
    return this.#value;
  }

  /**
   * Change the appraisal. A change that returns the very value it was given changes nothing.
   * @param {(value: Appraisal) => Appraisal} change
   * @param {By} by
   */
  update(change, by = "reader") {
    const before = this.#value;
    const value = change(before);
    if (value === before) return;
    this.#value = value;
    this.dispatchEvent(new CustomEvent("change", { detail: { before, value, by } }));
  }
}

/** @param {Appraisal} value @param {string} criterion @returns {Entry} */
export function entryOf(value, criterion) {
  return value.criteria[criterion] ?? {};
}

/**
 * @param {Appraisal} value
 * @param {string} criterion
 * @param {(entry: Entry) => Entry} change
 * @returns {Appraisal}
 */
function withEntry(value, criterion, change) {
  return { ...value, criteria: { ...value.criteria, [criterion]: change(entryOf(value, criterion)) } };
}

/** @param {Appraisal} value @param {string} criterion @param {Rating[]} ratings */
export function withRatings(value, criterion, ratings) {
  return withEntry(value, criterion, ({ score: _, ...entry }) => ({ ...entry, ratings }));
}

/**
 * @param {Appraisal} value
 * @param {string} criterion
 * @param {number} score in points; the core replaces it by ratings
 */
export function withScore(value, criterion, score) {
  return withEntry(value, criterion, ({ ratings: _, ...entry }) => ({ ...entry, score }));
}

/** @param {Appraisal} value @param {string} criterion @param {RecordedCase[]} cases */
export function withCases(value, criterion, cases) {
  return withEntry(value, criterion, ({ cases: _, ...entry }) => (cases.length ? { ...entry, cases } : entry));
}

/** @param {Appraisal} value @param {string} criterion @param {string} justification */
export function withJustification(value, criterion, justification) {
  return withEntry(value, criterion, ({ justification: _, ...entry }) =>
    justification ? { ...entry, justification } : entry,
  );
}

/**
 * An appraisal in which nothing is rated yet.
 * @param {string} rubric
 * @param {import("./history/draft-migration.js").Shape} shape
 * @returns {Appraisal}
 */
export function blank(rubric, shape) {
  const unrated = (/** @type {number} */ length) => Array.from({ length }, () => /** @type {Rating} */ ("unrated"));
  const criteria = Object.entries(shape).map(([id, levels]) => [id, { ratings: unrated(levels) }]);
  return { rubric, criteria: Object.fromEntries(criteria) };
}

/**
 * Set one of the appraisal's own fields; an empty text removes it.
 * @param {Appraisal} value
 * @param {"evidence" | "subject" | "period"} key
 * @param {string} text
 * @returns {Appraisal}
 */
export function withField(value, key, text) {
  const { [key]: _, ...rest } = value;
  return text ? { ...rest, [key]: text } : rest;
}

/** Whether any level is rated. @param {Appraisal} value */
export function isBegun({ criteria }) {
  return Object.values(criteria).some(({ ratings = [] }) => ratings.some((rating) => rating !== "unrated"));
}

/** Replace each score by the ratings that the core read it as.
 * @param {Appraisal} value @param {Record<string, Rating[]>} ratings by criterion */
export function spelledOut(value, ratings) {
  const scored = Object.keys(value.criteria).filter((id) => value.criteria[id].score !== undefined && ratings[id]);
  return scored.reduce((changed, id) => withRatings(changed, id, ratings[id]), value);
}

/** Apply the changes of ratings and cases that the core proposed as a way to another result.
 * @param {Appraisal} value
 * @param {{criterion: string, level: number, rating: Rating, case?: "record" | "withdraw"}[]} moves */
export function withMoves(value, moves) {
  return moves.reduce((changed, { criterion, level, rating, case: caseChange }) => {
    const { ratings = [], cases = [] } = entryOf(changed, criterion);
    const rated = withRatings(changed, criterion, replaced(ratings, level - 1, rating));
    if (caseChange === "record") return withCases(rated, criterion, [...cases, { level, verdict: "compliant", text: "" }]);
    if (caseChange !== "withdraw") return rated;
    const remaining = cases.filter((recorded) => recorded.level !== level || recorded.verdict !== "non-compliant");
    return withCases(rated, criterion, remaining);
  }, value);
}
