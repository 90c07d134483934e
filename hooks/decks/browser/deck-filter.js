// Leaves in a deck's page the slides that its link asks for, in their order.

import { choose, readChoice } from "./deck-selection.js";

/** @param {Document} page Its body says what a slide takes, and whether the deck leaves the choice to its link. */
export function arrange(page) {
  if (page.body.dataset.selectable === undefined) return;
  const slides = /** @type {HTMLElement} */ (page.querySelector(".slides"));
  const minutes = JSON.parse(page.body.dataset.lesson ?? "");
  const choice = readChoice(location.search);
  const made = choose(casesOf(slides), minutes, choice);
  const closing = /** @type {HTMLElement} */ (slides.querySelector("[data-kind=closing]"));
  const kept = made.cases.flatMap(({ id, level }, place) => [
    ...(made.clauses && made.cases[place - 1]?.level !== level ? found(slides, `[data-kind=clause][data-level="${level}"]`) : []),
    ...found(slides, `[data-case="${id}"]`),
  ]);
  for (const slide of found(slides, "[data-level]")) slide.remove();
  closing.before(...kept);
  tell(slides, made.cases.length, made.minutes);
}

/** @param {HTMLElement} slides @returns {import("./deck-selection.js").DeckCase[]} */
function casesOf(slides) {
  return found(slides, "[data-kind=verdict]").map(({ dataset }) => ({
    id: dataset.case ?? "",
    level: dataset.level ?? "",
    verdict: dataset.verdict ?? "",
    difficulty: /** @type {"easy"} */ (dataset.difficulty),
  }));
}

/** @param {HTMLElement} within @param {string} selector @returns {HTMLElement[]} */
const found = (within, selector) => [...within.querySelectorAll(/** @type {"section"} */ (selector))];

/** Say on the title slide what the deck holds. @param {HTMLElement} slides @param {number} cases @param {number} minutes */
function tell(slides, cases, minutes) {
  const plan = /** @type {HTMLElement} */ (slides.querySelector("[data-part=plan]"));
  const form = plan.dataset.form ?? "";
  plan.textContent = cases ? form.replace("%c", String(cases)).replace("%m", String(minutes)) : (plan.dataset.empty ?? "");
}
