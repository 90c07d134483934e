// The scored rows of a team's file. What many of them share is held once; the rest of a row is a few numbers
// and the person's name, for there may be 20,000 rows on a phone.
//
// liumai.browser.team_rows writes what is read here.

/** @typedef {{complete: boolean, band: string[] | null, findings: string[]}} Outcome */
/** @typedef {{id: string, score: number | null, findings: string[], letters: string}} Criterion */
/**
 * `keys` are those of the texts, by which managers are searched: the core decides which spellings are the same.
 * @typedef {{texts: string[], keys: string[], outcomes: Outcome[], criteria: Criterion[]}} Shared
 */
/**
 * A row as it is sent: number in the file, person, total, the numbers of sheet, manager, period, rubric,
 * outcome and criteria, and the key of the person's name where it differs from the name.
 * @typedef {[number, string, number | null, number, number, number, number, number, number[], string?]} SentRow
 */

/** Reads the rows of one file, in the order in which they come. */
export class RowReader {
  /** @type {Shared} */
  #shared = { texts: [], keys: [], outcomes: [], criteria: [] };

  /** Add what the next rows refer to. @param {Shared} shared */
  add({ texts, keys, outcomes, criteria }) {
    this.#shared.texts.push(...texts);
    this.#shared.keys.push(...keys);
    this.#shared.outcomes.push(...outcomes);
    this.#shared.criteria.push(...criteria);
  }

  /** @param {SentRow} sent */
  read([row, subject, total, sheet, manager, period, rubric, outcome, criteria, key = subject]) {
    const { texts, keys, outcomes } = this.#shared;
    const of = {
      sheet: texts[sheet] || null,
      manager: texts[manager],
      period: texts[period],
      rubric: texts[rubric],
      keys: { subject: key, manager: keys[manager] },
    };
    return new ScoredRow(this.#shared, row, subject, total, of, outcomes[outcome], criteria);
  }
}

/** An appraisal of the file, with its result. */
export class ScoredRow {
  #shared;
  #outcome;
  #criteria;

  /**
   * @param {Shared} shared
   * @param {number} row its number in the file
   * @param {string} subject
   * @param {number | null} total null while incomplete
   * @param {{sheet: string | null, manager: string, period: string, rubric: string, keys: {subject: string,
   *   manager: string}}} of
   * @param {Outcome} outcome
   * @param {number[]} criteria the numbers of its criteria's results
   */
  constructor(shared, row, subject, total, of, outcome, criteria) {
    this.#shared = shared;
    this.#outcome = outcome;
    this.#criteria = criteria;
    this.row = row || null;
    this.subject = subject;
    this.total = total;
    this.sheet = of.sheet;
    this.manager = of.manager;
    this.period = of.period;
    this.rubric = of.rubric;
    this.subjectKey = of.keys.subject;
    this.managerKey = of.keys.manager;
  }

  get complete() {
    return this.#outcome.complete;
  }

  /** The candidate bands; null without bands or while incomplete. */
  get band() {
    return this.#outcome.band;
  }

  /** The criteria that raise each finding, by its code; none for a finding on the whole. @returns {Record<string, string[]>} */
  get findings() {
    /** @type {Record<string, string[]>} */
    const findings = Object.fromEntries(this.#outcome.findings.map((code) => [code, []]));
    for (const { id, findings: codes } of this.#results()) {
      for (const code of codes) (findings[code] ??= []).push(id);
    }
    return findings;
  }

  /** The ratings, as a link has them. */
  get vector() {
    return `${this.rubric}:${this.#results().map(({ letters }) => letters).join(".")}`;
  }

  #results() {
    return this.#criteria.map((number) => this.#shared.criteria[number]);
  }
}
