// The drafts in localStorage: one for each rubric, and those that were set aside when another took their
// place. Both languages of the site find them.
//
// Every draft has an id, which it keeps while it is edited, and a revision, which changes with every save: by
// it a tab sees that another one has saved the same draft meanwhile.

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** A draft to save; `edited` where it holds the reader's own work, not only what was opened.
 * @typedef {{id: string, edited: boolean, value: Appraisal}} UnsavedDraft */
/** A draft as it is stored; `saved` in milliseconds since 1970.
 * @typedef {UnsavedDraft & {revision: string, saved: number}} Draft */

const MAX_SET_ASIDE = 10;

/** Another tab has saved the draft since this one last read or saved it. */
export class ConflictError extends Error {}

export class DraftStore {
  #prefix;
  /** The revision that this page last read or saved, by rubric. @type {Map<string, string>} */
  #revisions = new Map();

  /** @param {string} site the address of the site: sites on one host keep their drafts apart */
  constructor(site) {
    this.#prefix = `liumai ${site} `;
  }

  /** The draft of a rubric, and note its revision as read. @param {string} rubric @returns {Draft | null} */
  read(rubric) {
    const draft = this.peek(rubric);
    if (draft) this.#revisions.set(rubric, draft.revision);
    return draft;
  }

  /** The draft of a rubric, its revision not noted as read. @param {string} rubric @returns {Draft | null} */
  peek(rubric) {
    const draft = this.#get(this.#draftKey(rubric));
    return isDraft(draft) && draft.value.rubric === rubric ? draft : null;
  }

  /**
   * Whether another tab has saved this draft since this page last read or saved it.
   * @param {string} rubric
   * @param {string} id
   */
  hasConflict(rubric, id) {
    const stored = this.peek(rubric);
    return stored?.id === id && stored.revision !== this.#revisions.get(rubric);
  }

  /**
   * Save a draft. One with another id in its place is set aside if it was edited.
   * Throws {@link ConflictError}, and a DOMException where the browser stores nothing or has no room.
   * @param {UnsavedDraft} unsaved
   * @returns {Draft}
   */
  save({ id, edited, value }) {
    const { rubric } = value;
    if (this.hasConflict(rubric, id)) throw new ConflictError();
    const stored = this.peek(rubric);
    const aside = this.setAside().filter((draft) => draft.id !== id);
    if (stored && stored.id !== id && stored.edited) aside.unshift(stored);
    this.#writeAside(aside);
    const draft = { id, revision: freshId(), saved: Date.now(), edited, value };
    this.#set(this.#draftKey(rubric), draft);
    this.#revisions.set(rubric, draft.revision);
    return draft;
  }

  /**
   * Remove the draft of a rubric if it has this id. Throws {@link ConflictError}.
   * @param {string} rubric
   * @param {string} id
   */
  remove(rubric, id) {
    const stored = this.peek(rubric);
    if (this.hasConflict(rubric, id)) throw new ConflictError();
    if (stored?.id === id) this.#storage.removeItem(this.#draftKey(rubric));
  }

  /** Set a draft aside without putting another in its place. @param {UnsavedDraft} unsaved */
  putAside({ id, edited, value }) {
    const draft = { id, revision: freshId(), saved: Date.now(), edited, value };
    this.#writeAside([draft, ...this.setAside().filter((other) => other.id !== id)]);
  }

  /** The drafts that were set aside, the latest first. @returns {Draft[]} */
  setAside() {
    const stored = this.#get(this.#asideKey);
    return Array.isArray(stored) ? stored.filter(isDraft) : [];
  }

  /** Remove a draft that was set aside. @param {string} id */
  removeAside(id) {
    this.#writeAside(this.setAside().filter((draft) => draft.id !== id));
  }

  /** The draft that was saved last. @param {string[]} rubrics among theirs @returns {Draft | null} */
  latest(rubrics) {
    const drafts = rubrics.map((rubric) => this.peek(rubric)).filter((draft) => draft !== null);
    return drafts.sort((one, other) => other.saved - one.saved)[0] ?? null;
  }

  /** The drafts of all rubrics, those that the site no longer has included. @returns {Draft[]} */
  ofAllRubrics() {
    const prefix = this.#draftKey("");
    try {
      const keys = Object.keys(this.#storage).filter((key) => key.startsWith(prefix));
      return keys.map((key) => this.peek(key.slice(prefix.length))).filter((draft) => draft !== null);
    } catch {
      return []; // forbidden
    }
  }

  /** Erase all that this site has stored in this browser. Throws where the browser forbids it. */
  eraseAll() {
    for (const storage of [this.#storage, sessionStorage]) {
      const keys = Object.keys(storage).filter((key) => key.startsWith(this.#prefix));
      for (const key of keys) storage.removeItem(key);
    }
  }

  /** Whether a storage event is about a rubric's draft. @param {StorageEvent} event @param {string} rubric */
  concerns(event, rubric) {
    return event.key === null || event.key === this.#draftKey(rubric);
  }

  /** The key of sessionStorage for the tab's undo history, which {@link eraseAll} erases too. */
  get historyKey() {
    return `${this.#prefix}steps`;
  }

  /** @param {Draft[]} drafts */
  #writeAside(drafts) {
    const key = this.#asideKey;
    const before = this.#storage.getItem(key);
    if (drafts.length) this.#set(key, drafts.slice(0, MAX_SET_ASIDE));
    else if (before !== null) this.#storage.removeItem(key);
  }

  get #asideKey() {
    return `${this.#prefix}aside`;
  }

  /** @param {string} rubric */
  #draftKey(rubric) {
    return `${this.#prefix}draft ${rubric}`;
  }

  // Some browsers throw on reading the property already.
  get #storage() {
    return window.localStorage;
  }

  /** @param {string} key @returns {unknown} */
  #get(key) {
    try {
      return JSON.parse(this.#storage.getItem(key) ?? "null");
    } catch {
      return null; // forbidden, or not written by this site
    }
  }

  /** @param {string} key @param {unknown} data */
  #set(key, data) {
    this.#storage.setItem(key, JSON.stringify(data));
  }
}

/** A random id. Pages served without encryption have no crypto.randomUUID. */
export function freshId() {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((number) => number.toString(36)).join("-");
}

/** Whether nothing has been written or rated in an appraisal. @param {Appraisal} value */
export function isBlank({ subject, period, evidence, criteria }) {
  return (
    !subject &&
    !period &&
    (evidence ?? "assumed") === "assumed" &&
    Object.values(criteria).every(
      ({ ratings = [], score, cases, justification }) =>
        ratings.every((rating) => rating === "unrated") &&
        score === undefined &&
        !cases?.length &&
        !justification,
    )
  );
}

/** @param {any} data @returns {data is Draft} */
function isDraft(data) {
  const { id, saved, value } = data ?? {};
  const entries = Object.values(value?.criteria ?? { none: null });
  return (
    typeof id === "string" &&
    typeof saved === "number" &&
    typeof value?.rubric === "string" &&
    entries.every((/** @type {any} */ entry) => entry !== null && typeof entry === "object")
  );
}
