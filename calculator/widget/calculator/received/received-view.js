// A link that was received is read first: the score of each criterion and why, what would change it, the reader's own
// appraisals to compare it with, and where the reader disagrees. Only then a copy of it can be edited.
//
// Nothing of the link is stored. Where the reader disagrees is stored in this browser with the link's vector, and stands in the
// downloaded file as the written justification of the criterion.

import { all, hide, language, part, phrase, piece, slot } from "../../shared/dom.js";
import { listenForActions } from "../../shared/actions.js";
import { printPage } from "../../shared/by-hand.js";
import { withJustification } from "../appraisal-state.js";
import { criteriaOf } from "../form-view.js";
import { isBlank } from "../history/draft-store.js";
import { bandNames } from "../results/result-view.js";
import { showPrintout } from "../results/print-view.js";
import { traceItem } from "../results/explanation-view.js";
import { downloadDraft } from "../tools/copy-and-download.js";

/** @typedef {import("../appraisal-calculator.js").AppraisalCalculator} Calculator */
/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** Where the reader disagrees, by criterion. @typedef {Record<string, {level: number, text: string}>} Disagreements */

const MOST_TO_COMPARE = 30; // of the reader's own appraisals, the latest first

export class ReceivedView {
  #calculator;
  #tools;
  #store;
  #session;
  /** @type {Disagreements} */
  #disagreements = {};
  /** The vector that is shown. */
  #vector = "";

