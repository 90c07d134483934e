// The meaning and the cases of a level, shown inside the form; taken from the published rubric.

import { element, language, part, phrase, piece, slot } from "../../shared/dom.js";
import { fetchJson } from "../../shared/json-fetch.js";

/**
 * Show or hide a level's meaning and cases below it. If they cannot be fetched, follow the link to the
 * level's page.
 * @param {HTMLElement & {rubricAddress: string}} calculator
 * @param {HTMLAnchorElement} link
 * @param {Event} event
 */
export async function toggleLevelDetails(calculator, link, event) {
  const click = /** @type {MouseEvent} */ (event);
  if (click.ctrlKey || click.metaKey || click.shiftKey) return;
  event.preventDefault();
  event.stopPropagation(); // the theme follows links even if the default is prevented
  const level = /** @type {HTMLElement} */ (link.closest("[data-level]"));
  const { criterion = "" } = /** @type {HTMLElement} */ (link.closest("[data-criterion]")).dataset;
  const box = part(level, "explained");
  if (!box.hasChildNodes()) {
    try {
      const rubric = await fetchJson(calculator.rubricAddress);
      box.append(levelDetails(calculator, rubric, criterion, Number(level.dataset.level), link.href));
    } catch {
      location.href = link.href;
      return;
    }
  }
  box.hidden = !box.hidden;
  link.setAttribute("aria-expanded", String(!box.hidden));
}

/**
 * How a level is awarded, what it means, and its cases.
 * @param {Element} calculator
 * @param {any} rubric as published
 * @param {string} criterion
 * @param {number} number of the level
 * @param {string} page address of the level's own page
 */
export function levelDetails(calculator, rubric, criterion, number, page) {
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
  const article = piece(calculator, "explained-case");
  article.className = `case case--${one.verdict}`;
  /** @type {HTMLElement} */ (article.querySelector(".case__mark")).textContent = phrase(calculator, `mark-${one.verdict}`);
  /** @type {HTMLElement} */ (article.querySelector(".case__verdict strong")).textContent = rubric.words.verdict[one.verdict][lang];
  slot(article, "text").textContent = one.text[lang];
  slot(article, "why").textContent = one.why[lang];
  return article;
}
