// Reads and scores a team's file in the engine, a chunk of rows at a time.

import { EngineLostError } from "../engine/errors.js";
import { FileError } from "../shared/appraisal-files.js";
import { RowReader } from "./team-rows.js";

const LARGEST = 64 << 20; // bytes, as in the core
const LONG = 300_000; // milliseconds; opening or writing a large workbook takes minutes on a slow machine
const CHUNK_TIME = 150; // milliseconds that a chunk should take: short enough to stop between two

/** The abort reason when another file is about to be read. */
export const REPLACED = "replaced";

/** @typedef {import("./team-rows.js").ScoredRow} ScoredRow */
/**
 * What names are searched by: the core's keys, where they differ from the names themselves.
 * @typedef {{keys?: {manager?: string}}} Keyed
 */
/**
 * @typedef {{sheet: string | null, row: number | null, column: string | null, heading: string | null,
 *   problem: Record<string, string>}} RowMessage
 */
/**
 * `at` is the index of the row in the file.
 * @typedef {{at: number, sheet: string | null, row: number | null, subject: string, manager: string, period:
 *   string, problems: RowMessage[]}} RejectedRow
 */
/** @typedef {{at: number, looked_at: boolean, corrections: Record<string, string>[]}} Notes what HR noted of a row */
/**
 * @typedef {Keyed & {rubric: string, manager: string, period: string, people: number, mean: {decimal: number, shown:
 *   string} | null, rounded?: string, appraisals: number, totals: {total: number, count: number}[], bands: {candidates:
 *   string[], count: number}[], incomplete: number, findings: string[]}} Group
 */
/**
 * @typedef {{rubrics: Group[], teams: Group[], repeated: {appraisal: number, of: number}[], refused: number}}
 *   Sums
 */
/**
 * `samples` are those of `checks` that HR checks by samples alone; `urgency` has the codes of each rubric's
 * findings, the most urgent first; `rows` reads more rows of the same file.
 * @typedef {{scored: ScoredRow[], refused: RejectedRow[], notices: RowMessage[], sums: Sums, checks: string[],
 *   samples: string[], returns: string[], urgency: Record<string, string[]>, rows: RowReader}} Team
 */
/**
 * A column that must be mapped; `key` names it in a request, `suggested` is a target's id or empty.
 * @typedef {{sheet: string | null, row: number | null, column: string, heading: string | null, key: string,
 *   suggested: string}} DoubtfulColumn
 */
/** @typedef {{columns: DoubtfulColumn[], targets: {id: string, name: Record<string, string>}[]}} Mapping */
/**
 * How to read a file: the rubric of rows that name none, and the columns that its own headings do not name.
 * Of several files, `position` is which one it is, from 1; they are read together.
 * @typedef {{rubric: string, map: Record<string, string>, position?: number}} Choices
 */
/** @typedef {{faults?: import("../shared/appraisal-types.js").Fault[]}} Answer */

/** The core has refused a request. */
export class RefusedError extends Error {
  /** @param {import("../shared/appraisal-types.js").Fault[]} faults */
  constructor(faults) {
    super("refused");
    this.faults = faults;
  }
}

/**
 * Read a whole file. Rejects with {@link RefusedError}, {@link FileError}, FileMissingError, or if the engine
 * is lost twice; resolves to null if it was aborted, and to the columns that must be mapped before it is read.
 * @param {import("../engine/engine-host.js").EngineHost} host
 * @param {File} file
 * @param {Choices} choices
 * @param {(read: number, size: number) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<Team | {mapping: Mapping} | null>}
 */
export async function readTeam(host, file, choices, onProgress, signal) {
  if (file.size > LARGEST) throw new FileError("too-large");
  const bytes = await file.arrayBuffer();
  const read = () => readBytes(host, bytes, file.name, choices, onProgress, signal);
  return read().catch((error) => {
    if (!(error instanceof EngineLostError) || signal.aborted) throw error;
    return read(); // from the beginning, in a new worker
  });
}

