// A team's file, read and scored by the core a piece at a time.

import { EngineLost } from "../engine/engine.js";
import { FileError } from "../shared/appraisal-files.js";

const LARGEST = 64 << 20; // bytes, as in the core
const LONG = 300_000; // milliseconds that opening or writing a workbook may take on a slow machine
const AT_ONCE = 150; // milliseconds a piece should take: short enough to stop between two

/** Why a reading is stopped: another file is to be read. */
export const REPLACED = "replaced";

/** @typedef {{sheet: string | null, row: number | null, subject: string, manager: string, period: string}} Whose */
/** @typedef {Whose & {rubric: string, complete: boolean, total: number | null, band: string[] | null, scores: (number | null)[],
 *   findings: Record<string, string[]>, vector: string}} Scored */
/** @typedef {{sheet: string | null, row: number | null, column: string | null, heading: string | null, problem: Record<string, string>}} Problem */
/** @typedef {Whose & {problems: Problem[]}} Refused */
/** @typedef {{rubric: string, manager: string, period: string, people: number, mean: {decimal: number, shown: string} | null, appraisals: number,
 *   totals: {total: number, count: number}[], bands: {candidates: string[], count: number}[], incomplete: number, findings: string[]}} Group */
/** @typedef {{rubrics: Group[], teams: Group[], repeated: {appraisal: number, of: number}[], refused: number}} Sums */
/** @typedef {{scored: Scored[], refused: Refused[], notices: Problem[], sums: Sums, checks: string[], returns: string[]}} Team */
/** @typedef {{faults?: import("../shared/appraisal-types.js").Fault[]}} Answer */

/** What the core refuses. */
export class Refusal extends Error {
  /** @param {import("../shared/appraisal-types.js").Fault[]} faults */
  constructor(faults) {
    super("refused");
    this.faults = faults;
  }
}

/**
 * Read a file whole. Rejects with {@link Refusal}, {@link FileError}, or where the core is lost; resolves to null where it was stopped.
 * @param {import("../engine/engine-host.js").CoreHost} host
 * @param {File} file
 * @param {string | null} rubric of rows that name none
 * @param {(read: number, size: number) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<Team | null>}
 */
export async function readTeam(host, file, rubric, onProgress, signal) {
  if (file.size > LARGEST) throw new FileError("too-large");
  const bytes = await file.arrayBuffer();
  const read = () => readBytes(host, bytes, file.name, rubric, onProgress, signal);
  return read().catch((error) => {
    if (!(error instanceof EngineLost) || signal.aborted) throw error;
    return read(); // a new worker begins it anew
  });
}

/**
 * @param {import("../engine/engine-host.js").CoreHost} host
 * @param {ArrayBuffer} bytes
 * @param {string} name
 * @param {string | null} rubric
 * @param {(read: number, size: number) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<Team | null>}
 */
async function readBytes(host, bytes, name, rubric, onProgress, signal) {
  if (isWorkbook(bytes)) await host.sheets();
  if (signal.aborted) return null;
  const opened = await asked(host, { open: { name, rubric } }, { file: bytes, within: LONG });
  /** @type {Team} */
  const team = { scored: [], refused: [], notices: [], sums: /** @type {any} */ (null), checks: opened.checks, returns: opened.returns };
  let count = 50;
  for (let done = false; !done;) {
    if (signal.aborted) return stopped(host, signal);
    const start = performance.now();
    const piece = await asked(host, { go: count }, { within: LONG });
    count = nextCount(count, performance.now() - start);
    for (const row of piece.rows) (row.problems ? team.refused : team.scored).push(row);
    team.notices.push(...piece.notices);
    onProgress(piece.read, opened.size);
    done = piece.done;
  }
  if (signal.aborted) return stopped(host, signal);
  team.sums = await asked(host, { sum: true }, { within: LONG });
  return team;
}

/**
 * Everything as a file's bytes.
 * @param {import("../engine/engine-host.js").CoreHost} host
 * @param {"csv" | "xlsx"} kind
 * @param {string} language
 * @returns {Promise<ArrayBuffer>}
 */
export async function exported(host, kind, language) {
  if (kind === "xlsx") await host.sheets();
  const answer = await host.askOnce({ team: { export: { kind, language } } }, { within: LONG });
  if (answer.faults) throw new Refusal(answer.faults);
  return answer.file;
}

/** @param {import("../engine/engine-host.js").CoreHost} host @param {AbortSignal} signal */
function stopped(host, signal) {
  return signal.reason === REPLACED ? null : close(host); // the core has one file open: by now it may be the other
}

/** Have the core forget the file. @param {import("../engine/engine-host.js").CoreHost} host @returns {Promise<null>} */
export async function close(host) {
  await asked(host, { close: true }, {});
  return null;
}

/** @param {import("../engine/engine-host.js").CoreHost} host @param {object} request @param {import("../engine/engine.js").Extra} extra */
async function asked(host, request, extra) {
  const { team, faults } = await host.askOnce({ team: request }, extra);
  if (faults) throw new Refusal(faults);
  return team;
}

/** @param {number} count @param {number} took */
function nextCount(count, took) {
  return Math.round(Math.min(2000, Math.max(20, (count * AT_ONCE) / Math.max(took, 1))));
}

/** @param {ArrayBuffer} bytes */
function isWorkbook(bytes) {
  const [one, two] = new Uint8Array(bytes.slice(0, 2));
  return one === 0x50 && two === 0x4b;
}
