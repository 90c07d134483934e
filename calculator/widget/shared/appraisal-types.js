// Types of an appraisal as the scripts pass it around: exactly what an appraisal file holds (JSON Schema:
// appraisal).

/** @typedef {"met" | "partial" | "unmet" | "unrated"} Rating */
/** @typedef {"compliant" | "non-compliant"} Verdict */
/** @typedef {"assumed" | "recorded"} Evidence */
/** @typedef {{level: number, verdict: Verdict, text?: string}} RecordedCase */
/**
 * Has either `ratings` or `score`; a score is replaced by ratings once the core has answered which ones it
 * stands for.
 * @typedef {{ratings?: Rating[], score?: number, cases?: RecordedCase[], justification?: string}} Entry
 */
/**
 * @typedef {{rubric: string, evidence?: Evidence, subject?: string, period?: string, criteria: Record<string,
 *   Entry>}} Appraisal
 */
/** One reason why the core refuses an appraisal, a file or a request. `problem` is by language.
 * @typedef {{path: string, line?: number | null, problem: Record<string, string>}} Fault */

export {};
