// What of a kept draft still fits the rubric, which may have lost or renamed criteria and levels since. It looks at the
// form's own shape, not at any rule: whether the rest can be scored, the core says.

import { entryOf } from "../appraisal-state.js";

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../../shared/appraisal-types.js").Entry} Entry */
/** How many levels each criterion of a rubric has. @typedef {Record<string, number>} Shape */
/** What does not fit: a criterion that is gone, ratings that cannot be read or that stood for another number of levels, a
 * case at a level that is gone.
 * @typedef {{what: "criterion" | "ratings" | "levels" | "case", criterion: string, values: Record<string, unknown>}} Left */

const RATINGS = new Set(["met", "partial", "unmet", "unrated"]);
const VERDICTS = new Set(["compliant", "non-compliant"]);

/**
 * @param {Appraisal} value
 * @param {Shape} shape of its rubric
 * @returns {{value: Appraisal, left: Left[]}} what fits, and what was left out of it; the very value where all fits
 */
export function fitting(value, shape) {
  /** @type {Left[]} */
  const left = [];
  /** @type {Appraisal["criteria"]} */
  const criteria = {};
  for (const criterion of Object.keys(value.criteria)) {
    const entry = entryOf(value, criterion);
    if (Object.hasOwn(shape, criterion)) criteria[criterion] = fittingEntry(entry, criterion, shape[criterion], left);
    else left.push({ what: "criterion", criterion, values: amountOf(entry) });
  }
  return left.length ? { value: { ...value, criteria }, left } : { value, left };
}

/** @param {Entry} entry @param {string} criterion @param {number} levels @param {Left[]} left @returns {Entry} */
function fittingEntry(entry, criterion, levels, left) {
  const cases = fittingCases(entry.cases, criterion, levels, left);
  const { ratings, score, cases: _, ...rest } = entry;
  const rated = fittingRatings(ratings, score, criterion, levels, left);
  return { ...rated, ...(cases.length && { cases }), ...rest };
}

/** @param {unknown} ratings @param {unknown} score @param {string} criterion @param {number} levels @param {Left[]} left
 * @returns {Pick<Entry, "ratings" | "score">} */
function fittingRatings(ratings, score, criterion, levels, left) {
  if (ratings === undefined && typeof score === "number" && score <= levels) return { score };
  const read = Array.isArray(ratings) && ratings.every((rating) => RATINGS.has(rating)) ? ratings : null;
  if (!read) left.push({ what: "ratings", criterion, values: {} });
  else if (read.length !== levels) left.push({ what: "levels", criterion, values: { before: read.length, n: levels } });
  return { ratings: Array.from({ length: levels }, (_, index) => read?.[index] ?? "unrated") };
}

/** @param {unknown} cases @param {string} criterion @param {number} levels @param {Left[]} left */
function fittingCases(cases, criterion, levels, left) {
  const listed = Array.isArray(cases) ? cases : [];
  const fits = (/** @type {any} */ one) => one?.level >= 1 && one.level <= levels && VERDICTS.has(one.verdict);
  for (const one of listed.filter((each) => !fits(each))) {
    left.push({ what: "case", criterion, values: { level: one?.level, text: one?.text ?? "" } });
  }
  return listed.filter(fits);
}

/** How much of the reader's work is in an entry. @param {Entry} entry */
function amountOf({ ratings = [], score, cases = [] }) {
  const rated = score === undefined ? ratings.filter((rating) => rating !== "unrated").length : Math.ceil(score);
  return { n: rated, cases: cases.length };
}
