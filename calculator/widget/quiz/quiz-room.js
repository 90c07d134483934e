// The quiz in a room. Its answers are counted as long as the page is open, and not stored; its stage is a
// dialog, which fills the window and holds the focus, and which Escape closes.

import { part } from "../shared/dom.js";
import { randomItem } from "./leitner-store.js";

/** What a room has answered, and which cases it has seen. */
export class RoomSession {
  right = 0;
  wrong = 0;
  /** @type {Set<string>} */
  #seen = new Set();

  /** A random case that the room has not seen; once it has seen all, they come again.
   * @param {string[]} ids of the cases to choose from @returns {string | null} null where there is none */
  next(ids) {
    if (ids.every((id) => this.#seen.has(id))) this.#seen.clear();
    const id = randomItem(ids.filter((candidate) => !this.#seen.has(candidate))) ?? null;
    if (id) this.#seen.add(id);
    return id;
  }

  /** @param {boolean} right */
  record(right) {
    if (right) this.right += 1;
    else this.wrong += 1;
  }
}

/** The stage's dialog; its `close` event fires however it is closed. @param {Element} quiz */
export function stageOf(quiz) {
  return /** @type {HTMLDialogElement} */ (part(quiz, "stage"));
}

/** Move the question onto the stage and open it. @param {Element} quiz */
export function openStage(quiz) {
  part(quiz, "stage-place").append(part(quiz, "play"));
  stageOf(quiz).showModal();
  part(quiz, "text").focus();
}

/** Move the question back into the page, once the stage is closed. @param {Element} quiz */
export function leaveStage(quiz) {
  part(quiz, "page-place").append(part(quiz, "play"));
}
