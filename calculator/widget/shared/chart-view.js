// Charts by Chart.js in the page's colours. A table beside each chart has the same figures.

/** @typedef {{label: string, values: (number | null)[], colour: number}} Series */
/**
 * @typedef {{label: string, spots: {row: number, at: number, people: number}[], colour: number, style:
 *   number}} Spots
 */

const PALETTE = ["#0b7285", "#5c940d", "#e8590c", "#9c36b5", "#c2255c", "#1864ab", "#846358", "#2b8a3e", "#495057"];
const DARK = ["#66d9e8", "#c0eb75", "#ffa94d", "#e599f7", "#faa2c1", "#74c0fc", "#d3bdb0", "#8ce99a", "#ced4da"];
const POINTS = ["circle", "rect", "triangle", "rectRot", "star", "crossRot", "cross", "dash", "line"];
const DASHES = [[], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3], [10, 4], [3, 6], [12, 2]];

/** @type {Promise<any> | undefined} */
let library;

/** Load Chart.js, when there is something to draw. */
function load() {
  library ??= import("./libraries/chart.js").then(({ Chart }) => Chart);
  return library;
}

/** A chart on a canvas, redrawn when its figures or the page's colour scheme change. */
export class ChartView {
  #canvas;
  /** @type {any} */
  #chart = null;
  /** @type {(() => object) | null} */
  #config = null;
  #watch = new MutationObserver(() => this.#draw());

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    this.#watch.observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  }

  /**
   * Bars, beside each other or stacked; `across` makes them horizontal.
   * @param {string[]} labels
   * @param {Series[]} series
   * @param {{stacked?: boolean, across?: boolean}} [how]
   */
  bars(labels, series, { stacked = false, across = false } = {}) {
    return this.#show(() => ({
      type: "bar",
      data: { labels, datasets: series.map((one) => ({ label: one.label, data: one.values, backgroundColor: colour(one.colour) })) },
      options: options({ legend: stacked, stacked, across, whole: true }),
    }));
  }

  /** A line for each series. @param {string[]} labels @param {Series[]} series @param {number} top */
  lines(labels, series, top) {
    const datasets = () =>
      series.map((one) => ({
        label: one.label,
        data: one.values,
        borderColor: colour(one.colour),
        backgroundColor: colour(one.colour),
        borderDash: DASHES[one.colour % DASHES.length],
        pointStyle: POINTS[one.colour % POINTS.length],
        pointRadius: 5,
        spanGaps: true,
      }));
    return this.#show(() => ({
      type: "line",
      data: { labels, datasets: datasets() },
      options: options({ legend: true, top }),
    }));
  }

  /** A bubble for each figure, its area by the number of people, in a row for each label.
   * @param {string[]} labels @param {Spots[]} series @param {number} top */
  spots(labels, series, top) {
    const datasets = () =>
      series.map((one) => ({
        label: one.label,
        data: one.spots.map(({ row, at, people }) => ({ x: at, y: labels[row], r: 5 + 2.5 * Math.sqrt(people) })),
        backgroundColor: `${colour(one.colour)}b3`, // translucent, because spots of two series may overlap
        borderColor: colour(one.colour),
        borderWidth: 2,
        pointStyle: POINTS[one.style],
      }));
    const describe = (/** @type {any} */ { datasetIndex, dataIndex }) => {
      const { label, spots } = series[datasetIndex];
      return `${label}: ${spots[dataIndex].at} × ${spots[dataIndex].people}`;
    };
    return this.#show(() => {
      const { plugins, scales, ...rest } = options({ legend: true, top, across: true });
      const rows = { ...scales.y, type: "category", labels, offset: true, grid: { display: true, color: property("--liumai-line") } };
      return {
        type: "bubble",
        data: { datasets: datasets() },
        options: { ...rest, indexAxis: "x", clip: false, scales: { x: scales.x, y: rows }, plugins: { ...plugins, tooltip: { callbacks: { label: describe } } } },
      };
    });
  }

  /** Release the canvas. */
  end() {
    this.#watch.disconnect();
    this.#chart?.destroy();
    this.#chart = null;
    this.#config = null;
  }

  /** @param {() => object} config */
  async #show(config) {
    this.#config = config;
    await this.#draw();
  }

  async #draw() {
    const config = this.#config;
    if (!config) return;
    const Chart = await load();
    if (config !== this.#config) return; // a newer chart has been requested meanwhile
    this.#chart?.destroy();
    this.#chart = new Chart(this.#canvas, config());
  }
}

/** @param {string} name */
function property(name) {
  return getComputedStyle(document.body).getPropertyValue(name).trim();
}

function isDark() {
  return document.body.dataset.mdColorScheme === "slate";
}

/** @param {number} index */
function colour(index) {
  const palette = isDark() ? DARK : PALETTE;
  return palette[index % palette.length];
}

/** @param {{legend: boolean, stacked?: boolean, across?: boolean, whole?: boolean, top?: number}} how */
function options({ legend, stacked = false, across = false, whole = false, top }) {
  const text = property("--md-default-fg-color");
  const line = property("--liumai-line");
  const axis = { stacked, ticks: { color: text, ...(whole && { precision: 0 }) }, grid: { color: line } };
  const figures = { ...axis, beginAtZero: true, ...(top && { max: top }) };
  const names = { ...axis, ticks: { color: text, autoSkip: !across }, grid: { display: false } };
  return {
    animation: false,
    maintainAspectRatio: false,
    indexAxis: across ? "y" : "x",
    scales: across ? { x: figures, y: names } : { x: names, y: figures },
    plugins: { legend: { display: legend, position: "bottom", labels: { color: text, usePointStyle: true } } },
  };
}
