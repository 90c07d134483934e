// The quiz's keys: digits and letters choose an answer, others go on. They work wherever the focus is, but in
// a text field.

const LETTERS = "abcdefghi";
const CONTINUE = ["Enter", " ", "PageDown", "ArrowRight"]; // the last two are a presenter's remote control
const TEXT_FIELDS = "textarea, select, input:not([type=checkbox])";

/**
 * The part of a KeyboardEvent that is read.
 * @typedef {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "defaultPrevented" | "target">}
 *   Press
 */

/**
 * What a key asks for.
 * @param {Press} press
 * @param {{revealed: boolean, inRoom: boolean}} state of the quiz
 * @returns {number | "continue" | null} the index of an answer; or to reveal it or show the next question; or
 *   nothing
 */
export function readKey(press, { revealed, inRoom }) {
  const { key, ctrlKey, metaKey, altKey, defaultPrevented } = press;
  const target = /** @type {Element} */ (press.target);
  if (defaultPrevented || ctrlKey || metaKey || altKey || target.closest(TEXT_FIELDS)) return null;
  const index = answerIndex(key);
  if (index >= 0 && !revealed) return index;
  return (revealed || inRoom) && continues(key, target, inRoom) ? "continue" : null;
}

/** @param {string} key @returns {number} -1 where the key stands for no answer */
function answerIndex(key) {
  if (/^[1-9]$/.test(key)) return Number(key) - 1;
  return key.length === 1 ? LETTERS.indexOf(key.toLowerCase()) : -1;
}

/**
 * Whether a key asks to go on: where it has a meaning of its own at the focus, it keeps that. In a room a
 * remote control must work wherever the focus is, so there only links keep theirs.
 * @param {string} key
 * @param {Element} target
 * @param {boolean} inRoom
 */
function continues(key, target, inRoom) {
  if (inRoom) return CONTINUE.includes(key) && !target.closest("a");
  return (key === "Enter" || key === " ") && !target.closest("a, button, summary, input");
}
