// What is kept in this browser, so that no work is lost: a draft for each rubric, and the drafts that were set aside when
// another took their place. Both languages of the site share it. Nothing of it leaves the browser.
//
// Every draft has an id, which it keeps while it is edited, and a revision, which changes with every save: so a tab can
// see that another one has saved the same draft meanwhile.

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** What a draft is: `edited` where it holds work of the reader's own, not only what was opened.
 * @typedef {{id: string, revision: string, saved: number, edited: boolean, value: Appraisal}} Draft */

const MOST_ASIDE = 10;

/** Another tab has saved the draft since this one last read or saved it. */
export class OvertakenError extends Error {}

export class Drafts {
  #prefix;
  /** The revision that this page last read or wrote, by rubric. @type {Map<string, string>} */
  #seen = new Map();

  /** @param {string} site the address of the site, so that sites on one host keep apart */
  constructor(site) {
    this.#prefix = `liumai ${site} `;
  }

  /** The draft of a rubric. @param {string} rubric @returns {Draft | null} */
  read(rubric) {
    const draft = this.peek(rubric);
    if (draft) this.#seen.set(rubric, draft.revision);
    return draft;
  }

  /** The draft of a rubric, without taking note of it. @param {string} rubric @returns {Draft | null} */
  peek(rubric) {
    const draft = this.#get(this.#keyOf(rubric));
    return isDraft(draft) && draft.value.rubric === rubric ? draft : null;
  }

  /** Whether another tab has saved this very draft since this page last read or saved it. @param {string} rubric @param {string} id */
  isOvertaken(rubric, id) {
    const now = this.peek(rubric);
    return now?.id === id && now.revision !== this.#seen.get(rubric);
  }

  /**
   * Keep a draft. One with another id that stood in its place is set aside where it holds work.
   * Throws {@link OvertakenError}, and what the browser throws when it will not or cannot keep anything.
   * @param {{id: string, edited: boolean, value: Appraisal}} draft
   * @returns {Draft}
   */
  save({ id, edited, value }) {
    const { rubric } = value;
    if (this.isOvertaken(rubric, id)) throw new OvertakenError();
    const stood = this.peek(rubric);
    const aside = this.aside().filter((one) => one.id !== id);
    if (stood && stood.id !== id && stood.edited) aside.unshift(stood);
    this.#setAside(aside);
    const draft = { id, revision: freshId(), saved: Date.now(), edited, value };
    this.#set(this.#keyOf(rubric), draft);
    this.#seen.set(rubric, draft.revision);
    return draft;
  }

  /** Keep a draft no longer. Throws {@link OvertakenError}. @param {string} rubric @param {string} id */
  drop(rubric, id) {
    const stood = this.peek(rubric);
    if (this.isOvertaken(rubric, id)) throw new OvertakenError();
    if (stood?.id === id) this.#storage.removeItem(this.#keyOf(rubric));
  }

  /** Set a draft aside without putting another in its place. @param {{id: string, edited: boolean, value: Appraisal}} draft */
  putAside({ id, edited, value }) {
    const kept = { id, revision: freshId(), saved: Date.now(), edited, value };
    this.#setAside([kept, ...this.aside().filter((one) => one.id !== id)]);
  }

  /** What was set aside, the latest first. @returns {Draft[]} */
  aside() {
    const kept = this.#get(this.#prefix + "aside");
    return Array.isArray(kept) ? kept.filter(isDraft) : [];
  }

  /** @param {string} id */
  forget(id) {
    this.#setAside(this.aside().filter((one) => one.id !== id));
  }

  /** The draft that was saved last, of whichever rubric. @param {string[]} rubrics @returns {Draft | null} */
  latest(rubrics) {
    const drafts = rubrics.map((rubric) => this.peek(rubric)).filter((draft) => draft !== null);
    return drafts.sort((one, other) => other.saved - one.saved)[0] ?? null;
  }

  /** The drafts of all rubrics, those that the site no longer has included. @returns {Draft[]} */
  standing() {
    const prefix = this.#keyOf("");
    try {
      const keys = Object.keys(this.#storage).filter((key) => key.startsWith(prefix));
      return keys.map((key) => this.peek(key.slice(prefix.length))).filter((draft) => draft !== null);
    } catch {
      return []; // forbidden
    }
  }

  /** Erase all that this site keeps in this browser. */
  eraseAll() {
    for (const storage of [this.#storage, sessionStorage]) {
      const own = Object.keys(storage).filter((key) => key.startsWith(this.#prefix));
      for (const key of own) storage.removeItem(key);
    }
  }

  /** Whether a storage event is about a rubric's draft. @param {StorageEvent} event @param {string} rubric */
  concerns(event, rubric) {
    return event.key === null || event.key === this.#keyOf(rubric);
  }

  /** The key under which this tab keeps its own steps. */
  get stepsKey() {
    return this.#prefix + "steps";
  }

  /** @param {Draft[]} drafts */
  #setAside(drafts) {
    const before = this.#storage.getItem(this.#prefix + "aside");
    if (drafts.length) this.#set(this.#prefix + "aside", drafts.slice(0, MOST_ASIDE));
    else if (before !== null) this.#storage.removeItem(this.#prefix + "aside");
  }

  /** @param {string} rubric */
  #keyOf(rubric) {
    return `${this.#prefix}draft ${rubric}`;
  }

  // Reading it may throw: some browsers forbid even that.
  get #storage() {
    return window.localStorage;
  }

  /** @param {string} key @returns {unknown} */
  #get(key) {
    try {
      return JSON.parse(this.#storage.getItem(key) ?? "null");
    } catch {
      return null; // forbidden, or written by something else
    }
  }

  /** @param {string} key @param {unknown} data */
  #set(key, data) {
    this.#storage.setItem(key, JSON.stringify(data));
  }
}

/** A name that no other draft has. Pages served without encryption have no crypto.randomUUID. */
export function freshId() {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((number) => number.toString(36)).join("-");
}

/** Nothing in it but levels that are not rated. @param {Appraisal} value */
export function isBlank({ subject, period, evidence, criteria }) {
  return (
    !subject &&
    !period &&
    (evidence ?? "assumed") === "assumed" &&
    Object.values(criteria).every(
      ({ ratings = [], score, cases, justification }) =>
        ratings.every((rating) => rating === "unrated") && score === undefined && !cases?.length && !justification,
    )
  );
}

/** @param {any} draft @returns {draft is Draft} */
function isDraft(draft) {
  const { id, saved, value } = draft ?? {};
  const entries = Object.values(value?.criteria ?? { none: null });
  return (
    typeof id === "string" &&
    typeof saved === "number" &&
    typeof value?.rubric === "string" &&
    entries.every((/** @type {any} */ entry) => entry !== null && typeof entry === "object")
  );
}
