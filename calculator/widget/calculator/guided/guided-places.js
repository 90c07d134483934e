// The places that the guided dialog can go to, in the sheet and the appraisal that the calculator shows at present.

import { criteriaOf, levelsOf } from "../form-view.js";
import { firstQuestion, isAnswered, openCriterion, QUESTIONS, ratingsOf, reachedLevel } from "./guided-flow.js";

/** @typedef {import("./guided-flow.js").Place} Place */

/** The list of all answers. @type {Place} */
export const CHECK = { criterion: "", level: 0, question: "check" };

export class GuidedPlaces {
  #calculator;
  #store;

  /**
   * @param {import("./guided-dialog.js").Calculator} calculator
   * @param {import("./guided-place.js").PlaceStore} store
   */
  constructor(calculator, store) {
    this.#calculator = calculator;
    this.#store = store;
  }

  /** Whether the sheet that is shown is that of the appraisal's rubric; another one may still be on its way. */
  get isReady() {
    return this.#calculator.sheet?.dataset.rubric === this.#calculator.state.value.rubric;
  }

  /** The ids of the criteria, in order. */
  get criteria() {
    return criteriaOf(this.#calculator.sheet).map((group) => group.dataset.criterion ?? "");
  }

  /** The form of a criterion. @param {string} criterion */
  group(criterion) {
    return /** @type {HTMLElement} */ (criteriaOf(this.#calculator.sheet).find((group) => group.dataset.criterion === criterion));
  }

  /** The forms of a criterion's levels. @param {string} criterion */
  levels(criterion) {
    return levelsOf(this.group(criterion));
  }

  /** @param {string} criterion */
  ratings(criterion) {
    return ratingsOf(this.#calculator.state.value, criterion, this.levels(criterion).length);
  }

  /** The first question about a level. @param {string} criterion @param {number} level @returns {Place} */
  first(criterion, level) {
    return { criterion, level, question: firstQuestion(this.levels(criterion)[level - 1].dataset.award) };
  }

  /** Where a criterion is asked about: at its open level, or at level 1 if it is answered. @param {string} criterion */
  startOf(criterion) {
    const ratings = this.ratings(criterion);
    return this.first(criterion, isAnswered(ratings) ? 1 : reachedLevel(ratings));
  }

  /** The first criterion with an open question, after another if one is named. @param {string} [after] */
  openCriterion(after) {
    const criteria = this.criteria.map((id) => /** @type {[string, number]} */ ([id, this.levels(id).length]));
    return openCriterion(this.#calculator.state.value, criteria, after);
  }

  /** The first open question, as in {@link openCriterion}; the list of all answers if none is open. @param {string} [after] */
  open(after) {
    const open = this.openCriterion(after);
    return open ? this.startOf(open) : CHECK;
  }

  /** The place that the tab has kept, unless its question is answered by now; else the first open question. */
  toResume() {
    const stored = this.#store.read();
    if (stored?.rubric !== this.#calculator.state.value.rubric) return this.open();
    const { isOpen, criterion, level, question } = stored;
    if (question === "check") return isOpen ? CHECK : this.open();
    const ratings = this.group(criterion) ? this.ratings(criterion) : [];
    const isReached = Object.hasOwn(QUESTIONS, question) && level >= 1 && level <= reachedLevel(ratings);
    return isReached && (isOpen || ratings[level - 1] === "unrated") ? { criterion, level, question } : this.open();
  }

  /** The question before another in the order of the levels. @param {Place} place @returns {Place | null} */
  before({ criterion, level, question }) {
    const ids = this.criteria;
    const before = question === "check" ? ids.at(-1) : ids[ids.indexOf(criterion) - 1];
    if (level && question !== this.first(criterion, level).question) return this.first(criterion, level);
    if (level > 1) return this.first(criterion, level - 1);
    return before ? this.first(before, reachedLevel(this.ratings(before))) : null;
  }
}
