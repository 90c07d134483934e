// <case-quiz>: one case after the other, judged before its verdict is shown; for oneself, or big for a room.
//
// Cases, levels and words stand in the page's HTML, in templates. What is right is in the data: here the ids of a verdict
// and of a level are compared with those of the case, and nothing is scored. For oneself every answer is remembered
// (quiz-memory.js); a room's are counted while it sits, and not kept. The choice of cases is in the address.

import { all, element, part, phrase } from "../shared/dom.js";
import { QuizMemory, anyOf } from "./leitner-store.js";

const LETTERS = "abcdefghi";
const ONWARD = ["Enter", " ", "PageDown", "ArrowRight"]; // the last two are a clicker's
const ELSEWHERE = "inapplicable";

/** `level` is where the case is put down, `answer` the level that it speaks to, `options` the levels to choose from.
 * @typedef {{id: string, verdict: string, level: string, answer: string, near: string, claimed: boolean, options: string[]}} Question */
/** @typedef {{criteria: string[], difficulty: string[], room: boolean}} Choice */

export class CaseQuiz extends HTMLElement {
  /** The question that is shown. @type {Question | null} */
  question = null;
  #memory = /** @type {QuizMemory} */ (/** @type {unknown} */ (null));
  /** @type {{verdict: string | null, level: string | null}} */
  #given = { verdict: null, level: null };
  #revealed = false;
  /** Whether what is known is asked about as well. */
  #again = false;
  #room = { right: 0, wrong: 0, seen: /** @type {Set<string>} */ (new Set()) };
  #listening = new AbortController();

