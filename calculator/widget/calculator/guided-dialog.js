// Asks about one level at a time, from level 1 up, until the climb stops. The answers change the calculator's
// appraisal.

import { all, element, language, part, phrase, slot } from "../shared/dom.js";
import { replaced } from "../shared/baseline.js";
import { levelDetails } from "./results/level-details.js";
import { criteriaOf, levelsOf } from "./form-view.js";
import { fetchJson } from "../shared/json-fetch.js";
import { traceItem } from "./results/explanation-view.js";
import { entryOf, withCases, withRatings } from "./appraisal-state.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../shared/appraisal-types.js").Rating} Rating */
/** @typedef {import("../shared/appraisal-types.js").Verdict} Verdict */
/**
 * The effect of an answer: `rating` rates the level (met continues with the next level, any other ends),
 * `ask` is a further question; neither leaves the level unrated.
 * @typedef {{rating?: Rating, ask?: string}} Effect
 */

/**
 * The first question at a level, by how its point is awarded (`data-award`).
 * @type {Record<string, string>}
 */
const FIRST = { "by-default": "happened", "on-evidence": "shown", unstated: "judged" };

/**
 * The questions: the verdict of the case that can be recorded with the answer, and the effect of each answer.
 * @type {Record<string, {verdict?: Verdict, answers: Record<string, Effect>}>}
 */
const QUESTIONS = {
  happened: { answers: { no: { rating: "met" }, yes: { ask: "how-far" }, unsure: {} } },
  "how-far": { verdict: "non-compliant", answers: { partial: { rating: "partial" }, unmet: { rating: "unmet" } } },
  shown: { answers: { yes: { ask: "counter" }, "no-case": { rating: "unmet" }, unsure: {} } },
  counter: { verdict: "compliant", answers: { "case-none": { rating: "met" }, yes: { ask: "weighed" }, unsure: {} } },
  weighed: {
    verdict: "non-compliant",
    answers: { met: { rating: "met" }, partial: { rating: "partial" }, unmet: { rating: "unmet" } },
  },
  judged: {
    answers: { met: { rating: "met" }, partial: { rating: "partial" }, unmet: { rating: "unmet" }, unsure: {} },
  },
};

/** A question, with the appraisal as it was before the answer.
 * @typedef {{criterion: string, level: number, question: string, value: Appraisal}} QuestionState */
/**
 * @typedef {HTMLElement & {state: import("./appraisal-state.js").AppraisalState, result: any, sheet:
 *   HTMLElement, rubricAddress: string, toResult: () => void}} Calculator
 */

export class GuidedDialog {
  #calculator;
  #dialog;
  #criterion = "";
  #level = 1;
  #question = "";
  /** The questions answered so far, for going back. @type {QuestionState[]} */
  #previous = [];

