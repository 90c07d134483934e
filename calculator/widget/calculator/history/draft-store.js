// Drafts in this browser's localStorage, so that no work is lost: one for each rubric, and those set aside when another took
// their place. Both languages of the site share them. Nothing of them leaves the browser.
//
// Every draft has an id, which stays the same while it is edited, and a revision, which changes with every save, so that a tab
// can see that another one has saved the same draft meanwhile.

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** `edited`: whether the reader has changed anything, not only opened it. `saved` is in milliseconds since 1970.
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

  /** The draft of a rubric; its revision counts as seen from now on. @param {string} rubric @returns {Draft | null} */
  read(rubric) {
    const draft = this.peek(rubric);
    if (draft) this.#seen.set(rubric, draft.revision);
    return draft;
  }

  /** The draft of a rubric, without marking its revision as seen. @param {string} rubric @returns {Draft | null} */
  peek(rubric) {
    const draft = this.#get(this.#keyOf(rubric));
    return isDraft(draft) && draft.value.rubric === rubric ? draft : null;
  }

  /** Whether another tab has saved this draft since this page last read or saved it. @param {string} rubric @param {string} id */
  isOvertaken(rubric, id) {
    const now = this.peek(rubric);
    return now?.id === id && now.revision !== this.#seen.get(rubric);
  }

  /**
   * Save a draft. A draft with another id in its place is set aside if it was edited.
   * Throws {@link OvertakenError}, and the browser's own error if storage is full or forbidden.
   * @param {{id: string, edited: boolean, value: Appraisal}} draft
   * @returns {Draft}
   */
  save({ id, edited, value }) {
    const { rubric } = value;
    if (this.isOvertaken(rubric, id)) throw new OvertakenError();
    const previous = this.peek(rubric);
    const aside = this.aside().filter((one) => one.id !== id);
    if (previous && previous.id !== id && previous.edited) aside.unshift(previous);
    this.#setAside(aside);
    const draft = { id, revision: freshId(), saved: Date.now(), edited, value };
    this.#set(this.#keyOf(rubric), draft);
    this.#seen.set(rubric, draft.revision);
    return draft;
  }

  /** Delete a rubric's draft if it has this id. Throws {@link OvertakenError}. @param {string} rubric @param {string} id */
  drop(rubric, id) {
    const draft = this.peek(rubric);
    if (this.isOvertaken(rubric, id)) throw new OvertakenError();
    if (draft?.id === id) this.#storage.removeItem(this.#keyOf(rubric));
  }

  /** Set a draft aside, without a new one in its place. @param {{id: string, edited: boolean, value: Appraisal}} draft */
  putAside({ id, edited, value }) {
    const draft = { id, revision: freshId(), saved: Date.now(), edited, value };
    this.#setAside([draft, ...this.aside().filter((one) => one.id !== id)]);
  }

  /** The drafts that were set aside, the latest first. @returns {Draft[]} */
  aside() {
    const stored = this.#get(this.#prefix + "aside");
    return Array.isArray(stored) ? stored.filter(isDraft) : [];
  }

  /** Delete a draft that was set aside. @param {string} id */
  forget(id) {
    this.#setAside(this.aside().filter((one) => one.id !== id));
  }

  /** The draft that was saved last, of any of these rubrics. @param {string[]} rubrics @returns {Draft | null} */
  latest(rubrics) {
    const drafts = rubrics.map((rubric) => this.peek(rubric)).filter((draft) => draft !== null);
    return drafts.sort((one, other) => other.saved - one.saved)[0] ?? null;
  }

  /** The current drafts of all rubrics, including rubrics that the site no longer has. @returns {Draft[]} */
  standing() {
    const prefix = this.#keyOf("");
    try {
      const keys = Object.keys(this.#storage).filter((key) => key.startsWith(prefix));
      return keys.map((key) => this.peek(key.slice(prefix.length))).filter((draft) => draft !== null);
    } catch {
      return []; // forbidden
    }
  }

  /** Delete everything that this site has stored in this browser. */
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

  /** The sessionStorage key of this tab's undo history. */
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

  // May throw: some browsers forbid even reading the property.
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

/** A random id. Pages served without HTTPS have no crypto.randomUUID. */
export function freshId() {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((number) => number.toString(36)).join("-");
}

/** Whether an appraisal has no content: no level rated, no case, no text. @param {Appraisal} value */
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
