// What HR asks of the core about the rows of an open file: marks, corrections, a sample, what goes back.

import { RefusedError, note, requested } from "./team-reader.js";

/** @typedef {import("../engine/engine-host.js").EngineHost} EngineHost */
/** @typedef {import("./team-reader.js").Team} Team */
/** @typedef {import("./team-reader.js").RejectedRow} RejectedRow */
/** @typedef {import("./team-rows.js").ScoredRow} ScoredRow */
/** @typedef {{criterion?: string, column?: string, to: string}} Change a cell, and what to put into it */
/** @typedef {{manager: string, count: number, text: string}} ReturnList */

/** Note whether HR has looked at an appraisal. @param {EngineHost} host @param {ScoredRow} row @param {boolean} lookedAt */
export async function mark(host, row, lookedAt) {
  const answer = await requested(host, { mark: { at: row.at, looked_at: lookedAt } }, {});
  row.lookedAt = answer.looked_at;
}

/**
 * Put other texts into cells of a row, one after another, and score it anew; the team has the new row then.
 * @param {EngineHost} host
 * @param {Team} team
 * @param {ScoredRow | RejectedRow} row
 * @param {Change[]} changes
 * @returns {Promise<Map<Change, import("../shared/appraisal-types.js").Fault[]>>} the changes that the core
 *   refused, with its reasons
 */
export async function correct(host, team, row, changes) {
  const refused = new Map();
  for (const change of changes) {
    try {
      take(team, row.at, await requested(host, { correct: { at: row.at, ...change } }, {}));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refused.set(change, error.faults);
    }
  }
  return refused;
}

/**
 * Put a row as the core now has it into the team.
 * @param {Team} team
 * @param {number} at
 * @param {{row: any, shared: import("./team-rows.js").Shared, notes: import("./team-reader.js").Notes[], sums:
 *   import("./team-reader.js").Sums}} answer
 */
function take(team, at, { row, shared, notes, sums }) {
  team.rows.add(shared);
  team.sums = sums;
  team.refused = team.refused.filter((one) => one.at !== at);
  const before = team.scored.findIndex((one) => one.at >= at);
  const place = before < 0 ? team.scored.length : before;
  const isThere = team.scored[place]?.at === at;
  if (Array.isArray(row)) {
    team.scored.splice(place, isThere ? 1 : 0, team.rows.read(/** @type {any} */ (row), at));
    note(team, notes);
  } else team.refused = [...team.refused, { ...row, at }].sort((one, other) => one.at - other.at);
}

/**
 * Draw appraisals to look at; resolves to the rows in the order of drawing, and to how many could be drawn.
 * @param {EngineHost} host
 * @param {Team} team
 * @param {{rubric: string, count: number, seed: string, of_each_manager: boolean}} how
 * @returns {Promise<{seed: string, rows: ScoredRow[], pool: number}>}
 */
export async function draw(host, team, how) {
  const { seed, drawn, pool } = await requested(host, { sample: how }, {});
  const rows = new Map(team.scored.map((row) => [row.at, row]));
  return { seed, pool, rows: drawn.map((/** @type {number} */ at) => rows.get(at)).filter(Boolean) };
}

/** What goes back to each manager. @param {EngineHost} host @param {string} language @returns {Promise<ReturnList[]>} */
export async function returnLists(host, language) {
  return (await requested(host, { returns: { language } }, {})).lists;
}
