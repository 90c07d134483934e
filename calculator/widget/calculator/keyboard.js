// Keyboard shortcuts of the form. They work only while a level's rating has the focus; `?` works anywhere but
// in a text field.

import { all, maybe } from "../shared/dom.js";

/** Ratings by key; digits, so that the hand stays on the number row. @type {Record<string, string>} */
const RATINGS = { 1: "met", 2: "partial", 3: "unmet", 0: "unrated" };
/** The level's own buttons by key. @type {Record<string, string>} */
const TOOLS = { m: "[data-act=explain]", c: "[data-act=add-case]" };

/** @param {HTMLElement} calculator @param {KeyboardEvent} event */
export function onKey(calculator, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = /** @type {HTMLElement} */ (event.target);
  const level = target.matches(".rating input") ? /** @type {HTMLElement} */ (target.closest("[data-level]")) : null;
  if (!level) return;
  const key = event.key.toLowerCase();
  if (key in RATINGS) rate(calculator, level, RATINGS[key]);
  else if (key === "j" || key === "k") step(calculator, level, key === "j" ? 1 : -1);
  else if (key in TOOLS) /** @type {HTMLElement} */ (level.querySelector(TOOLS[key])).click();
  else if (key === "g") /** @type {HTMLElement | null | undefined} */ (level.parentElement?.querySelector("[data-act=guide]"))?.click();
  else return;
  event.preventDefault();
}

/** `?` opens the list of shortcuts. @param {HTMLElement} calculator @param {KeyboardEvent} event */
export function onQuestionMark(calculator, event) {
  const typing = /** @type {HTMLElement} */ (event.target).closest?.("textarea, select, input:not([type=radio], [type=checkbox])");
  if (event.key !== "?" || typing || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  showKeys(calculator);
}

/** @param {HTMLElement} calculator */
export function showKeys(calculator) {
  /** @type {HTMLDialogElement | null} */ (maybe(calculator, "keys"))?.showModal();
}

/** Focus a level's chosen rating. @param {HTMLElement} level */
export function focusLevel(level) {
  /** @type {HTMLInputElement | null} */ (level.querySelector(".rating input:checked"))?.focus();
}

/** Rate a level and move on: up while the climb goes on, else to the next criterion.
 * @param {HTMLElement} calculator @param {HTMLElement} level @param {string} rating */
function rate(calculator, level, rating) {
  /** @type {HTMLInputElement} */ (level.querySelector(`.rating input[value=${rating}]`)).click();
  if (rating === "unrated") return;
  const above = level.nextElementSibling;
  if (rating === "met" && above instanceof HTMLElement && above.dataset.level) return focusLevel(above);
  const next = level.closest("[data-criterion]")?.nextElementSibling?.querySelector("[data-level]");
  if (next instanceof HTMLElement) focusLevel(next);
  else step(calculator, level, 1);
}

/** @param {HTMLElement} calculator @param {HTMLElement} level @param {1 | -1} by */
function step(calculator, level, by) {
  const levels = all(calculator, ".sheet:not([hidden]) [data-level]");
  const next = levels[levels.indexOf(level) + by];
  if (next) focusLevel(next);
}
