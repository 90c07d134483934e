// A box where an appraisal is taken in: a link, a vector or a file's text pasted, a file opened, an example chosen.

import { language, part, phrase, showList } from "./dom.js";
import { FileError, documentOf, textOf } from "./appraisal-files.js";
import { readPasted, sinceMade } from "./appraisal-links.js";

/** @typedef {import("./appraisal-links.js").Link} Link */
/** One appraisal as the core is asked about it; a link also says by which rules it was made.
 * @typedef {Link | {appraisal: object} | {document: object}} Form */
/** @typedef {import("./appraisal-types.js").Fault} Fault */

/**
 * Hand on what the reader puts into a box.
 * @param {HTMLElement} root the element that the box is part of
 * @param {HTMLElement} box
 * @param {(form: Form) => void} take
 */
export function takeIn(root, box, take) {
  const read = async (/** @type {() => Promise<Form>} */ form) => {
    try {
      take(await form());
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      showList(part(box, "faults"), [phrase(root, error.message)]);
    }
  };
  box.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.act === "take") read(() => pasted(textOfBox(box)));
    else if (button?.dataset.appraisal) take({ appraisal: JSON.parse(button.dataset.appraisal) });
  });
  box.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.files?.length) return;
    const [file] = input.files;
    read(async () => ({ document: await documentOf(file.name, await textOf(file)) }));
    input.value = ""; // so that the same file, mended, can be opened again
  });
}

/** Show what is wrong with what was taken in; nothing hides the notice.
 * @param {HTMLElement} root @param {HTMLElement} box @param {Fault[]} [faults] */
export function showRefused(root, box, faults = []) {
  const problems = faults.map(({ path, line, problem }) =>
    [line ? phrase(root, "line", { line }) : "", path, problem[language()]].filter(Boolean).join(": "),
  );
  showList(part(box, "faults"), problems);
}

/** Say what the box now holds. @param {HTMLElement} root @param {HTMLElement} box @param {string} rubric its name @param {any} result */
export function showTaken(root, box, rubric, result) {
  part(box, "taken").textContent = phrase(root, "taken", { rubric, total: result.total, maximum: result.maximum });
}

/** Say where the rules have changed since a link was made.
 * @param {HTMLElement} box @param {Form | null | undefined} form what it holds
 * @param {(request: any) => Promise<any>} ask */
export async function showSince(box, form, ask) {
  const since = form && "vector" in form ? await sinceMade(ask, form) : null;
  const notice = part(box, "since");
  notice.hidden = since === null;
  for (const how of ["same", "different"]) part(notice, how).hidden = since !== how;
}

/** @param {HTMLElement} box */
function textOfBox(box) {
  return /** @type {HTMLTextAreaElement} */ (part(box, "text")).value;
}

/** @param {string} text @returns {Promise<Form>} */
async function pasted(text) {
  const found = readPasted(text);
  return "vector" in found ? found : { document: await documentOf("", found.text) };
}
