// What the quiz remembers in this browser: for each case its box, and how often it was judged right and wrong.
//
// Three boxes, after Leitner. A missed case goes to box 1, whatever box it was in; judged right there it goes to box 2, and
// from there to box 3, as does a case that is judged right at first sight. Box 1 and box 2 come again, each after its own
// number of other questions; box 3 is known and does not. Time is counted in questions, so a quiz can rest for a month.
//
// Nothing of it leaves the browser; both languages of the site share it.

/** `at` is the number of the question at which it was last asked.
 * @typedef {{box: 1 | 2 | 3, at: number, right: number, wrong: number}} Kept */
/** @typedef {{asked: number, cases: Record<string, Kept>}} Remembered */
/** How it stands with keeping; `full` and `forbidden` are the browser's answers. @typedef {"kept" | "full" | "forbidden"} Status */

export class QuizMemory {
  #key;
  #waits;
  /** @type {Remembered} */
  #now = { asked: 0, cases: {} };
  /** @type {Status} */
  status = "kept";

  /** @param {string} key under which the browser keeps it @param {[number, number]} waits questions before box 1 and box 2 come again */
  constructor(key, waits) {
    this.#key = key;
    this.#waits = waits;
    this.read();
  }

  /** Take up what the browser keeps, another tab's answers included; where it keeps nothing, what this page knows stands. */
  read() {
    try {
      const kept = localStorage.getItem(this.#key);
      if (kept !== null) this.#now = remembered(kept) ?? this.#now;
    } catch {
      this.status = "forbidden";
    }
  }

  /** Note an answer. @param {string} id @param {boolean} right */
  note(id, right) {
    this.read();
    const { asked, cases } = this.#now;
    const before = cases[id] ?? { box: 2, at: 0, right: 0, wrong: 0 };
    const box = right ? /** @type {2 | 3} */ (Math.min(before.box + 1, 3)) : 1;
    cases[id] = { box, at: asked + 1, right: before.right + Number(right), wrong: before.wrong + Number(!right) };
    this.#now = { asked: asked + 1, cases };
    this.#write();
  }

  /** The case to ask about next, or null where all are known. One that was just asked comes only where no other is left.
   * @param {string[]} ids those to choose from @param {string} [last] @returns {string | null} */
  next(ids, last) {
    return this.#best(ids.filter((id) => id !== last)) ?? this.#best(ids);
  }

  /** One that is to come again by now, else one that was never asked, else the next to come again. @param {string[]} ids */
  #best(ids) {
    const waiting = this.#waiting(ids).sort((one, other) => this.#due(one) - this.#due(other));
    const due = waiting.find((id) => this.#due(id) <= this.#now.asked);
    return due ?? anyOf(ids.filter((id) => this.#boxOf(id) === 0)) ?? waiting[0] ?? null;
  }

  /** Those in the first two boxes. @param {string[]} ids */
  #waiting(ids) {
    return ids.filter((id) => this.#boxOf(id) === 1 || this.#boxOf(id) === 2);
  }

  /** How it stands with some cases. @param {string[]} ids */
  count(ids) {
    const kept = ids.map((id) => this.#now.cases[id]).filter((one) => one !== undefined);
    const sum = (/** @type {"right" | "wrong"} */ name) => kept.reduce((all, one) => all + one[name], 0);
    const known = kept.filter(({ box }) => box === 3).length;
    return { right: sum("right"), wrong: sum("wrong"), known, again: kept.length - known, unseen: ids.length - kept.length };
  }

  /** Those that were missed and are not known yet, the last first. @param {string[]} ids */
  missed(ids) {
    return this.#waiting(ids).sort((one, other) => this.#now.cases[other].at - this.#now.cases[one].at);
  }

  /** Forget everything. */
  erase() {
    this.#now = { asked: 0, cases: {} };
    try {
      localStorage.removeItem(this.#key);
      this.status = "kept";
    } catch {
      this.status = "forbidden";
    }
  }

  /** @param {string} id @returns {0 | 1 | 2 | 3} 0 where it has never been asked */
  #boxOf(id) {
    return this.#now.cases[id]?.box ?? 0;
  }

  /** After how many questions a case is to come again. @param {string} id */
  #due(id) {
    const { box, at } = this.#now.cases[id];
    return at + this.#waits[box === 1 ? 0 : 1];
  }

  #write() {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#now));
      this.status = "kept";
    } catch (error) {
      this.status = error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "forbidden";
    }
  }
}

/** What was kept, or null where something else wrote it. @param {string} text @returns {Remembered | null} */
function remembered(text) {
  try {
    const { asked, cases } = JSON.parse(text);
    const fits = Number.isInteger(asked) && Object.values(cases).every(isKept);
    return fits ? { asked, cases } : null;
  } catch {
    return null;
  }
}

/** @param {any} one */
function isKept(one) {
  const { box, at, right, wrong } = one ?? {};
  return [1, 2, 3].includes(box) && [at, right, wrong].every(Number.isInteger);
}

/** @param {string[]} ids @returns {string | undefined} */
export function anyOf(ids) {
  return ids[Math.floor(Math.random() * ids.length)];
}
