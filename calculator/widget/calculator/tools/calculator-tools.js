// <calculator-tools>: within a calculator, its memory (undo, drafts, tabs) and its ways in and out (links, text, files).
//
// Its words and its dialogs stand in the page's HTML; the phrases that it fills in are the calculator's.

import { all, element, fixed, language, part, phrase } from "../../shared/dom.js";
import { Drafts, isBlank } from "../history/draft-store.js";
import { copy, downloadAs, linkOf, openFile, openPasted, textOfResult } from "./import-export.js";
import { sinceMade } from "../../shared/appraisal-links.js";
import { download, fileName, toYaml } from "../../shared/appraisal-files.js";
import { Memory } from "../history/draft-session.js";
import { AfterPaint as Later } from "../../shared/after-paint.js";
import { bringSheet, shapeOf } from "../rubric-sheets.js";
import { Steps } from "../history/undo-history.js";

/** @typedef {import("../appraisal-calculator.js").AppraisalCalculator} Calculator */
/** @typedef {import("../history/draft-store.js").Draft} Draft */
/** @typedef {import("../appraisal-state.js").Appraisal} Appraisal */

const TEXT_FIELDS = "textarea, select, input:not([type=radio], [type=checkbox])";

export class CalculatorTools extends HTMLElement {
  /** @type {Drafts | undefined} */
  #drafts;
  /** @type {Memory | undefined} */
  #memory;
  #aside = 0;
  #telling = new Later(() => this.#show()); // to write a time costs more than all else that comes of a link
  /** The draft that did not fit its rubric any longer, as it was. @type {Appraisal | null} */
  #unfit = null;
  /** What a question's answer leads to. */
  #confirmed = () => {};

