// A level's meaning and cases, shown in place: from the rubric that the site publishes.

import { element, language, part, phrase, piece } from "../../shared/dom.js";
import { published } from "../../shared/json-fetch.js";

/** Show a level's meaning and cases in place, or hide them. Where they cannot be had, the link is followed.
 * @param {HTMLElement & {rubricAddress: string}} calculator @param {HTMLAnchorElement} link @param {Event} event */
export async function toggleExplained(calculator, link, event) {
  const click = /** @type {MouseEvent} */ (event);
  if (click.ctrlKey || click.metaKey || click.shiftKey) return;
  event.preventDefault();
  event.stopPropagation(); // the theme follows links by itself, prevented or not
  const level = /** @type {HTMLElement} */ (link.closest("[data-level]"));
  const { criterion = "" } = /** @type {HTMLElement} */ (link.closest("[data-criterion]")).dataset;
  const box = part(level, "explained");
  if (!box.hasChildNodes()) {
    try {
      const rubric = await published(calculator.rubricAddress);
      box.append(explained(calculator, rubric, criterion, Number(level.dataset.level), link.href));
    } catch {
      location.href = link.href;
      return;
    }
  }
  box.hidden = !box.hidden;
  link.setAttribute("aria-expanded", String(!box.hidden));
}

/**
 * What a reader needs to judge one level.
 * @param {Element} calculator
 * @param {any} rubric as published
 * @param {string} criterion
 * @param {number} number of the level
 * @param {string} page address of the level's own page
 */
export function explained(calculator, rubric, criterion, number, page) {
  const level = rubric.criteria.find((/** @type {any} */ one) => one.id === criterion).levels[number - 1];
  const box = piece(calculator, "explained");
  const lang = language();
  slot(box, "award").textContent = rubric.words["award-means"][level.award][lang];
  showMeaning(slot(box, "meaning"), level.meaning, lang);
  for (const verdict of ["compliant", "non-compliant", "inapplicable"]) {
    const cases = level.cases.filter((/** @type {any} */ one) => one.verdict === verdict);
    const place = slot(box, verdict);
    place.hidden = cases.length === 0;
    place.append(...cases.map((/** @type {any} */ one) => caseOf(calculator, rubric, one, lang)));
  }
  /** @type {HTMLAnchorElement} */ (slot(box, "page")).href = page;
  return box;
}

/** @param {HTMLElement} place @param {any} meaning @param {"zh" | "en"} lang */
function showMeaning(place, meaning, lang) {
  place.hidden = !meaning;
  if (!meaning) return;
  place.append(...meaning[lang].split(/\n{2,}/).map((/** @type {string} */ text) => element("p", text)));
  const points = (meaning.points ?? []).map((/** @type {any} */ point) => element("li", point[lang]));
  if (points.length === 0) return;
  const list = element("ul");
  list.append(...points);
  place.append(list);
}

/** @param {Element} calculator @param {any} rubric @param {any} one @param {"zh" | "en"} lang */
function caseOf(calculator, rubric, one, lang) {
  const made = piece(calculator, "explained-case");
  made.className = `case case--${one.verdict}`;
  /** @type {HTMLElement} */ (made.querySelector(".case__mark")).textContent = phrase(calculator, `mark-${one.verdict}`);
  /** @type {HTMLElement} */ (made.querySelector(".case__verdict strong")).textContent = rubric.words.verdict[one.verdict][lang];
  slot(made, "text").textContent = one.text[lang];
  slot(made, "why").textContent = one.why[lang];
  return made;
}

/** @param {Element} root @param {string} name @returns {HTMLElement} */
function slot(root, name) {
  return /** @type {HTMLElement} */ (root.querySelector(`[data-slot="${name}"]`));
}
