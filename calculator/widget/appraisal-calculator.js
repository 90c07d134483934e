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
import { blank, readField, showForm } from "./form-view.js";
import { showFaults, showResult } from "./result-view.js";
import { AppraisalState, spelledOut } from "./state.js";

const FRAGMENT = "#a=";

export class AppraisalCalculator extends HTMLElement {
  /** @type {any} */
  result = null;
  /** The appraisal that the page shows. */
  state = new AppraisalState({ rubric: "", criteria: {} });
  #engine = new Engine();
  #ready = false;
  #touched = false;
  #asked = 0;
  /** What was written under the other rubrics, by rubric. @type {Map<string, import("./state.js").Appraisal>} */
  #shelf = new Map();
  #onHash = () => this.#openFragment();

  connectedCallback() {
    if (!this.state.value.rubric) this.state.update(() => blank(this.#sheet), "opened");
    this.state.addEventListener("change", this.#onStateChange);
    this.addEventListener("change", this.#onChange);
    this.addEventListener("reset", this.#onReset);
    this.addEventListener("click", this.#onClick);
    window.addEventListener("hashchange", this.#onHash);
    this.#start();
  }

  disconnectedCallback() {
    this.state.removeEventListener("change", this.#onStateChange);
    this.removeEventListener("change", this.#onChange);
    this.removeEventListener("reset", this.#onReset);
    this.removeEventListener("click", this.#onClick);
    window.removeEventListener("hashchange", this.#onHash);
    this.#ready = false;
    this.#engine.stop();
  }

  /**
   * Show an appraisal: from a link, a file, an example.
   * @param {import("./state.js").Appraisal} value
   */
  open(value) {
    this.state.update(() => value, "opened");
  }

  /**
   * Ask the core anything it answers; rejects while it is not running.
   * @param {any} request
   */
  ask(request) {
    return this.#engine.ask(request);
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
    if (this.#touched || !location.hash.startsWith(FRAGMENT)) await this.#score();
    else await this.#openFragment();
  };

  #onClick = (/** @type {Event} */ event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset.part === "retry") this.#start();
    if (button?.dataset.part === "summary") this.#sheet.querySelector(".result")?.scrollIntoView();
  };

  #onChange = (/** @type {Event} */ event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement && field.dataset.part === "rubric") {
      this.state.update(() => this.#shelf.get(field.value) ?? blank(this.#sheetOf(field.value)));
      return;
    }
    const change = readField(this.#sheet, field);
    if (change) this.state.update(change);
  };

  #onStateChange = (/** @type {Event} */ event) => {
    const { before, value, by } = /** @type {CustomEvent<import("./state.js").Change>} */ (event).detail;
    this.#shelf.set(before.rubric, before);
    if (value.rubric !== this.getAttribute("rubric")) this.#show(value.rubric);
    showForm(this.#sheet, value);
    if (by === "core") return;
    this.#touched = true;
    if (this.#ready) this.#score();
  };

  /**
   * Show the sheet of a rubric in place of the one that is shown.
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
      this.state.update(() => blank(this.#sheet));
      this.#touched = false;
      history.replaceState(history.state, "", location.pathname + location.search);
    });
  };

  async #openFragment() {
    if (!this.#ready || !location.hash.startsWith(FRAGMENT)) return;
    const vector = decode(location.hash.slice(FRAGMENT.length));
    if (vector === this.result?.vector) return;
    const answer = await this.#answer({ vector });
    if (!answer) return;
    if (answer.result) this.open(appraisalOf(answer));
    else this.#present(answer);
  }

  async #score() {
    const answer = await this.#answer({ appraisal: this.state.value });
    if (!answer) return;
    this.#present(answer);
    if (this.#touched && this.result) {
      history.replaceState(history.state, "", FRAGMENT + this.result.vector);
    }
  }

  /**
   * What the core says, or null where a later question has overtaken this one or the core has failed.
   * @param {{vector: string} | {appraisal: object}} request
   */
  async #answer(request) {
    const asked = ++this.#asked;
    try {
      const answer = await this.#engine.ask(request);
      return asked === this.#asked ? answer : null;
    } catch (error) {
      if (this.#ready) this.#fail(error);
      return null;
    }
  }

  /** @param {{result?: any, ratings?: any, faults?: any[]}} answer */
  #present({ result = null, ratings, faults = [] }) {
    showFaults(this.#part("faults"), faults, this.#language);
    if (ratings) this.state.update((value) => spelledOut(value, ratings), "core");
    showResult(this.#sheet, result, this.#language);
    this.result = result;
    this.dispatchEvent(new CustomEvent("scored", { bubbles: true, detail: result }));
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
    return this.#sheetOf(this.getAttribute("rubric") ?? "");
  }

  /** @param {string} rubric */
  #sheetOf(rubric) {
    return /** @type {HTMLElement} */ ([...this.#sheets].find((sheet) => sheet.dataset.rubric === rubric));
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

/** The appraisal that a link's vector stands for. @param {{result?: any, ratings?: any}} answer */
function appraisalOf({ result, ratings }) {
  const entries = Object.entries(ratings).map(([id, own]) => [id, { ratings: own }]);
  return { rubric: result.rubric, criteria: Object.fromEntries(entries) };
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
