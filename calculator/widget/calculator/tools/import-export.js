// Ways out of the calculator and back in: links, plain text, files, the clipboard.

import { FileError, documentOf, download, fileName, textOf, toJson, toYaml } from "../../shared/appraisal-files.js";
import { linkTo, readPasted } from "../../shared/appraisal-links.js";
import { language } from "../../shared/dom.js";

/** @typedef {import("../appraisal-calculator.js").AppraisalCalculator} Calculator */
/** A fault as the core tells it. @typedef {{line?: number | null, path: string, problem: Record<string, string>}} Fault */
/** What came of opening something: nothing wrong, faults that the core found, or a reason not to ask it at all.
 * @typedef {{faults?: Fault[], more?: number, reason?: string, link?: import("../../shared/appraisal-links.js").Link}} Opened */

/** Open what was pasted. @param {Calculator} calculator @param {string} text @returns {Promise<Opened>} */
export async function openPasted(calculator, text) {
  const pasted = readPasted(text);
  if ("text" in pasted) return refusing(async () => open(calculator, { document: await documentOf("", pasted.text) }));
  const opened = await refusing(() => open(calculator, { vector: pasted.vector }));
  return { ...opened, link: pasted };
}

/** Open a file. @param {Calculator} calculator @param {File} file @returns {Promise<Opened>} */
export function openFile(calculator, file) {
  return refusing(async () => open(calculator, { document: await documentOf(file.name, await textOf(file)) }));
}

/** @param {Calculator} calculator @param {object} request @returns {Promise<Opened>} */
async function open(calculator, request) {
  await ready(calculator);
  const { appraisal, faults, more } = await calculator.ask(request);
  if (faults) return { faults, more };
  calculator.open(appraisal);
  return {};
}

/** Wait until the core can be asked. Rejects where it could not be started. @param {Calculator} calculator @returns {Promise<void>} */
function ready(calculator) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (calculator.dataset.state === "ready") resolve();
      else if (calculator.dataset.state === "failed") reject(new FileError("not-ready"));
      else return;
      watch.disconnect();
    };
    const watch = new MutationObserver(look);
    watch.observe(calculator, { attributes: true, attributeFilter: ["data-state"] });
    look();
  });
}

/** @param {() => Promise<Opened>} opening @returns {Promise<Opened>} */
async function refusing(opening) {
  try {
    return await opening();
  } catch (error) {
    return { reason: error instanceof FileError ? error.message : "not-ready" };
  }
}

/**
 * The link to what the page shows, and what it will score where that differs: it carries no cases.
 * @param {Calculator} calculator
 */
export async function linkOf(calculator) {
  const { vector } = calculator.result;
  const [bare, whole] = await Promise.all([
    calculator.ask({ vector }),
    calculator.ask({ appraisal: calculator.state.value }),
  ]);
  const link = linkTo(vector, { rules: bare.fingerprint, result: bare.digest });
  return { link, differs: bare.digest !== whole.digest, total: bare.result.total };
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
 * Put a text that is still being made on the clipboard. Rejects where the browser does not allow it.
 * @param {Promise<string>} text
 */
export async function copy(text) {
  // Safari allows it only where it is asked for at once, with the text to follow.
  const blob = text.then((made) => new Blob([made], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

/** Hand out the appraisal as a file. @param {Calculator} calculator @param {"yaml" | "json"} kind */
export async function downloadAs(calculator, kind) {
  const { value } = calculator.state;
  // As the core writes it, so that every file has the same form; while the core is not there yet, as it stands.
  const { appraisal = value } = await calculator.ask({ appraisal: value }).catch(() => ({}));
  const name = fileName(appraisal, kind);
  if (kind === "json") download(name, toJson(appraisal), "application/json");
  else download(name, await toYaml(appraisal), "application/yaml");
  return name;
}
