// Reduces a deck's page to the slides that the query of its address selects, in their order.

import { choose, readChoice } from "./deck-selection.js";

/** @param {Document} page Its body has the minutes of slides as JSON, and says whether the deck's slides are selectable. */
export function filterSlides(page) {
  if (page.body.dataset.selectable === undefined) return;
  const slides = /** @type {HTMLElement} */ (page.querySelector(".slides"));
  const minutes = JSON.parse(page.body.dataset.lesson ?? "");
  const choice = readChoice(location.search);
  const selection = choose(casesOf(slides), minutes, choice);
  const closing = /** @type {HTMLElement} */ (slides.querySelector("[data-kind=closing]"));
  const shown = selection.cases.flatMap(({ id, level }, index) => [
    ...(selection.clauses && selection.cases[index - 1]?.level !== level ? slidesOf(slides, `[data-kind=clause][data-level="${level}"]`) : []),
    ...slidesOf(slides, `[data-case="${id}"]`),
  ]);
  for (const slide of slidesOf(slides, "[data-level]")) slide.remove();
  closing.before(...shown);
  showPlan(slides, selection.cases.length, selection.minutes);
}

/** @param {HTMLElement} slides @returns {import("./deck-selection.js").DeckCase[]} */
function casesOf(slides) {
  return slidesOf(slides, "[data-kind=verdict]").map(({ dataset }) => ({
    id: dataset.case ?? "",
    level: dataset.level ?? "",
    verdict: dataset.verdict ?? "",
    difficulty: /** @type {"easy"} */ (dataset.difficulty),
  }));
}

/** @param {HTMLElement} within @param {string} selector @returns {HTMLElement[]} */
const slidesOf = (within, selector) => [...within.querySelectorAll(/** @type {"section"} */ (selector))];

/** Show on the title slide how many cases and minutes the deck has. @param {HTMLElement} slides @param {number} cases @param {number} minutes */
function showPlan(slides, cases, minutes) {
  const plan = /** @type {HTMLElement} */ (slides.querySelector("[data-part=plan]"));
  const form = plan.dataset.form ?? "";
  plan.textContent = cases ? form.replace("%c", String(cases)).replace("%m", String(minutes)) : (plan.dataset.empty ?? "");
}
