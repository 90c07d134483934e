// Undo and redo, and the browser's Back and Forward, which are the same: each settled change is an entry of the browser's
// history. The entry holds a number only; the appraisals themselves stay with the tab (sessionStorage), where they can be
// erased, and so survive a reload.

import { freshId } from "./draft-store.js";
import { AfterPaint as Later, afterPaint as painted } from "../../shared/after-paint.js";

/** @typedef {import("../appraisal-state.js").Appraisal} Appraisal */
/** @typedef {{id: string, edited: boolean, value: Appraisal}} Step */
/** What a tab keeps: `entry` is the browser's name for that of the step that is shown.
 * @typedef {{session: string, first: number, at: number, list: Step[], vector: string, entry: string}} Kept */

const MOST = 50; // browsers remember no more entries
const TYPING = 1000; // milliseconds within which changes of the same thing are one change

/** Whose entries are steps of this page. */
let session = "";

/** Fires `step` (a CustomEvent whose detail is the {@link Step} to show) when the reader goes back or forward. */
export class Steps extends EventTarget {
  #key;
  #session = (session = freshId());
  /** @type {Step[]} */
  #list = [];
  #first = 0; // number of the list's first step
  #at = 0; // number of the step that is shown
  #entry = ""; // the browser's name for the entry of that step
  #vector = "";
  #last = { what: "", when: 0 };
  /** Whether the step that is shown has no entry yet: to make one takes the browser longer than all that comes of a rating. */
  #entering = false;
  #keeping = new Later(() => this.#store());
  /** The way that is being gone, past entries that are not ours. @type {-1 | 0 | 1} */
  #going = 0;

  /** @param {string} key of the tab's storage */
  constructor(key) {
    super();
    this.#key = key;
  }

  /** Listen to the browser's history. */
  connect() {
    window.addEventListener("popstate", this.#onPop);
  }

  disconnect() {
    window.removeEventListener("popstate", this.#onPop);
    this.#entering = false; // the browser stands elsewhere by now
    this.#keeping.now();
  }

  /** The step of the history's entry that the page was opened at, if this tab still has it. @returns {Step | null} */
  resume() {
    const kept = this.kept();
    const mark = markOfEntry();
    const last = kept && lastOf(kept);
    const { session: own, number } = last ?? mark ?? {};
    const step = kept?.list[(number ?? NaN) - kept.first];
    if (!kept || number === undefined || own !== kept.session || !step) return null;
    this.#session = session = kept.session;
    this.#list = kept.list;
    this.#first = kept.first;
    this.#at = number;
    this.#entering = mark !== null && mark.number < number;
    if (this.#entering) this.#enter();
    else this.#mark();
    return step;
  }

  /** What this tab kept. @returns {Kept | null} */
  kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? "null");
    } catch {
      return null; // forbidden or damaged
    }
  }

  /** Begin with a step, at the entry where the page stands. @param {Step} step */
  start(step) {
    this.#list = [step];
    this.#first = this.#at = 0;
    this.#mark();
  }

  /**
   * Take note of a change: as a new entry, or as part of the last where it is more of the same.
   * @param {Step} step
   * @param {string} what what was changed, if it is a single thing
   */
  record(step, what = "") {
    const when = Date.now();
    const { what: lastWhat, when: lastWhen } = this.#last;
    this.#last = { what, when };
    if (what && what === lastWhat && when - lastWhen < TYPING) return this.amend(step);
    this.#enter();
    this.#list.splice(this.#at - this.#first + 1, Infinity, step);
    this.#at += 1;
    if (this.#list.length > MOST) {
      this.#list.shift();
      this.#first += 1;
    }
    this.#entering = true;
    if (nameOfEntry()) painted().then(() => this.#enter());
    else this.#enter(); // in a page that was loaded anew meanwhile it could not be made good
    this.#keep();
  }

  /** The step that is shown was more exactly this. @param {Step} step */
  amend(step) {
    this.#list[this.#at - this.#first] = step;
    this.#keep();
  }

