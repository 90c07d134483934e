// What an import would do: which appraisals of a file are new, which are kept here already, and which differ from the kept one.

import { personOf } from "./kept-appraisals.js";

/** @typedef {import("../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("./kept-appraisals.js").Kept} Kept */
/** An appraisal of the file, in the core's own notation, and its result. @typedef {{appraisal: Appraisal, result: any}} Incoming */
/** @typedef {{incoming: Incoming, mine: Kept}} Difference */
/** @typedef {{fresh: Incoming[], same: Incoming[], different: Difference[]}} Plan */

/**
 * Compare what a file holds with what is kept. Two are of the same person and quarter where name, period and rubric are equal.
 * @param {Incoming[]} incoming
 * @param {Kept[]} kept the latest first
 * @returns {Plan}
 */
export function planImport(incoming, kept) {
  /** @type {Plan} */
  const plan = { fresh: [], same: [], different: [] };
  /** @type {Set<string>} */
  const seen = new Set();
  for (const one of incoming) {
    const content = JSON.stringify(one.appraisal);
    const candidates = kept.filter(({ draft }) => keyOf(draft.value) === keyOf(one.appraisal));
    const isNamed = personOf(one.appraisal) !== "";
    if (seen.has(content) || candidates.some((mine) => contentOf(mine) === content)) plan.same.push(one);
    else if (isNamed && candidates.length) plan.different.push({ incoming: one, mine: candidates[0] });
    else plan.fresh.push(one);
    seen.add(content);
  }
  return plan;
}

/** A kept appraisal in the core's notation; as it is stored where the core has refused it. @param {Kept} kept */
function contentOf({ draft, answer }) {
  return JSON.stringify(answer?.appraisal ?? draft.value);
}

/** @param {Appraisal} value */
function keyOf(value) {
  return JSON.stringify([value.rubric, personOf(value), (value.period ?? "").trim()]);
}

/**
 * The data of each line of NDJSON without its `manager`, which an appraisal has not; a text where a line is no JSON.
 * @param {string} text
 * @returns {{line: number, data: unknown}[]}
 */
export function readLines(text) {
  const lines = text.split(/\r?\n/).map((content, index) => ({ line: index + 1, content }));
  return lines.filter(({ content }) => content.trim()).map(({ line, content }) => ({ line, data: dataOf(content) }));
}

/** @param {string} line */
function dataOf(line) {
  try {
    const data = JSON.parse(line);
    if (typeof data !== "object" || data === null) return data;
    const { manager: _, ...appraisal } = data;
    return appraisal;
  } catch {
    return line;
  }
}
