// Removes from a deck's page the slides that its link does not select, and orders the others.

import { choose, readChoice } from "../deck-selection.js";

/** @param {Document} page whose body has the minutes of each kind of slide (`data-lesson`) and, if its link selects the cases,
 * `data-selectable` */
export function arrange(page) {
  if (page.body.dataset.selectable === undefined) return;
  const slides = /** @type {HTMLElement} */ (page.querySelector(".slides"));
  const minutes = JSON.parse(page.body.dataset.lesson ?? "");
  const choice = readChoice(location.search);
  const selection = choose(casesOf(slides), minutes, choice);
  const closing = /** @type {HTMLElement} */ (slides.querySelector("[data-kind=closing]"));
  const selected = selection.cases.flatMap(({ id, level }, index) => [
    ...(selection.clauses && selection.cases[index - 1]?.level !== level ? elements(slides, `[data-kind=clause][data-level="${level}"]`) : []),
    ...elements(slides, `[data-case="${id}"]`),
  ]);
  for (const slide of elements(slides, "[data-level]")) slide.remove();
  closing.before(...selected);
  showSummary(slides, selection.cases.length, selection.minutes);
}

/** @param {HTMLElement} slides @returns {import("../deck-selection.js").DeckCase[]} */
function casesOf(slides) {
  return elements(slides, "[data-kind=verdict]").map(({ dataset }) => ({
    id: dataset.case ?? "",
    level: dataset.level ?? "",
    verdict: dataset.verdict ?? "",
    difficulty: /** @type {"easy"} */ (dataset.difficulty),
  }));
}

/** @param {HTMLElement} within @param {string} selector @returns {HTMLElement[]} */
const elements = (within, selector) => [...within.querySelectorAll(/** @type {"section"} */ (selector))];

/** Show the number of cases and minutes on the title slide. @param {HTMLElement} slides @param {number} cases @param {number} minutes */
function showSummary(slides, cases, minutes) {
  const plan = /** @type {HTMLElement} */ (slides.querySelector("[data-part=plan]"));
  const form = plan.dataset.form ?? "";
  plan.textContent = cases ? form.replace("%c", String(cases)).replace("%m", String(minutes)) : (plan.dataset.empty ?? "");
}
