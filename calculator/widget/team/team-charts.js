// Charts of a team's distributions: totals, and each manager's bands; a table beside each has the same
// figures.

import { ChartView } from "../shared/chart-view.js";
import { element, part, phrase } from "../shared/dom.js";

const MOST_MANAGERS = 12;

/** @typedef {import("./team-reader.js").Group} Group */
/** @typedef {import("../shared/rubric-names.js").RubricNames} RubricNames */

export class TeamCharts {
  #root;
  #names;
  #totals;
  #bands;

  /** @param {HTMLElement} root @param {RubricNames} names */
  constructor(root, names) {
    this.#root = root;
    this.#names = names;
    this.#totals = new ChartView(/** @type {HTMLCanvasElement} */ (part(root, "totals-chart")));
    this.#bands = new ChartView(/** @type {HTMLCanvasElement} */ (part(root, "bands-chart")));
  }

  /**
   * Draw the charts of the chosen groups, which share a rubric.
   * @param {string} rubric
   * @param {Group[]} groups
   */
  show(rubric, groups) {
    this.#showTotals(groups);
    this.#showBands(rubric, groups);
  }

  end() {
    this.#totals.end();
    this.#bands.end();
  }

  /** @param {Group[]} groups */
  #showTotals(groups) {
    const counts = new Map();
    for (const { totals } of groups) {
      for (const { total, count } of totals) counts.set(total, (counts.get(total) ?? 0) + count);
    }
    const present = [...counts.keys()].sort((one, other) => one - other);
    const steps = present.length ? 2 * (/** @type {number} */ (present.at(-1)) - present[0]) + 1 : 0;
    const scale = Array.from({ length: steps }, (_, step) => present[0] + step / 2);
    const label = phrase(this.#root, "count");
    this.#totals.bars(scale.map(String), [{ label, values: scale.map((total) => counts.get(total) ?? 0), colour: 0 }]);
    fill(part(this.#root, "totals-figures"), [phrase(this.#root, "total"), label], present.map((total) => [total, counts.get(total)]));
  }

  /** @param {string} rubric @param {Group[]} groups */
  #showBands(rubric, groups) {
    const managers = byManager(groups);
    const largest = [...managers].sort(([, one], [, other]) => size(other) - size(one)).slice(0, MOST_MANAGERS);
    const kinds = new Map();
    for (const { bands } of groups) for (const { candidates } of bands) kinds.set(candidates.join(), candidates);
    const order = this.#names.rubric(rubric).bands.map(({ id }) => id);
    const keys = [...kinds.keys()].sort((one, other) => order.indexOf(kinds.get(one)[0]) - order.indexOf(kinds.get(other)[0]));
    part(this.#root, "bands-figure").hidden = keys.length === 0;
    const names = largest.map(([manager]) => manager || phrase(this.#root, "no-manager"));
    const series = keys.map((key) => ({
      label: this.#names.bands(rubric, kinds.get(key)),
      values: largest.map(([, counts]) => counts.get(key) ?? 0),
      colour: order.indexOf(kinds.get(key)[0]),
    }));
    const limited = managers.size > MOST_MANAGERS;
    part(this.#root, "bands-largest").textContent = limited ? phrase(this.#root, "bands-largest", { n: MOST_MANAGERS }) : "";
    part(this.#root, "bands-canvas").style.height = `${6 + 1.6 * names.length}rem`;
    this.#bands.bars(names, series, { stacked: true, across: true });
    const rows = names.map((name, index) => [name, ...series.map(({ values }) => values[index])]);
    fill(part(this.#root, "bands-figures"), [phrase(this.#root, "manager"), ...series.map(({ label }) => label)], rows);
  }
}

/**
 * How often each combination of candidate bands occurs, by manager, over all periods.
 * @param {Group[]} groups
 * @returns {Map<string, Map<string, number>>}
 */
function byManager(groups) {
  const managers = new Map();
  for (const { manager, bands } of groups) {
    const counts = managers.get(manager) ?? new Map();
    managers.set(manager, counts);
    for (const { candidates, count } of bands) {
      const key = candidates.join();
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  }
  return managers;
}

/** @param {Map<string, number>} counts */
function size(counts) {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** @param {HTMLElement} table @param {string[]} headings @param {(string | number | undefined)[][]} rows */
function fill(table, headings, rows) {
  const head = document.createElement("thead");
  head.append(document.createElement("tr"));
  for (const heading of headings) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = heading;
    head.firstElementChild?.append(cell);
  }
  const body = document.createElement("tbody");
  for (const [name, ...figures] of rows) {
    const row = document.createElement("tr");
    const first = document.createElement("th");
    first.scope = "row";
    first.textContent = String(name);
    row.append(first, ...figures.map((figure) => element("td", String(figure ?? 0))));
    body.append(row);
  }
  table.replaceChildren(head, body);
}
