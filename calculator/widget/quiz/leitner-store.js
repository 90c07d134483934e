// The quiz's record in localStorage: for each case its box, and how often it was judged right and wrong.
//
// Three boxes, after Leitner. A missed case goes to box 1 from any box; judged right there it moves to box 2, and from there to
// box 3, as does a case that is judged right the first time. Cases in boxes 1 and 2 are asked again, each box after its own
// number of other questions; box 3 counts as known. Time is counted in questions, so a quiz can be left for a month.
//
// Nothing of it leaves the browser; both languages of the site share it.

/** `at` is the number of the question at which it was last asked.
 * @typedef {{box: 1 | 2 | 3, at: number, right: number, wrong: number}} CaseRecord */
/** `asked` counts the questions. @typedef {{asked: number, cases: Record<string, CaseRecord>}} QuizRecord */
/** Whether answers can be stored; `full` and `forbidden` are the browser's refusals. @typedef {"kept" | "full" | "forbidden"} Status */

export class QuizMemory {
  #key;
  #waits;
  /** @type {QuizRecord} */
  #record = { asked: 0, cases: {} };
  /** @type {Status} */
  status = "kept";

  /** @param {string} key in localStorage @param {[number, number]} waits questions before box 1 and box 2 come again */
  constructor(key, waits) {
    this.#key = key;
    this.#waits = waits;
    this.read();
  }

  /** Read the stored record, which may include another tab's answers; without one, keep the record in memory. */
  read() {
    try {
      const stored = localStorage.getItem(this.#key);
      if (stored !== null) this.#record = parsed(stored) ?? this.#record;
    } catch {
      this.status = "forbidden";
    }
  }

  /** Record an answer. @param {string} id @param {boolean} right */
  note(id, right) {
    this.read();
    const { asked, cases } = this.#record;
    const before = cases[id] ?? { box: 2, at: 0, right: 0, wrong: 0 };
    const box = right ? /** @type {2 | 3} */ (Math.min(before.box + 1, 3)) : 1;
    cases[id] = { box, at: asked + 1, right: before.right + Number(right), wrong: before.wrong + Number(!right) };
    this.#record = { asked: asked + 1, cases };
    this.#write();
  }

  /** The case to ask about next, or null if all are known. The last one is asked again only if there is no other.
   * @param {string[]} ids those to choose from @param {string} [last] @returns {string | null} */
  next(ids, last) {
    return this.#best(ids.filter((id) => id !== last)) ?? this.#best(ids);
  }

  /** A case that is due, else one that was never asked, else the one that is due next. @param {string[]} ids */
  #best(ids) {
    const waiting = this.#waiting(ids).sort((one, other) => this.#due(one) - this.#due(other));
    const due = waiting.find((id) => this.#due(id) <= this.#record.asked);
    return due ?? anyOf(ids.filter((id) => this.#boxOf(id) === 0)) ?? waiting[0] ?? null;
  }

  /** The cases in boxes 1 and 2. @param {string[]} ids */
  #waiting(ids) {
    return ids.filter((id) => this.#boxOf(id) === 1 || this.#boxOf(id) === 2);
  }

  /** Statistics of some cases. @param {string[]} ids */
  count(ids) {
    const records = ids.map((id) => this.#record.cases[id]).filter((record) => record !== undefined);
    const sum = (/** @type {"right" | "wrong"} */ name) => records.reduce((total, record) => total + record[name], 0);
    const known = records.filter(({ box }) => box === 3).length;
    return { right: sum("right"), wrong: sum("wrong"), known, again: records.length - known, unseen: ids.length - records.length };
  }

  /** The missed cases that are not known yet, the latest first. @param {string[]} ids */
  missed(ids) {
    return this.#waiting(ids).sort((one, other) => this.#record.cases[other].at - this.#record.cases[one].at);
  }

  /** Delete the record. */
  erase() {
    this.#record = { asked: 0, cases: {} };
    try {
      localStorage.removeItem(this.#key);
      this.status = "kept";
    } catch {
      this.status = "forbidden";
    }
  }

  /** @param {string} id @returns {0 | 1 | 2 | 3} 0 if it has never been asked */
  #boxOf(id) {
    return this.#record.cases[id]?.box ?? 0;
  }

  /** The number of the question at which a case is due. @param {string} id */
  #due(id) {
    const { box, at } = this.#record.cases[id];
    return at + this.#waits[box === 1 ? 0 : 1];
  }

  #write() {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#record));
      this.status = "kept";
    } catch (error) {
      this.status = error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "forbidden";
    }
  }
}

/** The stored record, or null if it is not one. @param {string} text @returns {QuizRecord | null} */
function parsed(text) {
  try {
    const { asked, cases } = JSON.parse(text);
    const fits = Number.isInteger(asked) && Object.values(cases).every(isCaseRecord);
    return fits ? { asked, cases } : null;
  } catch {
    return null;
  }
}

/** @param {any} value */
function isCaseRecord(value) {
  const { box, at, right, wrong } = value ?? {};
  return [1, 2, 3].includes(box) && [at, right, wrong].every(Number.isInteger);
}

/** A random one of some ids. @param {string[]} ids @returns {string | undefined} */
export function anyOf(ids) {
  return ids[Math.floor(Math.random() * ids.length)];
}
