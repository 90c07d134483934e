// Shows a question of the quiz, the answers to choose from, and in the end the right one with its reasons.

import { all, element, part, phrase } from "../shared/dom.js";
import { INAPPLICABLE, asksForLevel, outcomeOf } from "./quiz-attempt.js";

/** @typedef {import("./quiz-attempt.js").Attempt} Attempt */
/** @typedef {import("./quiz-attempt.js").Question} Question */
/** @typedef {import("./quiz-content.js").QuizContent} QuizContent */

/**
 * Show a case and the answers to choose from.
 * @param {Element} quiz
 * @param {QuizContent} content
 * @param {Question} question
 */
export function showQuestion(quiz, content, { id, level, claimed, options }) {
  const { criterion, name, clause } = content.level(level);
  part(quiz, "text").textContent = content.textOf(id).text;
  part(quiz, "where").textContent = criterion;
  part(quiz, "claim").hidden = !claimed;
  part(quiz, "claim-level").textContent = name;
  part(quiz, "claim-clause").textContent = clause;
  part(quiz, "ask-open").hidden = claimed;
  part(quiz, "ask-claimed").hidden = !claimed;
  part(quiz, "ask-level").hidden = claimed;
  part(quiz, "ask-elsewhere").hidden = !claimed;
  for (const button of all(quiz, "button[data-verdict]")) {
    button.hidden = button.dataset.verdict === INAPPLICABLE && !claimed;
  }
  const isHidden = (/** @type {string} */ option) => claimed && option === level;
  const items = options.map((option, index) => levelOption(content, option, index + 1, isHidden(option)));
  part(quiz, "levels").replaceChildren(...items);
}

/** A level to choose. The claimed one keeps its key but is hidden: the case is inapplicable to it.
 * @param {QuizContent} content @param {string} id of the level @param {number} key @param {boolean} hidden */
function levelOption(content, id, key, hidden) {
  const { name, clause } = content.level(id);
  const item = element("li");
  const button = /** @type {HTMLButtonElement} */ (element("button", "", "quiz__option"));
  button.type = "button";
  button.dataset.level = id;
  const label = element("span");
  label.append(element("strong", name), " ", element("span", clause));
  button.append(element("kbd", String(key)), label);
  button.hidden = item.hidden = hidden;
  item.append(button);
  return item;
}

/**
 * The buttons of the answers.
 * @param {Element} quiz
 * @param {"verdict" | "level"} [kind] both kinds where not given
 */
export function answerButtons(quiz, kind) {
  return all(part(quiz, "card"), kind ? `button[data-${kind}]` : "button:is([data-verdict], [data-level])");
}

/**
 * Show which answers are chosen, which are right once they are revealed, and what comes next.
 * @param {Element} quiz
 * @param {Attempt} attempt
 * @param {boolean} inRoom where the answer is revealed at a key only
 */
export function showAttempt(quiz, attempt, inRoom) {
  const { question, verdict, level, revealed } = attempt;
  for (const button of answerButtons(quiz)) {
    const { dataset } = button;
    const [chosen, right, own] = dataset.verdict
      ? [verdict, question.verdict, dataset.verdict]
      : [level, question.answer, dataset.level];
    button.setAttribute("aria-pressed", String(own === chosen));
    button.toggleAttribute("data-right", revealed && own === right);
    /** @type {HTMLButtonElement} */ (button).disabled = revealed;
  }
  part(quiz, "card").toggleAttribute("data-revealed", revealed);
  part(quiz, "level-step").hidden = !asksForLevel(attempt);
  part(quiz, "reveal").hidden = revealed || !inRoom;
  part(quiz, "next").hidden = !revealed;
  part(quiz, "answer").hidden = !revealed;
}

/**
 * Fill in the right answer and its reasons.
 * @param {Element} quiz
 * @param {QuizContent} content
 * @param {Attempt} attempt
 */
export function showSolution(quiz, content, attempt) {
  const { id, verdict, level, answer, near } = attempt.question;
  const { why, discussion, href } = content.textOf(id);
  const outcome = outcomeOf(attempt);
  const box = part(quiz, "answer");
  box.className = `quiz__answer case case--${verdict}`;
  part(quiz, "outcome").textContent = phrase(quiz, outcome);
  part(quiz, "outcome").dataset.outcome = outcome;
  for (const name of all(box, "[data-is]")) name.hidden = name.dataset.is !== verdict;
  showLevel(quiz, "answer", content.level(answer));
  part(quiz, "why").textContent = why;
  const misplaced = answer !== level;
  const other = misplaced ? level : near;
  part(quiz, "near").hidden = !other;
  part(quiz, "misplaced").hidden = !misplaced;
  part(quiz, "confused").hidden = misplaced;
  if (other) showLevel(quiz, "near", content.level(other));
  part(quiz, "discuss").hidden = discussion.length === 0;
  part(quiz, "questions").replaceChildren(...discussion.map((question) => element("li", question)));
  /** @type {HTMLAnchorElement} */ (part(quiz, "page")).href = href;
}

/**
 * @param {Element} quiz
 * @param {"answer" | "near"} prefix of the parts
 * @param {import("./quiz-content.js").Level} level
 */
function showLevel(quiz, prefix, { name, href, clause }) {
  const link = /** @type {HTMLAnchorElement} */ (part(quiz, `${prefix}-level`));
  link.textContent = name;
  link.href = href;
  part(quiz, `${prefix}-clause`).textContent = clause;
}
