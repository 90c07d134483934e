// Ties the appraisal that is shown to the stored drafts and to the undo history. What opens over a draft sets
// it aside.
//
// Each appraisal belongs to a draft (`#current`). It changes by one of four transitions: the reader edits it,
// chooses another rubric, or goes back to a stored draft or an undo step; or a link, a file or an example is
// opened.

import { isEqual, changedPath } from "./changed-path.js";
import { DraftAutosave } from "./draft-autosave.js";
import { freshId, isBlank } from "./draft-store.js";
import { migrateDraft } from "./draft-migration.js";
import { linkOfPage } from "../../shared/appraisal-links.js";

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../appraisal-state.js").Change} Change */
/** @typedef {import("./draft-store.js").Draft} Draft */
/** @typedef {import("./draft-migration.js").Shape} Shape */
/** @typedef {import("./undo-list.js").Step} Step */
/** Which draft an appraisal belongs to; `edited` where it holds the reader's own work.
 * @typedef {{id: string, edited: boolean}} DraftRef */
/** A draft or a step that is being shown again.
 * @typedef {{ref: DraftRef, value: Appraisal, isStep: boolean}} Restoration */
/** A draft as it was stored, and what of it did not fit the rubric any longer.
 * @typedef {{value: Appraisal, misfits: import("./draft-migration.js").Misfit[]}} Unfit */

/**
 * Fires `changed` when the status, the steps or the drafts have changed; `link` (detail: a Link) when a link
 * has been opened; and `unfit` (detail: an {@link Unfit}) when a draft has been opened that no longer fits
 * its rubric.
 */
export class DraftSession extends EventTarget {
  #state;
  #store;
  #history;
  #rubrics;
  #shapeOf;
  #autosave;
  /** The draft that the appraisal belongs to. @type {DraftRef} */
  #current = { id: freshId(), edited: false };
  /** The drafts that this page has shown last, by rubric. @type {Map<string, DraftRef>} */
  #shown = new Map();
  /** What the state has been changed to by {@link #restore}. @type {Restoration | null} */
  #restoration = null;

  /**
   * @param {import("../appraisal-state.js").AppraisalState} state
   * @param {import("./draft-store.js").DraftStore} store
   * @param {import("./undo-history.js").UndoHistory} history
   * @param {string[]} rubrics those that the page can show
   * @param {(rubric: string) => Shape | null} shapeOf null for a rubric that the page cannot show
   */
  constructor(state, store, history, rubrics, shapeOf) {
    super();
    this.#state = state;
    this.#store = store;
    this.#history = history;
    this.#rubrics = rubrics;
    this.#shapeOf = shapeOf;
    this.#autosave = new DraftAutosave(store, () => this.#notify());
  }

