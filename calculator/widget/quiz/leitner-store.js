// The quiz's record in this browser, as a Leitner box: for each case its box, and how often it was judged
// right and wrong.
//
// Three boxes. A missed case goes to box 1, whatever box it was in; judged right it moves from box 1 to box
// 2, and from box 2 to box 3. A case that is judged right the first time it is asked goes to box 3 at once.
// Cases in box 1 and box 2 come again, each box after its own number of other questions; those in box 3 are
// known and do not. The interval is counted in questions, not in time, so a quiz can rest for a month.
//
// The record stays in localStorage, where both languages of the site find it.

/** @typedef {object} CaseRecord
 * @property {1 | 2 | 3} box
 * @property {number} at the number of the question that asked for the case last
 * @property {number} right how often it was judged right
 * @property {number} wrong how often it was judged wrong */
/** What is stored: how many questions were answered, and each case's record by its id.
 * @typedef {{asked: number, cases: Record<string, CaseRecord>}} QuizRecord */
/** Whether the record could be stored: `full` and `forbidden` are the browser's refusals.
 * @typedef {"kept" | "full" | "forbidden"} Status */

export class LeitnerStore {
  #key;
  #intervals;
  /** @type {QuizRecord} */
  #record = { asked: 0, cases: {} };
  /** @type {Status} */
  status = "kept";

  /**
   * @param {string} key of localStorage
   * @param {[number, number]} intervals after how many questions a case of box 1, and one of box 2, is
   *   due again
   */
  constructor(key, intervals) {
    this.#key = key;
    this.#intervals = intervals;
    this.read();
  }

  /**
   * Read the stored record, which may hold another tab's answers. Where none can be read, the one in memory
   * stays.
   */
  read() {
    try {
      const stored = localStorage.getItem(this.#key);
      if (stored !== null) this.#record = parseRecord(stored) ?? this.#record;
    } catch {
      this.status = "forbidden";
    }
  }

  /** Record an answer. @param {string} id of the case @param {boolean} right */
  record(id, right) {
    this.read();
    const { asked, cases } = this.#record;
    const before = cases[id] ?? { box: 2, at: 0, right: 0, wrong: 0 };
    cases[id] = {
      box: right ? /** @type {2 | 3} */ (Math.min(before.box + 1, 3)) : 1,
      at: asked + 1,
      right: before.right + Number(right),
      wrong: before.wrong + Number(!right),
    };
    this.#record = { asked: asked + 1, cases };
    this.#write();
  }

  /**
   * The case to ask about next.
   * @param {string[]} ids of the cases to choose from
   * @param {string} [last] the case that was just asked: it comes again only where no other is left
   * @returns {string | null} null where all cases are known
   */
  next(ids, last) {
    return this.#nextOf(ids.filter((id) => id !== last)) ?? this.#nextOf(ids);
  }

  /**
   * A case that is due, else one that was never asked, else the one that is due first.
   * @param {string[]} ids
   */
  #nextOf(ids) {
    const unknown = this.#missedBefore(ids).sort((one, other) => this.#dueAt(one) - this.#dueAt(other));
    const due = unknown.find((id) => this.#dueAt(id) <= this.#record.asked);
    return due ?? randomItem(ids.filter((id) => !this.#record.cases[id])) ?? unknown[0] ?? null;
  }

  /**
   * Counts over some cases.
   * @param {string[]} ids
   * @returns {{right: number, wrong: number, known: number, again: number, unseen: number}} answers that were
   *   right and wrong; cases that are known, that come again, and that were never asked
   */
  count(ids) {
    const records = ids.map((id) => this.#record.cases[id]).filter((record) => record !== undefined);
    const known = records.filter(({ box }) => box === 3).length;
    return {
      right: records.reduce((sum, { right }) => sum + right, 0),
      wrong: records.reduce((sum, { wrong }) => sum + wrong, 0),
      known,
      again: records.length - known,
      unseen: ids.length - records.length,
    };
  }

  /** Cases that were missed and are not known yet, the latest first. @param {string[]} ids */
  missed(ids) {
    const { cases } = this.#record;
    return this.#missedBefore(ids).sort((one, other) => cases[other].at - cases[one].at);
  }

  /** Erase the record. */
  erase() {
    this.#record = { asked: 0, cases: {} };
    try {
      localStorage.removeItem(this.#key);
      this.status = "kept";
    } catch {
      this.status = "forbidden";
    }
  }

  /** Cases in box 1 or box 2. @param {string[]} ids */
  #missedBefore(ids) {
    return ids.filter((id) => (this.#record.cases[id]?.box ?? 3) < 3);
  }

  /** The number of answered questions from which on a case of box 1 or 2 is due. @param {string} id */
  #dueAt(id) {
    const { box, at } = this.#record.cases[id];
    return at + this.#intervals[box === 1 ? 0 : 1];
  }

  #write() {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#record));
      this.status = "kept";
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      this.status = isFull ? "full" : "forbidden";
    }
  }
}

/** The stored record, or null where the text is not one. @param {string} text @returns {QuizRecord | null} */
function parseRecord(text) {
  try {
    const { asked, cases } = JSON.parse(text);
    return Number.isInteger(asked) && Object.values(cases).every(isCaseRecord) ? { asked, cases } : null;
  } catch {
    return null;
  }
}

/** @param {any} data */
function isCaseRecord(data) {
  const { box, at, right, wrong } = data ?? {};
  return [1, 2, 3].includes(box) && [at, right, wrong].every(Number.isInteger);
}

/** A random item, or undefined where there is none. @param {string[]} items @returns {string | undefined} */
export function randomItem(items) {
  return items[Math.floor(Math.random() * items.length)];
}