  /** Mark the browser's present entry as a step's own: it was made by a link that was followed. @param {Step} step */
  adopt(step) {
    this.#entering = false;
    this.#list.splice(this.#at - this.#first + 1, Infinity, step);
    this.#at += 1;
    this.#mark();
  }

  /** Do now what may wait until the page is painted. */
  settle() {
    this.#enter();
    this.#keeping.now();
  }

  get canUndo() {
    return this.#at > this.#first;
  }

  get canRedo() {
    return this.#at - this.#first < this.#list.length - 1;
  }

  /** @param {-1 | 1} way */
  go(way) {
    if (way < 0 ? !this.canUndo : !this.canRedo) return;
    this.#enter();
    this.#going = way;
    history.go(way);
  }

  /** Remember the vector that the address shows, to know the address again in another language's page. @param {string} vector */
  showsVector(vector) {
    this.#vector = vector;
    this.#keep();
  }

  #onPop = () => {
    const mark = markOfEntry();
    const step = isStep() ? this.#list[(mark?.number ?? NaN) - this.#first] : undefined;
    if (!mark || !step) {
      if (this.#going) history.go(this.#going);
      return;
    }
    // Back from another entry to the step that is shown is no step yet.
    if (this.#going && mark.number === this.#at) return history.go(this.#going);
    this.#going = 0;
    if (this.#entering) this.#list.pop(); // it has no entry to go forward to
    this.#entering = false;
    this.#at = mark.number;
    this.#entry = nameOfEntry();
    this.#last = { what: "", when: 0 };
    this.#keep();
    this.dispatchEvent(new CustomEvent("step", { detail: step }));
  };

  get #state() {
    return { ...history.state, liumai: { session: this.#session, number: this.#at } };
  }

  /** Make the entry that the step still lacks. */
  #enter() {
    if (!this.#entering) return;
    this.#entering = false;
    try {
      history.pushState(this.#state, "");
    } catch {
      // Browsers refuse a flood of entries; undo then takes longer strides.
    }
    this.#entry = nameOfEntry();
    this.#keep();
  }

  #mark() {
    history.replaceState(this.#state, "");
    this.#entry = nameOfEntry();
    this.#keep();
  }

  #keep() {
    this.#keeping.ask();
  }

  #store() {
    /** @type {Kept} */
    const kept = { session: this.#session, first: this.#first, at: this.#at, list: this.#list, vector: this.#vector, entry: this.#entry };
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // Full or forbidden: undo works as long as the page stands.
    }
  }
}

/** The mark that steps have left on the browser's present entry. @returns {{session: string, number: number} | null} */
export function markOfEntry() {
  return history.state?.liumai ?? null;
}

/** The step that was shown last, where the browser stands at the entry at which it was: it may have no entry of its own yet,
 * and Chromium forgets what is written on an entry that changes while it is being loaded anew.
 * @param {Kept} kept @returns {{session: string, number: number} | null} */
function lastOf({ entry, session, at }) {
  return entry && entry === nameOfEntry() ? { session, number: at } : null;
}

/** The browser's name for its present entry, where it tells one. @returns {string} */
function nameOfEntry() {
  return /** @type {any} */ (window).navigation?.currentEntry?.key ?? "";
}

/** Whether the browser stands at a step, so that its address is no link to be opened. */
export function isStep() {
  return markOfEntry()?.session === session;
}

/**
 * What a change is about, where it is one thing: a text that is being written, a level that is being rated.
 * @param {unknown} before
 * @param {unknown} after
 * @param {string} path
 * @returns {string} empty where it is more than one thing
 */
export function changedThing(before, after, path = "") {
  const [old, now] = /** @type {[any, any]} */ ([before, after]);
  if (typeof old !== "object" || typeof now !== "object") return path;
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => old[key] !== now[key]);
  const different = keys.filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]));
  return different.length === 1 ? changedThing(old[different[0]], now[different[0]], `${path}/${different[0]}`) : "";
}