  connect() {
    this.#state.addEventListener("change", this.#onChange);
    this.#history.addEventListener("step", this.#onStep);
    this.#history.connect();
    window.addEventListener("storage", this.#onStorage);
    window.addEventListener("pageshow", this.#onPageShow);
    this.#begin();
  }

  disconnect() {
    this.#state.removeEventListener("change", this.#onChange);
    this.#history.removeEventListener("step", this.#onStep);
    this.#autosave.flush();
    this.#history.disconnect();
    window.removeEventListener("storage", this.#onStorage);
    window.removeEventListener("pageshow", this.#onPageShow);
  }

  /** Show what the page was opened for: one of this tab's own steps, a link, or else the latest draft. */
  #begin() {
    const resumed = this.#history.resume((step) => this.canOpen(step));
    if (resumed) return this.#resume(resumed);
    const link = linkOfPage();
    const isOwn = !link || this.#history.ownsAddress(link.vector);
    const latest = isOwn ? this.#store.latest(this.#rubrics) : null;
    const draft = latest && this.#store.read(latest.value.rubric);
    if (draft) this.#restore(draft);
    else this.#notify();
  }

  /**
   * Show a step again after a reload. Where the stored draft is not what this tab showed last, another tab
   * has saved it.
   * @param {{step: Step, last: Step | null}} resumed
   */
  #resume({ step, last }) {
    const { rubric } = step.value;
    const stored = this.#store.peek(rubric);
    if (stored?.id !== last?.id || isEqual(stored?.value, last?.value)) this.#store.read(rubric);
    this.#restore(step, true);
  }

  /**
   * Show a draft or a step. Where the rubric has changed since it was stored, what fits of it becomes a draft
   * of its own.
   * @param {Step} stored
   * @param {boolean} [isStep] whether it is already in the undo history
   */
  #restore(stored, isStep = false) {
    const shape = this.#shapeOf(stored.value.rubric) ?? {};
    const { value, misfits } = migrateDraft(JSON.parse(JSON.stringify(stored.value)), shape);
    const fits = misfits.length === 0;
    if (!fits) this.#putOriginalAside(stored);
    const ref = fits ? { id: stored.id, edited: stored.edited } : { id: freshId(), edited: true };
    this.#restoration = { ref, value, isStep };
    this.#state.update(() => value, "opened");
    this.#restoration = null;
    if (!fits) this.dispatchEvent(new CustomEvent("unfit", { detail: { value: stored.value, misfits } }));
  }

  /** Keep a draft that does not fit as it was. @param {Step} stored */
  #putOriginalAside({ id, value }) {
    try {
      this.#store.putAside({ id, edited: true, value });
      this.#store.remove(value.rubric, id);
    } catch {
      // It can be downloaded as long as the page is open.
    }
  }

  #onChange = (/** @type {Event} */ event) => {
    const { before, value, by } = /** @type {CustomEvent<Change>} */ (event).detail;
    if (by === "core") this.#history.amend({ ...this.#current, value });
    else if (this.#restoration?.value === value) this.#restored(this.#restoration);
    else if (by === "opened") this.#opened(value);
    else if (value.rubric !== before.rubric) this.#rubricChosen(before, value);
    else this.#edited(before, value);
  };

