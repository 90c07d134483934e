// <calibration-round>: many readings of one example appraisal, with the expert's hidden until it is asked for.
//
// Links are pasted one to a line. The core scores them, and says how they spread, how far they agree and how each differs
// from the expert; the expert's cases and reasons stand in the page's HTML. The address keeps which example it is about.

import { CalibrationView } from "./calibration-view.js";
import { CoreHost } from "../engine/engine-host.js";
import { language, part, phrase, showList } from "../shared/dom.js";
import { readPasted, sinceMade } from "../shared/appraisal-links.js";

/** @typedef {{line: number, vector: string, made: import("../shared/appraisal-links.js").Made | null}} Line */

export class CalibrationRound extends HTMLElement {
  #host = new CoreHost(this);
  /** @type {CalibrationView | undefined} */
  #view;
  #asked = 0;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#view = new CalibrationView(this);
    this.addEventListener("click", this.#onClick, { signal });
    this.#example.addEventListener("change", this.#onChoice, { signal });
    window.addEventListener("popstate", this.#open, { signal });
    this.#open();
    this.#host.start().catch(() => {}); // the element says so itself
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#view?.end();
    this.#host.stop();
  }

  /** Take the example from the address. */
  #open = () => {
    const wanted = new URLSearchParams(location.search).get("example") ?? "";
    const known = [...this.#example.options].some(({ value }) => value === wanted);
    if (known) this.#example.value = wanted;
    this.#showFacts();
  };

  #onChoice = () => {
    history.replaceState(history.state, "", this.#address);
    this.#showFacts();
  };

  /** Show what is known of the example; readings of another one say nothing about it. */
  #showFacts() {
    const facts = /** @type {HTMLTemplateElement} */ (this.#facts);
    part(this, "facts").replaceChildren(facts.content.cloneNode(true));
    part(this, "round").hidden = true;
    part(this, "taken").textContent = "";
    this.#showRefused([], 0);
    showList(part(this, "since"), []);
    this.#asked += 1;
  }

  #onClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.act === "take" || button?.dataset.act === "retry") this.#take();
    else if (button?.dataset.act === "reveal") this.#view?.reveal(this.#example.value);
    else if (button?.dataset.act === "copy") this.#copy();
  };

  async #take() {
    const asked = ++this.#asked;
    const readings = linesOf(/** @type {HTMLTextAreaElement} */ (part(this, "links")).value);
    const expert = { appraisal: JSON.parse(this.#facts.dataset.appraisal ?? "") };
    let answer;
    try {
      answer = await this.#host.ask({ calibration: { expert, readings } });
    } catch {
      return; // the element says so itself; trying again asks again
    }
    if (asked !== this.#asked) return;
    const { calibration, faults = [], more = 0 } = answer;
    this.#showRefused(calibration?.refused ?? faults, calibration?.more ?? more);
    const people = calibration?.people ?? 0;
    part(this, "taken").textContent = people ? phrase(this, "round-taken", { n: people }) : readings.length ? "" : phrase(this, "round-none");
    part(this, "round").hidden = people === 0;
    if (people) this.#view?.show(calibration);
    const refused = new Set((calibration?.refused ?? []).map((/** @type {{line: number}} */ { line }) => line));
    await this.#showSince(readings.filter(({ line }) => !refused.has(line)), asked);
  }

  /** Say which links were made before the scoring rules changed. @param {Line[]} readings @param {number} asked */
  async #showSince(readings, asked) {
    const told = [];
    for (const reading of readings) {
      const since = await sinceMade((request) => this.#host.ask(request), reading).catch(() => null);
      if (since) told.push(`${phrase(this, "round-line", { line: reading.line })}: ${phrase(this, `since-${since}`)}`);
    }
    if (asked === this.#asked) showList(part(this, "since"), told);
  }

  /** @param {{line?: number, path: string, problem: Record<string, string>}[]} refused @param {number} more that go untold */
  #showRefused(refused, more) {
    const told = refused.map(({ line, path, problem }) =>
      [line ? phrase(this, "round-line", { line }) : "", path.replace(/^vector\.?/, ""), problem[language()]].filter(Boolean).join(": "),
    );
    if (more) told.push(phrase(this, "round-more", { n: more }));
    showList(part(this, "faults"), told);
  }

  async #copy() {
    const said = part(this, "said");
    try {
      await navigator.clipboard.writeText(location.origin + this.#address);
      said.textContent = phrase(this, "round-copied");
    } catch {
      history.replaceState(history.state, "", this.#address);
      said.textContent = phrase(this, "round-copy-failed");
    }
  }

  get #address() {
    return `${location.pathname}?example=${encodeURIComponent(this.#example.value)}`;
  }

  get #example() {
    return /** @type {HTMLSelectElement} */ (part(this, "example"));
  }

  get #facts() {
    return /** @type {HTMLElement} */ (this.querySelector(`template[data-facts="${this.#example.value}"]`));
  }
}

/** The links of a text, with their lines; what is none goes along, for the core to say so. @param {string} text @returns {Line[]} */
function linesOf(text) {
  const lines = text.split("\n").map((written, place) => ({ line: place + 1, written: written.trim() }));
  return lines
    .filter(({ written }) => written)
    .map(({ line, written }) => {
      const pasted = readPasted(written);
      return "vector" in pasted ? { line, ...pasted } : { line, vector: pasted.text, made: null };
    });
}

customElements.define("calibration-round", CalibrationRound);
