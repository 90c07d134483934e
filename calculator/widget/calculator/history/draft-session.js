// Ties the appraisal that is shown to the stored drafts and to the undo history. What opens over a draft sets
// it aside.
//
// Each appraisal belongs to a draft (`#current`). It changes by one of four transitions: the reader edits it,
// chooses another rubric, or goes back to a stored draft or an undo step; or a link, a file or an example is
// opened. A link from elsewhere is read first: it is shown, but is neither a draft nor a step until the reader edits a
// copy of it.

import { isEqual, changedPath } from "./changed-path.js";
import { DraftAutosave } from "./draft-autosave.js";
import { freshId, isBlank } from "./draft-store.js";
import { migrateDraft } from "./draft-migration.js";
import { blank } from "../appraisal-state.js";
import { NEW_DRAFT, draftOfPage, isForEditing, linkOfPage, withoutEditing } from "../../shared/appraisal-links.js";

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {import("../appraisal-state.js").Change} Change */
/** @typedef {import("./draft-store.js").Draft} Draft */
/** @typedef {import("./draft-migration.js").Shape} Shape */
/** @typedef {import("./undo-list.js").Step} Step */
/** Which draft an appraisal belongs to; `edited` where it holds the reader's own work.
 * @typedef {{id: string, edited: boolean}} DraftRef */
/** A draft or a step that is shown again. @typedef {{ref: DraftRef, value: Appraisal, isStep: boolean}} Restoration */
/** A draft as it was stored, and what of it did not fit the rubric any longer.
 * @typedef {{value: Appraisal, misfits: import("./draft-migration.js").Misfit[]}} Unfit */

