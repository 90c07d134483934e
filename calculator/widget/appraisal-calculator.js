// <appraisal-calculator>: the form of an appraisal, scored by the Python core as it is filled in.
//
// The form stands in the page's HTML; this element reads it, asks the engine, and shows the answer.
// It holds no rule and computes no score. Names and words come from the page, in its language.
//
// Attributes: runtime   folder of the Python runtime
//             rubrics   addresses of the published rubrics (JSON), parted by spaces
//             rubric    id of the rubric whose form this is
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
    this.#form.addEventListener("change", this.#onChange);
    this.#form.addEventListener("reset", this.#onReset);
    this.#part("retry").addEventListener("click", this.#start);
    this.#part("summary").addEventListener("click", this.#toResult);
    window.addEventListener("hashchange", this.#onHash);
    this.#start();
  }

  disconnectedCallback() {
    this.#form.removeEventListener("change", this.#onChange);
    this.#form.removeEventListener("reset", this.#onReset);
    this.#part("retry").removeEventListener("click", this.#start);
    this.#part("summary").removeEventListener("click", this.#toResult);
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

  #toResult = () => this.querySelector(".result")?.scrollIntoView();

  #onChange = () => {
    this.#touched = true;
    if (this.#ready) this.#scoreForm();
  };

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
    if (fill) {
      this.#fill(ratings ?? {});
    }
    showResult(this, result, this.#language);
    this.result = result;
    this.dispatchEvent(new CustomEvent("scored", { bubbles: true, detail: result }));
  }

  /** The ratings that the form shows, by criterion, as the appraisal file has them. */
  #criteria() {
    /** @type {Record<string, {ratings: string[]}>} */
    const criteria = {};
    for (const group of this.querySelectorAll("[data-criterion]")) {
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
    for (const group of this.querySelectorAll("[data-criterion]")) {
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

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
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
