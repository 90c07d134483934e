// Import and export of the calculator's appraisal: links, plain text, files.

import { FileMissingError } from "../../engine/errors.js";
import { FileError, documentOf, fileName, textOf, toJson, toYaml } from "../../shared/appraisal-files.js";
import { linkTo, readPasted } from "../../shared/appraisal-links.js";
import { language } from "../../shared/dom.js";

/** @typedef {import("../appraisal-calculator.js").AppraisalCalculator} Calculator */
/** @typedef {import("../../shared/appraisal-types.js").Fault} Fault */
/**
 * The outcome of opening something: an empty object if it was opened, the faults that the core found, or in
 * `reason` the name of the label that says why the core was not asked.
 * @typedef {{faults?: Fault[], more?: number, reason?: string, link?:
 *   import("../../shared/appraisal-links.js").Link}} Opened
 */

/**
 * Open a pasted link, vector or file text.
 * @param {Calculator} calculator
 * @param {string} text
 * @returns {Promise<Opened>}
 */
export async function openPasted(calculator, text) {
  const pasted = readPasted(text);
  if ("text" in pasted) return catching(async () => open(calculator, { document: await documentOf("", pasted.text) }));
  const opened = await catching(() => open(calculator, { vector: pasted.vector }));
  return { ...opened, link: pasted };
}

/** Open a file. @param {Calculator} calculator @param {File} file @returns {Promise<Opened>} */
export function openFile(calculator, file) {
  return catching(async () => open(calculator, { document: await documentOf(file.name, await textOf(file)) }));
}

/** @param {Calculator} calculator @param {object} request @returns {Promise<Opened>} */
async function open(calculator, request) {
  await ready(calculator);
  const { appraisal, faults, more } = await calculator.ask(request);
  if (faults) return { faults, more };
  calculator.open(appraisal);
  return {};
}

/**
 * Wait until the engine has started. Rejects if it could not.
 * @param {Calculator} calculator
 * @returns {Promise<void>}
 */
function ready(calculator) {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (calculator.dataset.state === "ready") resolve();
      else if (calculator.dataset.state === "failed") reject(new FileError("not-ready"));
      else return;
      watch.disconnect();
    };
    const watch = new MutationObserver(check);
    watch.observe(calculator, { attributes: true, attributeFilter: ["data-state"] });
    check();
  });
}

/** @param {() => Promise<Opened>} opening @returns {Promise<Opened>} */
async function catching(opening) {
  try {
    return await opening();
  } catch (error) {
    if (error instanceof FileMissingError) return { reason: "missing" };
    return { reason: error instanceof FileError ? error.message : "not-ready" };
  }
}

/**
 * The link to the current ratings; `total` is the link's own total, which differs from the page's where
 * `differs` is true: a link has no cases.
 * @param {Calculator} calculator
 */
export async function linkOf(calculator) {
  const { vector } = calculator.result;
  const [withoutCases, whole] = await Promise.all([
    calculator.ask({ vector }),
    calculator.ask({ appraisal: calculator.state.value }),
  ]);
  const link = linkTo(vector, { rules: withoutCases.fingerprint, result: withoutCases.digest });
  return { link, differs: withoutCases.digest !== whole.digest, total: withoutCases.result.total };
}

/** The result as plain text, with its link. @param {Calculator} calculator @returns {Promise<string>} */
export async function textOfResult(calculator) {
  const [{ text }, { link }] = await Promise.all([
    calculator.ask({ appraisal: calculator.state.value, text: language() }),
    linkOf(calculator),
  ]);
  return `${text}${link}\n`;
}

/**
 * The appraisal as a file.
 * @param {Calculator} calculator
 * @param {"yaml" | "json"} kind
 * @returns {Promise<{name: string, text: string}>}
 */
export async function fileOf(calculator, kind) {
  const { value } = calculator.state;
  // In the core's own notation, so that all files look the same; as it is if the engine is not running.
  const { appraisal = value } = await calculator.ask({ appraisal: value }).catch(() => ({}));
  const text = kind === "json" ? toJson(appraisal) : await toYaml(appraisal);
  return { name: fileName(appraisal, kind), text };
}
