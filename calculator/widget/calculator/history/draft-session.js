// Keeps what the reader does: as a draft in this browser, and as steps that can be undone. What opens over a draft sets it
// aside; what another tab has saved is not overwritten, but put to the reader.

import { OvertakenError, freshId, isBlank } from "./draft-store.js";
import { fitting } from "./draft-migration.js";
import { linkOfPage } from "../../shared/appraisal-links.js";
import { AfterPaint as Later } from "../../shared/after-paint.js";
import { changedThing, isStep, markOfEntry } from "./undo-history.js";

/** @typedef {import("../appraisal-state.js").Appraisal} Appraisal */
/** @typedef {import("../appraisal-state.js").Change} Change */
/** @typedef {import("./draft-store.js").Draft} Draft */
/** @typedef {import("./undo-history.js").Step} Step */
/** How it stands with keeping: `full` and `forbidden` are the browser's answers, `overtaken` another tab's doing.
 * @typedef {"nothing" | "kept" | "full" | "forbidden" | "overtaken"} Status */

/** Fires `changed` when what it says of itself has changed, `link` (detail: a Link) when a link has been opened, and `unfit`
 * (detail: {@link Unfit}) when a draft has been opened that no longer fits its rubric.
 * @typedef {{value: Appraisal, left: import("./draft-migration.js").Left[]}} Unfit the draft as it was, and what did not fit */
export class Memory extends EventTarget {
  #state;
  #drafts;
  #steps;
  #rubrics;
  #shapeOf;
  /** Which draft the page shows. */
  #id = freshId();
  #edited = false;
  /** Which draft each rubric's appraisal belongs to. @type {Map<string, {id: string, edited: boolean}>} */
  #ids = new Map();
  #begun = false;
  /** What is being shown, while it is: a draft, or a step that the reader went to. @type {(Step & {isStep?: boolean}) | null} */
  #showing = null;
  #unsaved = false;
  /** What is about to be saved. @type {{id: string, edited: boolean, value: Appraisal} | null} */
  #pending = null;
  #saving = new Later(() => this.#saveNow());
  /** @type {Status} */
  status = "nothing";
  /** When the draft was saved, in milliseconds. */
  saved = 0;

  /**
   * @param {import("../appraisal-state.js").AppraisalState} state
   * @param {import("./draft-store.js").Drafts} drafts
   * @param {import("./undo-history.js").Steps} steps
   * @param {string[]} rubrics those that the page can show
   * @param {(rubric: string) => import("./draft-migration.js").Shape | null} shapeOf
   */
  constructor(state, drafts, steps, rubrics, shapeOf) {
    super();
    this.#state = state;
    this.#drafts = drafts;
    this.#steps = steps;
    this.#rubrics = rubrics;
    this.#shapeOf = shapeOf;
  }