  /**
   * @param {Calculator} calculator
   * @param {HTMLElement} tools
   * @param {import("../history/draft-store.js").DraftStore} store
   * @param {import("../history/draft-session.js").DraftSession} session
   * @param {AbortSignal} signal ends it
   */
  constructor(calculator, tools, store, session, signal) {
    this.#calculator = calculator;
    this.#tools = tools;
    this.#store = store;
    this.#session = session;
    calculator.addEventListener("scored", () => this.show(), { signal });
    calculator.addEventListener("input", (event) => this.#onInput(event), { signal });
    calculator.addEventListener("click", (event) => this.#onDuty(event), { signal, capture: true });
    session.addEventListener("reading", () => this.#lockDuties(session.isReading), { signal });
    listenForActions(calculator, this.#actions, signal, "data-received");
    window.addEventListener("beforeprint", this.#onPrint, { signal });
    document.addEventListener("click", this.#onLink, { signal, capture: true });
  }

  /** Show the result that the calculator has, if a link is read. */
  show() {
    const { result } = this.#calculator;
    if (!this.#session.isReading || !result || result.vector === this.#vector) return;
    this.#vector = result.vector;
    this.#disagreements = this.#store.note(this.#noteName) ?? {};
    const { sheet } = this.#calculator;
    this.#part("rubric").textContent = phrase(this.#calculator, `tools-rubric-${result.rubric}`);
    this.#part("total").textContent = phrase(this.#calculator, "received-total", { total: result.total, maximum: result.maximum });
    this.#part("band").textContent = bandNames(sheet, result);
    hide(this.#part("unfinished"), result.complete);
    this.#part("criteria").replaceChildren(...result.criteria.map((/** @type {any} */ one) => this.#criterion(sheet, result, one)));
    const overall = result.trace.filter((/** @type {any} */ step) => !step.criterion);
    this.#part("overall").replaceChildren(...overall.map((/** @type {any} */ step) => traceItem(sheet, step, language())));
    this.#part("do-edit").toggleAttribute("disabled", false);
    this.#showOwn();
    this.#lockDuties(true);
  }

  /** To-dos lead to the form and are ticked by who has written it: here they can only be read. @param {boolean} locked */
  #lockDuties(locked) {
    for (const control of all(this.#calculator.sheet, DUTIES)) {
      if (locked) control.setAttribute("aria-disabled", "true");
      else control.removeAttribute("aria-disabled");
    }
  }

  /**
   * One criterion: its score, why, and where the reader disagrees.
   * @param {HTMLElement} sheet @param {any} result @param {any} scored
   */
  #criterion(sheet, result, scored) {
    const item = piece(this.#calculator, "received-criterion");
    const group = criteriaOf(sheet).find(({ dataset }) => dataset.criterion === scored.id);
    const name = group?.querySelector(".criterion__name")?.textContent?.trim() ?? scored.id;
    item.dataset.of = scored.id;
    slot(item, "name").textContent = name;
    slot(item, "score").textContent = `${scored.score} / ${scored.effective.length}`;
    const marks = scored.effective.map((/** @type {string} */ rating) => piece(sheet, `mark-${rating}`));
    slot(item, "marks").replaceChildren(...marks.flatMap((/** @type {HTMLElement} */ mark) => [mark, " "]));
    const steps = result.trace.filter((/** @type {any} */ step) => step.criterion === scored.id);
    slot(item, "trace").replaceChildren(...steps.map((/** @type {any} */ step) => traceItem(sheet, step, language())));
    const noted = this.#disagreements[scored.id];
    const select = /** @type {HTMLSelectElement} */ (item.querySelector("select"));
    const levels = scored.effective.map((/** @type {string} */ _, /** @type {number} */ index) => {
      return new Option(phrase(this.#calculator, "received-level", { n: index + 1 }), `${index + 1}`);
    });
    select.replaceChildren(...levels);
    select.value = `${noted?.level ?? scored.stopped_at ?? scored.effective.length}`;
    const field = /** @type {HTMLTextAreaElement} */ (item.querySelector("textarea"));
    field.value = noted?.text ?? "";
    for (const control of [select, field]) {
      control.setAttribute("aria-label", `${name} ${control.getAttribute("aria-label")}`);
    }
    const details = /** @type {HTMLDetailsElement} */ (field.closest("details"));
    details.open = Boolean(noted);
    return item;
  }

  /** @param {Event} event */
  #onInput({ target }) {
    const item = target instanceof Element ? target.closest("[data-received-criterion]") : null;
    if (!(item instanceof HTMLElement)) return;
    const { of = "" } = item.dataset;
    const level = Number(/** @type {HTMLSelectElement} */ (item.querySelector("select")).value);
    const { value: text } = /** @type {HTMLTextAreaElement} */ (item.querySelector("textarea"));
    const { [of]: _, ...others } = this.#disagreements;
    this.#disagreements = text.trim() ? { ...others, [of]: { level, text } } : others;
    let kept = "received-kept";
    try {
      this.#store.setNote(this.#noteName, Object.keys(this.#disagreements).length ? this.#disagreements : null);
    } catch {
      kept = "received-not-kept";
    }
    const said = this.#part("kept");
    const now = phrase(this.#calculator, kept);
    if (said.textContent !== now) said.textContent = now; // said once, not at every letter
  }

  get #noteName() {
    return `disagreement ${this.#vector}`;
  }

  /** The appraisal with what the reader disagrees with as its justifications. @param {Appraisal} value */
  #withDisagreements = (value) => {
    return Object.entries(this.#disagreements).reduce((changed, [criterion, { level, text }]) => {
      const written = phrase(this.#calculator, "received-disagreement", { level, text: text.trim() });
      return withJustification(changed, criterion, written);
    }, value);
  };

  /** The reader's own appraisals under the same rubric, each with links that compare it. */
  async #showOwn() {
    const { result } = this.#calculator;
    const drafts = this.#store.all().filter(({ edited, value }) => edited && value.rubric === result.rubric && !isBlank(value));
    hide(this.#part("safe"), drafts.length === 0);
    const alone = /** @type {HTMLAnchorElement} */ (this.#part("alone"));
    alone.hash = `b=${result.vector}`;
    hide(/** @type {HTMLElement} */ (alone.parentElement), drafts.length > 0);
    const items = await Promise.all(drafts.slice(0, MOST_TO_COMPARE).map(({ value }) => this.#comparison(value, alone.pathname)));
    if (result.vector === this.#vector) this.#part("own").replaceChildren(...items.flat());
  }

  /** @param {Appraisal} value @param {string} page @returns {Promise<HTMLElement[]>} none for one that the core refuses */
  async #comparison(value, page) {
    const answer = await this.#calculator.ask({ appraisal: value }).catch(() => null);
    if (!answer?.result) return [];
    const item = piece(this.#calculator, "received-own");
    const name = [value.subject, value.period].filter(Boolean).join(" ") || phrase(this.#calculator, "received-nameless");
    slot(item, "name").textContent = name;
    const own = /** @type {HTMLAnchorElement} */ (slot(item, "as-own"));
    own.href = `${page}#a=${answer.result.vector}&b=${this.#vector}`;
    const managers = /** @type {HTMLAnchorElement} */ (slot(item, "as-managers"));
    managers.href = `${page}#a=${this.#vector}&b=${answer.result.vector}`;
    for (const link of [own, managers]) link.setAttribute("aria-label", `${name}${link.textContent}`);
    return [item];
  }

  /** @type {Record<string, import("../../shared/actions.js").Action>} */
  #actions = {
    compare: () => this.#jump("compare"),
    disagree: () => this.#jump("criteria-title"),
    "to-edit": () => this.#jump("edit"),
    download: async () => {
      const said = await downloadDraft(this.#tools, this.#withDisagreements(this.#calculator.state.value));
      if (said !== null) this.#part("kept").textContent = said;
    },
    print: () => printPage(this.#calculator),
    edit: () => this.#edit(),
  };

  #edit() {
    this.#session.editCopy(this.#withDisagreements);
    this.#vector = "";
    const { sheet, result } = this.#calculator;
    this.#session.noteVector(result.vector); // the address is this tab's own from now on
    /** @type {HTMLElement | null} */ (sheet.querySelector("[data-field=subject]"))?.focus();
  }

  /** @param {string} name of the part to scroll to */
  #jump(name) {
    const target = this.#part(name);
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  }

  /** @param {Event} event */
  #onDuty(event) {
    if (!this.#session.isReading || !(event.target instanceof Element) || !event.target.closest(DUTIES)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The theme takes a link to the plain calculator for one to this very page, and does nothing.
  #onLink = (/** @type {MouseEvent} */ event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || modified || !this.#session.isReading) return;
    if (link.hash || link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    event.stopPropagation();
    location.assign(link.href);
  };

  #onPrint = () => {
    const { result, sheet, state } = this.#calculator;
    if (this.#session.isReading && result) showPrintout(sheet, result, this.#withDisagreements(state.value));
  };

  /** @param {string} name */
  #part(name) {
    return part(this.#calculator, `received-${name}`);
  }
}

const DUTIES = ".duties :is(button, input, label, a[data-act])";
