// <appraisal-calculator>: the form of an appraisal, scored by the Python core while it is filled in.
//
// The page's HTML holds the form and the result of each rubric (a sheet); the appraisal itself is `state`.
// Input changes the state; the state is shown in the form and sent to the core, and the core's answer is
// shown. The element holds no rule and computes no score. Names and texts come from the page, in its
// language.
//
// Attributes: runtime   folder of the Python runtime
//             rubrics   addresses of the published rubrics (JSON), separated by spaces
//             scoring   addresses of the parts of them that scoring needs, which the core gets
//             rubric    id of the rubric whose sheet is shown
//             embedded  shows one criterion within another page: it starts once it is in view, and leaves the address alone
//             vector    what an embedded one opens with
// Property:   result    what `liumai score --format json` prints for what the page shows; null before the first result
// Event:      scored    fired whenever result changes

import { EngineHost } from "../engine/engine-host.js";
import { listenForActions } from "../shared/actions.js";
import { afterPaint } from "../shared/after-paint.js";
import { FRAGMENT, linkOfPage } from "../shared/appraisal-links.js";
import { copyText, printPage } from "../shared/by-hand.js";
import { all, announce, language, maybe, part, phrase, showList } from "../shared/dom.js";
import { describeFault } from "../shared/faults.js";
import { AppraisalState, blank, isBegun, spelledOut, withField, withScore } from "./appraisal-state.js";
import { addingCase, removingCase } from "./case-rows.js";
import { ExamplePicker } from "./example-picker.js";
import { criteriaOf, readField, showForm } from "./form-view.js";
import { GuidedDialog } from "./guided-dialog.js";
import { isEqual } from "./history/changed-path.js";
import { isStep } from "./history/undo-history.js";
import { jumpToAnswer, jumpToUnrated } from "./jump-to-field.js";
import { createFieldsWhenNear } from "./justification-field.js";
import { onKey, onQuestionMark, showKeys } from "./keyboard.js";
import { showDutyChecklist } from "./results/duty-checklist.js";
import { showCommand, showTrace } from "./results/explanation-view.js";
import { toggleLevelDetails } from "./results/level-details.js";
import { showPrintout } from "./results/print-view.js";
import { showResult } from "./results/result-view.js";
import { WhatIf } from "./results/what-if.js";
import { bringSheet, shapeOf, sheetOf } from "./rubric-sheets.js";
import { SpeculativeScoring } from "./speculative-scoring.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */

