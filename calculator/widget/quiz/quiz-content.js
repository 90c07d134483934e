// The quiz's cases and levels, as the page's HTML holds them in templates.

import { all, part } from "../shared/dom.js";

/** @typedef {import("./quiz-attempt.js").Question} Question */
/** A level: its criterion's name, its own name, the address of its section in the handbook, its clause.
 * @typedef {{criterion: string, name: string, href: string, clause: string}} Level */
/** The text of a case, why its verdict is right, and questions to discuss.
 * @typedef {{text: string, why: string, discussion: string[], href: string}} CaseText */

export class QuizContent {
  #quiz;

  /** @param {Element} quiz */
  constructor(quiz) {
    this.#quiz = quiz;
    /** All questions, in the rubric's order. @type {readonly Question[]} */
    this.questions = all(quiz, "template[data-case]").map(questionOf);
  }

  /** @param {string} id of a case @returns {CaseText} */
  textOf(id) {
    const template = this.#template("case", id);
    const discussion = all(template.content, "li").map((item) => item.textContent ?? "");
    const page = this.level(template.dataset.level ?? "").href.split("#")[0];
    return { text: text(template, "text"), why: text(template, "why"), discussion, href: `${page}#${id}` };
  }

  /** @param {string} id of a level @returns {Level} */
  level(id) {
    const template = this.#template("level", id);
    const { criterionName = "", name = "", href = "" } = template.dataset;
    return { criterion: criterionName, name, href, clause: text(template, "clause") };
  }

  /** @param {"case" | "level"} kind @param {string} id @returns {HTMLTemplateElement} */
  #template(kind, id) {
    return /** @type {HTMLTemplateElement} */ (this.#quiz.querySelector(`template[data-${kind}="${id}"]`));
  }
}

/** @param {HTMLElement} template @returns {Question} */
function questionOf({ dataset }) {
  const { case: id = "", criterion = "", difficulty = "", level = "", options = "" } = dataset;
  const { verdict = "", answer = "", near = "" } = dataset;
  const claimed = "claimed" in dataset;
  return { id, criterion, difficulty, level, verdict, answer, near, claimed, options: options.split(" ") };
}

/** @param {HTMLTemplateElement} template @param {string} name */
function text(template, name) {
  return part(template.content, name).textContent ?? "";
}