/**
 * @param {import("../engine/engine-host.js").EngineHost} host
 * @param {ArrayBuffer} bytes
 * @param {string} name
 * @param {Choices} choices
 * @param {(read: number, size: number) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<Team | {mapping: Mapping} | null>}
 */
async function readBytes(host, bytes, name, choices, onProgress, signal) {
  const opened = await requested(host, { open: { name, ...choices } }, { file: bytes, within: LONG });
  if (opened.mapping) return { mapping: opened.mapping };
  const { checks, samples, returns, urgency } = opened;
  const rows = new RowReader();
  /** @type {Team} */
  const team = { scored: [], refused: [], notices: [], sums: /** @type {any} */ (null), checks, samples, returns, urgency, rows };
  const notes = [];
  let [count, at] = [50, 0];
  for (let done = false; !done;) {
    if (signal.aborted) return stopped(host, signal);
    const start = performance.now();
    const chunk = await requested(host, { go: count }, { within: LONG });
    count = nextCount(count, performance.now() - start);
    rows.add(chunk.shared);
    for (const row of chunk.rows) {
      if (Array.isArray(row)) team.scored.push(rows.read(/** @type {import("./team-rows.js").SentRow} */ (row), at));
      else team.refused.push({ ...row, at });
      at += 1;
    }
    notes.push(...chunk.notes);
    team.notices.push(...chunk.notices);
    onProgress(chunk.read, opened.size);
    done = chunk.done;
  }
  if (signal.aborted) return stopped(host, signal);
  note(team, notes);
  team.sums = await requested(host, { sum: true }, { within: LONG });
  return team;
}

/** Give rows what HR has noted of them. @param {Team} team @param {Notes[]} notes */
export function note(team, notes) {
  if (!notes.length) return;
  const of = new Map(notes.map((one) => [one.at, one]));
  for (const row of team.scored) {
    const found = of.get(row.at);
    if (found) Object.assign(row, { lookedAt: found.looked_at, corrections: found.corrections });
  }
}

/**
 * All results, or what goes back, as the bytes of a file.
 * @param {import("../engine/engine-host.js").EngineHost} host
 * @param {"csv" | "xlsx"} kind
 * @param {string} language
 * @param {{what?: "returns" | "years" | "promotions", manager?: string}} [part]
 * @returns {Promise<ArrayBuffer>}
 */
export async function exported(host, kind, language, part = {}) {
  const answer = await host.askOnce({ team: { export: { kind, language, ...part } } }, { within: LONG });
  if (answer.faults) throw new RefusedError(answer.faults);
  return answer.file;
}

/**
 * The core's keys of names, by which {@link Keyed} rows and groups are searched.
 * @param {import("../engine/engine-host.js").EngineHost} host
 * @param {string[]} names
 * @returns {Promise<string[]>}
 */
export async function keysOf(host, names) {
  return (await requested(host, { keys: names }, {})).keys;
}

/** @param {import("../engine/engine-host.js").EngineHost} host @param {AbortSignal} signal */
function stopped(host, signal) {
  return signal.reason === REPLACED ? null : close(host); // the core has one file open, by now perhaps the next one
}

/**
 * Let the core release the file.
 * @param {import("../engine/engine-host.js").EngineHost} host
 * @returns {Promise<null>}
 */
export async function close(host) {
  await requested(host, { close: true }, {});
  return null;
}

/**
 * The answer to a request about the open file. Rejects with {@link RefusedError} where the core refuses it.
 * @param {import("../engine/engine-host.js").EngineHost} host
 * @param {object} request
 * @param {import("../engine/engine.js").Extra} extra
 */
export async function requested(host, request, extra) {
  const { team, faults } = await host.askOnce({ team: request }, extra);
  if (faults) throw new RefusedError(faults);
  return team;
}

/** @param {number} count @param {number} took */
function nextCount(count, took) {
  return Math.round(Math.min(2000, Math.max(20, (count * CHUNK_TIME) / Math.max(took, 1))));
}
