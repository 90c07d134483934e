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
 * @typedef {{sheet: string | null, row: number | null, subject: string, manager: string, period: string,
 *   problems: RowMessage[]}} RejectedRow
 */
/**
 * @typedef {Keyed & {rubric: string, manager: string, period: string, people: number, mean: {decimal: number, shown:
 *   string} | null, appraisals: number, totals: {total: number, count: number}[], bands: {candidates:
 *   string[], count: number}[], incomplete: number, findings: string[]}} Group
 */
/**
 * @typedef {{rubrics: Group[], teams: Group[], repeated: {appraisal: number, of: number}[], refused: number}}
 *   Sums
 */
/**
 * @typedef {{scored: ScoredRow[], refused: RejectedRow[], notices: RowMessage[], sums: Sums, checks:
 *   string[], returns: string[]}} Team
 */
/**
 * A column that must be mapped; `key` names it in a request, `suggested` is a target's id or empty.
 * @typedef {{sheet: string | null, row: number | null, column: string, heading: string | null, key: string,
 *   suggested: string}} DoubtfulColumn
 */
/** @typedef {{columns: DoubtfulColumn[], targets: {id: string, name: Record<string, string>}[]}} Mapping */
/**
 * How to read a file: the rubric of rows that name none, and the columns that its own headings do not name.
 * @typedef {{rubric: string, map: Record<string, string>}} Choices
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
  /** @type {Team} */
  const team = { scored: [], refused: [], notices: [], sums: /** @type {any} */ (null), checks: opened.checks, returns: opened.returns };
  const rows = new RowReader();
  let count = 50;
  for (let done = false; !done;) {
    if (signal.aborted) return stopped(host, signal);
    const start = performance.now();
    const chunk = await requested(host, { go: count }, { within: LONG });
    count = nextCount(count, performance.now() - start);
    rows.add(chunk.shared);
    for (const row of chunk.rows) {
      if (Array.isArray(row)) team.scored.push(rows.read(/** @type {import("./team-rows.js").SentRow} */ (row)));
      else team.refused.push(row);
    }
    team.notices.push(...chunk.notices);
    onProgress(chunk.read, opened.size);
    done = chunk.done;
  }
  if (signal.aborted) return stopped(host, signal);
  team.sums = await requested(host, { sum: true }, { within: LONG });
  return team;
}

/**
 * All results as the bytes of a file.
 * @param {import("../engine/engine-host.js").EngineHost} host
 * @param {"csv" | "xlsx"} kind
 * @param {string} language
 * @returns {Promise<ArrayBuffer>}
 */
export async function exported(host, kind, language) {
  const answer = await host.askOnce({ team: { export: { kind, language } } }, { within: LONG });
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
 * @param {import("../engine/engine-host.js").EngineHost} host
 * @param {object} request
 * @param {import("../engine/engine.js").Extra} extra
 */
async function requested(host, request, extra) {
  const { team, faults } = await host.askOnce({ team: request }, extra);
  if (faults) throw new RefusedError(faults);
  return team;
}

/** @param {number} count @param {number} took */
function nextCount(count, took) {
  return Math.round(Math.min(2000, Math.max(20, (count * CHUNK_TIME) / Math.max(took, 1))));
}
