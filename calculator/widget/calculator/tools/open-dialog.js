// Opens an appraisal that the reader pastes, chooses as a file or drops on the page, and reports what is
// wrong with it.

import { dialogOf } from "./confirm-dialog.js";
import { element, part, phrase } from "../../shared/dom.js";
import { describeFault } from "../../shared/faults.js";
import { listenForFiles } from "../../shared/file-drop.js";
import { openFile, openPasted } from "./import-export.js";

/** @typedef {import("../appraisal-calculator.js").AppraisalCalculator} Calculator */
/** @typedef {import("./import-export.js").Opened} Opened */
/** @typedef {import("../../shared/appraisal-links.js").Link} Link */
/**
 * What the dialog needs of its surroundings: to announce a text, and to check a link that has been opened.
 * @typedef {{announce: (text: string) => void, checkLink: (link: Link) => void}} Callbacks
 */

export class OpenDialog {
  #tools;
  #calculator;
  #callbacks;

  /** @param {HTMLElement} tools @param {Calculator} calculator @param {Callbacks} callbacks */
  constructor(tools, calculator, callbacks) {
    this.#tools = tools;
    this.#calculator = calculator;
    this.#callbacks = callbacks;
  }

  /**
   * Listen to the form, the file field, and files that are dropped on the page.
   * @param {AbortSignal} signal to stop
   */
  connect(signal) {
    this.#tools.addEventListener("submit", this.#onSubmit, { signal });
    this.#tools.addEventListener("change", this.#onFileChosen, { signal });
    listenForFiles(document.documentElement, this.#onDrop, signal);
  }

  show() {
    dialogOf(this.#tools, "open").showModal();
  }

  #onSubmit = async (/** @type {Event} */ event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.part !== "paste") return;
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("pasted"));
    if (!field.value.trim()) return field.focus();
    const opened = await openPasted(this.#calculator, field.value);
    if (!this.#report(opened)) return;
    field.value = "";
    if (opened.link) this.#callbacks.checkLink(opened.link);
  };

  #onFileChosen = async (/** @type {Event} */ { target: field }) => {
    if (!(field instanceof HTMLInputElement) || field.type !== "file" || !field.files?.length) return;
    await this.#openFile(field.files[0]);
    field.value = "";
  };

  #onDrop = async (/** @type {FileList} */ files) => {
    if (files.length > 1) this.#report({ reason: "one-at-a-time" }, `${files.length}`);
    else await this.#openFile(files[0]);
  };

  /** @param {File} file */
  async #openFile(file) {
    this.#report(await openFile(this.#calculator, file), file.name);
  }

  /**
   * Report what has become of opening something: in the dialog what is wrong with it, else in passing.
   * @param {Opened} opened
   * @param {string} [name] of the file
   * @returns {boolean} whether it has been opened
   */
  #report({ faults = [], more = 0, reason }, name) {
    const dialog = dialogOf(this.#tools, "open");
    const refused = reason !== undefined || faults.length > 0;
    const notice = part(dialog, "refused");
    notice.hidden = !refused;
    part(notice, "what").textContent = name ?? "";
    const problems = [
      ...(reason === undefined ? [] : [phrase(this.#tools, `tools-${reason}`)]),
      ...faults.map((fault) => describeFault(fault, fault.line ? phrase(this.#tools, "tools-line", { n: fault.line }) : "")),
      ...(more > 0 ? [phrase(this.#tools, "tools-more", { n: more })] : []),
    ];
    part(notice, "fault-list").replaceChildren(...problems.map((problem) => element("li", problem)));
    if (refused) {
      if (!dialog.open) dialog.showModal();
      notice.scrollIntoView({ block: "nearest" });
    } else {
      dialog.close();
      this.#callbacks.announce(phrase(this.#tools, name ? "tools-opened-file" : "tools-opened", { name }));
    }
    return !refused;
  }
}
