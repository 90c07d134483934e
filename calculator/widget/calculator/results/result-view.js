// Shows a result in a sheet. All texts come from the page's HTML or from the core's answer.

import { fixed, hide, maybe, part, phrase, piece, set, write } from "../../shared/dom.js";
import { criteriaOf, levelsOf } from "../form-view.js";
import { showRadar } from "./radar-chart.js";

/** Length of a point on the scale of bands, in units of its SVG. */
const UNITS = 10;

/**
 * The score of a criterion that an element shows at present, as JSON: most ratings change one criterion only.
 * @type {WeakMap<HTMLElement, string>}
 */
const shown = new WeakMap();

/** @param {HTMLElement} sheet @param {any} result from the core's answer, or null */
export function showResult(sheet, result) {
  hide(part(sheet, "waiting"), result !== null);
  hide(part(sheet, "outcome"), result === null);
  const report = maybe(sheet, "report");
  if (report) hide(report, result === null);
  for (const group of criteriaOf(sheet)) showCriterion(group, result);
  if (!result || !maybe(sheet, "total")) return;
  write(part(sheet, "total"), String(result.total));
  write(part(sheet, "summary-total"), String(result.total));
  hide(part(sheet, "incomplete"), result.complete);
  const band = showBand(sheet, result);
  write(part(sheet, "summary-band"), band);
  showTable(sheet, result);
  const { total, maximum, complete } = result;
  const spoken = phrase(sheet, complete ? "spoken" : "spoken-partial", { total, maximum, band });
  write(part(sheet, "spoken"), spoken);
}

/**
 * The names of the bands that a result may fall into, from the page.
 * @param {HTMLElement} sheet
 * @param {any} result
 */
export function bandNames(sheet, result) {
  const candidates = result.band?.candidates ?? [];
  return fixed(sheet, "[data-band]")
    .filter((band) => candidates.includes(band.dataset.band))
    .map((band) => part(band, "band-name").textContent)
    .join(" / ");
}

/**
 * Show a criterion's score in the form, and where its climb stopped.
 * @param {HTMLElement} group
 * @param {any} result
 */
function showCriterion(group, result) {
  const scored = result?.criteria.find((/** @type {any} */ one) => one.id === group.dataset.criterion);
  if (isShown(group, scored)) return;
  write(part(group, "score"), scored ? String(scored.score) : "–");
  group.dataset.complete = String(scored?.complete ?? false);
  for (const button of fixed(group, "[data-score]")) {
    const score = Number(button.dataset.score);
    button.setAttribute("aria-pressed", String(Boolean(scored?.complete) && score === scored.score));
    button.toggleAttribute("data-reached", Boolean(scored) && score > 0 && score <= scored.score);
  }
  // If the climb stopped only because a level is unrated, the levels above are not lost yet.
  const stop = scored?.complete ? scored.stopped_at : null;
  levelsOf(group).forEach((level, index) => {
    const beyond = stop !== null && index + 1 > stop;
    level.toggleAttribute("data-beyond", beyond);
    level.toggleAttribute("data-stop", index + 1 === stop);
    write(part(level, "beyond"), beyond ? phrase(group, "beyond", { n: stop }) : "");
    level.dataset.effective = scored?.effective[index] ?? "";
  });
}

/** @param {HTMLElement} sheet @param {any} result @returns {string} the names of the candidates */
function showBand(sheet, result) {
  const candidates = result.band?.candidates ?? [];
  const uncertain = maybe(sheet, "uncertain");
  if (uncertain) hide(uncertain, candidates.length < 2);
  for (const band of fixed(sheet, "[data-band]")) hide(band, !candidates.includes(band.dataset.band));
  for (const row of fixed(sheet, "[data-band-row]")) {
    if (candidates.includes(row.dataset.bandRow)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  for (const segment of fixed(sheet, "[data-scale]")) {
    segment.toggleAttribute("data-here", candidates.length === 1 && candidates[0] === segment.dataset.scale);
  }
  const marker = maybe(sheet, "marker");
  if (marker) set(marker, { transform: `translate(${result.total * UNITS} 0)` });
  return bandNames(sheet, result);
}

/** Show the scores as a table and as the chart before it. @param {HTMLElement} sheet @param {any} result */
function showTable(sheet, result) {
  const axes = result.criteria.map((/** @type {any} */ scored) => {
    const row = /** @type {HTMLElement} */ (sheet.querySelector(`[data-row="${scored.id}"]`));
    const top = scored.effective.length;
    if (!isShown(row, scored)) {
      const marks = scored.effective.map((/** @type {string} */ rating) => piece(sheet, `mark-${rating}`));
      part(row, "marks").replaceChildren(...marks.flatMap((/** @type {HTMLElement} */ mark) => [mark, " "]));
      write(part(row, "row-score"), `${scored.score} / ${top}`);
    }
    return { name: row.dataset.name ?? "", score: scored.score, top, complete: scored.complete };
  });
  showRadar(part(sheet, "radar"), axes);
}

/** Whether an element already shows a criterion's score; from now on it counts as shown.
 * @param {HTMLElement} where @param {any} scored */
function isShown(where, scored) {
  const now = JSON.stringify(scored ?? null);
  if (shown.get(where) === now) return true;
  shown.set(where, now);
  return false;
}
