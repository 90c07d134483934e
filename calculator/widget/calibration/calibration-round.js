// <calibration-round>: many people's readings of one example appraisal; the expert's is hidden until it is
// revealed.
//
// Links are pasted one per line. The core scores them and computes their spread, their agreement and their
// differences from the expert; the expert's cases and reasons are in the page's HTML. The address contains
// the example's id.

import { EngineHost } from "../engine/engine-host.js";
import { listenForActions } from "../shared/actions.js";
import { readPasted, sinceMade } from "../shared/appraisal-links.js";
import { copyText } from "../shared/by-hand.js";
import { part, phrase, showList } from "../shared/dom.js";
import { colon, describeFault } from "../shared/faults.js";
import { CalibrationView } from "./calibration-view.js";

/**
 * @typedef {{line: number, vector: string, made: import("../shared/appraisal-links.js").Made | null}} Line
 */

export class CalibrationRound extends HTMLElement {
  #host = new EngineHost(this);
  /** @type {CalibrationView | undefined} */
  #view;
  /** Number of the latest request: only its answer is shown. */
  #latest = 0;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#view = new CalibrationView(this);
    listenForActions(this, this.#actions, signal);
    this.#example.addEventListener("change", this.#onChoice, { signal });
    window.addEventListener("popstate", this.#open, { signal });
    this.#open();
    this.#host.start().catch(() => {}); // shown in the element
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#view?.end();
    this.#host.stop();
  }

  /** Choose the example named in the address. */
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

  /** Show the facts of the example and remove the readings of another one. */
  #showFacts() {
    const facts = /** @type {HTMLTemplateElement} */ (this.#facts);
    part(this, "facts").replaceChildren(facts.content.cloneNode(true));
    part(this, "round").hidden = true;
    part(this, "taken").textContent = "";
    this.#showFaults([], 0);
    showList(part(this, "since"), []);
    this.#latest += 1; // a pending answer is about another example
  }

  /** @type {Record<string, import("../shared/actions.js").Action>} */
  #actions = {
    take: () => this.#take(),
    retry: () => this.#take(),
    reveal: () => this.#view?.reveal(this.#example.value),
    copy: () => this.#copy(),
  };

  async #take() {
    const number = ++this.#latest;
    const readings = linesOf(/** @type {HTMLTextAreaElement} */ (part(this, "links")).value);
    const expert = { appraisal: JSON.parse(this.#facts.dataset.appraisal ?? "") };
    let answer;
    try {
      answer = await this.#host.ask({ calibration: { expert, readings } });
    } catch {
      return; // shown in the element; its button sends the request again
    }
    if (number !== this.#latest) return;
    const { calibration, faults = [], more = 0 } = answer;
    this.#showFaults(calibration?.refused ?? faults, calibration?.more ?? more);
    const people = calibration?.people ?? 0;
    part(this, "taken").textContent = people ? phrase(this, "round-taken", { n: people }) : readings.length ? "" : phrase(this, "round-none");
    part(this, "round").hidden = people === 0;
    if (people) this.#view?.show(calibration);
    const refused = new Set((calibration?.refused ?? []).map((/** @type {{line: number}} */ { line }) => line));
    await this.#showRuleChanges(readings.filter(({ line }) => !refused.has(line)), number);
  }

  /**
   * Show which links were created before the scoring rules changed.
   * @param {Line[]} readings
   * @param {number} number of the request
   */
  async #showRuleChanges(readings, number) {
    const changes = [];
    for (const reading of readings) {
      const since = await sinceMade((request) => this.#host.ask(request), reading).catch(() => null);
      if (since) changes.push(`${phrase(this, "round-line", { line: reading.line })}: ${phrase(this, `since-${since}`)}`);
    }
    if (number === this.#latest) showList(part(this, "since"), changes);
  }

  /**
   * @param {{line?: number, path: string, problem: Record<string, string>}[]} refused
   * @param {number} more how many further ones there are
   */
  #showFaults(refused, more) {
    const problems = refused.map(({ line, path, problem }) => {
      const fault = describeFault({ path: path.replace(/^vector\.?/, ""), problem });
      return line ? phrase(this, "round-line", { line }) + colon() + fault : fault;
    });
    if (more) problems.push(phrase(this, "round-more", { n: more }));
    showList(part(this, "faults"), problems);
  }

  async #copy() {
    const isCopied = await copyText(this, location.origin + this.#address);
    if (isCopied) part(this, "said").textContent = phrase(this, "round-copied");
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

/**
 * The links of a text, with their line numbers; other lines too, so that the core reports them.
 * @param {string} text
 * @returns {Line[]}
 */
function linesOf(text) {
  const lines = text.split("\n").map((content, index) => ({ line: index + 1, content: content.trim() }));
  return lines
    .filter(({ content }) => content)
    .map(({ line, content }) => {
      const pasted = readPasted(content);
      return "vector" in pasted ? { line, ...pasted } : { line, vector: pasted.text, made: null };
    });
}

customElements.define("calibration-round", CalibrationRound);
