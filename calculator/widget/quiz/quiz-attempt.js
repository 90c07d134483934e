// One question of the quiz and what has been answered to it. Pure: ids of verdicts and levels are compared,
// nothing is scored.

/** A case to judge.
 * @typedef {object} Question
 * @property {string} id of the case
 * @property {string} criterion the criterion under which the rubric lists the case
 * @property {string} difficulty or empty
 * @property {string} level the level under which the rubric lists the case
 * @property {string} verdict the right one
 * @property {string} answer the level that the case is evidence for; not `level` if it is inapplicable there
 * @property {string} near a level that people confuse `level` with, or empty
 * @property {boolean} claimed whether the case is shown as evidence for `level`: another level is then
 *   asked for only after the verdict that it is inapplicable
 * @property {string[]} options the levels to choose from */
/** The answers so far; `revealed` once the right ones are shown.
 * @typedef {{question: Question, verdict: string | null, level: string | null, revealed: boolean}} Attempt */

export const INAPPLICABLE = "inapplicable";

/** @param {Question} question @returns {Attempt} */
export function newAttempt(question) {
  return { question, verdict: null, level: null, revealed: false };
}

/** The attempt with a further answer. Another verdict withdraws the level.
 * @param {Attempt} attempt @param {{verdict?: string, level?: string}} answer @returns {Attempt} */
export function withAnswer(attempt, { verdict, level }) {
  return verdict ? { ...attempt, verdict, level: null } : { ...attempt, level: level ?? null };
}

/** Whether a level is to be chosen, by the answers so far. @param {Attempt} attempt */
export function asksForLevel({ question, verdict }) {
  return verdict !== null && (!question.claimed || verdict === INAPPLICABLE);
}

/** Whether nothing is left to answer. @param {Attempt} attempt */
export function isComplete(attempt) {
  return attempt.level !== null || (attempt.verdict !== null && !asksForLevel(attempt));
}

/** How a complete attempt turned out, or that an incomplete one was only shown the answer.
 * @param {Attempt} attempt @returns {"right" | "wrong" | "shown"} */
export function outcomeOf(attempt) {
  if (!isComplete(attempt)) return "shown";
  const { question, verdict, level } = attempt;
  return verdict === question.verdict && (level ?? question.level) === question.answer ? "right" : "wrong";
}
