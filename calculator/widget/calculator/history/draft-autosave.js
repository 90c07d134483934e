// Saves the draft that is shown, after each change's painting, and knows whether that worked. What another
// tab has saved meanwhile is not overwritten.

import { isEqual } from "./changed-path.js";
import { ConflictError, isBlank } from "./draft-store.js";
import { AfterPaint } from "../../shared/after-paint.js";

/** @typedef {import("./draft-store.js").UnsavedDraft} UnsavedDraft */
/**
 * Whether the draft is stored: `full` and `forbidden` are the browser's refusals; `overtaken` where another
 * tab has saved the same draft.
 * @typedef {"nothing" | "kept" | "full" | "forbidden" | "overtaken"} Status
 */

export class DraftAutosave {
  #store;
  #onSaved;
  #saving = new AfterPaint(() => this.#save());
  /** The latest draft, as long as it is not stored: because that is still to be done, or has failed.
   * @type {UnsavedDraft | null} */
  #unsaved = null;
  /** @type {Status} */
  status = "nothing";
  /** When the draft was saved last, in milliseconds since 1970. */
  savedAt = 0;

  /**
   * @param {import("./draft-store.js").DraftStore} store
   * @param {() => void} onSaved called after each attempt to save
   */
  constructor(store, onSaved) {
    this.#store = store;
    this.#onSaved = onSaved;
  }

  /** Whether a change is not stored. */
  get isUnsaved() {
    return this.#unsaved !== null;
  }

  /** Save a draft after the next painting; a blank one is removed. @param {UnsavedDraft} draft */
  schedule(draft) {
    if (this.#unsaved?.id !== draft.id) this.flush(); // else it would be skipped
    this.#unsaved = draft;
    this.#saving.ask();
  }

  /** Save now what is scheduled. */
  flush() {
    this.#saving.now();
  }

  /** Leave the change that is not stored as it is. */
  discard() {
    this.#unsaved = null;
  }

  /**
   * See whether another tab has saved the draft that is shown. If it has saved the same content, there is no
   * conflict.
   * @param {UnsavedDraft} shown
   */
  detectConflict({ id, value }) {
    if (!this.#store.hasConflict(value.rubric, id)) return;
    const stored = this.#store.peek(value.rubric);
    if (stored && isEqual(stored.value, value)) this.#store.read(value.rubric);
    else this.status = "overtaken";
  }

  #save() {
    if (!this.#unsaved) return;
    const { id, value } = this.#unsaved;
    const blank = isBlank(value);
    try {
      if (blank) this.#store.remove(value.rubric, id);
      else this.savedAt = this.#store.save(this.#unsaved).saved;
      this.status = blank ? "nothing" : "kept";
      this.#unsaved = null;
    } catch (error) {
      this.status = statusOf(error);
    }
    this.#onSaved();
  }
}

/** @param {unknown} error @returns {Status} */
function statusOf(error) {
  if (error instanceof ConflictError) return "overtaken";
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "forbidden";
}
