// The guided dialog: one question a screen, value by value and level by level, until the climb stops; then a list of all answers
// to check. The answers change the calculator's appraisal (guided-flow.js); scores and reasons are the core's.

import { all, hide, part, phrase, slot } from "../../shared/dom.js";
import { listenForActions } from "../../shared/actions.js";
import { copyText } from "../../shared/by-hand.js";
import { fetchJson } from "../../shared/json-fetch.js";
import { isEqual } from "../history/changed-path.js";
import { answerButton, caseItem, criterionName, messageTo, stepItems } from "./guided-pieces.js";
import { showRows, showScores } from "./guided-check.js";
import { answerSoFar, casesAt, choicesOf, isAnswered, levelAfter, noted, QUESTIONS, rated, reachedLevel } from "./guided-flow.js";
import { verdictOf, withNote } from "./guided-flow.js";
import { CHECK, GuidedPlaces } from "./guided-places.js";

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("./guided-flow.js").Place} Place */
/**
 * @typedef {HTMLElement & {state: import("../appraisal-state.js").AppraisalState, result: any, sheet:
 *   HTMLElement, rubricAddress: string, toResult: () => void}} Calculator
 */

export class GuidedDialog {
  #calculator;
  #dialog;
  #placeStore;
  #places;
  #levelDetails;
  #place = CHECK;
  /**
   * The questions answered since the dialog was opened, each with the appraisal before its answer.
   * @type {{place: Place, value: Appraisal}[]}
   */
  #previous = [];
  /** Whether one level was gone back to, so that what is answered above it is not asked again. */
  #isRevisit = false;
  /** Whether that was from the list of all answers, which is then shown again. */
  #isFromCheck = false;
  /** The criterion that was answered last. */
  #finished = "";
  /** What to do once the sheet of the appraisal's rubric has come. @type {(() => void) | null} */
  #waiting = null;

  /**
   * @param {Calculator} calculator
   * @param {import("./guided-place.js").PlaceStore} placeStore
   * @param {typeof import("../results/level-details.js").levelDetails} levelDetails
   */
  constructor(calculator, placeStore, levelDetails) {
    this.#calculator = calculator;
    this.#placeStore = placeStore;
    this.#places = new GuidedPlaces(calculator, placeStore);
    this.#levelDetails = levelDetails;
    this.#dialog = /** @type {HTMLDialogElement} */ (part(calculator, "guided"));
    calculator.addEventListener("scored", () => this.#onScored());
    calculator.state.addEventListener("change", (event) => this.#onChange(/** @type {CustomEvent} */ (event).detail));
    this.#dialog.addEventListener("click", (event) => this.#onClick(/** @type {HTMLElement} */ (event.target)));
    const actions = {
      "guided-back": () => this.#back(),
      "guided-check": () => this.#leaveFor(CHECK),
      "guided-close": () => this.#dialog.close(),
    };
    listenForActions(this.#dialog, actions, new AbortController().signal);
    this.#dialog.addEventListener("keydown", (event) => this.#onKey(event));
    this.#dialog.addEventListener("close", () => this.#store(false));
    this.#field.addEventListener("input", () => this.#onInput());
    this.#slot("more").addEventListener("toggle", () => this.#showDetails());
  }

  /** Ask about a criterion, from where it is open; from level 1 if it is answered. @param {string} criterion */
  start(criterion) {
    this.#open(() => this.#places.startOf(criterion));
  }

  /** Go on where it stopped. */
  resume() {
    this.#open(() => this.#places.toResume());
  }

  /** @param {() => Place} place */
  #open(place) {
    if (!this.#places.isReady) {
      this.#waiting = () => this.#open(place);
      return;
    }
    this.#waiting = null;
    this.#previous = [];
    this.#finished = "";
    this.#isRevisit = this.#isFromCheck = false;
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#go(place());
  }

  /** @param {Place} place */
  #go(place) {
    this.#place = place;
    this.#show();
    this.#store(true);
    this.#focus();
  }

  /** @param {boolean} isOpen */
  #store(isOpen) {
    this.#placeStore.write({ ...this.#place, rubric: this.#value.rubric, isOpen });
  }

