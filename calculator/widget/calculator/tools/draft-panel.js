// Shows where the drafts stand: undo and redo, whether the draft is stored, a conflict with another tab, the
// other drafts.

import { askFirst } from "./confirm-dialog.js";
import { all, language, part, phrase } from "../../shared/dom.js";

/** @typedef {import("../history/draft-store.js").Draft} Draft */
/** @typedef {import("../history/draft-session.js").DraftSession} DraftSession */

export class DraftPanel {
  #tools;
  #session;
  #download;
  /** How many other drafts were shown last. */
  #count = 0;

  /**
   * @param {HTMLElement} tools
   * @param {DraftSession} session
   * @param {(value: import("../../shared/appraisal-types.js").Appraisal) => void} download hands out a draft
   *   as a file
   */
  constructor(tools, session, download) {
    this.#tools = tools;
    this.#session = session;
    this.#download = download;
  }

  show() {
    const { canUndo, canRedo, others } = this.#session;
    all(this.#tools, "[data-tool=undo]")[0].setAttribute("aria-disabled", String(!canUndo));
    all(this.#tools, "[data-tool=redo]")[0].setAttribute("aria-disabled", String(!canRedo));
    this.#showStatus();
    this.#showOthers(others);
  }

  #showStatus() {
    const { status, savedAt, savedByOtherAt } = this.#session;
    const stored = part(this.#tools, "kept");
    const time = status === "kept" ? formatTime(savedAt) : "";
    stored.textContent = phrase(this.#tools, `tools-${status}`, { time });
    stored.dataset.status = status;
    const conflict = part(this.#tools, "overtaken");
    conflict.hidden = status !== "overtaken";
    if (conflict.hidden) return;
    const savedByOther = formatTime(savedByOtherAt);
    part(conflict, "when").textContent = phrase(this.#tools, "tools-when", { time: savedByOther });
  }

  /** @param {Draft[]} drafts */
  #showOthers(drafts) {
    const box = /** @type {HTMLDetailsElement} */ (part(this.#tools, "others"));
    box.hidden = drafts.length === 0;
    if (drafts.length > this.#count) box.open = true; // the reader sees what has just been set aside
    this.#count = drafts.length;
    part(box, "count").textContent = phrase(this.#tools, "tools-others", { n: drafts.length });
    part(box, "list").replaceChildren(...drafts.map((draft) => this.#item(draft)));
  }

  /** @param {Draft} draft */
  #item(draft) {
    const { content } = /** @type {HTMLTemplateElement} */ (part(this.#tools, "other"));
    const item = /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
    const { rubric, subject, period } = draft.value;
    const name = [subject, period].filter(Boolean).join(" ") || phrase(this.#tools, "tools-nameless");
    part(item, "name").textContent = name;
    part(item, "about").textContent = [rubricName(this.#tools, rubric), formatTime(draft.saved)].join(" · ");
    const [open, download, remove] = all(item, "button");
    open.hidden = !this.#session.canOpen(draft);
    download.hidden = !open.hidden;
    open.addEventListener("click", () => this.#session.open(draft));
    download.addEventListener("click", () => this.#download(draft.value));
    remove.addEventListener("click", () => {
      askFirst(this.#tools, "forget", () => this.#session.delete(draft));
    });
    for (const button of [open, download, remove]) {
      button.setAttribute("aria-label", `${button.textContent} ${name}`);
    }
    return item;
  }
}

/** @param {HTMLElement} tools @param {string} rubric its id */
function rubricName(tools, rubric) {
  const name = `tools-rubric-${rubric}`;
  const isKnown = tools.querySelector(`template[data-phrase="${CSS.escape(name)}"]`) !== null;
  return isKnown ? phrase(tools, name) : phrase(tools, "tools-rubric-gone", { name: rubric });
}

/** The time of day, with the date unless it is today. @param {number} milliseconds since 1970 */
function formatTime(milliseconds) {
  const time = new Date(milliseconds);
  const isToday = time.toDateString() === new Date().toDateString();
  const locale = language() === "zh" ? "zh-CN" : "en-GB";
  return time.toLocaleString(locale, { timeStyle: "short", ...(!isToday && { dateStyle: "medium" }) });
}
