// <persons-year>: four quarters of one person, what they come to, and a promotion's composite.
//
// A quarter is tapped score by score, or taken in whole, with its cases. The core says what it comes to; the address keeps
// the ratings: #q1=<vector>&q3=<vector>, a quarter that is missing left out.

import { ChartView } from "../shared/chart-view.js";
import { CoreHost } from "../engine/engine-host.js";
import { all, element, language, part, phrase, piece } from "../shared/dom.js";
import { showRefused, showTaken, takeIn } from "../shared/appraisal-input.js";
import { Names } from "../shared/rubric-names.js";

const QUARTERS = [1, 2, 3, 4];
const PATIENCE = 250; // milliseconds after the last key before a promotion is worked out

/** @typedef {import("../shared/appraisal-input.js").Form} Form */
/** @typedef {{exact: string, decimal: number, shown: string}} Exact */

export class PersonsYear extends HTMLElement {
  #host = new CoreHost(this);
  /** By quarter, from 0. @type {(Form | null)[]} */
  #forms = QUARTERS.map(() => null);
  #rubric = "";
  /** What the core said last. @type {any} */
  #year = null;
  /** @type {Names | undefined} */
  #names;
  /** @type {ChartView | undefined} */
  #chart;
  #asked = 0;
  #promoting = 0;
  #timer = 0;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#names = new Names(part(this, "names"));
    this.#chart = new ChartView(/** @type {HTMLCanvasElement} */ (part(this, "chart")));
    for (const quarter of QUARTERS) {
      takeIn(this, this.#box(quarter), (form) => this.#take(quarter, form));
    }
    this.addEventListener("click", this.#onClick, { signal });
    this.addEventListener("change", this.#onChange, { signal });
    this.addEventListener("input", this.#onInput, { signal });
    window.addEventListener("hashchange", this.#openFragment, { signal });
    this.#setRubric(this.#choice?.value ?? this.#first);
    this.#openFragment();
    this.#host.start().catch(() => {}); // the element says so itself
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#chart?.end();
    this.#host.stop();
  }

  #openFragment = () => {
    const link = new URLSearchParams(location.hash.slice(1));
    const forms = QUARTERS.map((quarter) => {
      const vector = link.get(`q${quarter}`);
      return vector === null ? null : { vector, made: null };
    });
    if (!forms.some(Boolean) || this.#fragment() === location.hash) return;
    const rubric = forms.find(Boolean)?.vector.split(":")[0] ?? "";
    if (this.#names?.rubric(rubric)) this.#setRubric(rubric);
    this.#forms = forms;
    this.#reckon();
  };

  /** Take a quarter in; the first decides the rubric. @param {number} quarter @param {Form} form */
  async #take(quarter, form) {
    const answer = await this.#host.ask(form).catch(() => null);
    if (!answer) return; // the element says so itself
    showRefused(this, this.#box(quarter), answer.faults);
    if (!answer.result) return;
    const { rubric } = answer.result;
    if (rubric !== this.#rubric && !this.#forms.some((one, index) => one && index !== quarter - 1)) this.#setRubric(rubric);
    showTaken(this, this.#box(quarter), this.#names?.rubric(rubric).name ?? rubric, answer.result);
    this.#forms = this.#forms.with(quarter - 1, form);
    this.#reckon();
  }

  #onClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    switch (button?.dataset.act) {
      case "retry":
        this.#reckon();
        break;
      case "clear":
        this.#forms = this.#forms.with(Number(button.dataset.of) - 1, null);
        this.#reckon();
        break;
      case "example":
        this.#openExample(button.dataset);
        break;
      case "from-year":
        this.#promotionField("total").value = this.#year.mean.shown;
        this.#promote();
        break;
    }
  };

  /** @param {DOMStringMap} data */
  #openExample({ rubric = "", quarters = "" }) {
    this.#setRubric(rubric);
    const vectors = quarters.trim().split(/\s+/);
    this.#forms = QUARTERS.map((_, index) => (vectors[index] ? { vector: vectors[index], made: null } : null));
    this.#reckon();
  }

  #onChange = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLSelectElement} */ (event.target);
    if (field === this.#choice) {
      this.#setRubric(field.value);
      this.#reckon();
    } else if (field.dataset.quarter) this.#tap(Number(field.dataset.quarter));
  };

  #onInput = (/** @type {Event} */ event) => {
    const { name } = /** @type {HTMLInputElement} */ (event.target);
    if (name !== "total" && name !== "performance") return;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#promote(), PATIENCE);
  };

  /** A score was tapped: the quarter is now what its column says, without the cases of what was taken in. @param {number} quarter */
  #tap(quarter) {
    /** @type {Record<string, {score: number}>} */
    const criteria = {};
    for (const field of /** @type {HTMLSelectElement[]} */ (all(this, `[data-quarter="${quarter}"]`))) {
      const criterion = /** @type {HTMLElement} */ (field.closest("[data-criterion]")).dataset.criterion ?? "";
      if (field.value) criteria[criterion] = { score: Number(field.value) };
    }
    const form = Object.keys(criteria).length ? { appraisal: { rubric: this.#rubric, criteria } } : null;
    part(this.#box(quarter), "taken").textContent = "";
    this.#forms = this.#forms.with(quarter - 1, form);
    this.#reckon();
  }

  /** @param {string} rubric */
  #setRubric(rubric) {
    if (rubric !== this.#rubric) this.#forms = QUARTERS.map(() => null);
    this.#rubric = rubric;
    if (this.#choice) this.#choice.value = rubric;
    part(this, "sheet").replaceChildren(piece(this, `sheet-${rubric}`));
    for (const one of all(this, "[data-promotion]")) one.hidden = one.dataset.promotion !== rubric;
    part(this, "composite-of").hidden = true;
  }

  async #reckon() {
    const asked = ++this.#asked;
    let answer;
    try {
      answer = await this.#host.ask({ year: { rubric: this.#rubric, quarters: this.#forms } });
    } catch {
      return; // the element says so itself; trying again asks again
    }
    if (asked !== this.#asked) return;
    showRefused(this, part(this, "aside"), answer.faults);
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
      const found = result?.criteria.find((/** @type {any} */ one) => one.id === criterion);
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
    for (const one of all(this, "[data-trend]")) one.hidden = one.dataset.trend !== (year.trend ?? "no-trend");
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
    const asked = ++this.#promoting;
    const [total, performance] = ["total", "performance"].map((name) => this.#promotionField(name).value.trim());
    const aside = part(this, "promotion-aside");
    part(this, "composite-of").hidden = true;
    showRefused(this, aside);
    if (!total || !performance) return;
    const answer = await this.#host.ask({ promotion: { rubric: this.#rubric, total, performance } }).catch(() => null);
    if (!answer || asked !== this.#promoting) return;
    showRefused(this, aside, answer.faults);
    if (!answer.promotion) return;
    for (const name of ["values", "performance", "composite"]) part(this, name).textContent = answer.promotion[name].shown;
    part(this, "composite-of").hidden = false;
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #promotionField(name) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`[data-promotion="${this.#rubric}"] [name=${name}]`));
  }

  /** What the address says of the quarters; empty without any. */
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
  return quarter.criteria.find((/** @type {any} */ one) => one.id === criterion).score;
}

if (!customElements.get("persons-year")) customElements.define("persons-year", PersonsYear);
