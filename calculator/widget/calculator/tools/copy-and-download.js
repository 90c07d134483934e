// Exports the appraisal: as a link or a text on the clipboard, or as a file. Each function resolves with what
// to announce; with null where the browser forbids it, and a dialog shows the way by hand.

import { phrase } from "../../shared/dom.js";
import { fileOf, linkOf, textOfResult } from "./import-export.js";
import { fileName, toYaml } from "../../shared/appraisal-files.js";
import { copyText as copyOrShow, download } from "../../shared/by-hand.js";

/** @typedef {import("../appraisal-calculator.js").AppraisalCalculator} Calculator */
/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */

/** Copy the link to the result, and say where the link alone scores otherwise: it carries no cases.
 * @param {HTMLElement} tools @param {Calculator} calculator */
export async function copyLink(tools, calculator) {
  const linking = linkOf(calculator);
  if (!(await copyOrShow(tools, linking.then(({ link }) => link)))) return null;
  const { differs, total } = await linking;
  const copied = phrase(tools, "tools-copied-link");
  if (!differs) return copied;
  return `${copied} ${phrase(tools, "tools-link-differs", { total, now: calculator.result.total })}`;
}

/** Copy the result as plain text. @param {HTMLElement} tools @param {Calculator} calculator */
export async function copyText(tools, calculator) {
  return (await copyOrShow(tools, textOfResult(calculator))) ? phrase(tools, "tools-copied-text") : null;
}

/**
 * Hand out the appraisal as a file.
 * @param {HTMLElement} tools
 * @param {Calculator} calculator
 * @param {"yaml" | "json"} kind
 */
export async function downloadAppraisal(tools, calculator, kind) {
  const { name, text } = await fileOf(calculator, kind);
  return handOut(tools, name, text, kind);
}

/** Hand out a draft as a file, as it is stored: the core may no longer know its rubric.
 * @param {HTMLElement} tools @param {Appraisal} value */
export async function downloadDraft(tools, value) {
  return handOut(tools, fileName(value, "yaml"), await toYaml(value), "yaml");
}

/** @param {HTMLElement} tools @param {string} name @param {string} text @param {"yaml" | "json"} kind */
function handOut(tools, name, text, kind) {
  const isDownloaded = download(tools, name, text, `application/${kind}`);
  return isDownloaded ? phrase(tools, "tools-downloaded", { name }) : null;
}
