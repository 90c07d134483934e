// Pieces of the guided dialog's screens: the steps of a climb, an answer's button, a recorded case, the message of a doubt.

import { element, phrase, piece } from "../../shared/dom.js";
import { reachedLevel } from "./guided-flow.js";

/** @typedef {import("../../shared/appraisal-types.js").Rating} Rating */
/** @typedef {import("../../shared/appraisal-types.js").RecordedCase} RecordedCase */

/** @param {HTMLElement} group the criterion's form */
export function criterionName(group) {
  return group.querySelector(".criterion__name")?.textContent?.trim() ?? "";
}

/**
 * The levels of a criterion; those that are answered are buttons that lead back to them.
 * @param {Element} calculator
 * @param {string} criterion
 * @param {Rating[]} ratings
 * @param {number} [here] the level that is being asked about
 */
export function stepItems(calculator, criterion, ratings, here = 0) {
  const reached = reachedLevel(ratings);
  return ratings.map((rating, index) => {
    const level = index + 1;
    const isAnswered = level <= reached && rating !== "unrated";
    const item = element("li", "", isAnswered ? `climbed climbed--${rating}` : "");
    if (level === here) item.setAttribute("aria-current", "step");
    item.append(isAnswered && level !== here ? stepButton(calculator, criterion, level, rating) : element("span", String(level)));
    return item;
  });
}

/** @param {Element} calculator @param {string} criterion @param {number} level @param {Rating} rating */
function stepButton(calculator, criterion, level, rating) {
  const button = element("button", `${level} ${phrase(calculator, `mark-${rating}`)}`);
  button.setAttribute("type", "button");
  const words = { n: level, rating: piece(calculator, `mark-${rating}`).title };
  button.setAttribute("aria-label", phrase(calculator, "guided-step", words));
  button.dataset.level = String(level);
  button.dataset.of = criterion;
  return button;
}

/** @param {HTMLElement} dialog @param {string} name of the answer @param {boolean} isSoFar whether it is the answer already */
export function answerButton(dialog, name, isSoFar) {
  const text = /** @type {HTMLTemplateElement} */ (dialog.querySelector(`template[data-answer="${name}"]`)).content.textContent;
  const button = element("button", text ?? "", "guided__answer");
  button.setAttribute("type", "button");
  button.dataset.answer = name;
  if (isSoFar) button.append(" ", element("small", phrase(dialog, "guided-so-far")));
  return button;
}

/** @param {Element} calculator @param {RecordedCase} recorded */
export function caseItem(calculator, { verdict, text = "" }) {
  const item = element("li", "", `guided__case guided__case--${verdict}`);
  const mark = element("span", phrase(calculator, `mark-${verdict}`));
  mark.setAttribute("aria-hidden", "true");
  item.append(mark, " ", element("span", text));
  return item;
}

/**
 * A message about a level that the reader is not sure about, to be completed, copied and sent by hand.
 * @param {Element} dialog
 * @param {{subject: string, criterion: string, level: number, clause: string, question: string, cases: string[]}} doubt
 */
export function messageTo(dialog, { cases, ...doubt }) {
  const line = (/** @type {string} */ name, values = {}) => phrase(dialog, `guided-message-${name}`, values);
  const events = cases.length ? cases.join("; ") : line("unknown");
  const lines = [line("opening"), line("level", doubt), line("happened", { events }), line("question", doubt)];
  if (doubt.subject) lines.splice(1, 0, line("subject", doubt));
  return lines.join("\n");
}
