// Exports the appraisal: as a link or a text on the clipboard, or as a file. Each function resolves with what
// to announce; with null where the browser forbids copying, and a dialog shows the text to copy by hand.

import { dialogOf } from "./confirm-dialog.js";
import { part, phrase } from "../../shared/dom.js";
import { copy, downloadAs, linkOf, textOfResult } from "./import-export.js";
import { download, fileName, toYaml } from "../../shared/appraisal-files.js";

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
  return phrase(tools, "tools-downloaded", { name: await downloadAs(calculator, kind) });
}

/** Hand out a draft as a file, as it is stored: the core may no longer know its rubric.
 * @param {HTMLElement} tools @param {Appraisal} value */
export async function downloadDraft(tools, value) {
  const name = fileName(value, "yaml");
  download(name, await toYaml(value), "application/yaml");
  return phrase(tools, "tools-downloaded", { name });
}

/**
 * Copy a text to the clipboard, or where the browser does not allow it show it to be copied by hand.
 * @param {HTMLElement} tools
 * @param {Promise<string>} text
 * @returns {Promise<boolean>} whether it was copied
 */
async function copyOrShow(tools, text) {
  try {
    await copy(text);
    return true;
  } catch {
    const field = /** @type {HTMLTextAreaElement} */ (part(tools, "by-hand"));
    field.value = await text;
    dialogOf(tools, "copy").showModal();
    field.select();
    return false;
  }
}
