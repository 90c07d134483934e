// <case-quiz>: one case after the other, judged before its verdict is shown; for oneself, or on a stage for a
// room.
//
// Cases, levels and phrases stand in the page's HTML, in templates (quiz-content.js). One's own answers are
// stored in the browser (leitner-store.js), a room's are not (quiz-room.js).
//
// Attributes: data-rubric  id of the rubric
//             data-site    address of the site, relative to the page
//             data-waits   after how many questions a missed case comes again: of box 1, and of box 2

import { listenForActions } from "../shared/actions.js";
import { part } from "../shared/dom.js";
import { asksForLevel, isComplete, newAttempt, outcomeOf, withAnswer } from "./quiz-attempt.js";
import { QuizContent } from "./quiz-content.js";
import { filterOf, matches, parseFilter, roomBox, showFilter, writeFilterToAddress } from "./quiz-filter.js";
import { readKey } from "./quiz-keys.js";
import { LeitnerStore, randomItem } from "./leitner-store.js";
import { answerButtons, showAttempt, showQuestion, showSolution } from "./quiz-question-view.js";
import { showRecord, showRoomCounts } from "./quiz-record-view.js";
import { RoomSession, leaveStage, openStage, stageOf } from "./quiz-room.js";

/** @typedef {import("./quiz-attempt.js").Attempt} Attempt */

export class CaseQuiz extends HTMLElement {
  /**
   * The question that is shown and its answers; null where no case is left to ask about.
   * @type {Attempt | null}
   */
  #attempt = null;
  // Both are set as the element is connected.
  #content = /** @type {QuizContent} */ (/** @type {unknown} */ (null));
  #store = /** @type {LeitnerStore} */ (/** @type {unknown} */ (null));
  #room = new RoomSession();
  /** Whether known cases are asked about as well. */
  #repeatsKnown = false;
  #listeners = new AbortController();