  async connectedCallback() {
    await customElements.whenDefined("appraisal-calculator");
    if (!this.isConnected) return;
    const addresses = (this.#calculator.getAttribute("rubrics") ?? "").split(" ");
    const rubrics = addresses.map((address) => /([^/]+)\.json(?:\?|$)/.exec(address)?.[1] ?? "");
    const site = new URL(".", new URL(addresses[0], document.baseURI)).pathname;
    this.#drafts = new Drafts(site);
    this.#memory = new Memory(this.#calculator.state, this.#drafts, new Steps(this.#drafts.stepsKey), rubrics, (rubric) => shapeOf(this.#calculator, rubric));
    this.#memory.addEventListener("changed", () => this.#telling.ask());
    this.#memory.addEventListener("link", this.#onLink);
    this.#memory.addEventListener("unfit", this.#onUnfit);
    this.#calculator.addEventListener("scored", this.#onScored);
    this.#calculator.addEventListener("click", this.#onAnyClick, true);
    this.addEventListener("click", this.#onClick);
    this.addEventListener("change", this.#onFileChosen);
    this.addEventListener("submit", this.#onSubmit);
    document.addEventListener("keydown", this.#onKey);
    document.addEventListener("dragover", this.#onDrag);
    document.addEventListener("dragleave", this.#onDragEnd);
    document.addEventListener("drop", this.#onDrop);
    this.#memory.connect();
  }

  disconnectedCallback() {
    this.#memory?.disconnect();
    document.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("dragover", this.#onDrag);
    document.removeEventListener("dragleave", this.#onDragEnd);
    document.removeEventListener("drop", this.#onDrop);
  }

  #onScored = () => {
    const { result } = this.#calculator;
    for (const button of fixed(this, "[data-needs=result]")) button.toggleAttribute("disabled", result === null);
    if (result) this.#memory?.showsVector(result.vector);
  };

  /** @type {Record<string, (button: HTMLElement) => unknown>} */
  #deeds = {
    undo: () => this.#memory?.go(-1),
    redo: () => this.#memory?.go(1),
    more: (button) => button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true")),
    open: () => this.#dialog("open").showModal(),
    choose: () => part(this, "file").click(),
    link: () => this.#copyLink(),
    text: () => this.#copy(textOfResult(this.#calculator), () => phrase(this, "tools-copied-text")),
    yaml: () => this.#download("yaml"),
    json: () => this.#download("json"),
    erase: () => this.#askFirst("erase", () => this.#erase()),
    "take-other": () => this.#memory?.takeOther(),
    "keep-own": () => this.#memory?.keepOwn(),
    "close-link": () => (part(this, "old-link").hidden = true),
    "save-unfit": () => this.#unfit && this.#save(this.#unfit),
    "close-unfit": () => (part(this, "unfit").hidden = true),
    close: (button) => button.closest("dialog")?.close(),
    confirm: (button) => {
      button.closest("dialog")?.close();
      this.#confirmed();
    },
  };

  #onClick = (/** @type {Event} */ event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button && button.getAttribute("aria-disabled") !== "true") this.#deeds[button.dataset.tool ?? ""]?.(button);
  };

  /** Starting again asks first, where there is something to lose. */
  #onAnyClick = (/** @type {Event} */ event) => {
    const button = /** @type {Element} */ (event.target).closest("button[type=reset]");
    if (!(button instanceof HTMLButtonElement) || isBlank(this.#calculator.state.value)) return;
    event.preventDefault();
    this.#askFirst("again", () => button.form?.reset());
  };

  /** @param {string} name @param {() => void} confirmed */
  #askFirst(name, confirmed) {
    this.#confirmed = confirmed;
    this.#dialog(name).showModal();
  }

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const typing = event.target instanceof Element && event.target.closest(TEXT_FIELDS);
    if (!(event.ctrlKey || event.metaKey) || event.altKey || typing || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    this.#memory?.go(key === "y" || event.shiftKey ? 1 : -1);
  };

  // ---- what is kept

  #show() {
    const memory = /** @type {Memory} */ (this.#memory);
    all(this, "[data-tool=undo]")[0].setAttribute("aria-disabled", String(!memory.canUndo));
    all(this, "[data-tool=redo]")[0].setAttribute("aria-disabled", String(!memory.canRedo));
    const { status } = memory;
    const kept = part(this, "kept");
    kept.textContent = phrase(this, `tools-${status}`, { time: status === "kept" && this.#time(memory.saved) });
    kept.dataset.status = status;
    const overtaken = part(this, "overtaken");
    overtaken.hidden = status !== "overtaken";
    if (!overtaken.hidden) part(overtaken, "when").textContent = phrase(this, "tools-when", { time: this.#time(memory.savedByOther) });
    this.#showOthers(memory.others);
  }

  /** @param {Draft[]} drafts */
  #showOthers(drafts) {
    const box = /** @type {HTMLDetailsElement} */ (part(this, "others"));
    box.hidden = drafts.length === 0;
    // What has just been set aside is shown.
    if (drafts.length > this.#aside) box.open = true;
    this.#aside = drafts.length;
    part(box, "count").textContent = phrase(this, "tools-others", { n: drafts.length });
    part(box, "list").replaceChildren(...drafts.map((draft) => this.#other(draft)));
  }

  /** @param {Draft} draft */
  #other(draft) {
    const template = /** @type {HTMLTemplateElement} */ (part(this, "other"));
    const item = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (template.content.firstElementChild).cloneNode(true));
    const { rubric, subject, period } = draft.value;
    const name = [subject, period].filter(Boolean).join(" ") || phrase(this, "tools-nameless");
    part(item, "name").textContent = name;
    part(item, "about").textContent = [this.#nameOf(rubric), this.#time(draft.saved)].join(" · ");
    const [open, save, forget] = all(item, "button");
    open.hidden = !this.#memory?.canOpen(draft);
    save.hidden = !open.hidden;
    open.addEventListener("click", () => this.#memory?.open(draft));
    save.addEventListener("click", () => this.#save(draft.value));
    forget.addEventListener("click", () => this.#askFirst("forget", () => this.#memory?.forget(draft)));
    for (const button of [open, save, forget]) button.setAttribute("aria-label", `${button.textContent} ${name}`);
    return item;
  }

  /** A draft of before the rubric changed: what of it is not in the form.
   * @param {Event} event */
  #onUnfit = async (event) => {
    const { value, left } = /** @type {CustomEvent<import("../history/draft-session.js").Unfit>} */ (event).detail;
    const box = part(this, "unfit");
    this.#unfit = value;
    box.hidden = false;
    const sheet = await bringSheet(this.#calculator, value.rubric).catch(() => null); // for the criteria's names
    const told = left.map(({ what, criterion, values }) => {
      const name = sheet?.querySelector(`[data-criterion="${CSS.escape(criterion)}"] .criterion__name`);
      return element("li", phrase(this, `tools-unfit-${what}`, { ...values, name: name?.textContent?.trim() ?? criterion }));
    });
    part(box, "unfit-list").replaceChildren(...told);
  };

  /** Hand out a draft as it was kept. @param {Appraisal} value */
  async #save(value) {
    const name = fileName(value, "yaml");
    download(name, await toYaml(value), "application/yaml");
    this.#say(phrase(this, "tools-downloaded", { name }));
  }

  /** @param {string} rubric */
  #nameOf(rubric) {
    const known = this.querySelector(`template[data-phrase="tools-rubric-${CSS.escape(rubric)}"]`);
    return known ? phrase(this, `tools-rubric-${rubric}`) : phrase(this, "tools-rubric-gone", { name: rubric });
  }

  /** @param {number} saved */
  #time(saved) {
    const time = new Date(saved);
    const today = time.toDateString() === new Date().toDateString();
    const locale = language() === "zh" ? "zh-CN" : "en-GB";
    return time.toLocaleString(locale, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
  }

  #erase() {
    this.#memory?.settle(); // or it would be saved as the page goes
    try {
      this.#drafts?.eraseAll();
    } catch {
      // A browser that forbids it has kept nothing.
    }
    // Nothing that was written is left in the page's memory either.
    history.replaceState(null, "", location.pathname + location.search);
    location.reload();
  }

  // ---- links and text

  #copyLink() {
    const made = linkOf(this.#calculator);
    const link = made.then((one) => one.link);
    this.#copy(link, async () => {
      const { differs, total } = await made;
      const scored = { total, now: this.#calculator.result.total };
      return phrase(this, "tools-copied-link") + (differs ? ` ${phrase(this, "tools-link-differs", scored)}` : "");
    });
  }

  /** @param {Promise<string>} text @param {() => string | Promise<string>} done what is said then */
  async #copy(text, done) {
    try {
      await copy(text);
      this.#say(await done());
    } catch {
      const field = /** @type {HTMLTextAreaElement} */ (part(this, "by-hand"));
      field.value = await text;
      this.#dialog("copy").showModal();
      field.select();
    }
  }

  /** @param {"yaml" | "json"} kind */
  async #download(kind) {
    this.#say(phrase(this, "tools-downloaded", { name: await downloadAs(this.#calculator, kind) }));
  }

  /** A link that knows by which rules it was made is compared with the rules of today. */
  #onLink = async (/** @type {Event} */ event) => {
    this.#compare(/** @type {CustomEvent<import("../../shared/appraisal-links.js").Link>} */ (event).detail);
  };

  /** @param {import("../../shared/appraisal-links.js").Link} link */
  async #compare(link) {
    const box = part(this, "old-link");
    box.hidden = true;
    const since = await sinceMade((request) => this.#calculator.ask(request), link);
    box.hidden = since === null;
    for (const how of ["same", "different"]) part(box, how).hidden = since !== how;
  }

  // ---- opening

  #onSubmit = async (/** @type {Event} */ event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.part !== "paste") return;
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("pasted"));
    if (!field.value.trim()) return field.focus();
    const opened = await openPasted(this.#calculator, field.value);
    if (this.#hasOpened(opened)) field.value = "";
    if (opened.link && !opened.faults && !opened.reason) this.#compare(opened.link);
  };

  #onFileChosen = async (/** @type {Event} */ event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.type !== "file" || !field.files?.length) return;
    this.#hasOpened(await openFile(this.#calculator, field.files[0]), field.files[0].name);
    field.value = "";
  };

  /** Tell what came of opening something. @param {import("./import-export.js").Opened} opened @param {string} [name] of the file */
  #hasOpened({ faults = [], more = 0, reason }, name) {
    const dialog = this.#dialog("open");
    const box = part(dialog, "refused");
    const refused = reason !== undefined || faults.length > 0;
    box.hidden = !refused;
    part(box, "what").textContent = name ?? "";
    part(box, "fault-list").replaceChildren(
      ...(reason === undefined ? [] : [element("li", phrase(this, `tools-${reason}`))]),
      ...faults.map((fault) => element("li", this.#told(fault))),
      ...(more > 0 ? [element("li", phrase(this, "tools-more", { n: more }))] : []),
    );
    if (refused && !dialog.open) dialog.showModal();
    if (refused) box.scrollIntoView({ block: "nearest" });
    else {
      dialog.close();
      this.#say(phrase(this, name ? "tools-opened-file" : "tools-opened", { name }));
    }
    return !refused;
  }

  /** @param {import("./import-export.js").Fault} fault */
  #told({ line, path, problem }) {
    const place = [line ? phrase(this, "tools-line", { n: line }) : "", path].filter(Boolean).join(" · ");
    return [place, problem[language()]].filter(Boolean).join(language() === "zh" ? "：" : ": ");
  }

  #onDrag = (/** @type {DragEvent} */ event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    document.body.toggleAttribute("data-dropping", true);
  };

  #onDragEnd = (/** @type {DragEvent} */ event) => {
    if (event.relatedTarget === null) document.body.removeAttribute("data-dropping");
  };

  #onDrop = async (/** @type {DragEvent} */ event) => {
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    event.preventDefault();
    document.body.removeAttribute("data-dropping");
    if (files.length > 1) this.#hasOpened({ reason: "one-at-a-time" }, `${files.length}`);
    else this.#hasOpened(await openFile(this.#calculator, files[0]), files[0].name);
  };

  // ----

  /** @param {string} text */
  #say(text) {
    part(this, "tools-said").textContent = text;
  }

  /** @param {string} name @returns {HTMLDialogElement} */
  #dialog(name) {
    return /** @type {HTMLDialogElement} */ (part(this, `dialog-${name}`));
  }

  get #calculator() {
    return /** @type {Calculator} */ (this.closest("appraisal-calculator"));
  }
}

customElements.define("calculator-tools", CalculatorTools);
