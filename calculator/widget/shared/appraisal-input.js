// An input box for an appraisal: a pasted link, vector or file text, a file, or a listed example.

import { listenForActions } from "./actions.js";
import { FileError, documentOf, textOf } from "./appraisal-files.js";
import { readPasted, sinceMade } from "./appraisal-links.js";
import { part, phrase, showList } from "./dom.js";
import { describeFault } from "./faults.js";

/** @typedef {import("./appraisal-links.js").Link} Link */
/** An appraisal as a request to the core; a link also has the rules by which it was created.
 * @typedef {Link | {appraisal: object} | {document: object}} AppraisalRequest */
/** @typedef {import("./appraisal-types.js").Fault} Fault */

/**
 * Call `onInput` with each appraisal that the reader enters in a box. What cannot be parsed is reported in
 * the box.
 * @param {HTMLElement} root the element that the box is part of
 * @param {HTMLElement} box
 * @param {(request: AppraisalRequest) => void} onInput
 * @param {AbortSignal} signal ends it
 */
export function listenForAppraisals(root, box, onInput, signal) {
  const read = async (/** @type {() => Promise<AppraisalRequest>} */ parse) => {
    try {
      onInput(await parse());
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      showList(part(box, "faults"), [phrase(root, error.message)]);
    }
  };
  listenForActions(box, { take: () => read(() => parsePasted(textOfBox(box))) }, signal);
  box.addEventListener("click", (event) => {
    const { appraisal } = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset ?? {};
    if (appraisal) onInput({ appraisal: JSON.parse(appraisal) });
  }, { signal });
  box.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.files?.length) return;
    const [file] = input.files;
    read(async () => ({ document: await documentOf(file.name, await textOf(file)) }));
    input.value = ""; // so that the same file can be opened again after a correction
  }, { signal });
}

/**
 * Begin to listen for what an element takes appraisals from: its boxes, its buttons and fields, and the
 * address, which is opened at once; and start the engine.
 * @param {HTMLElement} element
 * @param {{start(): Promise<void>}} host the element's connection to the engine
 * @param {object} listeners
 * @param {[HTMLElement, (request: AppraisalRequest) => void][]} listeners.boxes with what takes their appraisals
 * @param {Record<string, import("./actions.js").Action>} listeners.actions
 * @param {(event: Event) => void} listeners.onChange
 * @param {() => void} listeners.openFragment
 * @returns {AbortController} ends it
 */
export function connectInput(element, host, { boxes, actions, onChange, openFragment }) {
  const listening = new AbortController();
  const { signal } = listening;
  for (const [box, onInput] of boxes) listenForAppraisals(element, box, onInput, signal);
  listenForActions(element, actions, signal);
  element.addEventListener("change", onChange, { signal });
  window.addEventListener("hashchange", openFragment, { signal });
  openFragment();
  host.start().catch(() => {}); // shown in the element
  return listening;
}

/**
 * Show why the core refused the input of a box; no faults hide the notice.
 * @param {HTMLElement} root
 * @param {HTMLElement} box
 * @param {Fault[]} [faults]
 */
export function showFaults(root, box, faults = []) {
  const lineOf = (/** @type {Fault} */ { line }) => (line ? phrase(root, "line", { line }) : "");
  showList(part(box, "faults"), faults.map((fault) => describeFault(fault, lineOf(fault))));
}

/**
 * Show which appraisal the box now holds.
 * @param {HTMLElement} root
 * @param {HTMLElement} box
 * @param {string} rubric its name
 * @param {any} result
 */
export function showAccepted(root, box, rubric, result) {
  part(box, "taken").textContent = phrase(root, "taken", { rubric, total: result.total, maximum: result.maximum });
}

/**
 * Show whether the rules have changed since the link in a box was created.
 * @param {HTMLElement} box
 * @param {AppraisalRequest | null | undefined} request what the box holds
 * @param {(request: any) => Promise<any>} ask
 */
export async function showRuleChange(box, request, ask) {
  const change = request && "vector" in request ? await sinceMade(ask, request) : null;
  const notice = part(box, "since");
  notice.hidden = change === null;
  for (const name of ["same", "different"]) part(notice, name).hidden = change !== name;
}

/** @param {HTMLElement} box */
function textOfBox(box) {
  return /** @type {HTMLTextAreaElement} */ (part(box, "text")).value;
}

/** @param {string} text @returns {Promise<AppraisalRequest>} */
async function parsePasted(text) {
  const parsed = readPasted(text);
  return "vector" in parsed ? parsed : { document: await documentOf("", parsed.text) };
}