  /** @param {HTMLElement} target */
  #onClick(target) {
    const button = target.closest("button");
    if (!button || button.closest("[data-by-hand]")) return;
    const { answer, level, change } = button.dataset;
    if (level) this.#change(button.dataset.of ?? "", Number(level));
    else if (change) this.#change(change, reachedLevel(this.#ratings(change)));
    else if (answer) this.#onAnswer(answer);
  }

  /** @param {string} answer */
  #onAnswer(answer) {
    if (!this.#places.isReady) return; // another rubric's is on its way
    const { question } = this.#place;
    if (answer === "copy") return void this.#copy();
    if (answer === "go-on") return this.#leaveFor(this.#places.open());
    if (answer === "finish") {
      this.#dialog.close();
      return this.#calculator.toResult();
    }
    this.#remember();
    const asked = QUESTIONS[question];
    if ("verdict" in asked) return this.#go({ ...this.#place, question: asked.ask });
    const { rating, ask } = asked.choices[answer];
    if (rating) this.#update((value) => rated(value, this.#place, rating, this.#levels().length));
    this.#go(ask ? { ...this.#place, question: ask } : this.#placeAfterLevel());
  }

  /** What is typed is in the appraisal at once, so that it is kept however the dialog is left. */
  #onInput() {
    this.#update((value) => this.#withTyped(value));
    this.#showAnswers();
  }

  /** @param {Appraisal} value */
  #withTyped(value) {
    return withNote(value, this.#place, this.#field.value);
  }

  /** @param {(value: Appraisal) => Appraisal} change */
  #update(change) {
    this.#calculator.state.update((value) => {
      const changed = change(value);
      return isEqual(value, changed) ? value : changed;
    });
  }

  #placeAfterLevel() {
    const { criterion, level } = this.#place;
    const ratings = this.#ratings();
    const next = levelAfter(ratings, level, this.#isRevisit);
    if (next) return this.#places.first(criterion, next);
    this.#finished = isAnswered(ratings) ? criterion : "";
    this.#isRevisit = false;
    return this.#isFromCheck ? CHECK : this.#places.open(criterion);
  }

  /** Go back to one level. @param {string} criterion @param {number} level */
  #change(criterion, level) {
    const isFromCheck = this.#isFromCheck || this.#place === CHECK;
    const isAnsweredAlready = isAnswered(this.#ratings(criterion));
    this.#leaveFor(this.#places.first(criterion, level));
    this.#isRevisit = true;
    this.#isFromCheck = isFromCheck && isAnsweredAlready; // one that is open is gone on with, and the others after it
  }

  /** Leave a question without an answer. @param {Place} place */
  #leaveFor(place) {
    this.#remember();
    this.#isRevisit = this.#isFromCheck = false;
    this.#go(place);
  }

  #remember() {
    this.#previous.push({ place: this.#place, value: this.#value });
  }

  /** Go back to the previous question, and restore the appraisal as it was then; but what was typed here is not lost. */
  #back() {
    const before = this.#previous.pop();
    if (before) {
      this.#update(() => this.#withTyped(before.value));
      return this.#go(before.place);
    }
    const place = this.#places.before(this.#place);
    if (place) this.#go(place);
  }

  #onScored() {
    if (this.#waiting && this.#places.isReady) this.#waiting();
    else if (this.#dialog.open) this.#showOutcome();
  }

  /** A step was undone by the browser's Back, or another appraisal was opened: the question goes with it.
   * @param {import("../appraisal-state.js").Change} change */
  #onChange({ by, value, before }) {
    if (!this.#dialog.open || by !== "opened") return;
    if (value.rubric !== before.rubric) return this.resume();
    const index = this.#previous.map((each) => isEqual(each.value, value)).lastIndexOf(true);
    const [undone] = index < 0 ? [] : this.#previous.splice(index);
    if (!undone) this.#previous = [];
    this.#go(undone?.place ?? this.#places.toResume());
  }

  #show() {
    const { criterion, question } = this.#place;
    const isCheck = question === "check";
    const title = isCheck ? phrase(this.#dialog, "guided-check") : criterionName(this.#places.group(criterion));
    this.#dialog.dataset.shows = isCheck ? "check" : this.#hasField ? "field" : "choice";
    this.#slot("criterion").textContent = title;
    this.#slot("where").textContent = this.#where;
    for (const step of all(this.#dialog, "[data-step]")) hide(step, step.dataset.step !== question);
    for (const name of ["climb", "clause", "more"]) hide(this.#slot(name), isCheck);
    this.#slot("copied").textContent = "";
    /** @type {HTMLDetailsElement} */ (this.#slot("more")).open = false;
    if (isCheck) this.#showCheck();
    else this.#showLevel();
    this.#showField();
    this.#showNoted();
    this.#showException();
    this.#showAnswers();
    this.#showOutcome();
    this.#showFoot();
  }

  #showLevel() {
    const { criterion, level } = this.#place;
    this.#slot("clause").textContent = part(this.#levels()[level - 1], "clause").textContent;
    this.#slot("climb").replaceChildren(...stepItems(this.#calculator, criterion, this.#ratings(), level));
  }

  #showCheck() {
    const name = (/** @type {string} */ id) => criterionName(this.#places.group(id));
    const criteria = this.#places.criteria.map((id) => ({ id, name: name(id), ratings: this.#ratings(id) }));
    showRows(this.#calculator, this.#dialog, criteria);
    for (const input of /** @type {HTMLInputElement[]} */ (all(this.#dialog, "[data-field]"))) {
      input.value = this.#value[/** @type {"subject" | "period"} */ (input.dataset.field)] ?? ""; // its input the calculator reads
    }
    const link = /** @type {HTMLAnchorElement} */ (this.#slot("sources"));
    link.href = `${link.dataset.root}${this.#value.rubric}/rules/`;
  }

  #showField() {
    const { question } = this.#place;
    const field = this.#field;
    field.hidden = !this.#hasField;
    if (!this.#hasField) return void (field.value = "");
    field.value = question === "unsure" ? this.#message() : noted(this.#value, this.#place);
    field.setAttribute("aria-labelledby", this.#heading.id);
    field.setAttribute("aria-describedby", `${this.#slot("clause").id} ${this.#heading.nextElementSibling?.id}`);
  }

  /** Show what has been recorded at this level, but what the field holds. */
  #showNoted() {
    const { question } = this.#place;
    const others = casesAt(this.#value, this.#place).filter((one) => one.verdict !== verdictOf(question));
    const shown = question === "check" || question === "unsure" ? [] : others;
    hide(this.#slot("noted"), shown.length === 0);
    this.#slot("noted-cases").replaceChildren(...shown.map((one) => caseItem(this.#calculator, one)));
  }

  /** Where the half point is an exception, show the note where it can be given. */
  #showException() {
    const { level, question } = this.#place;
    const note = "partial" in choicesOf(question) ? this.#levels()[level - 1].querySelector(".level__exception") : null;
    const box = this.#slot("exception");
    hide(box, !note);
    box.replaceChildren(...(note?.cloneNode(true).childNodes ?? []));
    box.querySelector(".status")?.remove(); // where it comes from stands in the rules
  }

  #showAnswers() {
    const soFar = this.#place.level ? answerSoFar(this.#value, this.#place, this.#levels().length) : "";
    const buttons = this.#answers.map((name) => answerButton(this.#dialog, name, name === soFar));
    const isSkip = verdictOf(this.#place.question) && !this.#field.value.trim();
    if (isSkip) buttons[0].textContent = phrase(this.#dialog, "guided-skip");
    this.#slot("answers").replaceChildren(...buttons);
  }

  /** The names of the answers that are offered. */
  get #answers() {
    const { question } = this.#place;
    if (question === "check") return this.#places.openCriterion() ? ["go-on", "finish"] : ["finish"];
    if (question === "unsure") return ["copy", "on"];
    return verdictOf(question) ? ["next"] : Object.keys(choicesOf(question));
  }

  /** Show what the core has made of the answers: in the list, or of the criterion that was answered last. */
  #showOutcome() {
    const { result } = this.#calculator;
    if (this.#place.question === "check") showScores(this.#dialog, result);
    const scored = result?.criteria.find((/** @type {any} */ one) => one.id === this.#finished);
    const isShown = scored?.complete && this.#place.question !== "check";
    const done = this.#slot("done");
    hide(done, !isShown);
    if (!isShown) return;
    const words = { score: scored.score, maximum: this.#levels(this.#finished).length };
    done.textContent = `${criterionName(this.#places.group(this.#finished))} · ${phrase(this.#dialog, "guided-end", words)}`;
  }

  #showFoot() {
    const button = (/** @type {string} */ act) => /** @type {HTMLElement} */ (this.#dialog.querySelector(`[data-act=${act}]`));
    hide(button("guided-back"), this.#previous.length === 0 && !this.#places.before(this.#place));
    hide(button("guided-check"), this.#place.question === "check");
  }

  /** To the field, or to the question with its clause: a screen reader reads one of them, and nothing else is announced. */
  #focus() {
    const target = this.#hasField ? this.#field : this.#place === CHECK ? this.#slot("criterion") : this.#heading;
    this.#slot("criterion").parentElement?.scrollTo(0, 0);
    target.focus();
  }

  #message() {
    const { criterion, level } = this.#place;
    const last = this.#previous.at(-1)?.place.question ?? "";
    const asked = Object.hasOwn(choicesOf(last), "unsure") ? last : this.#places.first(criterion, level).question;
    return messageTo(this.#dialog, {
      subject: this.#value.subject ?? "",
      criterion: criterionName(this.#places.group(criterion)),
      level,
      clause: this.#slot("clause").textContent?.trim() ?? "",
      question: this.#dialog.querySelector(`[data-step="${asked}"] h3`)?.textContent ?? "",
      cases: casesAt(this.#value, this.#place).map(({ text = "" }) => text),
    });
  }

  async #copy() {
    if (await copyText(this.#dialog, this.#field.value)) this.#slot("copied").textContent = phrase(this.#dialog, "guided-copied");
  }

  async #showDetails() {
    if (!(/** @type {HTMLDetailsElement} */ (this.#slot("more")).open)) return;
    const { criterion, level } = this.#place;
    const link = /** @type {HTMLAnchorElement} */ (this.#levels()[level - 1].querySelector("[data-act=explain]"));
    const rubric = await fetchJson(this.#calculator.rubricAddress);
    if (this.#place.criterion !== criterion || this.#place.level !== level) return;
    this.#slot("explained").replaceChildren(this.#levelDetails(this.#calculator, rubric, criterion, level, link.href));
  }

  /** A digit chooses the answer at that position. @param {KeyboardEvent} event */
  #onKey(event) {
    if (/** @type {HTMLElement} */ (event.target).matches("textarea, input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const button = this.#slot("answers").children[Number(event.key) - 1];
    if (button instanceof HTMLElement) button.click();
  }

  get #where() {
    const { criterion, level } = this.#place;
    const ids = this.#places.criteria;
    if (!level) {
      const answered = ids.filter((id) => isAnswered(this.#ratings(id)));
      return phrase(this.#dialog, "guided-where-check", { n: answered.length, of: ids.length });
    }
    const words = { value: ids.indexOf(criterion) + 1, values: ids.length, n: level, of: this.#levels().length };
    return phrase(this.#dialog, ids.length > 1 ? "guided-where" : "guided-where-level", words);
  }

  get #hasField() {
    return this.#place.question === "unsure" || verdictOf(this.#place.question) !== undefined;
  }

  get #value() {
    return this.#calculator.state.value;
  }

  #levels(criterion = this.#place.criterion) {
    return this.#places.levels(criterion);
  }

  #ratings(criterion = this.#place.criterion) {
    return this.#places.ratings(criterion);
  }

  get #heading() {
    return /** @type {HTMLElement} */ (this.#dialog.querySelector("[data-step]:not([hidden]) h3"));
  }

  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.#slot("field"));
  }

  /** @param {string} name @returns {HTMLElement} */
  #slot(name) {
    return slot(this.#dialog, name);
  }
}