  /** Transition: the reader has changed the appraisal. @param {Appraisal} before @param {Appraisal} value */
  #edited(before, value) {
    this.#changeByHand(before, value, { id: this.#current.id, edited: true });
  }

  /** Transition: the reader has chosen another rubric. A blank form gives way to that rubric's draft.
   * @param {Appraisal} before @param {Appraisal} value */
  #rubricChosen(before, value) {
    const draft = isBlank(value) ? this.#store.read(value.rubric) : null;
    if (draft) return this.#restore(draft);
    this.#changeByHand(before, value, this.#shown.get(value.rubric) ?? { id: freshId(), edited: false });
  }

  /** @param {Appraisal} before @param {Appraisal} value @param {DraftRef} ref that the value belongs to */
  #changeByHand(before, value, ref) {
    if (this.#history.isEmpty) this.#history.start({ ...this.#current, value: before });
    this.#history.record({ ...ref, value }, changedPath(before, value));
    this.#setCurrent(ref, value);
  }

  /** Transition: a link, a file or an example has been opened. @param {Appraisal} value */
  #opened(value) {
    const ref = { id: freshId(), edited: false };
    const link = linkOfPage();
    const followed = link !== null && !this.#history.isAtStep; // the browser has made an entry for it
    if (this.#history.isEmpty) this.#history.start({ ...ref, value });
    else if (followed) this.#history.adopt({ ...ref, value });
    else this.#history.record({ ...ref, value });
    if (followed) this.dispatchEvent(new CustomEvent("link", { detail: link }));
    this.#setCurrent(ref, value);
    this.flush();
  }

  /** Transition: a stored draft, or a step, is shown again. @param {Restoration} restoration */
  #restored({ ref, value, isStep }) {
    if (this.#history.isEmpty) this.#history.start({ ...ref, value });
    else if (!isStep) this.#history.record({ ...ref, value });
    this.#setCurrent(ref, value);
    this.flush();
  }

  /** @param {DraftRef} ref @param {Appraisal} value */
  #setCurrent(ref, value) {
    this.#current = ref;
    this.#shown.set(value.rubric, ref);
    this.#autosave.schedule({ ...ref, value });
  }

  /** Store now what is to be stored after the next painting. */
  flush() {
    this.#history.flush();
    this.#autosave.flush();
  }

  #onStep = (/** @type {Event} */ event) => {
    this.#restore(/** @type {CustomEvent<Step>} */ (event).detail, true);
  };

  // Another tab has saved, set aside or erased something.
  #onStorage = (/** @type {StorageEvent} */ event) => {
    if (this.#store.concerns(event, this.#state.value.rubric)) this.#detectConflict();
    this.#notify();
  };

  // The page is shown again from the back/forward cache; the other language's page may have edited the draft.
  #onPageShow = (/** @type {PageTransitionEvent} */ event) => {
    if (!event.persisted) return;
    this.#detectConflict();
    if (this.status === "overtaken" && !this.#autosave.isUnsaved) this.takeOther();
    this.#notify();
  };

  #detectConflict() {
    this.#autosave.detectConflict({ ...this.#current, value: this.#state.value });
  }

  /** Resolve a conflict with another tab by its version. This tab's is set aside where it is not stored. */
  takeOther() {
    const { value } = this.#state;
    try {
      if (this.#autosave.isUnsaved) this.#store.putAside({ id: freshId(), edited: true, value });
    } catch {
      // It is in the undo history as long as the page is open.
    }
    this.#autosave.discard();
    const other = this.#store.read(value.rubric);
    if (other) this.#restore(other);
  }

  /** Resolve a conflict with another tab by this tab's version. The other one is set aside. */
  keepOwn() {
    this.#setCurrent({ id: freshId(), edited: true }, this.#state.value);
  }

  /** @returns {import("./draft-autosave.js").Status} */
  get status() {
    return this.#autosave.status;
  }

  /** When the draft was saved last, in milliseconds since 1970. */
  get savedAt() {
    return this.#autosave.savedAt;
  }

  /** When another tab saved its version, in milliseconds since 1970. */
  get savedByOtherAt() {
    return this.#store.peek(this.#state.value.rubric)?.saved ?? 0;
  }

  /**
   * The other drafts that the reader can go back to: of rubrics that this page has not shown, and those set
   * aside.
   * @returns {Draft[]}
   */
  get others() {
    const shown = new Set([...this.#shown.values()].map(({ id }) => id));
    const ofOtherRubrics = this.#store.ofAllRubrics().filter(({ id, edited }) => edited && !shown.has(id));
    return [...ofOtherRubrics, ...this.#store.setAside().filter(({ id }) => id !== this.#current.id)];
  }

  /**
   * Whether the page can show a draft: the site may no longer have its rubric.
   * @param {{value: Appraisal}} draft
   */
  canOpen({ value }) {
    return this.#shapeOf(value.rubric) !== null;
  }

  /** Go back to one of the other drafts. @param {Draft} draft */
  open(draft) {
    this.#restore({ ...draft, edited: true });
  }

  /** Delete one of the other drafts. @param {Draft} draft */
  delete(draft) {
    try {
      this.#store.removeAside(draft.id);
      this.#store.read(draft.value.rubric);
      this.#store.remove(draft.value.rubric, draft.id);
    } catch {
      // Another tab is saving it, or the browser forbids it: then it stays.
    }
    this.#notify();
  }

  /** @param {-1 | 1} direction back or forward */
  go(direction) {
    this.#history.go(direction);
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  /** @param {string} vector that the address shows from now on */
  noteVector(vector) {
    this.#history.noteVector(vector);
  }

  #notify() {
    this.dispatchEvent(new Event("changed"));
  }
}
