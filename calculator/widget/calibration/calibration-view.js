// Shows the core's answer to a calibration round: the spread as a chart and as a table, where the readings
// differ and, once revealed, the differences from the expert.

import { ChartView } from "../shared/chart-view.js";
import { all, element, part, phrase } from "../shared/dom.js";

/** @typedef {{score: number, people: number}} ScoreCount */
/**
 * @typedef {{expert: number, scores: ScoreCount[], open: number, mean: {exact: string, shown: string} | null,
 *   lowest: number | null, highest: number | null, alpha: string | null, undefined: string | null, reading:
 *   string | null}} Spread
 */
/**
 * @typedef {Spread & {id: string, level: number | null, levels: {level: number, ratings: Record<string,
 *   number>}[]}} OfCriterion
 */
/** @typedef {{criterion: string, score: number, difference: number, level: number}} Gap */
/**
 * @typedef {{line: number, total: number, complete: boolean, difference: number, scores: (number | null)[],
 *   gaps: Gap[]}} Reader
 */
/**
 * @typedef {{people: number, criteria: OfCriterion[], total: Spread, order: string[], readers: Reader[]}}
 *   Calibration
 */

export class CalibrationView {
  #root;
  #chart;
  /** @type {Calibration | null} */
  #calibration = null;
  #revealed = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#chart = new ChartView(/** @type {HTMLCanvasElement} */ (part(root, "chart")));
  }

  end() {
    this.#chart.end();
  }

  /** Show a round without the expert's reading. @param {Calibration} calibration */
  show(calibration) {
    this.#calibration = calibration;
    this.#revealed = false;
    part(this.#root, "beside").hidden = true;
    part(this.#root, "reveal").hidden = false;
    for (const cell of all(this.#root, "[data-expert]")) cell.hidden = true;
    for (const criterion of calibration.criteria) this.#fillRow(criterion.id, criterion);
    this.#fillRow("total", calibration.total);
    this.#showDisagreements(calibration);
    this.#plot(calibration);
  }

  /** Show the expert's reading beside the others. @param {string} example */
  reveal(example) {
    const calibration = this.#calibration;
    if (!calibration) return;
    this.#revealed = true;
    const template = /** @type {HTMLTemplateElement} */ (this.#root.querySelector(`template[data-expert-of="${example}"]`));
    part(this.#root, "expert").replaceChildren(template.content.cloneNode(true));
    for (const { id } of calibration.criteria) this.#showGaps(id, calibration);
    part(this.#root, "people").replaceChildren(...calibration.readers.map((reader) => this.#readerRow(reader)));
    for (const cell of all(this.#root, "[data-expert]")) cell.hidden = false;
    part(this.#root, "reveal").hidden = true;
    part(this.#root, "beside").hidden = false;
    part(this.#root, "beside-title").focus();
    this.#plot(calibration);
  }

  /** @param {string} row @param {Spread} spread */
  #fillRow(row, { scores, mean, lowest, highest, open, alpha, undefined: why, reading, expert }) {
    const cells = {
      scores: scores.map(({ score, people }) => `${score} × ${people}`).join(this.#comma) || "–",
      mean: mean?.shown ?? "–",
      range: lowest === null ? "–" : lowest === highest ? String(lowest) : `${lowest} – ${highest}`,
      open: String(open),
      alpha: alpha === null ? this.#phrase(`round-${why}`) : `${signed(alpha)} ${this.#phrase(`round-${reading}`)}`,
      expert: String(expert),
    };
    for (const [name, text] of Object.entries(cells)) {
      const cell = /** @type {HTMLElement} */ (this.#row(row).querySelector(`[data-cell=${name}]`));
      cell.textContent = text;
      if (name === "alpha") cell.dataset.reading = reading ?? "undefined";
      if (name === "mean") cell.title = mean?.exact ?? "";
    }
  }

  /** The criteria on which the readings differ. @param {Calibration} calibration */
  #showDisagreements({ criteria, order }) {
    const items = order.map((id) => this.#disagreement(/** @type {OfCriterion} */ (criteria.find((one) => one.id === id))));
    part(this.#root, "parts").replaceChildren(...items);
    part(this.#root, "parts-none").hidden = items.length > 0;
  }

  /** @param {OfCriterion} criterion */
  #disagreement({ id, alpha, level, levels }) {
    const { ratings } = levels[/** @type {number} */ (level) - 1];
    const counted = Object.entries(ratings).filter(([, n]) => n > 0);
    const texts = counted.map(([rating, n]) => this.#phrase("round-rated", { rating: this.#phrase(`rating-${rating}`), n }));
    const text = this.#phrase("round-parting", { criterion: this.#name(id), alpha: signed(alpha ?? ""), level });
    return element("li", `${text} ${texts.join(this.#comma)}`);
  }

  /** @param {Calibration} calibration */
  #plot({ criteria, readers }) {
    const room = criteria.flatMap(({ scores }, row) => scores.map(({ score, people }) => ({ row, at: score, people })));
    const expert = criteria.map((one, row) => ({ row, at: one.expert, people: 1 }));
    const series = [{ label: this.#heading("scores"), spots: room, colour: 0, style: 0 }];
    if (this.#revealed) series.unshift({ label: this.#heading("expert"), spots: expert, colour: 2, style: 3 });
    const names = criteria.map(({ id }) => this.#name(id));
    part(this.#root, "round").dataset.people = String(readers.length);
    this.#chart.spots(names, series, Number(this.#root.dataset.top));
  }

  /** The heading of a column, which also labels the chart's series. @param {string} name */
  #heading(name) {
    const place = all(this.#row("total"), "[data-cell]").findIndex(({ dataset }) => dataset.cell === name);
    return all(this.#root, ".round__spread thead th")[place + 1].textContent ?? "";
  }

  /** Show who differs from the expert on a criterion. @param {string} id @param {Calibration} calibration */
  #showGaps(id, { readers, people }) {
    const section = /** @type {HTMLElement} */ (part(this.#root, "expert").querySelector(`[data-of="${id}"]`));
    const gaps = readers.flatMap(({ line, gaps: all }) => all.filter(({ criterion }) => criterion === id).map((gap) => ({ ...gap, line })));
    const list = gaps.map(({ line, score, difference }) => this.#phrase("round-one-gap", { line, score, difference: signed(difference, true) }));
    const differ = { n: gaps.length, people, list: list.join(this.#comma) };
    section.toggleAttribute("data-differs", gaps.length > 0);
    part(section, "gaps").textContent = gaps.length ? this.#phrase("round-differ", differ) : this.#phrase("round-clear", { n: people });
    part(section, "first-level").hidden = people !== 1 || gaps.length === 0;
    if (gaps.length) part(section, "first-level").textContent = this.#phrase("round-first-level", { level: gaps[0].level });
    /** @type {HTMLDetailsElement} */ (section.querySelector("details")).open = gaps.length > 0 && people === 1;
  }

  /** @param {Reader} reader */
  #readerRow({ line, scores, total, complete, difference }) {
    const row = element("tr");
    const head = element("th", String(line));
    head.setAttribute("scope", "row");
    const figures = [...scores.map((score) => (score === null ? "–" : String(score))), complete ? String(total) : "–", complete ? signed(difference, true) : "–"];
    row.append(head, ...figures.map((text) => element("td", text)));
    return row;
  }

  /** @param {string} id @returns {string} */
  #name(id) {
    return /** @type {HTMLElement} */ (this.#row(id).querySelector("[data-name]")).dataset.name ?? id;
  }

  /** @param {string} row */
  #row(row) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(`tr[data-row="${row}"]`));
  }

  get #comma() {
    return this.#root.dataset.comma ?? "";
  }

  /** @param {string} name @param {Record<string, unknown>} [values] */
  #phrase(name, values) {
    return phrase(this.#root, name, values);
  }
}

/**
 * A figure with a minus sign (U+2212), and with a plus sign if it is a difference.
 * @param {number | string} figure
 * @param {boolean} [difference]
 */
function signed(figure, difference = false) {
  const text = String(figure).replace("-", "−");
  return difference && Number(figure) > 0 ? `+${text}` : text;
}