/**
 * Fires `changed` when the status, the steps or the drafts have changed; `link` (detail: a Link) when a link
 * has been opened; `reading` when {@link isReading} has changed; and `unfit` (detail: an {@link Unfit}) when a
 * draft has been opened that no longer fits its rubric.
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
  /** A link that is read: the appraisal that was shown before it came. @type {{before: Appraisal} | null} */
  #reading = null;

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
    for (const [type, listener] of this.#ofWindow) window.addEventListener(type, listener);
    this.#begin();
  }

  disconnect() {
    this.#state.removeEventListener("change", this.#onChange);
    this.#history.removeEventListener("step", this.#onStep);
    this.#autosave.flush();
    this.#history.disconnect();
    for (const [type, listener] of this.#ofWindow) window.removeEventListener(type, listener);
  }

  /** Show what the page was opened for: one of this tab's own steps, a named draft, a link, or else the latest draft. */
  #begin() {
    const resumed = this.#history.resume((step) => this.canOpen(step));
    if (resumed) return this.#resume(resumed);
    if (this.#openNamed()) return;
    const link = linkOfPage();
    const isOwn = !link || this.#history.ownsAddress(link.vector);
    if (!isOwn && !isForEditing()) this.#setReading({ before: this.#state.value });
    const latest = isOwn ? this.#store.latest(this.#rubrics) : null;
    const draft = latest && this.#store.read(latest.value.rubric);
    if (draft) this.#restore(draft);
    else this.#notify();
  }

  /** Open the draft that the address names, as a link of the list of one's people does. @returns {boolean} whether there is one */
  #openNamed() {
    const id = draftOfPage();
    if (id === null) return false;
    history.replaceState(history.state, "", location.pathname + location.search);
    const draft = this.#store.all().find((stored) => stored.id === id);
    if (id === NEW_DRAFT) this.newPerson();
    else if (draft && this.canOpen(draft)) this.open(draft);
    else return false;
    return true;
  }

  /** Show a step again after a reload. Where the stored draft is not what this tab showed last, another tab has saved it.
   * @param {{step: Step, last: Step | null}} resumed */
  #resume({ step, last }) {
    const { rubric } = step.value;
    const stored = this.#store.peek(rubric);
    if (stored?.id !== last?.id || isEqual(stored?.value, last?.value)) this.#store.read(rubric);
    this.#restore(step, true);
  }

  /** Show a draft or a step. Where the rubric has changed since it was stored, what fits of it becomes a draft of its own.
   * @param {Step} stored @param {boolean} [isStep] whether it is already in the undo history */
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

  /** @param {Step} stored a draft that does not fit, to be kept as it was */
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
    if (by === "reader" && this.#reading) this.#adopt(before);
    if (by === "core") return this.#reading ? undefined : this.#history.amend({ ...this.#current, value });
    if (this.#restoration?.value === value) this.#restored(this.#restoration);
    else if (by === "opened") this.#opened(before, value);
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

  /** Transition: a link, a file or an example has been opened. @param {Appraisal} before @param {Appraisal} value */
  #opened(before, value) {
    const ref = { id: freshId(), edited: false };
    const link = linkOfPage();
    const followed = link !== null && !this.#history.isAtStep; // the browser has made an entry for it
    if (followed && !isForEditing()) {
      this.flush(); // of the draft that was shown
      this.#setReading(this.#reading ?? { before });
      this.dispatchEvent(new CustomEvent("link", { detail: link }));
      return this.#notify();
    }
    this.#setReading(null);
    if (followed) withoutEditing();
    if (this.#history.isEmpty) this.#history.start({ ...ref, value });
    else if (followed) this.#history.adopt({ ...ref, value });
    else this.#history.record({ ...ref, value });
    if (followed) this.dispatchEvent(new CustomEvent("link", { detail: link }));
    this.#setCurrent(ref, value);
    this.flush();
  }

  /** What has been opened, such as a file, is from now on kept as the reader's own. */
  keepOpened() {
    const { value } = this.#state;
    this.#history.amend({ ...this.#current, edited: true, value });
    this.#setCurrent({ ...this.#current, edited: true }, value);
  }

  /** Whether a link is shown that the reader has not made an appraisal of their own. */
  get isReading() {
    return this.#reading !== null;
  }

  /** Make a draft of the link that is read. @param {(value: Appraisal) => Appraisal} change that it begins with */
  editCopy(change) {
    if (!this.#reading) return;
    this.#adopt(this.#state.value);
    this.#state.update(change);
    this.flush();
  }

  /** @param {Appraisal} value of the link */
  #adopt(value) {
    const ref = { id: freshId(), edited: false };
    this.#setReading(null);
    if (this.#history.isEmpty) this.#history.start({ ...ref, value });
    else this.#history.adopt({ ...ref, value });
    this.#setCurrent(ref, value);
  }

  /** The link is refused, or left: what was shown before is shown again. */
  stopReading() {
    const { before } = this.#reading ?? {};
    this.#setReading(null);
    if (before && before !== this.#state.value) {
      this.#restoration = { ref: this.#current, value: before, isStep: true };
      this.#state.update(() => before, "opened");
      this.#restoration = null;
    }
  }

  /** @param {{before: Appraisal} | null} reading */
  #setReading(reading) {
    const changed = (this.#reading === null) !== (reading === null);
    this.#reading = reading;
    if (changed) this.dispatchEvent(new Event("reading"));
  }

  // The address is no link any more, by the browser's Back. A step has been shown already.
  #onHashChange = () => {
    if (this.#openNamed()) return;
    if (this.#reading && linkOfPage() === null) this.stopReading();
  };

  /** Set the appraisal that is shown aside and begin another under the same rubric. */
  newPerson() {
    this.flush();
    const { value } = this.#state;
    if (!isBlank(value)) {
      try {
        this.#store.putAside({ id: this.#current.id, edited: true, value });
        this.#store.remove(value.rubric, this.#current.id);
      } catch {
        return this.#notify(); // there is no room, or another tab is saving it
      }
    }
    this.#state.update(() => blank(value.rubric, this.#shapeOf(value.rubric) ?? {}), "opened");
  }

  /** Note that the print of the appraisal has been asked for. */
  notePrinted() {
    if (this.#reading || isBlank(this.#state.value)) return;
    this.flush();
    try {
      this.#store.notePrinted(this.#current.id, this.#state.value);
    } catch {
      // The browser stores nothing, which is shown.
    }
  }

  /** Transition: a stored draft, or a step, is shown again. @param {Restoration} restoration */
  #restored({ ref, value, isStep }) {
    this.#setReading(null);
    if (isStep && ref.id !== this.#current.id) this.#keepLeft(this.#current.id);
    if (this.#history.isEmpty) this.#history.start({ ...ref, value });
    else if (!isStep) this.#history.record({ ...ref, value });
    this.#setCurrent(ref, value);
    this.flush();
  }

  /** Undo has led back past the beginning of a draft: it is set aside as it was last. @param {string} id */
  #keepLeft(id) {
    const last = this.#history.latestOf(id);
    const isKept = this.#store.all().some((draft) => draft.id === id);
    if (last?.edited && !isBlank(last.value) && !isKept) this.#store.tryPutAside(last);
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

  #onStep = (/** @type {Event} */ event) => this.#restore(/** @type {CustomEvent<Step>} */ (event).detail, true);

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
    if (!this.#reading) this.#autosave.detectConflict({ ...this.#current, value: this.#state.value });
  }

  /** @type {readonly [string, (event: any) => void][]} */
  #ofWindow = [["storage", this.#onStorage], ["pageshow", this.#onPageShow], ["hashchange", this.#onHashChange]];

  /** Resolve a conflict with another tab by its version. This tab's is set aside where it is not stored. */
  takeOther() {
    const { value } = this.#state;
    if (this.#autosave.isUnsaved) this.#store.tryPutAside({ id: freshId(), edited: true, value });
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

  /** The other drafts that the reader can go back to: of rubrics that this page has not shown, and those set aside.
   * @returns {Draft[]} */
  get others() {
    const shown = new Set([...this.#shown.values()].map(({ id }) => id));
    const ofOtherRubrics = this.#store.ofAllRubrics().filter(({ id, edited }) => edited && !shown.has(id));
    return [...ofOtherRubrics, ...this.#store.setAside().filter(({ id }) => id !== this.#current.id)];
  }

  /** Whether the page can show a draft: the site may no longer have its rubric. @param {{value: Appraisal}} draft */
  canOpen({ value }) {
    return this.#shapeOf(value.rubric) !== null;
  }

  /** Go back to one of the other drafts. @param {Draft} draft */
  open(draft) {
    this.#store.noteRead(draft);
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

  /** @param {-1 | 1} direction */
  go(direction) {
    if (!this.#reading) this.#history.go(direction);
  }

  get canUndo() { return this.#history.canUndo; }

  get canRedo() { return this.#history.canRedo; }

  /** @param {string} vector that the address shows from now on */
  noteVector(vector) {
    if (!this.#reading) this.#history.noteVector(vector);
  }

  #notify() {
    this.dispatchEvent(new Event("changed"));
  }
}
