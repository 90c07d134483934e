// <two-readings>: a self-appraisal and the manager's appraisal of the same quarter, side by side.
//
// The levels and the texts are in the page's HTML; the results and the differences come from the core. The
// address contains both appraisals and the hashes of their rules and results: #a=<vector of the
// self-appraisal>&b=<the manager's>&r=…&s=….

import { EngineHost } from "../engine/engine-host.js";
import { copyText } from "../shared/by-hand.js";
import { all, element, language, part, phrase, piece } from "../shared/dom.js";
import { markOf, readFragment, readMade } from "../shared/appraisal-links.js";
import { connectInput, showFaults, showRuleChange } from "../shared/appraisal-input.js";

const SIDES = /** @type {const} */ (["own", "managers"]);
const IN_LINK = { own: "a", managers: "b" };
const MADE_IN_LINK = { own: "r", managers: "s" };

/** @typedef {(typeof SIDES)[number]} Side */
/** @typedef {import("../shared/appraisal-input.js").AppraisalRequest} AppraisalRequest */

export class TwoReadings extends HTMLElement {
  #host = new EngineHost(this);
  /** @type {Partial<Record<Side, AppraisalRequest>>} */
  #sides = {};
  /** Number of the latest request: only its answer is shown. */
  #latest = 0;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = connectInput(this, this.#host, {
      boxes: SIDES.map((side) => [this.#box(side), (request) => this.#take({ [side]: request })]),
      actions: this.#actions,
      onChange: this.#onChange,
      openFragment: this.#openFragment,
    });
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#host.stop();
  }

  #openFragment = () => {
    const link = readFragment(location.hash);
    /** @type {Partial<Record<Side, AppraisalRequest>>} */
    const forms = {};
    for (const side of SIDES) {
      const vector = link.get(IN_LINK[side]);
      if (vector !== undefined) forms[side] = { vector, made: readMade(link.get(MADE_IN_LINK[side])) };
    }
    if (Object.keys(forms).length) this.#take(forms);
  };

  /** @param {Partial<Record<Side, AppraisalRequest>>} forms */
  async #take(forms) {
    const number = ++this.#latest;
    this.#sides = { ...this.#sides, ...forms };
    let answer;
    try {
      for (const side of SIDES) if (forms[side]) await this.#check(side, forms[side]);
      if (this.#sides.own && this.#sides.managers) answer = await this.#host.ask({ readings: this.#sides });
    } catch {
      return; // shown in the element; its button sends the request again
    }
    const marks = answer?.readings ? await this.#marksOf(answer.readings) : [];
    if (number !== this.#latest || !answer) return;
    const aside = (answer.faults ?? []).filter((/** @type {any} */ fault) => !/^(own|managers)\b/.test(fault.path));
    showFaults(this, part(this, "aside"), aside);
    part(this, "compared").hidden = !answer.readings;
    if (answer.readings) this.#show(answer.readings, marks);
  }

  /**
   * The hashes of the rules and results of both, for the address.
   * @param {any} readings
   * @returns {Promise<string[]>}
   */
  #marksOf({ own, managers }) {
    return Promise.all([own, managers].map(({ result }) => markOf(this.#ask, result.vector)));
  }

  #ask = (/** @type {any} */ request) => this.#host.ask(request);

  /**
   * Score one side alone, so that its box shows at once what it holds.
   * @param {Side} side
   * @param {AppraisalRequest} request
   */
  async #check(side, request) {
    const { result, faults } = await this.#host.ask(request);
    const box = this.#box(side);
    showFaults(this, box, faults);
    await showRuleChange(box, request, this.#ask);
    part(box, "taken").textContent = result ? phrase(this, "taken", { rubric: this.#name(result.rubric), total: result.total, maximum: result.maximum }) : "";
  }

  /** @param {any} readings @param {string[]} marks of both, for the address */
  #show(readings, marks) {
    const compared = part(this, "compared");
    const { own, managers } = readings;
    compared.replaceChildren(piece(this, own.result.rubric));
    for (const side of SIDES) {
      showTotal(compared, side, readings[side].result);
      const open = /** @type {HTMLAnchorElement} */ (compared.querySelector(`[data-open=${side}]`));
      open.hash = `a=${readings[side].result.vector}`;
    }
    part(compared, "difference").textContent = signed(readings.difference);
    part(compared, "agree").hidden = readings.talk.length > 0;
    part(compared, "talk-lead").hidden = readings.talk.length === 0;
    const words = readings.talk.map((/** @type {any} */ point) => element("li", point.text[language()]));
    part(compared, "talk").replaceChildren(...words);
    own.result.criteria.forEach((/** @type {any} */ _, /** @type {number} */ place) => this.#showCriterion(readings, place));
    showFindings(compared, readings);
    history.replaceState(history.state, "", `#a=${own.result.vector}&b=${managers.result.vector}&r=${marks[0]}&s=${marks[1]}`);
  }

  /** @param {any} readings @param {number} place */
  #showCriterion({ own, managers, talk }, place) {
    const scored = { own: own.result.criteria[place], managers: managers.result.criteria[place] };
    const { id } = scored.own;
    const table = /** @type {HTMLElement} */ (this.querySelector(`table[data-criterion="${id}"]`));
    const difference = talk.find((/** @type {any} */ point) => point.criterion === id);
    for (const row of all(table, "[data-level]")) {
      const number = Number(row.dataset.level);
      const differs = difference?.levels.includes(number) ?? false;
      row.toggleAttribute("data-differs", differs);
      part(row, "differs").hidden = !differs;
      for (const [side, { ratings }] of /** @type {[Side, any][]} */ (Object.entries({ own, managers }))) {
        const cell = /** @type {HTMLElement} */ (row.querySelector(`[data-side=${side}]`));
        const rating = ratings[id][number - 1];
        const counted = scored[side].effective[number - 1];
        cell.textContent = phrase(this, `rating-${rating}`);
        if (counted === rating) continue;
        const note = phrase(this, "cases-decide", { rating: phrase(this, `rating-${counted}`) });
        cell.append(element("small", note));
      }
    }
    for (const side of SIDES) {
      /** @type {HTMLElement} */ (table.querySelector(`[data-score=${side}]`)).textContent = String(scored[side].score);
    }
    table.toggleAttribute("data-differs", difference !== undefined);
    part(table, "difference").textContent = difference ? signed(difference.difference) : "";
  }

  /** @type {Record<string, import("../shared/actions.js").Action>} */
  #actions = {
    retry: () => this.#take(this.#sides),
    copy: () => this.#copy(),
    pair: (button) => this.#openPair(button),
  };

  /** Open an example of both. @param {HTMLElement} button */
  #openPair({ dataset }) {
    const [own, managers] = SIDES.map((side) => ({ appraisal: JSON.parse(dataset[side] ?? "") }));
    this.#take({ own, managers });
  }

  #onChange = (/** @type {Event} */ event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || field.dataset.part !== "only") return;
    part(this, "compared").toggleAttribute("data-only", field.checked);
  };

  async #copy() {
    if (await copyText(this, location.href)) part(this, "said").textContent = phrase(this, "copied");
  }

  /** @param {string} rubric @returns {string} its name, from the page */
  #name(rubric) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector(`template[data-piece="${rubric}"]`));
    return template.content.querySelector("h2 small")?.textContent ?? rubric;
  }

  /** @param {Side} side @returns {HTMLElement} */
  #box(side) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-take=${side}]`));
  }
}