  /** @param {Calculator} calculator */
  constructor(calculator) {
    this.#calculator = calculator;
    this.#dialog = /** @type {HTMLDialogElement} */ (part(calculator, "guided"));
    calculator.addEventListener("scored", () => this.#question === "end" && this.#showEnd());
    this.#slot("answers").addEventListener("click", (event) => this.#onAnswer(event));
    this.#slot("more").addEventListener("toggle", () => this.#showDetails());
    this.#dialog.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /**
   * Start with a criterion, by default with the first that is not fully rated.
   * @param {string} [criterion]
   */
  start(criterion) {
    const open = this.#calculator.result?.criteria.find((/** @type {any} */ one) => !one.complete);
    const first = criteriaOf(this.#calculator.sheet)[0].dataset.criterion ?? "";
    this.#previous = [];
    this.#ask(criterion ?? open?.id ?? first, 1, null);
    this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  /** Go back to the previous question and restore the appraisal as it was then. */
  back() {
    const before = this.#previous.pop();
    if (!before) return this.close();
    this.#calculator.state.update(() => before.value);
    this.#ask(before.criterion, before.level, before.question);
  }

  /** @param {string} criterion @param {number} level @param {string | null} question */
  #ask(criterion, level, question) {
    this.#criterion = criterion;
    this.#level = level;
    this.#question = question ?? FIRST[this.#levels[level - 1].dataset.award ?? "unstated"];
    this.#show();
  }

  /** @param {Event} event */
  #onAnswer(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button) return;
    const { answer = "" } = button.dataset;
    if (answer === "next") return this.#ask(this.#nextCriterion ?? this.#criterion, 1, null);
    if (answer === "finish") {
      this.close();
      return this.#calculator.toResult();
    }
    const { state } = this.#calculator;
    const effect = QUESTIONS[this.#question].answers[answer];
    this.#previous.push({ criterion: this.#criterion, level: this.#level, question: this.#question, value: state.value });
    state.update((value) => this.#rated(this.#withCase(value), effect.rating));
    if (effect.ask) this.#ask(this.#criterion, this.#level, effect.ask);
    else if (effect.rating === "met" && this.#level < this.#levels.length) {
      this.#ask(this.#criterion, this.#level + 1, null);
    } else this.#ask(this.#criterion, this.#level, "end");
  }

  /** The appraisal with the case that was entered at this question, if any. @param {Appraisal} value */
  #withCase(value) {
    const { verdict } = QUESTIONS[this.#question];
    const text = this.#textarea.value.trim();
    if (!verdict || !text) return value;
    const cases = entryOf(value, this.#criterion).cases ?? [];
    return withCases(value, this.#criterion, [...cases, { level: this.#level, verdict, text }]);
  }

  /** @param {Appraisal} value @param {Rating} [rating] an answer without one leaves the level unrated */
  #rated(value, rating = "unrated") {
    const blank = this.#levels.map(() => /** @type {Rating} */ ("unrated"));
    const ratings = entryOf(value, this.#criterion).ratings ?? blank;
    return withRatings(value, this.#criterion, replaced(ratings, this.#level - 1, rating));
  }

  #show() {
    const end = this.#question === "end";
    this.#slot("criterion").textContent = this.#group.querySelector(".criterion__name")?.textContent?.trim() ?? "";
    this.#slot("where").textContent = phrase(this.#dialog, "guided-where", { n: this.#level, of: this.#levels.length });
    this.#slot("clause").textContent = part(this.#levels[this.#level - 1], "clause").textContent;
    for (const step of all(this.#dialog, "[data-step]")) step.hidden = step.dataset.step !== this.#question;
    this.#slot("case").hidden = !QUESTIONS[this.#question]?.verdict;
    this.#slot("clause").hidden = end;
    this.#textarea.value = "";
    this.#showException();
    this.#slot("more").hidden = end;
    /** @type {HTMLDetailsElement} */ (this.#slot("more")).open = false;
    this.#showClimb();
    this.#showAnswers(end);
    if (end) this.#showEnd();
  }

  /** Where the half point is an exception, show the note where it can be given. */
  #showException() {
    const note = this.#levels[this.#level - 1].querySelector(".level__exception");
    const box = this.#slot("exception");
    box.hidden = !note || !("partial" in (QUESTIONS[this.#question]?.answers ?? {}));
    if (note && !box.hidden) box.replaceChildren(...note.cloneNode(true).childNodes);
  }

  #showClimb() {
    const { ratings = [] } = entryOf(this.#calculator.state.value, this.#criterion);
    const steps = this.#levels.map((_, index) => {
      const done = index + 1 < this.#level || (index + 1 === this.#level && this.#question === "end");
      const step = element("li", String(index + 1), done ? `climbed climbed--${ratings[index]}` : "");
      step.toggleAttribute("data-here", index + 1 === this.#level && this.#question !== "end");
      return step;
    });
    this.#slot("climb").replaceChildren(...steps);
  }

  /** @param {boolean} end */
  #showAnswers(end) {
    const names = end ? [...(this.#nextCriterion ? ["next"] : []), "finish"] : Object.keys(QUESTIONS[this.#question].answers);
    const buttons = names.map((name) => {
      const text = this.#dialog.querySelector(`template[data-answer="${name}"]`);
      const button = element("button", /** @type {HTMLTemplateElement} */ (text).content.textContent ?? "", "guided__answer");
      button.setAttribute("type", "button");
      button.dataset.answer = name;
      return button;
    });
    this.#slot("answers").replaceChildren(...buttons);
    if (this.#dialog.open) buttons[0].focus();
  }

  /** Show the level that was reached and the core's explanation. */
  #showEnd() {
    const { result } = this.#calculator;
    const scored = result?.criteria.find((/** @type {any} */ one) => one.id === this.#criterion);
    if (!scored) return;
    this.#slot("end").textContent = scored.complete
      ? phrase(this.#dialog, "guided-end", { score: scored.score, maximum: this.#levels.length })
      : phrase(this.#dialog, "guided-open");
    const steps = result.trace.filter((/** @type {any} */ step) => step.criterion === this.#criterion);
    const { sheet } = this.#calculator;
    this.#slot("trace").replaceChildren(...steps.map((/** @type {any} */ step) => traceItem(sheet, step, language())));
  }

  async #showDetails() {
    if (!(/** @type {HTMLDetailsElement} */ (this.#slot("more")).open)) return;
    const link = /** @type {HTMLAnchorElement} */ (this.#levels[this.#level - 1].querySelector("[data-act=explain]"));
    const rubric = await fetchJson(this.#calculator.rubricAddress);
    const content = levelDetails(this.#calculator, rubric, this.#criterion, this.#level, link.href);
    this.#slot("explained").replaceChildren(content);
  }

  /** A digit chooses the answer at that position. @param {KeyboardEvent} event */
  #onKey(event) {
    if (/** @type {HTMLElement} */ (event.target).matches("textarea")) return;
    const button = this.#slot("answers").children[Number(event.key) - 1];
    if (button instanceof HTMLElement) button.click();
  }

  get #group() {
    const groups = criteriaOf(this.#calculator.sheet);
    return /** @type {HTMLElement} */ (groups.find((group) => group.dataset.criterion === this.#criterion));
  }

  get #levels() {
    return levelsOf(this.#group);
  }

  /** Id of the criterion after this one, if there is one. */
  get #nextCriterion() {
    const groups = criteriaOf(this.#calculator.sheet);
    return groups[groups.indexOf(this.#group) + 1]?.dataset.criterion;
  }

  get #textarea() {
    return /** @type {HTMLTextAreaElement} */ (this.#slot("case").querySelector("textarea"));
  }

  /** @param {string} name @returns {HTMLElement} */
  #slot(name) {
    return slot(this.#dialog, name);
  }
}
