// <calculator-tools>: the toolbar of a calculator: undo and redo, drafts, links, text and files.
//
// Its labels and dialogs stand in the page's HTML; the phrases that it fills in are the calculator's.

import { listenForActions } from "../../shared/actions.js";
import { askFirst } from "./confirm-dialog.js";
import { copyLink, copyText, downloadAppraisal, downloadDraft } from "./copy-and-download.js";
import { fixed, part } from "../../shared/dom.js";
import { showLinkNotice, showUnfitNotice } from "./draft-notices.js";
import { DraftPanel } from "./draft-panel.js";
import { DraftStore, isBlank } from "../history/draft-store.js";
import { DraftSession } from "../history/draft-session.js";
import { OpenDialog } from "./open-dialog.js";
import { AfterPaint } from "../../shared/after-paint.js";
import { shapeOf } from "../rubric-sheets.js";
import { UndoHistory } from "../history/undo-history.js";

/** @typedef {import("../appraisal-calculator.js").AppraisalCalculator} Calculator */
/** @typedef {import("../../shared/appraisal-links.js").Link} Link */
/** @typedef {import("../history/draft-session.js").Unfit} Unfit */

const TEXT_FIELDS = "textarea, select, input:not([type=radio], [type=checkbox])";

export class CalculatorTools extends HTMLElement {
  /** @type {DraftStore | undefined} */
  #store;
  /** @type {DraftSession | undefined} */
  #session;
  /** @type {OpenDialog | undefined} */
  #openDialog;
  /** The draft that did not fit its rubric any longer, as it was stored. @type {Unfit | null} */
  #unfit = null;
  #listeners = new AbortController();

  async connectedCallback() {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    await customElements.whenDefined("appraisal-calculator");
    if (signal.aborted) return;
    const { store, session } = this.#createSession();
    this.#store = store;
    this.#session = session;
    this.#openDialog = new OpenDialog(this, this.#calculator, {
      announce: (text) => this.#announce(text),
      checkLink: (link) => showLinkNotice(this, this.#calculator, link),
    });
    this.#listenToSession(session, signal);
    this.#calculator.addEventListener("scored", this.#onScored, { signal });
    this.#calculator.addEventListener("click", this.#onCalculatorClick, { signal, capture: true });
    listenForActions(this, this.#actions, signal, "data-tool");
    document.addEventListener("keydown", this.#onKey, { signal });
    this.#openDialog.connect(signal);
    session.connect();
  }

  disconnectedCallback() {
    this.#listeners.abort();
    this.#session?.disconnect();
  }

  #createSession() {
    const calculator = this.#calculator;
    const addresses = (calculator.getAttribute("rubrics") ?? "").split(" ");
    const rubrics = addresses.map((address) => /([^/]+)\.json(?:\?|$)/.exec(address)?.[1] ?? "");
    const store = new DraftStore(new URL(".", new URL(addresses[0], document.baseURI)).pathname);
    const history = new UndoHistory(store.historyKey);
    const shape = (/** @type {string} */ rubric) => shapeOf(calculator, rubric);
    const session = new DraftSession(calculator.state, store, history, rubrics, shape);
    return { store, session };
  }

  /** @param {DraftSession} session @param {AbortSignal} signal */
  #listenToSession(session, signal) {
    const panel = new DraftPanel(this, session, (value) => this.#downloadDraft(value));
    // After the next painting: to format a time takes longer than all else that follows a rating.
    const showing = new AfterPaint(() => panel.show());
    session.addEventListener("changed", () => showing.ask(), { signal });
    session.addEventListener("link", this.#onLink, { signal });
    session.addEventListener("unfit", this.#onUnfit, { signal });
  }

  #onLink = (/** @type {Event} */ event) => {
    showLinkNotice(this, this.#calculator, /** @type {CustomEvent<Link>} */ (event).detail);
  };

  #onUnfit = (/** @type {Event} */ event) => {
    this.#unfit = /** @type {CustomEvent<Unfit>} */ (event).detail;
    showUnfitNotice(this, this.#calculator, this.#unfit);
  };

  #onScored = () => {
    const { result } = this.#calculator;
    for (const button of fixed(this, "[data-needs=result]")) {
      button.toggleAttribute("disabled", result === null);
    }
    if (result) this.#session?.noteVector(result.vector);
  };

  /** By `data-tool`. @type {Record<string, import("../../shared/actions.js").Action>} */
  #actions = {
    undo: () => this.#session?.go(-1),
    redo: () => this.#session?.go(1),
    more: toggleExpanded,
    open: () => this.#openDialog?.show(),
    choose: () => part(this, "file").click(),
    link: async () => this.#announce(await copyLink(this, this.#calculator)),
    text: async () => this.#announce(await copyText(this, this.#calculator)),
    yaml: async () => this.#announce(await downloadAppraisal(this, this.#calculator, "yaml")),
    json: async () => this.#announce(await downloadAppraisal(this, this.#calculator, "json")),
    erase: () => askFirst(this, "erase", () => this.#erase()),
    "take-other": () => this.#session?.takeOther(),
    "keep-own": () => this.#session?.keepOwn(),
    "close-link": () => (part(this, "old-link").hidden = true),
    "save-unfit": () => this.#unfit && this.#downloadDraft(this.#unfit.value),
    "close-unfit": () => (part(this, "unfit").hidden = true),
    close: (button) => button.closest("dialog")?.close(),
  };

  /** Starting again asks first, where there is something to lose. */
  #onCalculatorClick = (/** @type {Event} */ event) => {
    const button = /** @type {Element} */ (event.target).closest("button[type=reset]");
    if (!(button instanceof HTMLButtonElement) || isBlank(this.#calculator.state.value)) return;
    event.preventDefault();
    askFirst(this, "again", () => button.form?.reset());
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const { target } = event;
    if (target instanceof Element && target.closest(TEXT_FIELDS)) return; // a text field undoes by itself
    if (document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    this.#session?.go(key === "y" || event.shiftKey ? 1 : -1);
  };

  /** Erase all that the site has stored in this browser, and open the page anew. */
  #erase() {
    this.#session?.flush(); // or it would be stored as the page is left
    try {
      this.#store?.eraseAll();
    } catch {
      // A browser that forbids it has stored nothing.
    }
    history.replaceState(null, "", location.pathname + location.search); // the address holds the ratings
    location.reload();
  }

  /**
   * Hand out a draft as a file, as it is stored.
   * @param {import("../../shared/appraisal-types.js").Appraisal} value
   */
  async #downloadDraft(value) {
    this.#announce(await downloadDraft(this, value));
  }

  /**
   * Announce something in passing, to screen readers too.
   * @param {string | null} text null announces nothing
   */
  #announce(text) {
    if (text !== null) part(this, "tools-said").textContent = text;
  }

  get #calculator() {
    return /** @type {Calculator} */ (this.closest("appraisal-calculator"));
  }
}

/** @param {HTMLElement} button */
function toggleExpanded(button) {
  button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
}

customElements.define("calculator-tools", CalculatorTools);
