// The drafts in localStorage: one for each rubric, and those that were set aside when another took their
// place, as many as the browser has room for. Both languages of the site find them.
//
// Every draft has an id, which it keeps while it is edited, and a revision, which changes with every save: by
// it a tab sees that another one has saved the same draft meanwhile.

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** A draft to save; `edited` where it holds the reader's own work, not only what was opened.
 * @typedef {{id: string, edited: boolean, value: Appraisal}} UnsavedDraft */
/** A draft as it is stored; `saved` in milliseconds since 1970.
 * @typedef {UnsavedDraft & {revision: string, saved: number}} Draft */

/** Another tab has saved the draft since this one last read or saved it. */
export class ConflictError extends Error {}

export class DraftStore {
  #prefix;
  /** The revision that this page last read or saved, by the draft's id. @type {Map<string, string>} */
  #revisions = new Map();

  /** @param {string} site the address of the site: sites on one host keep their drafts apart */
  constructor(site) {
    this.#prefix = `liumai ${site} `;
  }

  /** The draft of a rubric, and note its revision as read. @param {string} rubric @returns {Draft | null} */
  read(rubric) {
    const draft = this.peek(rubric);
    if (draft) this.noteRead(draft);
    return draft;
  }

  /** Note that this page has read a draft's revision. @param {Draft} draft */
  noteRead({ id, revision }) {
    this.#revisions.set(id, revision);
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
    return stored?.id === id && stored.revision !== this.#revisions.get(id);
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
    // First, so that nothing is lost where there is no room for both.
    if (stored && stored.id !== id && stored.edited) this.#set(this.#asideKey(stored.id), stored);
    const draft = { id, revision: freshId(), saved: Date.now(), edited, value };
    this.#set(this.#draftKey(rubric), draft);
    this.#mergeAside(id);
    this.noteRead(draft);
    return draft;
  }

  /**
   * Remove the copy of a draft that was set aside, now that it is stored in a rubric's place again. Where another tab has
   * changed that copy, it becomes a draft of its own.
   * @param {string} id
   */
  #mergeAside(id) {
    const copy = this.#get(this.#asideKey(id));
    const known = this.#revisions.get(id);
    if (isDraft(copy) && known !== undefined && copy.revision !== known) {
      const other = { ...copy, id: freshId() };
      this.#set(this.#asideKey(other.id), other);
    }
    this.removeAside(id);
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

  /** Set a draft aside without putting another in its place. @param {UnsavedDraft} unsaved @returns {Draft} */
  putAside({ id, edited, value }) {
    const stored = this.peek(value.rubric);
    const revision = stored?.id === id ? stored.revision : freshId();
    const draft = { id, revision, saved: Date.now(), edited, value };
    this.#set(this.#asideKey(id), draft);
    if (stored?.id !== id) this.noteRead(draft);
    return draft;
  }

  /** As {@link putAside}, where the browser allows it: else the draft stays in the undo history of its page.
   * @param {UnsavedDraft} unsaved */
  tryPutAside(unsaved) {
    try {
      this.putAside(unsaved);
    } catch {
      // Full or forbidden, which the next save shows.
    }
  }

  /** The drafts that were set aside, the latest first. @returns {Draft[]} */
  setAside() {
    const listed = this.#get(this.#asideList);
    const ofList = (Array.isArray(listed) ? listed : []).filter(isDraft);
    const single = this.#keys(this.#asideKey("")).map((key) => this.#get(key)).filter(isDraft);
    const ids = new Set(single.map(({ id }) => id));
    return [...single, ...ofList.filter(({ id }) => !ids.has(id))].sort((one, other) => other.saved - one.saved);
  }

  /** Remove a draft that was set aside. @param {string} id */
  removeAside(id) {
    this.#storage.removeItem(this.#asideKey(id));
    const listed = this.#get(this.#asideList);
    if (!Array.isArray(listed)) return;
    const others = listed.filter((draft) => draft?.id !== id);
    if (others.length === 0) this.#storage.removeItem(this.#asideList);
    else if (others.length < listed.length) this.#set(this.#asideList, others);
  }

  /** Every draft that is stored, the latest first. @returns {Draft[]} */
  all() {
    const current = this.ofAllRubrics();
    const ids = new Set(current.map(({ id }) => id));
    return [...current, ...this.setAside().filter(({ id }) => !ids.has(id))].sort((one, other) => other.saved - one.saved);
  }

  /**
   * Remove a draft wherever it is stored, as the reader asks. Throws where the browser forbids it.
   * @param {string} id
   */
  erase(id) {
    this.removeAside(id);
    for (const { value } of this.ofAllRubrics().filter((draft) => draft.id === id)) {
      this.#storage.removeItem(this.#draftKey(value.rubric));
    }
    this.#storage.removeItem(this.#printedKey(id));
  }

  /** Note that the print of a draft has been asked for. @param {string} id @param {Appraisal} value as it is printed */
  notePrinted(id, value) {
    this.#set(this.#printedKey(id), { time: Date.now(), content: checksum(value) });
  }

  /**
   * When the print of a draft was asked for last, in milliseconds since 1970, and whether it has changed since; null if never.
   * @param {Draft} draft
   * @returns {{time: number, changed: boolean} | null}
   */
  printed({ id, value }) {
    const note = /** @type {any} */ (this.#get(this.#printedKey(id)));
    return typeof note?.time === "number" ? { time: note.time, changed: note.content !== checksum(value) } : null;
  }

  /** Something else that is stored about an address or a draft, and is erased with all the rest; null if nothing is.
   * @param {string} name @returns {any} */
  note(name) {
    return this.#get(`${this.#prefix}note ${name}`);
  }

  /** Store a note; null removes it. Throws where the browser stores nothing or has no room.
   * @param {string} name @param {unknown} data */
  setNote(name, data) {
    const key = `${this.#prefix}note ${name}`;
    if (data === null) this.#storage.removeItem(key);
    else this.#set(key, data);
  }

  /** The draft that was saved last. @param {string[]} rubrics among theirs @returns {Draft | null} */
  latest(rubrics) {
    const drafts = rubrics.map((rubric) => this.peek(rubric)).filter((draft) => draft !== null);
    return drafts.sort((one, other) => other.saved - one.saved)[0] ?? null;
  }

  /** The drafts of all rubrics, those that the site no longer has included. @returns {Draft[]} */
  ofAllRubrics() {
    const prefix = this.#draftKey("");
    return this.#keys(prefix).map((key) => this.peek(key.slice(prefix.length))).filter((draft) => draft !== null);
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

  /** The keys that begin so; none where the browser forbids it. @param {string} prefix @returns {string[]} */
  #keys(prefix) {
    try {
      return Object.keys(this.#storage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  }

  /** @param {string} id of a draft that was set aside */
  #asideKey(id) {
    return `${this.#prefix}aside ${id}`;
  }

  /** Where earlier versions of this site kept all drafts that were set aside. */
  get #asideList() {
    return `${this.#prefix}aside`;
  }

  /** The key of localStorage for the result of the appraisal that was scored last (last-result.js). */
  get resultKey() {
    return `${this.#prefix}result`;
  }

  /** @param {string} id */
  #printedKey(id) {
    return `${this.#prefix}printed ${id}`;
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

/** A number that differs where two values do, but for rare chances. @param {unknown} value */
function checksum(value) {
  let sum = 0;
  for (const character of JSON.stringify(value)) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return sum;
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