/** @param {HTMLElement} compared @param {Side} side @param {any} result */
function showTotal(compared, side, result) {
  part(compared, `total-${side}`).textContent = String(result.total);
  part(compared, `incomplete-${side}`).hidden = result.complete;
  for (const place of all(compared, `[data-band-${side}]`)) {
    place.hidden = !result.band?.candidates.includes(place.getAttribute(`data-band-${side}`));
  }
}

/** @param {HTMLElement} compared @param {any} readings */
function showFindings(compared, readings) {
  for (const row of all(compared, "tr[data-finding]")) {
    const code = row.dataset.finding;
    let raised = false;
    for (const side of SIDES) {
      const { criteria, findings } = readings[side].result;
      const cell = /** @type {HTMLElement} */ (row.querySelector(`[data-side=${side}]`));
      const of = criteria.filter((/** @type {any} */ scored) => scored.findings.includes(code)).map((/** @type {any} */ scored) => scored.id);
      if (findings.includes(code)) of.push("");
      for (const name of all(cell, "[data-of]")) name.hidden = !of.includes(name.dataset.of);
      part(cell, "none").hidden = of.length > 0;
      raised ||= of.length > 0;
    }
    row.hidden = !raised;
  }
}

/** @param {number} difference */
function signed(difference) {
  return difference > 0 ? `+${difference}` : String(difference).replace("-", "−");
}

customElements.define("two-readings", TwoReadings);
