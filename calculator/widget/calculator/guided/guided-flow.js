// What the guided dialog asks in which order, and what an answer changes in the appraisal. Pure: no page, and no score; whether
// a point is given is the core's to say.

import { replaced } from "../../shared/baseline.js";
import { entryOf, withCases, withRatings } from "../appraisal-state.js";

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../../shared/appraisal-types.js").Rating} Rating */
/** @typedef {import("../../shared/appraisal-types.js").RecordedCase} RecordedCase */
/** @typedef {import("../../shared/appraisal-types.js").Verdict} Verdict */
/**
 * The effect of an answer: it rates the level, or asks another question about it.
 * @typedef {{rating?: Rating, ask?: string}} Effect
 */
/**
 * A screen has one choice or one field. A field asks for a case of one verdict, and then for the next question.
 * @typedef {{choices: Record<string, Effect>}} Choice
 * @typedef {{verdict: Verdict, ask: string}} Field
 */
/**
 * A question about a level of a criterion; the question `check` lists all answers.
 * @typedef {{criterion: string, level: number, question: string}} Place
 */

/** The first question at a level, by how its point is awarded (`data-award`). @type {Record<string, string>} */
const FIRST = { "by-default": "happened", "on-evidence": "shown", unstated: "judged" };

const UNSURE = { unsure: { ask: "unsure" } };

/** @type {Record<string, Choice | Field>} */
export const QUESTIONS = {
  happened: { choices: { no: { rating: "met" }, yes: { ask: "event" }, ...UNSURE } },
  event: { verdict: "non-compliant", ask: "how-far" },
  "how-far": { choices: { partial: { rating: "partial" }, unmet: { rating: "unmet" }, ...UNSURE } },
  shown: { choices: { yes: { ask: "deed" }, "no-case": { rating: "unmet" }, ...UNSURE } },
  deed: { verdict: "compliant", ask: "counter" },
  counter: { choices: { "case-none": { rating: "met" }, yes: { ask: "against" }, ...UNSURE } },
  against: { verdict: "non-compliant", ask: "weighed" },
  weighed: { choices: { met: { rating: "met" }, partial: { rating: "partial" }, unmet: { rating: "unmet" }, ...UNSURE } },
  judged: { choices: { met: { rating: "met" }, partial: { rating: "partial" }, unmet: { rating: "unmet" }, ...UNSURE } },
  unsure: { choices: { on: {} } }, // a message to copy; the rating stays as it is
};

/** @param {string} [award] of the level */
export function firstQuestion(award = "unstated") {
  return FIRST[award] ?? FIRST.unstated;
}

/** The verdict of the case that a question asks for; none where it is a choice. @param {string} question */
export function verdictOf(question) {
  const asked = QUESTIONS[question];
  return asked && "verdict" in asked ? asked.verdict : undefined;
}

/** @param {string} question @returns {Record<string, Effect>} by the answer's name */
export function choicesOf(question) {
  const asked = QUESTIONS[question];
  return asked && "choices" in asked ? asked.choices : {};
}

/** The ratings of a criterion's levels.
 * @param {Appraisal} value @param {string} criterion @param {number} levels how many it has */
export function ratingsOf(value, criterion, levels) {
  return entryOf(value, criterion).ratings ?? Array.from({ length: levels }, () => /** @type {Rating} */ ("unrated"));
}

/** The level that the questions have reached: the first that is not met, else the last. @param {Rating[]} ratings */
export function reachedLevel(ratings) {
  const stop = ratings.findIndex((rating) => rating !== "met");
  return stop < 0 ? ratings.length : stop + 1;
}

/** Whether nothing is left to ask about a criterion. @param {Rating[]} ratings */
export function isAnswered(ratings) {
  return ratings[reachedLevel(ratings) - 1] !== "unrated";
}

/**
 * The level to ask about after this one; 0 where the criterion is left.
 * @param {Rating[]} ratings
 * @param {number} level
 * @param {boolean} isRevisit whether this level alone was gone back to: what is answered above it is not asked again
 */
export function levelAfter(ratings, level, isRevisit) {
  const rating = ratings[level - 1];
  if (isRevisit && rating !== "unrated") return isAnswered(ratings) ? 0 : reachedLevel(ratings);
  return rating === "met" && level < ratings.length ? level + 1 : 0;
}

/**
 * The first criterion with something left to ask; after a criterion, of those that come after it.
 * @param {Appraisal} value
 * @param {[string, number][]} criteria in order, each with how many levels it has
 * @param {string} [after]
 * @returns {string | undefined}
 */
export function openCriterion(value, criteria, after) {
  const start = criteria.findIndex(([id]) => id === after) + 1;
  return criteria.slice(start).find(([id, levels]) => !isAnswered(ratingsOf(value, id, levels)))?.[0];
}

/** The appraisal with a level rated.
 * @param {Appraisal} value @param {Place} place @param {Rating} rating @param {number} levels of the criterion */
export function rated(value, { criterion, level }, rating, levels) {
  return withRatings(value, criterion, replaced(ratingsOf(value, criterion, levels), level - 1, rating));
}

/** The place of the case that a field asks for among those of its criterion; -1 where there is none.
 * @param {Appraisal} value @param {Place} place */
function caseIndex(value, { criterion, level, question }) {
  const verdict = verdictOf(question);
  return (entryOf(value, criterion).cases ?? []).findIndex((one) => one.level === level && one.verdict === verdict);
}

/** What a field holds already. @param {Appraisal} value @param {Place} place */
export function noted(value, place) {
  return (entryOf(value, place.criterion).cases ?? [])[caseIndex(value, place)]?.text ?? "";
}

/**
 * The appraisal with what was typed into a field: as a case of the verdict that the question asked for. An empty field records
 * none, and one that was emptied removes its case.
 * @param {Appraisal} value
 * @param {Place} place
 * @param {string} typed
 */
export function withNote(value, place, typed) {
  const text = typed.trim();
  const verdict = verdictOf(place.question);
  if (!verdict || text === noted(value, place)) return value;
  const cases = entryOf(value, place.criterion).cases ?? [];
  const index = caseIndex(value, place);
  if (!text) return withCases(value, place.criterion, cases.filter((_, at) => at !== index));
  if (index < 0) return withCases(value, place.criterion, [...cases, { level: place.level, verdict, text }]);
  return withCases(value, place.criterion, replaced(cases, index, { ...cases[index], text }));
}

/** The cases recorded at a level, those without a text left out.
 * @param {Appraisal} value @param {Place} place @returns {RecordedCase[]} */
export function casesAt(value, { criterion, level }) {
  return (entryOf(value, criterion).cases ?? []).filter((one) => one.level === level && one.text?.trim());
}

/**
 * The answer to a choice that the appraisal holds already, or "".
 * @param {Appraisal} value
 * @param {Place} place
 * @param {number} levels
 */
export function answerSoFar(value, place, levels) {
  const rating = ratingsOf(value, place.criterion, levels)[place.level - 1];
  if (rating === "unrated") return "";
  const has = (/** @type {Verdict} */ verdict) => casesAt(value, place).some((one) => one.verdict === verdict);
  switch (place.question) {
    case "happened":
      return rating === "met" ? "no" : "yes";
    case "shown":
      return rating !== "unmet" || has("compliant") ? "yes" : "no-case";
    case "counter":
      return rating !== "met" || has("non-compliant") ? "yes" : "case-none";
    case "how-far":
      return rating === "met" ? "" : rating;
    case "weighed":
    case "judged":
      return rating;
  }
  return "";
}
