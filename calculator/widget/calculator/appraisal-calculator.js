// <appraisal-calculator>: the form of an appraisal, scored by the Python core as it is filled in.
//
// The form and its result stand in the page's HTML, a sheet for each rubric; the appraisal itself is `state`. What the
// reader does changes the state; the state is shown in the form, the core is asked about it, and its answer is shown.
// The element holds no rule and computes no score. Names and words come from the page, in its language.
//
// Attributes: runtime   folder of the Python runtime
//             rubrics   addresses of the published rubrics (JSON), parted by spaces
//             scoring   those of what in them bears on scores, for the core
//             rubric    id of the rubric whose sheet is shown
//             embedded  it shows one criterion within another page: it starts once it is in view, and keeps out of the address
//             vector    what an embedded one opens with
// Property:   result    what `liumai score --format json` prints for what the page shows; null before the first
// Event:      scored    whenever result changes

import { Ahead } from "./speculative-scoring.js";
import { addingCase, removingCase } from "./case-rows.js";
import { all, language, maybe, part, phrase, say } from "../shared/dom.js";
import { showDuties } from "./results/duty-checklist.js";
import { Engine, EngineLost } from "../engine/engine.js";
import { Examples } from "./example-picker.js";
import { toggleExplained } from "./results/level-details.js";
import { criteriaOf, readField, showForm } from "./form-view.js";
import { Guided } from "./guided-dialog.js";
import { expectJustifications } from "./justification-field.js";
import { onKey, onQuestionMark, showKeys } from "./keyboard.js";
import { leadToAnswer, leadToUnrated } from "./jump-to-field.js";
import { FRAGMENT, linkOfPage } from "../shared/appraisal-links.js";
import { painted } from "../shared/after-paint.js";
import { showPrintout } from "./results/print-view.js";
import { showProgress } from "../engine/progress-view.js";
import { showCommand, showMoves, showTrace } from "./results/explanation-view.js";
import { showFaults, showResult } from "./results/result-view.js";
import { bringSheet, shapeOf, sheetOf } from "./rubric-sheets.js";
import { AppraisalState, blank, isBegun, spelledOut, withField, withMoves, withScore } from "./appraisal-state.js";
import { isStep } from "./history/undo-history.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */

const PAUSE = 250; // milliseconds without a change before the core is asked what would change the result