  connectedCallback() {
    const [first, second] = (this.dataset.waits ?? "").split(" ").map(Number);
    const site = new URL(this.dataset.site ?? "", document.baseURI).pathname;
    this.#content = new QuizContent(this);
    this.#store = new LeitnerStore(`liumai-quiz ${site} ${this.dataset.rubric}`, [first, second]);
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    this.addEventListener("click", this.#onClick, { signal });
    listenForActions(this, this.#actions, signal);
    this.addEventListener("change", this.#onFilterChange, { signal });
    document.addEventListener("keydown", this.#onKey, { signal });
    window.addEventListener("popstate", this.#onPopState, { signal });
    window.addEventListener("storage", this.#onStorage, { signal });
    stageOf(this).addEventListener("close", this.#onStageClosed, { signal });
    this.#onPopState();
  }

  disconnectedCallback() {
    this.#listeners.abort();
  }

  /** The question that is shown, or null. */
  get question() {
    return this.#attempt?.question ?? null;
  }

  get #inRoom() {
    return stageOf(this).open;
  }

  /** The questions that the filter lets through, in the rubric's order. */
  get #questions() {
    const filter = filterOf(this);
    return this.#content.questions.filter((question) => matches(filter, question));
  }

  get #ids() {
    return this.#questions.map(({ id }) => id);
  }

  /** Ask about another case. @param {boolean} [moveFocus] whether the focus goes to it */
  #ask(moveFocus = false) {
    const id = this.#nextId(this.#ids);
    const question = this.#questions.find((candidate) => candidate.id === id);
    this.#attempt = question ? newAttempt(question) : null;
    part(this, "card").hidden = !question;
    part(this, "done").hidden = Boolean(question);
    if (question) showQuestion(this, this.#content, question);
    this.#showAttempt();
    this.#showRecord();
    if (!moveFocus) return;
    part(this, question ? "text" : "done").focus({ preventScroll: this.#inRoom });
    if (this.#inRoom) stageOf(this).scrollTop = 0;
  }

  /** @param {string[]} ids @returns {string | null} */
  #nextId(ids) {
    if (this.#inRoom) return this.#room.next(ids);
    const last = this.question?.id;
    const next = this.#store.next(ids, last);
    if (next !== null || !this.#repeatsKnown) return next;
    return randomItem(ids.filter((id) => id !== last)) ?? null;
  }

  /** Take a button's answer; for oneself, the last one reveals what is right. @param {HTMLElement} button */
  #choose({ dataset }) {
    if (!this.#attempt || this.#attempt.revealed) return;
    this.#attempt = withAnswer(this.#attempt, dataset);
    const complete = isComplete(this.#attempt);
    if (complete && !this.#inRoom) return this.#reveal();
    this.#showAttempt();
    if (!complete) part(this, "level-step").scrollIntoView({ block: "nearest" });
  }

  /** Show what is right, and record the answer if it is complete. */
  #reveal() {
    if (!this.#attempt || this.#attempt.revealed) return;
    this.#attempt = { ...this.#attempt, revealed: true };
    const outcome = outcomeOf(this.#attempt);
    if (outcome !== "shown") this.#recordAnswer(this.#attempt.question.id, outcome === "right");
    showSolution(this, this.#content, this.#attempt);
    this.#showAttempt();
    this.#showRecord();
    part(this, "outcome").focus();
  }

  /** @param {string} id @param {boolean} right */
  #recordAnswer(id, right) {
    if (this.#inRoom) this.#room.record(right);
    else this.#store.record(id, right);
  }

  #showAttempt() {
    if (this.#attempt) showAttempt(this, this.#attempt, this.#inRoom);
  }

  #showRecord() {
    showRecord(this, this.#content, this.#store, this.#ids);
    showRoomCounts(this, this.#room);
  }

  #onClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.verdict || button?.dataset.level) this.#choose(button);
  };

  /** @type {Record<string, import("../shared/actions.js").Action>} */
  #actions = {
    reveal: () => this.#reveal(),
    next: () => this.#ask(true),
    again: () => {
      this.#repeatsKnown = true;
      this.#ask(true);
    },
    "leave-room": () => stageOf(this).close(),
    erase: () => (part(this, "confirm").hidden = false),
    keep: () => (part(this, "confirm").hidden = true),
    "do-erase": () => this.#erase(),
  };

  #erase() {
    this.#store.erase();
    this.#repeatsKnown = false;
    part(this, "confirm").hidden = true;
    part(this, "erase").focus();
    this.#ask();
  }

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!this.#attempt) return;
    const { revealed } = this.#attempt;
    const action = readKey(event, { revealed, inRoom: this.#inRoom });
    if (action === null) return;
    if (typeof action === "number") this.#chooseAt(action);
    else if (revealed) this.#ask(true);
    else this.#reveal();
    event.preventDefault();
    event.stopPropagation(); // the theme has shortcuts on letters
  };

  /**
   * Choose the answer at an index: of the levels where one is asked for, else of the verdicts.
   * @param {number} index
   */
  #chooseAt(index) {
    const kind = this.#attempt && asksForLevel(this.#attempt) ? "level" : "verdict";
    const button = answerButtons(this, kind)[index];
    if (button && !button.hidden) this.#choose(button);
  }

  #onFilterChange = () => {
    writeFilterToAddress(this);
    this.#applyRoom();
    this.#repeatsKnown = false;
    this.#ask();
  };

  #onPopState = () => {
    showFilter(this, parseFilter(location.search));
    this.#applyRoom();
    this.#ask();
  };

  #onStorage = () => {
    this.#store.read();
    this.#showRecord();
  };

  /** Open or close the stage, as the filter says. */
  #applyRoom() {
    const { room } = filterOf(this);
    if (room && !this.#inRoom) openStage(this);
    else if (!room && this.#inRoom) stageOf(this).close();
  }

  #onStageClosed = () => {
    leaveStage(this);
    const box = roomBox(this);
    if (box.checked) {
      box.checked = false;
      writeFilterToAddress(this);
    }
    box.focus();
    this.#ask();
  };
}

customElements.define("case-quiz", CaseQuiz);