  connectedCallback() {
    const [first, second] = (this.dataset.waits ?? "").split(" ").map(Number);
    const site = new URL(this.dataset.site ?? "", document.baseURI).pathname;
    this.#memory = new QuizMemory(`liumai-quiz ${site} ${this.dataset.rubric}`, [first, second]);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("click", this.#onClick, { signal });
    this.addEventListener("change", this.#onChange, { signal });
    document.addEventListener("keydown", this.#onKey, { signal });
    window.addEventListener("popstate", this.#onPopState, { signal });
    window.addEventListener("storage", this.#onStorage, { signal });
    this.#stage.addEventListener("close", this.#onStageClosed, { signal });
    this.#readChoice();
    this.#showStage();
    this.#ask();
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  /** @returns {Question[]} those of the choice, in the rubric's order */
  get #chosen() {
    const { criteria, difficulty } = this.#choice;
    const fits = (/** @type {string[]} */ ticked, /** @type {string} */ value) => !ticked.length || ticked.includes(value);
    return all(this, "template[data-case]")
      .filter(({ dataset }) => fits(criteria, dataset.criterion ?? "") && fits(difficulty, dataset.difficulty ?? ""))
      .map(questionOf);
  }

  get #ids() {
    return this.#chosen.map(({ id }) => id);
  }

  /** Ask about another case. @param {boolean} [move] whether the focus goes there */
  #ask(move = false) {
    const ids = this.#ids;
    const id = this.#pick(ids, this.question?.id);
    this.question = this.#chosen.find((one) => one.id === id) ?? null;
    this.#given = { verdict: null, level: null };
    this.#revealed = false;
    part(this, "card").hidden = !this.question;
    part(this, "done").hidden = this.question !== null;
    this.#showQuestion();
    this.#showScore();
    if (move) (this.question ? part(this, "text") : part(this, "done")).focus({ preventScroll: this.#inRoom });
    if (move && this.#inRoom) this.#stage.scrollTop = 0;
  }

  /** @param {string[]} ids @param {string} [last] */
  #pick(ids, last) {
    if (!this.#inRoom) return this.#memory.next(ids, last) ?? (this.#again ? anyOf(ids.filter((id) => id !== last)) : null) ?? null;
    const { seen } = this.#room;
    if (ids.every((id) => seen.has(id))) seen.clear();
    const id = anyOf(ids.filter((one) => !seen.has(one))) ?? null;
    if (id) seen.add(id);
    return id;
  }

  #showQuestion() {
    const { question } = this;
    if (!question) return;
    const { id, level, claimed, options } = question;
    part(this, "text").textContent = textOf(this.#case(id), "text");
    part(this, "where").textContent = this.#level(level).dataset.criterionName ?? "";
    part(this, "claim").hidden = !claimed;
    part(this, "claim-level").textContent = this.#level(level).dataset.name ?? "";
    part(this, "claim-clause").textContent = textOf(this.#level(level), "clause");
    part(this, "ask-open").hidden = claimed;
    part(this, "ask-claimed").hidden = !claimed;
    part(this, "ask-level").hidden = claimed;
    part(this, "ask-elsewhere").hidden = !claimed;
    for (const button of all(this, "button[data-verdict]")) button.hidden = button.dataset.verdict === ELSEWHERE && !claimed;
    part(this, "levels").replaceChildren(...options.map((name, place) => this.#option(name, place + 1)));
    this.#showGiven();
  }

  /** A level to choose. @param {string} name @param {number} key */
  #option(name, key) {
    const item = element("li");
    const button = /** @type {HTMLButtonElement} */ (element("button", "", "quiz__option"));
    button.type = "button";
    button.dataset.level = name;
    const words = element("span");
    words.append(element("strong", this.#level(name).dataset.name), " ", element("span", textOf(this.#level(name), "clause")));
    button.append(element("kbd", String(key)), words);
    button.hidden = Boolean(this.question?.claimed) && name === this.question?.level;
    item.append(button);
    item.hidden = button.hidden;
    return item;
  }

  /** What has been answered so far, and what is asked next. */
  #showGiven() {
    const { verdict, level } = this.#given;
    for (const button of this.#options()) {
      const mine = button.dataset.verdict ? button.dataset.verdict === verdict : button.dataset.level === level;
      button.setAttribute("aria-pressed", String(mine));
      button.toggleAttribute("data-right", this.#revealed && this.#isRight(button));
      /** @type {HTMLButtonElement} */ (button).disabled = this.#revealed;
    }
    part(this, "card").toggleAttribute("data-revealed", this.#revealed);
    part(this, "level-step").hidden = !this.#asksLevel;
    part(this, "reveal").hidden = this.#revealed || !this.#inRoom;
    part(this, "next").hidden = !this.#revealed;
    part(this, "answer").hidden = !this.#revealed;
  }

  /** Whether the answers so far leave the level open. */
  get #asksLevel() {
    const { verdict } = this.#given;
    return verdict !== null && (!this.question?.claimed || verdict === ELSEWHERE);
  }

  /** @param {HTMLElement} button */
  #isRight({ dataset }) {
    return dataset.verdict ? dataset.verdict === this.question?.verdict : dataset.level === this.question?.answer;
  }

  /** @param {HTMLElement} button */
  #choose({ dataset }) {
    if (this.#revealed) return;
    if (dataset.verdict) this.#given = { verdict: dataset.verdict, level: null };
    else this.#given.level = dataset.level ?? null;
    const whole = this.#given.level !== null || !this.#asksLevel;
    if (whole && !this.#inRoom) return this.#reveal();
    this.#showGiven();
    if (!whole) part(this, "level-step").scrollIntoView({ block: "nearest" });
  }

  /** Show what is right. */
  #reveal() {
    const { question } = this;
    if (!question || this.#revealed) return;
    this.#revealed = true;
    const { verdict, level } = this.#given;
    const whole = level !== null || (verdict !== null && !this.#asksLevel);
    const right = verdict === question.verdict && (level ?? question.level) === question.answer;
    if (whole) this.#note(question.id, right);
    this.#showAnswer(question, whole ? (right ? "right" : "wrong") : "shown");
    this.#showGiven();
    this.#showScore();
    part(this, "outcome").focus();
  }

  /** @param {string} id @param {boolean} right */
  #note(id, right) {
    if (this.#inRoom) this.#room[right ? "right" : "wrong"] += 1;
    else this.#memory.note(id, right);
  }

  /** @param {Question} question @param {"right" | "wrong" | "shown"} outcome */
  #showAnswer({ id, verdict, level, answer, near }, outcome) {
    const box = part(this, "answer");
    box.className = `quiz__answer case case--${verdict}`;
    part(this, "outcome").textContent = phrase(this, outcome);
    part(this, "outcome").dataset.outcome = outcome;
    for (const name of all(box, "[data-is]")) name.hidden = name.dataset.is !== verdict;
    this.#showLevel("answer-level", "answer-clause", answer);
    part(this, "why").textContent = textOf(this.#case(id), "why");
    const other = answer !== level ? level : near;
    part(this, "near").hidden = !other;
    for (const name of ["misplaced", "confused"]) part(this, name).hidden = (name === "misplaced") !== (answer !== level);
    if (other) this.#showLevel("near-level", "near-clause", other);
    const questions = all(/** @type {HTMLTemplateElement} */ (this.#case(id)).content, "li").map((one) => element("li", one.textContent ?? ""));
    part(this, "discuss").hidden = questions.length === 0;
    part(this, "questions").replaceChildren(...questions);
    /** @type {HTMLAnchorElement} */ (part(this, "page")).href = this.#pageOf(id);
  }

  /** @param {string} link @param {string} clause the parts to fill in @param {string} name of the level */
  #showLevel(link, clause, name) {
    const { dataset } = this.#level(name);
    const anchor = /** @type {HTMLAnchorElement} */ (part(this, link));
    anchor.textContent = dataset.name ?? "";
    anchor.href = dataset.href ?? "";
    part(this, clause).textContent = textOf(this.#level(name), "clause");
  }

  #showScore() {
    const ids = this.#ids;
    const count = this.#memory.count(ids);
    part(this, "score").textContent = phrase(this, "score", { ...count, n: ids.length });
    part(this, "room-score").textContent = phrase(this, "room-score", this.#room);
    part(this, "keeping").textContent = phrase(this, this.#memory.status);
    part(this, "keeping").toggleAttribute("data-warns", this.#memory.status !== "kept");
    const missed = this.#memory.missed(ids);
    part(this, "missed").hidden = missed.length === 0;
    part(this, "missed-count").textContent = String(missed.length);
    part(this, "missed-list").replaceChildren(...missed.map((id) => this.#missedItem(id)));
    part(this, "none").hidden = ids.length > 0;
    part(this, "all-known").hidden = ids.length === 0;
  }

  /** @param {string} id */
  #missedItem(id) {
    const item = element("li");
    const link = /** @type {HTMLAnchorElement} */ (element("a", textOf(this.#case(id), "text")));
    link.href = this.#pageOf(id);
    item.append(link);
    return item;
  }

  /** @param {string} id */
  #pageOf(id) {
    return `${this.#level(this.#case(id).dataset.level ?? "").dataset.href?.split("#")[0]}#${id}`;
  }

  #onClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button) return;
    if (button.dataset.verdict || button.dataset.level) this.#choose(button);
    else if (button.dataset.act) this.#act(button.dataset.act);
  };

  /** @param {string} name */
  #act(name) {
    if (name === "reveal") this.#reveal();
    else if (name === "next") this.#ask(true);
    else if (name === "leave-room") this.#stage.close();
    else if (name === "erase") part(this, "confirm").hidden = false;
    else if (name === "keep") part(this, "confirm").hidden = true;
    else if (name === "again") this.#askAgain();
    else if (name === "do-erase") this.#erase();
  }

  #askAgain() {
    this.#again = true;
    this.#ask(true);
  }

  #erase() {
    this.#memory.erase();
    this.#again = false;
    part(this, "confirm").hidden = true;
    part(this, "erase").focus();
    this.#ask();
  }

  /** Keys work wherever the focus is, but in a text field or another dialog. */
  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !this.question) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("textarea, select, input:not([type=checkbox])")) return;
    const key = event.key.toLowerCase();
    const place = /^[1-9]$/.test(key) ? Number(key) - 1 : key.length === 1 ? LETTERS.indexOf(key) : -1;
    if (place >= 0 && !this.#revealed) this.#press(place);
    else if ((this.#revealed || this.#inRoom) && this.#goesOn(event.key, target)) this.#act(this.#revealed ? "next" : "reveal");
    else return;
    event.preventDefault();
    event.stopPropagation(); // the theme has letters of its own
  };

  /** Whether a key asks to go on, and does nothing else where the focus is. @param {string} key @param {HTMLElement} target */
  #goesOn(key, target) {
    if (!ONWARD.includes(key)) return false;
    return this.#inRoom ? !target.closest("a") : (key === "Enter" || key === " ") && !target.closest("a, button, summary, input");
  }

  /** Choose by the place of an answer: of a level where one is asked for, else of a verdict. @param {number} place */
  #press(place) {
    const step = this.#asksLevel ? "level" : "verdict";
    const button = this.#options(step)[place];
    if (button && !button.hidden) this.#choose(button);
  }

  /** @param {"verdict" | "level"} [step] */
  #options(step) {
    return all(part(this, "card"), step ? `button[data-${step}]` : "button:is([data-verdict], [data-level])");
  }

  #onChange = () => {
    this.#writeChoice();
    this.#showStage();
    this.#again = false;
    this.#ask();
  };

  #onPopState = () => {
    this.#readChoice();
    this.#showStage();
    this.#ask();
  };

  #onStorage = () => {
    this.#memory.read();
    this.#showScore();
  };

  get #choice() {
    const ticked = (/** @type {string} */ name) => this.#boxes(name).filter((box) => box.checked).map((box) => box.value);
    return { criteria: ticked("criteria"), difficulty: ticked("difficulty"), room: this.#boxes("room")[0].checked };
  }

  #readChoice() {
    const asked = new URLSearchParams(location.search);
    for (const name of ["criteria", "difficulty"]) {
      const wanted = (asked.get(name) ?? "").split(",");
      for (const box of this.#boxes(name)) box.checked = wanted.includes(box.value);
    }
    this.#boxes("room")[0].checked = asked.has("room");
  }

  #writeChoice() {
    const { criteria, difficulty, room } = this.#choice;
    const search = [criteria.length && `criteria=${criteria.join(",")}`, difficulty.length && `difficulty=${difficulty.join(",")}`, room && "room"];
    const written = search.filter(Boolean).join("&");
    history.replaceState(history.state, "", location.pathname + (written && `?${written}`));
  }

  get #inRoom() {
    return this.#stage.open;
  }

  /** The stage is a dialog: it fills the window, holds the focus, and Escape leaves it. */
  #showStage() {
    const { room } = this.#choice;
    if (room === this.#inRoom) return;
    if (room) {
      part(this, "stage-place").append(part(this, "play"));
      this.#stage.showModal();
      part(this, "text").focus();
    } else this.#stage.close();
  }

  #onStageClosed = () => {
    part(this, "page-place").append(part(this, "play"));
    const [box] = this.#boxes("room");
    if (box.checked) {
      box.checked = false;
      this.#writeChoice();
    }
    box.focus();
    this.#ask();
  };

  get #stage() {
    return /** @type {HTMLDialogElement} */ (part(this, "stage"));
  }

  /** @param {string} name @returns {HTMLInputElement[]} */
  #boxes(name) {
    return /** @type {HTMLInputElement[]} */ (all(this, `input[name="${name}"]`));
  }

  /** @param {string} id @returns {HTMLElement} */
  #case(id) {
    return /** @type {HTMLElement} */ (this.querySelector(`template[data-case="${id}"]`));
  }

  /** @param {string} name @returns {HTMLElement} */
  #level(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`template[data-level="${name}"]`));
  }
}

/** @param {HTMLElement} template @returns {Question} */
function questionOf({ dataset }) {
  const { case: id = "", verdict = "", level = "", answer = "", near = "", options = "" } = dataset;
  return { id, verdict, level, answer, near, claimed: "claimed" in dataset, options: options.split(" ") };
}

/** @param {HTMLElement} template @param {string} name */
function textOf(template, name) {
  return part(/** @type {HTMLTemplateElement} */ (template).content, name).textContent ?? "";
}

customElements.define("case-quiz", CaseQuiz);
