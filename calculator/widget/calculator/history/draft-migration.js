// Migrates a stored draft to its rubric as it is today, which may have lost or renamed criteria and levels
// since. Only the form's shape is looked at, no rule: whether the result can be scored, the core says.

import { entryOf } from "../appraisal-state.js";

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../../shared/appraisal-types.js").Entry} Entry */
/** The number of levels of each criterion of a rubric. @typedef {Record<string, number>} Shape */
/**
 * What did not fit: a criterion that is gone (`values`: levels rated, cases); ratings that cannot be read;
 * ratings for another number of levels (`values`: that number, and today's); a case at a level that is gone,
 * or that cannot be read.
 * @typedef {"criterion" | "ratings" | "levels" | "case"} Kind
 * @typedef {{what: Kind, criterion: string, values: Record<string, unknown>}} Misfit
 */

const RATINGS = new Set(["met", "partial", "unmet", "unrated"]);
const VERDICTS = new Set(["compliant", "non-compliant"]);

/**
 * Migrate an appraisal.
 * @param {Appraisal} value
 * @param {Shape} shape of its rubric today
 * @returns {{value: Appraisal, misfits: Misfit[]}} what fits (`value` itself if all does), and what does not
 */
export function migrateDraft(value, shape) {
  /** @type {Misfit[]} */
  const misfits = [];
  /** @type {Appraisal["criteria"]} */
  const criteria = {};
  for (const criterion of Object.keys(value.criteria)) {
    const entry = entryOf(value, criterion);
    const levels = Object.hasOwn(shape, criterion) ? shape[criterion] : null;
    if (levels === null) misfits.push({ what: "criterion", criterion, values: countContent(entry) });
    else criteria[criterion] = migrateEntry(entry, criterion, levels, misfits);
  }
  return { value: misfits.length ? { ...value, criteria } : value, misfits };
}

/**
 * @param {Entry} entry
 * @param {string} criterion
 * @param {number} levels
 * @param {Misfit[]} misfits to add to
 * @returns {Entry}
 */
function migrateEntry(entry, criterion, levels, misfits) {
  const { ratings, score, cases, ...rest } = entry;
  const fittingCases = migrateCases(cases, criterion, levels, misfits);
  const rated = migrateRatings(ratings, score, criterion, levels, misfits);
  return { ...rated, ...(fittingCases.length && { cases: fittingCases }), ...rest };
}

/**
 * @param {unknown} ratings
 * @param {unknown} score
 * @param {string} criterion
 * @param {number} levels
 * @param {Misfit[]} misfits
 * @returns {Pick<Entry, "ratings" | "score">}
 */
function migrateRatings(ratings, score, criterion, levels, misfits) {
  if (ratings === undefined && typeof score === "number" && score <= levels) return { score };
  const readable = Array.isArray(ratings) && ratings.every((rating) => RATINGS.has(rating)) ? ratings : null;
  if (!readable) misfits.push({ what: "ratings", criterion, values: {} });
  else if (readable.length !== levels) {
    misfits.push({ what: "levels", criterion, values: { before: readable.length, n: levels } });
  }
  return { ratings: Array.from({ length: levels }, (_, index) => readable?.[index] ?? "unrated") };
}

/** @param {unknown} cases @param {string} criterion @param {number} levels @param {Misfit[]} misfits */
function migrateCases(cases, criterion, levels, misfits) {
  const list = Array.isArray(cases) ? cases : [];
  const fits = (/** @type {any} */ item) =>
    item?.level >= 1 && item.level <= levels && VERDICTS.has(item.verdict);
  for (const item of list.filter((candidate) => !fits(candidate))) {
    misfits.push({ what: "case", criterion, values: { level: item?.level, text: item?.text ?? "" } });
  }
  return list.filter(fits);
}

/** How much of the reader's work is in an entry: levels rated, and cases. @param {Entry} entry */
function countContent({ ratings = [], score, cases = [] }) {
  const isRated = (/** @type {string} */ rating) => rating !== "unrated";
  return { n: score === undefined ? ratings.filter(isRated).length : Math.ceil(score), cases: cases.length };
}
