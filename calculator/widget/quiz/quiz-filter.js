// The quiz's filter: which cases it asks about, and whether it runs for a room. It stands in the page's
// address, so that it can be passed on as a link, and in the checkboxes of a form.

import { all } from "../shared/dom.js";

/** The criteria and difficulties to ask about, none meaning all; and whether the quiz is shown to a room.
 * @typedef {{criteria: string[], difficulty: string[], room: boolean}} Filter */

/** @param {string} search the query of an address @returns {Filter} */
export function parseFilter(search) {
  const parameters = new URLSearchParams(search);
  const values = (/** @type {string} */ name) => (parameters.get(name) ?? "").split(",").filter(Boolean);
  return { criteria: values("criteria"), difficulty: values("difficulty"), room: parameters.has("room") };
}

/**
 * The query of an address, with its question mark; empty where nothing is filtered.
 * @param {Filter} filter
 */
export function formatFilter({ criteria, difficulty, room }) {
  const parameters = [
    criteria.length ? `criteria=${criteria.join(",")}` : "",
    difficulty.length ? `difficulty=${difficulty.join(",")}` : "",
    room ? "room" : "",
  ].filter(Boolean);
  return parameters.length ? `?${parameters.join("&")}` : "";
}

/** Whether the filter lets a case through.
 * @param {Filter} filter @param {{criterion: string, difficulty: string}} question */
export function matches(filter, { criterion, difficulty }) {
  return allows(filter.criteria, criterion) && allows(filter.difficulty, difficulty);
}

/** @param {string[]} values @param {string} value */
function allows(values, value) {
  return values.length === 0 || values.includes(value);
}

/** The filter that the checkboxes show. @param {Element} quiz @returns {Filter} */
export function filterOf(quiz) {
  const [criteria, difficulty] = [checked(quiz, "criteria"), checked(quiz, "difficulty")];
  return { criteria, difficulty, room: roomBox(quiz).checked };
}

/** Set the checkboxes. @param {Element} quiz @param {Filter} filter */
export function showFilter(quiz, { criteria, difficulty, room }) {
  for (const box of boxes(quiz, "criteria")) box.checked = criteria.includes(box.value);
  for (const box of boxes(quiz, "difficulty")) box.checked = difficulty.includes(box.value);
  roomBox(quiz).checked = room;
}

/** Write the checkboxes' filter into the page's address. @param {Element} quiz */
export function writeFilterToAddress(quiz) {
  history.replaceState(history.state, "", location.pathname + formatFilter(filterOf(quiz)));
}

/** The checkbox that shows the quiz to a room. @param {Element} quiz */
export function roomBox(quiz) {
  return boxes(quiz, "room")[0];
}

/** The values of the checked boxes. @param {Element} quiz @param {string} name */
function checked(quiz, name) {
  return boxes(quiz, name)
    .filter((box) => box.checked)
    .map((box) => box.value);
}

/** @param {Element} quiz @param {string} name @returns {HTMLInputElement[]} */
function boxes(quiz, name) {
  return /** @type {HTMLInputElement[]} */ (all(quiz, `input[name="${name}"]`));
}
