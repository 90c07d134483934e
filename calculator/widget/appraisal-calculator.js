// <appraisal-calculator>: the form of an appraisal, scored by the Python core as it is filled in.
//
// A sheet for each rubric, its form and its result, stands in the page's HTML; this element shows one of them,
// reads its form, asks the engine, and shows the answer. It holds no rule and computes no score. Names and words come from the page, in its language.
//
// Attributes: runtime   folder of the Python runtime
//             rubrics   addresses of the published rubrics (JSON), parted by spaces
//             rubric    id of the rubric whose sheet is shown
// Property:   result    what `liumai score --format json` prints for what the form shows; null before the first
// Event:      scored    after each change of result

import { Engine } from "./engine.js";
import { showFaults, showResult } from "./result-view.js";

const FRAGMENT = "#a=";

export class AppraisalCalculator extends HTMLElement {
  /** @type {any} */
  result = null;
  #engine = new Engine();
  #ready = false;
  #touched = false;
  #asked = 0;
  #onHash = () => this.#openFragment();

  connectedCallback() {
    this.addEventListener("change", this.#onChange);
    this.addEventListener("reset", this.#onReset);
    this.addEventListener("click", this.#onClick);
    window.addEventListener("hashchange", this.#onHash);
    this.#start();
  }

  disconnectedCallback() {
    this.removeEventListener("change", this.#onChange);
    this.removeEventListener("reset", this.#onReset);
    this.removeEventListener("click", this.#onClick);
    window.removeEventListener("hashchange", this.#onHash);
    this.#ready = false;
    this.#engine.stop();
  }

  #start = async () => {
    this.dataset.state = "loading";
    const absolute = (/** @type {string} */ address) => new URL(address, document.baseURI).href;
    const addresses = {
      runtime: absolute(this.getAttribute("runtime") ?? ""),
      rubrics: (this.getAttribute("rubrics") ?? "").split(" ").map(absolute),
    };
    try {
      await this.#engine.start(addresses, (progress) => this.#showProgress(progress));
    } catch (error) {
      if (this.isConnected) this.#fail(error);
      return;
    }
    this.#ready = true;
    this.dataset.state = "ready";
    // What the reader rated while Python was loading goes before the link that opened the page.
    if (this.#touched || !location.hash.startsWith(FRAGMENT)) await this.#scoreForm();
    else await this.#openFragment();
  };

  #onClick = (/** @type {Event} */ event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset.part === "retry") this.#start();
    if (button?.dataset.part === "summary") this.#sheet.querySelector(".result")?.scrollIntoView();
  };

  #onChange = (/** @type {Event} */ event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement && field.dataset.part === "rubric") this.#show(field.value);
    this.#touched = true;
    if (this.#ready) this.#scoreForm();
  };

  /**
   * Show the sheet of a rubric; the others keep what they hold.
   * @param {string} rubric
   */
  #show(rubric) {
    this.setAttribute("rubric", rubric);
    for (const sheet of this.#sheets) sheet.hidden = sheet.dataset.rubric !== rubric;
    const choice = this.querySelector('[data-part="rubric"]');
    if (choice instanceof HTMLSelectElement) choice.value = rubric;
  }

  #onReset = () => {
    // The form is cleared once all listeners of this event, microtasks included, are through.
    setTimeout(() => {
      history.replaceState(history.state, "", location.pathname + location.search);
      this.#touched = false;
      if (this.#ready) this.#scoreForm();
    });
  };

  async #openFragment() {
    if (!this.#ready || !location.hash.startsWith(FRAGMENT)) return;
    const vector = decode(location.hash.slice(FRAGMENT.length));
    if (vector !== this.result?.vector) await this.#ask({ vector }, true);
  }

  async #scoreForm() {
    await this.#ask({ appraisal: { rubric: this.getAttribute("rubric"), criteria: this.#criteria() } }, false);
    if (this.#touched && this.result) {
      history.replaceState(history.state, "", FRAGMENT + this.result.vector);
    }
  }

  /**
   * Ask the core and show what it says. An answer that a later question has overtaken is dropped.
   * @param {{vector: string} | {appraisal: object}} request
   * @param {boolean} fill whether the form takes over the ratings of the answer
   */
  async #ask(request, fill) {
    const asked = ++this.#asked;
    let answer;
    try {
      answer = await this.#engine.ask(request);
    } catch (error) {
      if (this.#ready) this.#fail(error);
      return;
    }
    if (asked !== this.#asked) return;
    const { result = null, ratings, faults = [] } = answer;
    showFaults(this.#part("faults"), faults, this.#language);
    if (result && result.rubric !== this.getAttribute("rubric")) this.#show(result.rubric);
    if (fill) this.#fill(ratings ?? {});
    showResult(this.#sheet, result, this.#language);
    this.result = result;
    this.dispatchEvent(new CustomEvent("scored", { bubbles: true, detail: result }));
  }

  /** The ratings that the form shows, by criterion, as the appraisal file has them. */
  #criteria() {
    /** @type {Record<string, {ratings: string[]}>} */
    const criteria = {};
    for (const group of this.#sheet.querySelectorAll("[data-criterion]")) {
      const id = /** @type {HTMLElement} */ (group).dataset.criterion ?? "";
      const levels = [...group.querySelectorAll("[data-level]")];
      criteria[id] = {
        ratings: levels.map((level) => {
          const chosen = /** @type {HTMLInputElement | null} */ (level.querySelector("input:checked"));
          return chosen?.value ?? "unrated";
        }),
      };
    }
    return criteria;
  }

  /** @param {Record<string, string[]>} ratings */
  #fill(ratings) {
    for (const group of this.#sheet.querySelectorAll("[data-criterion]")) {
      const given = ratings[/** @type {HTMLElement} */ (group).dataset.criterion ?? ""];
      group.querySelectorAll("[data-level]").forEach((level, index) => {
        for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (level.querySelectorAll("input"))) {
          input.checked = input.value === (given?.[index] ?? "unrated");
        }
      });
    }
  }

  /** @param {import("./engine.js").Progress} progress */
  #showProgress({ file, loaded, total }) {
    const bar = /** @type {HTMLProgressElement} */ (this.#part("bar"));
    bar.max = total;
    bar.value = loaded;
    const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
    this.#part("amount").textContent = file ? `${megabytes(loaded)} / ${megabytes(total)} MB` : "";
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#ready = false;
    this.#engine.stop();
    this.dataset.state = "failed";
    this.#part("reason").textContent = error instanceof Error ? error.message : String(error);
  }

  get #sheets() {
    return /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-rubric]"));
  }

  get #sheet() {
    return /** @type {HTMLElement} */ ([...this.#sheets].find((sheet) => !sheet.hidden));
  }

  get #language() {
    return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    const part = this.querySelector(`[data-part="${name}"]`);
    if (!part) throw new Error(`the page lacks the part ${name}`);
    return /** @type {HTMLElement} */ (part);
  }
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded properly: the core refuses it with a reason
  }
}

customElements.define("appraisal-calculator", AppraisalCalculator);