export class AppraisalCalculator extends HTMLElement {
  /** @type {any} */
  result = null;
  /** The appraisal that the page shows. */
  state = new AppraisalState({ rubric: "", criteria: {} });
  #engine = new Engine();
  #ahead = new Ahead((request) => this.#engine.ask(request));
  #ready = false;
  #restarted = false;
  #touched = false;
  #asked = 0;
  /** The result that has been told of last, as JSON. */
  #told = "null";
  #pause = 0;
  /** What was written under the other rubrics, by rubric. @type {Map<string, Appraisal>} */
  #shelf = new Map();
  #examples = new Examples(this);
  /** @type {Guided | undefined} */
  #guided;
  #onHash = () => {
    if (!isStep()) this.#openFragment();
  };
  #onPrint = () => this.result && showPrintout(this.sheet, this.result, this.state.value);
  #onLook = (/** @type {Event} */ event) => this.#ready && this.#ahead.look(event, () => this.state.value);
  #onAnyKey = (/** @type {KeyboardEvent} */ event) => onQuestionMark(this, event);
  #inView = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    this.#inView.disconnect();
    this.#start();
  });

  connectedCallback() {
    if (!this.state.value.rubric) this.state.update(() => this.#blank(this.getAttribute("rubric") ?? ""), "opened");
    expectJustifications(criteriaOf(this.sheet));
    this.state.addEventListener("change", this.#onStateChange);
    this.addEventListener("input", this.#onInput);
    this.addEventListener("reset", this.#onReset);
    this.addEventListener("click", this.#onClick);
    this.addEventListener("keydown", this.#onKeyDown);
    this.addEventListener("pointerover", this.#onLook);
    this.addEventListener("focusin", this.#onLook);
    if (this.#embedded) return this.#inView.observe(this);
    window.addEventListener("hashchange", this.#onHash);
    window.addEventListener("beforeprint", this.#onPrint);
    document.addEventListener("keydown", this.#onAnyKey);
    this.#start();
  }

  disconnectedCallback() {
    this.state.removeEventListener("change", this.#onStateChange);
    this.removeEventListener("input", this.#onInput);
    this.removeEventListener("reset", this.#onReset);
    this.removeEventListener("click", this.#onClick);
    this.removeEventListener("keydown", this.#onKeyDown);
    this.removeEventListener("pointerover", this.#onLook);
    this.removeEventListener("focusin", this.#onLook);
    window.removeEventListener("hashchange", this.#onHash);
    window.removeEventListener("beforeprint", this.#onPrint);
    document.removeEventListener("keydown", this.#onAnyKey);
    this.#inView.disconnect();
    this.#ready = false;
    this.#ahead.stop();
    this.#engine.stop();
  }

  /** Show an appraisal: from a link, a file, an example. @param {Appraisal} value */
  open(value) {
    this.state.update(() => value, "opened");
  }

  /** Ask the core anything it answers; rejects while it is not running. @param {any} request @returns {Promise<any>} */
  ask(request) {
    return this.#engine.ask(request);
  }

  /** The sheet of the rubric that is shown. */
  get sheet() {
    return /** @type {HTMLElement} */ (sheetOf(this, this.getAttribute("rubric") ?? ""));
  }

  /** Where the rubric that is shown is published. */
  get rubricAddress() {
    const name = `/${this.getAttribute("rubric")}.json`;
    return /** @type {string} */ (this.#listed("rubrics").find((address) => new URL(address).pathname.endsWith(name)));
  }

  /** Bring the result into view, and the focus with it. */
  toResult() {
    const result = /** @type {HTMLElement} */ (this.sheet.querySelector(".result"));
    result.scrollIntoView();
    /** @type {HTMLElement | null} */ (result.querySelector("h2"))?.focus({ preventScroll: true });
  }

  #start = async () => {
    this.dataset.state = "loading";
    try {
      await this.#engine.start(this.#addresses, (progress) => showProgress(this, progress));
    } catch (error) {
      if (this.isConnected) this.#fail(error);
      return;
    }
    this.#ready = true;
    this.dataset.state = "ready";
    // What the reader rated while Python was loading goes before the link that opened the page.
    const vector = this.#embedded ? this.getAttribute("vector") : vectorOfPage();
    if (this.#touched || vector === null) await this.#score();
    else await this.#openVector(vector);
  };

  #onClick = (/** @type {Event} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    // The theme looks into every click for a link to follow; that takes as long as to show the result.
    if (target.matches(".rating input")) return event.stopPropagation();
    const button = /** @type {HTMLElement | null} */ (target.closest("button, a[data-act]"));
    if (!button) return;
    if (button.dataset.score) this.#tapScore(button);
    else if (button.dataset.example) this.#examples.open(button);
    else if (button.dataset.act) this.#actions[button.dataset.act]?.(button, event);
  };

  /** What the buttons do, by their `data-act`. @type {Record<string, (button: HTMLElement, event: Event) => void>} */
  #actions = {
    retry: () => this.#start(),
    "to-result": () => this.toResult(),
    examples: () => this.#examples.toggle(),
    "back-to-original": () => this.#examples.restore(),
    keys: () => showKeys(this),
    print: () => window.print(),
    explain: (link, event) => toggleExplained(this, /** @type {HTMLAnchorElement} */ (link), event),
    "add-case": (button) => this.#addCase(levelOf(button)),
    "remove-case": (button) => this.#removeCase(button),
    "read-cases": () => this.state.update((value) => withField(value, "evidence", "recorded")),
    answer: (button) => leadToAnswer(this, button),
    "next-unrated": () => leadToUnrated(this),
    "copy-command": () => this.#copy(part(this.sheet, "command").textContent ?? ""),
    guide: (button) => this.#guide.start(groupOf(button)?.dataset.criterion),
    "guided-back": () => this.#guide.back(),
    "guided-close": () => this.#guide.close(),
  };

  /** Made when first needed. */
  get #guide() {
    this.#guided ??= new Guided(this);
    return this.#guided;
  }

  /** @param {HTMLElement} button */
  #tapScore(button) {
    const id = groupOf(button)?.dataset.criterion ?? "";
    this.state.update((value) => withScore(value, id, Number(button.dataset.score)));
  }

  /** @param {HTMLElement} level */
  #addCase(level) {
    this.state.update(addingCase(level));
    all(level, "[data-case] textarea").at(-1)?.focus();
  }

  /** @param {HTMLElement} button */
  #removeCase(button) {
    const level = levelOf(button);
    this.state.update(removingCase(button));
    /** @type {HTMLElement} */ (level.querySelector("[data-act=add-case]")).focus();
  }

  /** @param {string} text */
  async #copy(text) {
    await navigator.clipboard.writeText(text);
    say(this, phrase(this, "copied"));
  }

  #onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    onKey(this, event);
    if (this.#embedded) onQuestionMark(this, event);
  };

  #onInput = (/** @type {Event} */ { target: field }) => {
    if (field instanceof HTMLSelectElement && field.dataset.part === "rubric") {
      return this.state.update(() => this.#shelf.get(field.value) ?? this.#blank(field.value));
    }
    const change = readField(field);
    if (change) this.state.update((value) => unlessSame(value, change(value)));
  };

  #onStateChange = (/** @type {Event} */ event) => {
    const { before, value, by } = /** @type {CustomEvent<import("./appraisal-state.js").Change>} */ (event).detail;
    const other = before.rubric !== value.rubric;
    if (by !== "core") this.#touched = true;
    if (other) this.#shelf.set(before.rubric, before);
    const sheet = sheetOf(this, value.rubric);
    if (!sheet) return this.#bring(value.rubric);
    if (other) this.#show(sheet);
    showForm(sheet, value, other ? null : before);
    if (by !== "core" && this.#ready) this.#score();
  };

  /** Fetch the sheet of a rubric, show it and score; until it is there, nothing can be written in the one before it.
   * @param {string} rubric */
  async #bring(rubric) {
    this.#asked += 1; // an answer about the rubric before comes too late
    this.sheet.inert = true; // until it is shown again
    try {
      const sheet = await bringSheet(this, rubric);
      if (!this.isConnected || this.state.value.rubric !== rubric) return;
      this.#show(sheet);
      showForm(sheet, this.state.value, null);
      if (this.#ready) this.#score();
    } catch (error) {
      if (this.isConnected && this.state.value.rubric === rubric) this.#fail(error);
    }
  }

  /** Show the sheet of a rubric in place of the one that is shown. @param {HTMLElement} sheet */
  #show(sheet) {
    const { rubric = "" } = sheet.dataset;
    sheet.inert = false;
    this.setAttribute("rubric", rubric);
    expectJustifications(criteriaOf(sheet));
    for (const one of all(this, "[data-rubric]")) one.hidden = one !== sheet;
    const choice = maybe(this, "rubric");
    if (choice instanceof HTMLSelectElement) choice.value = rubric;
  }

  #onReset = () => {
    // The form is cleared once all listeners of this event, microtasks included, are through.
    setTimeout(async () => {
      for (const box of /** @type {HTMLInputElement[]} */ (all(this.sheet, "[data-part=done]"))) box.checked = false;
      this.#examples.forget();
      this.state.update(({ rubric }) => this.#blank(rubric));
      this.#touched = false;
      if (this.#embedded) return;
      await painted(); // the step has an entry of its own by then
      if (!this.#touched && this.isConnected) history.replaceState(history.state, "", location.pathname + location.search);
    });
  };

  async #openFragment() {
    const vector = vectorOfPage();
    if (this.#ready && vector !== null && vector !== this.result?.vector) await this.#openVector(vector);
  }

  /** @param {string} vector */
  async #openVector(vector) {
    const answer = await this.#answer(this.#engine.ask({ vector }));
    if (!answer) return;
    if (!answer.result) return this.#present(answer);
    const narrowed = this.#narrowed(answer);
    const whole = Object.keys(narrowed.criteria).length === Object.keys(answer.ratings).length;
    if (whole) this.#ahead.know(narrowed, answer);
    this.open(narrowed);
  }

  /** The appraisal that a vector stands for, without the criteria that the page does not show.
   * @param {{result?: any, ratings?: any}} answer @returns {Appraisal} */
  #narrowed({ result, ratings }) {
    const shown = Object.keys(shapeOf(this, result.rubric) ?? {});
    return { rubric: result.rubric, criteria: Object.fromEntries(shown.map((id) => [id, { ratings: ratings[id] }])) };
  }

  /** An appraisal in which nothing is rated yet. @param {string} rubric */
  #blank(rubric) {
    return blank(rubric, shapeOf(this, rubric) ?? {});
  }

  async #score() {
    const { rubric } = this.state.value;
    if (!sheetOf(this, rubric)) return this.#bring(rubric);
    const address = location.hash;
    const answer = await this.#answer(this.#ahead.answer(this.state.value));
    if (!answer) return;
    this.#present(answer);
    clearTimeout(this.#pause);
    const asked = this.#asked;
    await painted(); // what stands behind a result need not hold it up
    if (asked !== this.#asked || !this.#explained(answer.result)) return;
    // An address that has changed meanwhile is about to be opened, not to be written over.
    if (this.#touched && this.result && !this.#embedded && location.hash === address) {
      history.replaceState(history.state, "", FRAGMENT + this.result.vector);
    }
    if (this.result && maybe(this.sheet, "moves")) this.#pause = window.setTimeout(() => this.#askMoves(), PAUSE);
  }

  /** What would change the result; asked once the reader pauses, for it costs the core many scorings. */
  async #askMoves() {
    const asked = this.state.value;
    try {
      const { moves } = await this.ask({ appraisal: asked, moves: true });
      if (!moves || this.state.value !== asked) return;
      showMoves(this.sheet, moves, language(), (own) => this.state.update((value) => withMoves(value, own)));
    } catch {
      // The worker died under it: the next rating will find out, and start it again.
    }
  }

  /**
   * What the core says, or null where a later question has overtaken this one or the core has failed.
   * @param {Promise<any>} question that has just been asked
   */
  async #answer(question) {
    const asked = ++this.#asked;
    try {
      const answer = await question;
      this.#restarted = false;
      return asked === this.#asked ? answer : null;
    } catch (error) {
      if (this.#ready && asked === this.#asked) this.#recover(error);
      return null;
    }
  }

  /** A worker that died or hangs is started again, once; the appraisal is here and is asked about anew. @param {unknown} error */
  #recover(error) {
    this.#ready = false;
    this.#ahead.stop();
    if (this.#restarted || !(error instanceof EngineLost)) return this.#fail(error);
    this.#restarted = true;
    this.#touched = true;
    say(this, phrase(this, "restarted"));
    this.#start();
  }

  /** @param {{result?: any, ratings?: any, faults?: any[]}} answer */
  #present({ result = null, ratings, faults = [] }) {
    const lang = language();
    showFaults(part(this, "faults"), faults, lang);
    if (ratings) this.state.update((value) => spelledOut(value, ratings), "core");
    const { sheet } = this;
    const { value } = this.state;
    sheet.toggleAttribute("data-begun", result !== null && isBegun(value));
    showResult(sheet, result);
    showDuties(sheet, result, value);
    this.#examples.show(sheet, result, value);
    const told = JSON.stringify(result);
    this.result = result;
    if (told === this.#told) return;
    this.#told = told;
    this.dispatchEvent(new CustomEvent("scored", { bubbles: true, detail: result }));
  }

  /** Show what stands behind a result. @param {any} result
   * @returns {boolean} false where another one is shown by now, or none at all */
  #explained(result = null) {
    if (this.result !== result || !this.isConnected) return false;
    if (!result) return true;
    showTrace(this.sheet, result, language());
    showCommand(this.sheet, result, this.state.value);
    this.#linkToWhole(result);
    return true;
  }

  /** An embedded calculator's way to the whole one takes what was rated along. @param {any} result */
  #linkToWhole(result) {
    const link = maybe(this.sheet, "whole");
    if (link instanceof HTMLAnchorElement) link.hash = FRAGMENT + result.vector;
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#ready = false;
    this.#engine.stop();
    this.dataset.state = "failed";
    part(this, "reason").textContent = error instanceof Error ? error.message : String(error);
  }

  get #embedded() {
    return this.hasAttribute("embedded");
  }

  get #addresses() {
    return { runtime: this.#listed("runtime")[0], rubrics: this.#listed("scoring") };
  }

  /** The addresses in an attribute. @param {string} name */
  #listed(name) {
    return (this.getAttribute(name) ?? "").split(" ").map((address) => new URL(address, document.baseURI).href);
  }
}

/** The vector in the address, or null. */
function vectorOfPage() {
  return linkOfPage()?.vector ?? null;
}

/** A change that leaves everything as it was is none. @param {Appraisal} before @param {Appraisal} after */
function unlessSame(before, after) {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

/** @param {HTMLElement} inside @returns {HTMLElement | null} */
function groupOf(inside) {
  return inside.closest("[data-criterion]");
}

/** @param {HTMLElement} inside @returns {HTMLElement} */
function levelOf(inside) {
  return /** @type {HTMLElement} */ (inside.closest("[data-level]"));
}

customElements.define("appraisal-calculator", AppraisalCalculator);