  connect() {
    this.#state.addEventListener("change", this.#onChange);
    this.#steps.addEventListener("step", this.#onStep);
    this.#steps.connect();
    window.addEventListener("storage", this.#onStorage);
    window.addEventListener("pageshow", this.#onPageShow);
    this.#begin();
  }

  disconnect() {
    this.#state.removeEventListener("change", this.#onChange);
    this.#steps.removeEventListener("step", this.#onStep);
    this.#saving.now();
    this.#steps.disconnect();
    window.removeEventListener("storage", this.#onStorage);
    window.removeEventListener("pageshow", this.#onPageShow);
  }

  /** Where the page was opened: at one of this tab's own entries, by a link, or plainly, which means the latest draft. */
  #begin() {
    const link = linkOfPage();
    const kept = this.#steps.kept();
    const step = this.#steps.resume();
    if (step && kept && this.#shapeOf(step.value.rubric)) {
      this.#begun = true;
      const last = kept.list[kept.at - kept.first];
      const stood = this.#drafts.peek(step.value.rubric);
      if (!stood || stood.id !== last.id || same(stood.value, last.value)) this.#drafts.read(step.value.rubric);
      return this.#show({ ...step, isStep: true });
    }
    // The language's link takes the address along: it is still this tab's own work.
    const ours = !link || markOfEntry() !== null || kept?.vector === link.vector;
    const latest = ours ? this.#drafts.latest(this.#rubrics) : null;
    const draft = latest && this.#drafts.read(latest.value.rubric);
    if (draft) this.#show(draft);
    else this.#tell();
  }

  /** Show a draft, or a step. Where the rubric has changed since it was kept, what fits is a draft of its own.
   * @param {Step & {isStep?: boolean}} one */
  #show(one) {
    const { value, left } = fitting(structuredClone(one.value), this.#shapeOf(one.value.rubric) ?? {});
    if (left.length) this.#setUnfitAside(one);
    this.#showing = left.length ? { ...one, id: freshId(), edited: true } : one;
    this.#state.update(() => value, "opened");
    this.#showing = null;
    if (left.length) this.dispatchEvent(new CustomEvent("unfit", { detail: { value: one.value, left } }));
  }

  /** What does not fit any longer stays as it was. @param {Step} one */
  #setUnfitAside({ id, value }) {
    try {
      this.#drafts.putAside({ id, edited: true, value });
      this.#drafts.drop(value.rubric, id);
    } catch {
      // It can be downloaded as long as the page stands.
    }
  }

  #onChange = (/** @type {Event} */ event) => {
    const { before, value, by } = /** @type {CustomEvent<Change>} */ (event).detail;
    if (by === "core") return this.#steps.amend({ id: this.#id, edited: this.#edited, value });
    const stood = by === "reader" && value.rubric !== before.rubric && isBlank(value) && this.#drafts.read(value.rubric);
    if (stood) return this.#show(stood);
    const old = { id: this.#id, edited: this.#edited, value: before };
    const { id, edited } = this.#belonging(before, value, by);
    this.#id = id;
    this.#edited = edited;
    this.#ids.set(value.rubric, { id, edited });
    this.#record(old, { id, edited, value }, by);
    this.#save();
    if (by !== "reader") this.settle(); // only what the reader does by hand has to be shown at once
  };

  /** Which draft a new value belongs to. @param {Appraisal} before @param {Appraisal} value @param {Change["by"]} by */
  #belonging(before, value, by) {
    if (this.#showing) return this.#showing;
    if (by === "opened") return { id: freshId(), edited: false };
    if (value.rubric === before.rubric) return { id: this.#id, edited: true };
    return this.#ids.get(value.rubric) ?? { id: freshId(), edited: false };
  }

  /** @param {Step} old @param {Step} now @param {Change["by"]} by */
  #record(old, now, by) {
    if (this.#showing?.isStep) return;
    const link = by === "opened" && !this.#showing ? linkOfPage() : null;
    const followed = link !== null && !isStep();
    if (!this.#begun) {
      this.#begun = true;
      this.#steps.start(by === "opened" ? now : old);
      if (by === "reader") this.#steps.record(now, changedThing(old.value, now.value));
    } else if (followed) this.#steps.adopt(now);
    else this.#steps.record(now, by === "reader" ? changedThing(old.value, now.value) : "");
    if (followed) this.dispatchEvent(new CustomEvent("link", { detail: link }));
  }

  /** Save the draft, once the page shows what has come of the change. */
  #save() {
    if (this.#pending?.id !== this.#id) this.#saving.now();
    this.#pending = { id: this.#id, edited: this.#edited, value: this.#state.value };
    this.#unsaved = true;
    this.#saving.ask();
  }

  /** Save now what is about to be saved. */
  settle() {
    this.#steps.settle();
    this.#saving.now();
  }

  #saveNow() {
    const draft = /** @type {{id: string, edited: boolean, value: Appraisal}} */ (this.#pending);
    const { id, value } = draft;
    this.#pending = null;
    try {
      if (isBlank(value)) this.#drafts.drop(value.rubric, id);
      else this.saved = this.#drafts.save(draft).saved;
      this.status = isBlank(value) ? "nothing" : "kept";
      this.#unsaved = false;
    } catch (error) {
      if (error instanceof OvertakenError) this.status = "overtaken";
      else this.status = error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "forbidden";
    }
    this.#tell();
  }

  #onStep = (/** @type {Event} */ event) => {
    this.#show({ .../** @type {CustomEvent<Step>} */ (event).detail, isStep: true });
  };

  // Another tab has kept, set aside or erased something.
  #onStorage = (/** @type {StorageEvent} */ event) => {
    const { value } = this.#state;
    if (this.#drafts.concerns(event, value.rubric)) this.#lookForOther();
    this.#tell();
  };

  // The page came back as it was left; a page of the other language may have gone on with the draft meanwhile.
  #onPageShow = (/** @type {PageTransitionEvent} */ event) => {
    if (!event.persisted) return;
    this.#lookForOther();
    if (this.status === "overtaken" && !this.#unsaved) this.takeOther();
    this.#tell();
  };

  #lookForOther() {
    const { value } = this.#state;
    if (!this.#drafts.isOvertaken(value.rubric, this.#id)) return;
    const other = this.#drafts.peek(value.rubric);
    if (other && same(other.value, value)) this.#drafts.read(value.rubric);
    else this.status = "overtaken";
  }

  /** Of two tabs' versions take the other one; what this tab had not kept is set aside. */
  takeOther() {
    const { value } = this.#state;
    try {
      if (this.#unsaved) this.#drafts.putAside({ id: freshId(), edited: true, value });
    } catch {
      // It can be undone as long as the page stands.
    }
    this.#unsaved = false;
    const other = this.#drafts.read(value.rubric);
    if (other) this.#show(other);
  }

  /** Of two tabs' versions go on with this one; the other is set aside. */
  keepOwn() {
    this.#id = freshId();
    this.#edited = true;
    this.#ids.set(this.#state.value.rubric, { id: this.#id, edited: true });
    this.#save();
  }

  /** When the other tab saved its version, in milliseconds. */
  get savedByOther() {
    return this.#drafts.peek(this.#state.value.rubric)?.saved ?? 0;
  }

  /** Drafts that the reader can go back to, the latest first. @returns {Draft[]} */
  get others() {
    const stood = this.#drafts.standing();
    const own = new Set([this.#id, ...[...this.#ids.values()].map(({ id }) => id)]);
    return [...stood.filter(({ id, edited }) => edited && !own.has(id)), ...this.#drafts.aside().filter(({ id }) => id !== this.#id)];
  }

  /** Whether the page can show a draft: its rubric may be gone. @param {Draft} draft */
  canOpen({ value }) {
    return this.#shapeOf(value.rubric) !== null;
  }

  /** Go back to one of them. @param {Draft} draft */
  open(draft) {
    this.#show({ ...draft, edited: true });
  }

  /** @param {Draft} draft */
  forget(draft) {
    try {
      this.#drafts.forget(draft.id);
      this.#drafts.read(draft.value.rubric);
      this.#drafts.drop(draft.value.rubric, draft.id);
    } catch {
      // Another tab is at it, or the browser forbids it: then it stays.
    }
    this.#tell();
  }

  /** @param {-1 | 1} way back or forward */
  go(way) {
    this.#steps.go(way);
  }

  get canUndo() {
    return this.#steps.canUndo;
  }

  get canRedo() {
    return this.#steps.canRedo;
  }

  /** @param {string} vector that the address shows now */
  showsVector(vector) {
    this.#steps.showsVector(vector);
  }

  #tell() {
    this.dispatchEvent(new Event("changed"));
  }
}

/** @param {unknown} one @param {unknown} other */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
