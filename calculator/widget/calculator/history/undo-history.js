// Undo and redo through the browser's history, so that its Back and Forward are the same. Each change is an
// entry; on the entry stands a number only (`history.state.liumai`). The steps themselves are in
// sessionStorage, where they survive a reload and can be erased.

import { freshId } from "./draft-store.js";
import { AfterPaint } from "../../shared/after-paint.js";
import { UndoList } from "./undo-list.js";

/** @typedef {import("./undo-list.js").Step} Step */
/**
 * What is stored for the tab: the steps; the session that its entries name; the vector that the address
 * showed last; the Navigation API's key of the current step's entry, empty in browsers without it.
 * @typedef {import("./undo-list.js").StoredList & {session: string, vector: string, entry: string}} Stored
 */
/** What stands on an entry of the history: the session that made it, and the number of its step.
 * @typedef {{session: string, number: number}} Mark */

const SAME_CHANGE = 1000; // milliseconds within which changes of the same field are one step

// The session of the page's steps. An entry with another session's mark was made before this page was opened.
let session = "";

/**
 * Fires `step` (a CustomEvent whose detail is the {@link Step} to show) when the reader goes back or forward
 * to one.
 */
export class UndoHistory extends EventTarget {
  #storageKey;
  #steps = new UndoList();
  #entryKey = "";
  #vector = "";
  #lastChange = { path: "", time: 0 };
  /**
   * The direction of an undo or redo under way: entries that are not steps are passed over.
   * @type {-1 | 0 | 1}
   */
  #direction = 0;
  #storing = new AfterPaint(() => this.#store());

  /** @param {string} storageKey of sessionStorage */
  constructor(storageKey) {
    super();
    this.#storageKey = storageKey;
    session = freshId();
  }

  connect() {
    window.addEventListener("popstate", this.#onPopState);
  }

  disconnect() {
    window.removeEventListener("popstate", this.#onPopState);
    this.flush();
  }

  /** Write to sessionStorage what has not been written yet. */
  flush() {
    this.#storing.now();
  }

  /**
   * Go on with the stored steps where the page was opened at one of them, as after a reload.
   * @param {(step: Step) => boolean} canShow
   * @returns {{step: Step, last: Step | null} | null} this entry's step, and the one that the tab showed last
   */
  resume(canShow) {
    const stored = this.#stored();
    if (!stored) return null;
    const mark = markOfStored(stored) ?? markOfEntry();
    const steps = new UndoList(stored);
    const step = mark?.session === stored.session ? steps.step(mark.number) : null;
    if (!mark || !step || !canShow(step)) return null;
    const last = steps.step(stored.at);
    session = stored.session;
    this.#steps = steps;
    this.#steps.moveTo(mark.number);
    this.#markEntry();
    return { step, last };
  }

  /** Whether no step has been recorded yet. */
  get isEmpty() {
    return this.#steps.isEmpty;
  }

  get canUndo() {
    return this.#steps.canUndo;
  }

  get canRedo() {
    return this.#steps.canRedo;
  }

  /** Whether the browser is at one of the steps, so that the address is no link to open. */
  get isAtStep() {
    return isStep();
  }

  /**
   * Whether the address with this vector is the tab's own work, such as from the page in the other language,
   * and not a link that was opened.
   * @param {string} vector
   */
  ownsAddress(vector) {
    return markOfEntry() !== null || this.#stored()?.vector === vector;
  }

  /** Begin with a first step, at the present entry of the history. @param {Step} step */
  start(step) {
    this.#steps = new UndoList();
    this.adopt(step);
  }

  /**
   * Record a change as a new entry of the history; or as part of the current step, where the same field has
   * just changed.
   * @param {Step} step
   * @param {string} [path] of the changed field, if it is a single one
   */
  record(step, path = "") {
    const time = Date.now();
    const { path: lastPath, time: lastTime } = this.#lastChange;
    this.#lastChange = { path, time };
    const isSameChange = path !== "" && path === lastPath && time - lastTime < SAME_CHANGE;
    if (isSameChange || !pushEntry(this.#steps.current + 1)) return this.amend(step);
    this.#steps.add(step);
    this.#noteEntry();
  }

  /** Replace the current step. @param {Step} step */
  amend(step) {
    this.#steps.amend(step);
    this.#storing.ask();
  }

  /**
   * Record a change for which the browser has made an entry already, as it does for a link.
   * @param {Step} step
   */
  adopt(step) {
    this.#steps.add(step);
    this.#markEntry();
  }

  /** @param {-1 | 1} direction */
  go(direction) {
    if (direction < 0 ? !this.canUndo : !this.canRedo) return;
    this.#direction = direction;
    history.go(direction);
  }

  /** Note the vector that the address shows, for {@link ownsAddress}. @param {string} vector */
  noteVector(vector) {
    this.#vector = vector;
    this.#storing.ask();
  }

  #onPopState = () => {
    const mark = isStep() ? markOfEntry() : null;
    const step = mark && this.#steps.step(mark.number);
    if (!mark || !step || (this.#direction && mark.number === this.#steps.current)) {
      // An entry of something else, or the way back from one: the step to go to lies beyond.
      if (this.#direction) history.go(this.#direction);
      return;
    }
    this.#direction = 0;
    this.#steps.moveTo(mark.number);
    this.#lastChange = { path: "", time: 0 };
    this.#noteEntry();
    this.dispatchEvent(new CustomEvent("step", { detail: step }));
  };

  #markEntry() {
    history.replaceState(stateOf(this.#steps.current), "");
    this.#noteEntry();
  }

  /** Note that the present entry is the current step's. */
  #noteEntry() {
    this.#entryKey = entryKey();
    this.#storing.ask();
  }

  /** What is stored for the tab, or null. @returns {Stored | null} */
  #stored() {
    try {
      const stored = JSON.parse(sessionStorage.getItem(this.#storageKey) ?? "null");
      return Array.isArray(stored?.list) ? stored : null;
    } catch {
      return null; // forbidden or damaged
    }
  }

  #store() {
    /** @type {Stored} */
    const stored = { session, ...this.#steps.toStored(), vector: this.#vector, entry: this.#entryKey };
    try {
      sessionStorage.setItem(this.#storageKey, JSON.stringify(stored));
    } catch {
      // Full or forbidden: undo works as long as the page is open.
    }
  }
}

/**
 * Whether the present entry of the history is a step of this page, so that its address is no link to open.
 */
export function isStep() {
  return markOfEntry()?.session === session;
}

/** @returns {Mark | null} */
function markOfEntry() {
  return history.state?.liumai ?? null;
}

/**
 * The mark of the present entry by what is stored: where a page is reloaded soon after a step, Chromium may
 * load an entry without the state that was written on it.
 * @param {Stored} stored
 * @returns {Mark | null}
 */
function markOfStored({ session, at, entry }) {
  return entry && entry === entryKey() ? { session, number: at } : null;
}

/**
 * Add an entry for a step to the history.
 * @param {number} number of the step
 * @returns {boolean} false where the browser has refused, as it does when a page adds many at once: Safari
 *   throws, Chromium does nothing
 */
function pushEntry(number) {
  try {
    history.pushState(stateOf(number), "");
  } catch {
    return false;
  }
  return isStep() && markOfEntry()?.number === number;
}

/** The state of an entry with a step's mark; what others keep in it stays. @param {number} number */
function stateOf(number) {
  return { ...history.state, liumai: { session, number } };
}

/** The Navigation API's key of the present entry, or empty. @returns {string} */
function entryKey() {
  return /** @type {any} */ (window).navigation?.currentEntry?.key ?? "";
}