export class AppraisalCalculator extends HTMLElement {
  /** @type {any} */
  result = null;
  /** The appraisal that the page shows. */
  state = new AppraisalState({ rubric: "", criteria: {} });
  #engine = new EngineHost(this, () => announce(this, phrase(this, "restarted")));
  #speculation = new SpeculativeScoring(this.#engine);
  #whatIf = new WhatIf(this, this.#engine);
  /**
   * Whether the appraisal has been changed by other than the core since the page was opened or the form
   * cleared.
   */
  #touched = false;
  /** Number of the latest request: only its answer is shown. */
  #latest = 0;
  /** The result of the last `scored` event, as JSON. */
  #reported = "null";
  /** The appraisals under the rubrics that are not shown, by rubric. @type {Map<string, Appraisal>} */
  #shelf = new Map();
  #examples = new ExamplePicker(this);
  /** @type {GuidedDialog | undefined} */
  #guidedDialog;
  #listening = new AbortController();
  #inView = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    this.#inView.disconnect();
    this.#start();
  });

  connectedCallback() {
    if (!this.state.value.rubric) this.state.update(() => this.#blank(this.getAttribute("rubric") ?? ""), "opened");
    createFieldsWhenNear(criteriaOf(this.sheet));
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.state.addEventListener("change", this.#onStateChange, { signal });
    this.addEventListener("input", this.#onInput, { signal });
    this.addEventListener("reset", this.#onReset, { signal });
    this.addEventListener("click", this.#onClick, { signal });
    listenForActions(this, this.#actions, signal);
    this.addEventListener("keydown", this.#onKeyDown, { signal });
    this.addEventListener("pointerover", this.#onPointed, { signal });
    this.addEventListener("focusin", this.#onPointed, { signal });
    if (this.#embedded) return this.#inView.observe(this);
    window.addEventListener("hashchange", () => !isStep() && this.#openFragment(), { signal });
    window.addEventListener("beforeprint", () => this.result && showPrintout(this.sheet, this.result, this.state.value), { signal });
    document.addEventListener("keydown", (event) => onQuestionMark(this, event), { signal });
    this.#start();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#inView.disconnect();
    this.#whatIf.cancel();
    this.#speculation.stop();
    this.#engine.stop();
  }

  /** Show another appraisal: from a link, a file, an example. @param {Appraisal} value */
  open(value) {
    this.state.update(() => value, "opened");
  }

  /** Send the core a request; rejects if the engine fails. @param {object} request @returns {Promise<any>} */
  ask(request) {
    return this.#engine.ask(request);
  }

  /** The sheet of the rubric that is shown. */
  get sheet() {
    return /** @type {HTMLElement} */ (sheetOf(this, this.getAttribute("rubric") ?? ""));
  }

  /** Address of the published rubric that is shown. */
  get rubricAddress() {
    const name = `/${this.getAttribute("rubric")}.json`;
    const addresses = (this.getAttribute("rubrics") ?? "").split(" ").map((address) => new URL(address, document.baseURI));
    return /** @type {string} */ (addresses.find(({ pathname }) => pathname.endsWith(name))?.href);
  }

  /** Scroll to the result and focus its heading. */
  toResult() {
    const result = /** @type {HTMLElement} */ (this.sheet.querySelector(".result"));
    result.scrollIntoView();
    /** @type {HTMLElement | null} */ (result.querySelector("h2"))?.focus({ preventScroll: true });
  }

  #start = async () => {
    try {
      await this.#engine.start();
    } catch {
      return; // shown in the element
    }
    // What the reader rated while Python was loading takes precedence over the link that opened the page.
    const vector = this.#embedded ? this.getAttribute("vector") : vectorOfPage();
    if (this.#touched || vector === null) await this.#score();
    else await this.#openVector(vector);
  };

  #onClick = (/** @type {Event} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    // The theme looks for a link to follow in every click, which takes as long as showing the result.
    if (target.matches(".rating input")) return event.stopPropagation();
    const button = target.closest("button");
    if (button?.dataset.score) this.#tapScore(button);
    else if (button?.dataset.example) this.#examples.open(button);
  };

  #onPointed = (/** @type {Event} */ event) => {
    this.#speculation.onPointed(event, () => this.state.value);
  };

  /** @type {Record<string, import("../shared/actions.js").Action>} */
  #actions = {
    retry: () => this.#start(),
    "to-result": () => this.toResult(),
    examples: () => this.#examples.toggle(),
    "back-to-original": () => this.#examples.restore(),
    keys: () => showKeys(this),
    print: () => printPage(this),
    explain: (link, event) => toggleLevelDetails(this, /** @type {HTMLAnchorElement} */ (link), event),
    "add-case": (button) => this.#addCase(levelOf(button)),
    "remove-case": (button) => this.#removeCase(button),
    "read-cases": () => this.state.update((value) => withField(value, "evidence", "recorded")),
    answer: (button) => jumpToAnswer(this, button),
    "next-unrated": () => jumpToUnrated(this),
    "copy-command": () => this.#copy(part(this.sheet, "command").textContent ?? ""),
    guide: (button) => this.#guide.start(groupOf(button)?.dataset.criterion),
    "guided-back": () => this.#guide.back(),
    "guided-close": () => this.#guide.close(),
  };

  /** Created when first needed. */
  get #guide() {
    this.#guidedDialog ??= new GuidedDialog(this);
    return this.#guidedDialog;
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
    if (await copyText(this, text)) announce(this, phrase(this, "copied"));
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
    if (change) this.state.update((value) => unlessEqual(value, change(value)));
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
    if (by !== "core" && this.#engine.isRunning) this.#score();
  };

  /** Fetch the sheet of a rubric, show it and score. Until it has come, the sheet before it cannot be edited.
   * @param {string} rubric */
  async #bring(rubric) {
    this.#latest += 1; // a pending answer about the rubric before is not shown
    this.sheet.setAttribute("inert", ""); // until it is shown again
    try {
      const sheet = await bringSheet(this, rubric);
      if (!this.isConnected || this.state.value.rubric !== rubric) return;
      this.#show(sheet);
      showForm(sheet, this.state.value, null);
      if (this.#engine.isRunning) this.#score();
    } catch (error) {
      if (!this.isConnected || this.state.value.rubric !== rubric) return;
      this.#engine.fail(error);
    }
  }

  /** Show the sheet of a rubric in place of the one that is shown. @param {HTMLElement} sheet */
  #show(sheet) {
    const { rubric = "" } = sheet.dataset;
    sheet.removeAttribute("inert");
    this.setAttribute("rubric", rubric);
    createFieldsWhenNear(criteriaOf(sheet));
    for (const one of all(this, "[data-rubric]")) one.hidden = one !== sheet;
    const choice = maybe(this, "rubric");
    if (choice instanceof HTMLSelectElement) choice.value = rubric;
  }

  #onReset = () => {
    // The browser clears the form only after all listeners of this event and their microtasks have run.
    setTimeout(async () => {
      for (const box of /** @type {HTMLInputElement[]} */ (all(this.sheet, "[data-part=done]"))) box.checked = false;
      this.#examples.forget();
      this.state.update(({ rubric }) => this.#blank(rubric));
      this.#touched = false;
      if (this.#embedded) return;
      await afterPaint(); // by then the history has an entry for this step
      if (!this.#touched && this.isConnected) history.replaceState(history.state, "", location.pathname + location.search);
    });
  };

  async #openFragment() {
    const vector = vectorOfPage();
    if (this.#engine.isRunning && vector !== null && vector !== this.result?.vector) await this.#openVector(vector);
  }

  /** @param {string} vector */
  async #openVector(vector) {
    const answer = await this.#answer(this.#engine.ask({ vector }));
    if (!answer) return;
    if (!answer.result) return this.#present({ result: this.result, faults: answer.faults }); // the form stays
    const shown = this.#shownPartOf(answer);
    const isWhole = Object.keys(shown.criteria).length === Object.keys(answer.ratings).length;
    if (isWhole) this.#speculation.add(shown, answer);
    this.open(shown);
  }

  /** The appraisal of a vector, without the criteria that the page does not show.
   * @param {{result?: any, ratings?: any}} answer @returns {Appraisal} */
  #shownPartOf({ result, ratings }) {
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
    const answer = await this.#answer(this.#speculation.answer(this.state.value));
    if (!answer) return;
    this.#present(answer);
    this.#whatIf.cancel();
    const latest = this.#latest;
    await afterPaint(); // the explanation must not delay the result
    if (latest !== this.#latest || !this.#explain(answer.result)) return;
    // An address that has changed meanwhile is about to be opened, and must not be overwritten.
    if (this.#touched && this.result && !this.#embedded && location.hash === address) {
      history.replaceState(history.state, "", FRAGMENT + this.result.vector);
    }
    if (this.result) this.#whatIf.schedule();
  }

  /**
   * The answer to a request that has just been sent, or null if a later request was sent meanwhile or the
   * engine has failed.
   * @param {Promise<any>} request
   */
  async #answer(request) {
    const number = ++this.#latest;
    try {
      const answer = await request;
      return number === this.#latest ? answer : null;
    } catch {
      return null; // the engine's host has shown the failure
    }
  }

  /** @param {{result?: any, ratings?: any, faults?: any[]}} answer */
  #present({ result = null, ratings, faults = [] }) {
    showList(part(this, "faults"), faults.map((fault) => describeFault(fault)));
    if (ratings) this.state.update((value) => spelledOut(value, ratings), "core");
    const { sheet } = this;
    const { value } = this.state;
    sheet.toggleAttribute("data-begun", result !== null && isBegun(value));
    showResult(sheet, result);
    showDutyChecklist(sheet, result, value);
    this.#examples.show(sheet, result, value);
    const json = JSON.stringify(result);
    this.result = result;
    if (json === this.#reported) return;
    this.#reported = json;
    this.dispatchEvent(new CustomEvent("scored", { bubbles: true, detail: result }));
  }

  /** Show how a result came about. @param {any} result
   * @returns {boolean} false if another result is shown by now, or the element has been removed */
  #explain(result = null) {
    if (this.result !== result || !this.isConnected) return false;
    if (!result) return true;
    showTrace(this.sheet, result, language());
    showCommand(this.sheet, result, this.state.value);
    this.#linkToWhole(result);
    return true;
  }

  /** Put the ratings into an embedded calculator's link to the whole one. @param {any} result */
  #linkToWhole(result) {
    const link = maybe(this.sheet, "whole");
    if (link instanceof HTMLAnchorElement) link.hash = FRAGMENT + result.vector;
  }

  get #embedded() {
    return this.hasAttribute("embedded");
  }
}

/** The vector in the address, or null. */
function vectorOfPage() {
  return linkOfPage()?.vector ?? null;
}

/**
 * The very value before if the one after is equal to it, so that the state does not report a change.
 * @param {Appraisal} before
 * @param {Appraisal} after
 */
function unlessEqual(before, after) {
  return isEqual(before, after) ? before : after;
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
