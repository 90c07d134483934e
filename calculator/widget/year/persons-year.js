// <persons-year>: four quarters of one person, the result of the year, and the composite figure for a
// promotion.
//
// A quarter is entered score by score, or as a whole appraisal with its cases. The core computes the result;
// the address contains the ratings: #q1=<vector>&q3=<vector>, without the quarters that are missing.

import { EngineHost } from "../engine/engine-host.js";
import { listenForActions } from "../shared/actions.js";
import { listenForAppraisals, showAccepted, showFaults } from "../shared/appraisal-input.js";
import { readFragment } from "../shared/appraisal-links.js";
import { replaced } from "../shared/baseline.js";
import { ChartView } from "../shared/chart-view.js";
import { all, element, language, part, phrase, piece } from "../shared/dom.js";
import { RubricNames } from "../shared/rubric-names.js";

const QUARTERS = [1, 2, 3, 4];
const PAUSE = 250; // milliseconds after the last input before a promotion is computed

/** @typedef {import("../shared/appraisal-input.js").AppraisalRequest} AppraisalRequest */

export class PersonsYear extends HTMLElement {
  #host = new EngineHost(this);
  /** By quarter, from 0. @type {(AppraisalRequest | null)[]} */
  #quarters = QUARTERS.map(() => null);
  #rubric = "";
  /** The core's latest answer. @type {any} */
  #year = null;
  /** @type {RubricNames | undefined} */
  #names;
  /** @type {ChartView | undefined} */
  #chart;
  /** Number of the latest request of a year: only its answer is shown. */
  #latest = 0;
  #latestPromotion = 0;
  #timer = 0;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#names = new RubricNames(part(this, "names"));
    this.#chart = new ChartView(/** @type {HTMLCanvasElement} */ (part(this, "chart")));
    for (const quarter of QUARTERS) {
      listenForAppraisals(this, this.#box(quarter), (request) => this.#take(quarter, request), signal);
    }
    listenForActions(this, this.#actions, signal);
    this.addEventListener("change", this.#onChange, { signal });
    this.addEventListener("input", this.#onInput, { signal });
    window.addEventListener("hashchange", this.#openFragment, { signal });
    this.#setRubric(this.#choice?.value ?? this.#first);
    this.#openFragment();
    this.#host.start().catch(() => {}); // shown in the element
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#chart?.end();
    this.#host.stop();
  }

  #openFragment = () => {
    const link = readFragment(location.hash);
    const forms = QUARTERS.map((quarter) => {
      const vector = link.get(`q${quarter}`);
      return vector === undefined ? null : { vector, made: null };
    });
    if (!forms.some(Boolean) || this.#fragment() === location.hash) return;
    const rubric = forms.find(Boolean)?.vector.split(":")[0] ?? "";
    if (this.#names?.rubric(rubric)) this.#setRubric(rubric);
    this.#quarters = forms;
    this.#compute();
  };

  /**
   * Use an appraisal as a quarter; the first one determines the rubric.
   * @param {number} quarter
   * @param {AppraisalRequest} request
   */
  async #take(quarter, request) {
    const answer = await this.#host.ask(request).catch(() => null);
    if (!answer) return; // shown in the element
    showFaults(this, this.#box(quarter), answer.faults);
    if (!answer.result) return;
    const { rubric } = answer.result;
    if (rubric !== this.#rubric && !this.#quarters.some((form, index) => form && index !== quarter - 1)) this.#setRubric(rubric);
    showAccepted(this, this.#box(quarter), this.#names?.rubric(rubric).name ?? rubric, answer.result);
    this.#quarters = replaced(this.#quarters, quarter - 1, request);
    this.#compute();
  }

  /** @type {Record<string, import("../shared/actions.js").Action>} */
  #actions = {
    retry: () => this.#compute(),
    clear: (button) => this.#clear(Number(button.dataset.of)),
    example: (button) => this.#openExample(button.dataset),
    "from-year": () => this.#takeMean(),
  };

  /** @param {number} quarter */
  #clear(quarter) {
    this.#quarters = replaced(this.#quarters, quarter - 1, null);
    this.#compute();
  }

  /** Use the year's mean for the promotion. */
  #takeMean() {
    this.#promotionField("total").value = this.#year.mean.shown;
    this.#promote();
  }

  /** @param {DOMStringMap} data */
  #openExample({ rubric = "", quarters = "" }) {
    this.#setRubric(rubric);
    const vectors = quarters.trim().split(/\s+/);
    this.#quarters = QUARTERS.map((_, index) => (vectors[index] ? { vector: vectors[index], made: null } : null));
    this.#compute();
  }

  #onChange = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLSelectElement} */ (event.target);
    if (field === this.#choice) {
      this.#setRubric(field.value);
      this.#compute();
    } else if (field.dataset.quarter) this.#tap(Number(field.dataset.quarter));
  };

  #onInput = (/** @type {Event} */ event) => {
    const { name } = /** @type {HTMLInputElement} */ (event.target);
    if (name !== "total" && name !== "performance") return;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#promote(), PAUSE);
  };

  /**
   * A score was entered: the quarter becomes what its column shows; cases of an appraisal entered before are
   * dropped.
   * @param {number} quarter
   */
  #tap(quarter) {
    /** @type {Record<string, {score: number}>} */
    const criteria = {};
    for (const field of /** @type {HTMLSelectElement[]} */ (all(this, `[data-quarter="${quarter}"]`))) {
      const criterion = /** @type {HTMLElement} */ (field.closest("[data-criterion]")).dataset.criterion ?? "";
      if (field.value) criteria[criterion] = { score: Number(field.value) };
    }
    const request = Object.keys(criteria).length ? { appraisal: { rubric: this.#rubric, criteria } } : null;
    part(this.#box(quarter), "taken").textContent = "";
    this.#quarters = replaced(this.#quarters, quarter - 1, request);
    this.#compute();
  }

  /** @param {string} rubric */
  #setRubric(rubric) {
    if (rubric !== this.#rubric) this.#quarters = QUARTERS.map(() => null);
    this.#rubric = rubric;
    if (this.#choice) this.#choice.value = rubric;
    part(this, "sheet").replaceChildren(piece(this, `sheet-${rubric}`));
    for (const form of all(this, "[data-promotion]")) form.hidden = form.dataset.promotion !== rubric;
    part(this, "composite-of").hidden = true;
  }

  async #compute() {
    const number = ++this.#latest;
    let answer;
    try {
      answer = await this.#host.ask({ year: { rubric: this.#rubric, quarters: this.#quarters } });
    } catch {
      return; // shown in the element; its button sends the request again
    }
    if (number !== this.#latest) return;
    showFaults(this, part(this, "aside"), answer.faults);
    if (answer.year) this.#show(answer.year);
  }

  /** @param {any} year */
  #show(year) {
    this.#year = year;
    year.quarters.forEach((/** @type {any} */ quarter, /** @type {number} */ index) => this.#showQuarter(index + 1, quarter));
    for (const { id, mean } of year.criteria) {
      part(part(this, "sheet").querySelector(`[data-criterion="${id}"]`) ?? this, "criterion-mean").textContent = mean?.shown ?? "–";
    }
    part(this, "total-mean").textContent = year.mean?.shown ?? "–";
    this.#showOutcome(year);
    this.#showLines(year);
    for (const button of all(this, "[data-act=from-year]")) /** @type {HTMLButtonElement} */ (button).disabled = !year.mean;
    const fragment = this.#fragment();
    if (fragment || location.hash.startsWith("#q")) history.replaceState(history.state, "", fragment || location.pathname);
  }

  /** @param {number} quarter @param {any} result null without an appraisal */
  #showQuarter(quarter, result) {
    for (const field of /** @type {HTMLSelectElement[]} */ (all(this, `[data-quarter="${quarter}"]`))) {
      const criterion = /** @type {HTMLElement} */ (field.closest("[data-criterion]")).dataset.criterion;
      const found = result?.criteria.find((/** @type {any} */ scored) => scored.id === criterion);
      field.value = found?.complete ? String(found.score) : "";
    }
    const total = part(this, "sheet").querySelector(`[data-total="${quarter}"]`);
    if (total) total.textContent = result?.complete ? String(result.total) : "–";
  }

  /** @param {any} year */
  #showOutcome(year) {
    const any = year.mean !== null;
    part(this, "nothing").hidden = any;
    part(this, "outcome").hidden = !any;
    if (!any) return;
    part(this, "mean").textContent = year.mean.shown;
    part(this, "maximum").textContent = year.maximum;
    for (const text of all(this, "[data-trend]")) text.hidden = text.dataset.trend !== (year.trend ?? "no-trend");
    part(this, "band-of").hidden = year.band === null;
    part(this, "band").textContent = this.#names?.bands(year.rubric, year.band?.candidates ?? null) ?? "";
    const quarters = year.counted.map((/** @type {number} */ n) => phrase(this, "quarter", { n }));
    part(this, "counted").textContent = phrase(this, "counted", { quarters: new Intl.ListFormat(language()).format(quarters) });
    const findings = year.findings.map((/** @type {string} */ code) => element("li", this.#names?.finding(year.rubric, code)));
    part(this, "findings").replaceChildren(...findings);
  }

  /** @param {any} year */
  #showLines(year) {
    part(this, "lines").hidden = year.mean === null;
    if (year.mean === null) return;
    const names = this.#names;
    const series = year.criteria.map((/** @type {{id: string}} */ { id }, /** @type {number} */ index) => ({
      label: names?.criterion(year.rubric, id) ?? id,
      values: year.quarters.map((/** @type {any} */ quarter) => scoreOf(quarter, id)),
      colour: index,
    }));
    const top = year.maximum / year.criteria.length;
    this.#chart?.lines(
      QUARTERS.map((n) => phrase(this, "quarter", { n })),
      series,
      top,
    );
  }

  async #promote() {
    const number = ++this.#latestPromotion;
    const [total, performance] = ["total", "performance"].map((name) => this.#promotionField(name).value.trim());
    const aside = part(this, "promotion-aside");
    part(this, "composite-of").hidden = true;
    showFaults(this, aside);
    if (!total || !performance) return;
    const answer = await this.#host.ask({ promotion: { rubric: this.#rubric, total, performance } }).catch(() => null);
    if (!answer || number !== this.#latestPromotion) return;
    showFaults(this, aside, answer.faults);
    if (!answer.promotion) return;
    for (const name of ["values", "performance", "composite"]) part(this, name).textContent = answer.promotion[name].shown;
    part(this, "composite-of").hidden = false;
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #promotionField(name) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`[data-promotion="${this.#rubric}"] [name=${name}]`));
  }

  /** The fragment of the address for the quarters; empty without any. */
  #fragment() {
    const quarters = this.#year?.quarters ?? [];
    const named = QUARTERS.flatMap((n) => (quarters[n - 1] ? [`q${n}=${quarters[n - 1].vector}`] : []));
    return named.length ? `#${named.join("&")}` : "";
  }

  /** @param {number} quarter */
  #box(quarter) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-take=q${quarter}]`));
  }

  /** @returns {HTMLSelectElement | null} */
  get #choice() {
    return this.querySelector("select[data-part=rubric]");
  }

  get #first() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-promotion]")).dataset.promotion ?? "";
  }
}

/** @param {any} quarter @param {string} criterion @returns {number | null} */
function scoreOf(quarter, criterion) {
  if (!quarter?.complete) return null;
  return quarter.criteria.find((/** @type {any} */ scored) => scored.id === criterion).score;
}

if (!customElements.get("persons-year")) customElements.define("persons-year", PersonsYear);
