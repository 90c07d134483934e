// <appraisal-carrier>: migrates an appraisal to a newer rubric, level by level.
//
// The origin of every level is in the page's HTML; the older ratings, the proposals and the result come from
// the core. The address contains the older ratings, the newer ones so far, and the hashes of the older rules
// and result: #a=<vector>&b=<vector>&r=<rules>-<result>.

import { EngineHost } from "../engine/engine-host.js";
import { fileName, toYaml } from "../shared/appraisal-files.js";
import { connectInput, showAccepted, showFaults, showRuleChange } from "../shared/appraisal-input.js";
import { markOf, readFragment, readMade } from "../shared/appraisal-links.js";
import { download } from "../shared/by-hand.js";
import { all, part, phrase, piece } from "../shared/dom.js";

/** @typedef {import("../shared/appraisal-types.js").Rating} Rating */
/**
 * @typedef {{level: string, fate: string, rating: Rating, proposal: Rating, reviewed: boolean, origins:
 *   {level: string, rating: Rating}[]}} Level
 */

export class AppraisalCarrier extends HTMLElement {
  #host = new EngineHost(this);
  /** The appraisal to migrate. @type {import("../shared/appraisal-input.js").AppraisalRequest | null} */
  #source = null;
  /** The target rubric, if the reader chose one. @type {string | undefined} */
  #to;
  /**
   * The new ratings so far: by level, or as a vector from the address.
   * @type {Record<string, Rating> | string}
   */
  #reviewed = {};
  /** @type {any} */
  #answer = null;
  /** The hashes of the older rules and result, and the vector that they belong to. */
  #mark = { vector: "", mark: "" };
  /** Number of the latest request: only its answer is shown. */
  #latest = 0;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = connectInput(this, this.#host, {
      boxes: [[this.#box, (request) => this.#open(request)]],
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
    const vector = link.get("a");
    if (vector === undefined || vector === this.#answer?.original.vector) return;
    this.#open({ vector, made: readMade(link.get("r")) }, link.get("b") ?? {});
  };

  /**
   * @param {import("../shared/appraisal-input.js").AppraisalRequest} source
   * @param {Record<string, Rating> | string} [reviewed]
   */
  #open(source, reviewed = {}) {
    this.#source = source;
    this.#to = typeof reviewed === "string" ? reviewed.split(":")[0] : undefined;
    this.#reviewed = reviewed;
    this.#answer = null;
    return this.#migrate().then(() => this.#showRuleChange());
  }

  /** Show whether the older rubric's rules have changed since the link was created. */
  #showRuleChange() {
    return showRuleChange(this.#box, this.#source, this.#ask).catch(() => {}); // shown in the element
  }

  #ask = (/** @type {any} */ request) => this.#host.ask(request);

  async #migrate() {
    const number = ++this.#latest;
    const request = { ...this.#source, reviewed: this.#reviewed, ...(this.#to && { to: this.#to }) };
    let answer;
    try {
      answer = await this.#host.ask({ carry: request });
    } catch {
      return; // shown in the element; its button sends the request again
    }
    const vector = answer.original?.vector;
    if (vector && vector !== this.#mark.vector) this.#mark = { vector, mark: await markOf(this.#ask, vector) };
    if (number !== this.#latest) return;
    showFaults(this, this.#box, answer.faults);
    part(this, "step").hidden = !answer.result;
    if (answer.result) this.#show(answer);
  }

  /** @param {any} answer */
  #show(answer) {
    const { original, result, carrying } = answer;
    const isNew = this.#answer === null || this.#answer.result.rubric !== result.rubric;
    this.#answer = answer;
    const step = part(this, "step");
    if (isNew) step.replaceChildren(piece(this, `${original.rubric}--${result.rubric}`));
    const reviewed = carrying.levels.filter((/** @type {Level} */ level) => level.reviewed);
    this.#reviewed = Object.fromEntries(reviewed.map((/** @type {Level} */ level) => [level.level, level.rating]));
    for (const level of carrying.levels) this.#showLevel(level);
    for (const { level, rating } of carrying.left) this.#showRating(step, level, rating);
    const { reviewed: n, of } = carrying;
    part(step, "reviewed").textContent = phrase(this, n === of ? "done" : "reviewed", { n, of });
    Object.assign(part(step, "progress"), { max: of, value: n });
    showResults(step, original, result);
    const open = /** @type {HTMLAnchorElement} */ (part(step, "open"));
    open.hash = `a=${result.vector}`;
    showAccepted(this, this.#box, step.querySelector("h2")?.firstChild?.textContent?.trim() ?? "", original);
    history.replaceState(history.state, "", `#a=${original.vector}&b=${result.vector}&r=${this.#mark.mark}`);
  }

  /** @param {Level} level */
  #showLevel(level) {
    const card = this.#card(level.level);
    const isRated = level.reviewed || level.fate === "carried";
    card.toggleAttribute("data-reviewed", level.reviewed);
    for (const radio of /** @type {HTMLInputElement[]} */ (all(card, "input[type=radio]"))) {
      radio.checked = isRated && radio.value === level.rating;
    }
    for (const origin of level.origins) this.#showRating(card, origin.level, origin.rating);
    const text = phrase(this, `rating-${level.rating}`);
    for (const rating of all(card, "[data-part=rating]")) rating.textContent = text;
    for (const accept of all(card, "[data-act=accept]")) {
      const proposed = level.proposal !== "unrated";
      /** @type {HTMLButtonElement} */ (accept).disabled = !proposed;
      const rating = phrase(this, `rating-${level.proposal}`);
      accept.textContent = phrase(this, proposed ? "propose" : "no-proposal", { rating });
    }
  }

  /** @param {HTMLElement} within @param {string} origin @param {Rating} rating */
  #showRating(within, origin, rating) {
    const text = phrase(this, `rating-${rating}`);
    for (const place of all(within, `[data-origin="${origin}"]`)) place.textContent = text;
  }

  /** @type {Record<string, import("../shared/actions.js").Action>} */
  #actions = {
    retry: () => this.#retry(),
    accept: (button) => this.#acceptProposal(button.dataset.of ?? ""),
    next: () => this.#toNext(),
    save: () => this.#save(),
    onward: () => this.#migrateFurther(),
  };

  #retry() {
    if (this.#source) this.#migrate();
    else this.#host.start().catch(() => {}); // shown in the element
  }

  /** @param {string} name of a level */
  #acceptProposal(name) {
    this.#rate(name, this.#levels.find(({ level }) => level === name)?.proposal);
  }

  /** Migrate the result to the next newer rubric. */
  #migrateFurther() {
    this.#open({ appraisal: this.#answer.appraisal });
    this.scrollIntoView();
  }

  #onChange = (/** @type {Event} */ event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement && field.dataset.part === "to") {
      this.#to = field.value;
      this.#reviewed = {};
      this.#migrate();
    } else if (field instanceof HTMLInputElement && field.dataset.part === "only") {
      part(this, "step").toggleAttribute("data-only", field.checked);
    } else if (field instanceof HTMLInputElement && field.type === "radio") {
      const card = /** @type {HTMLElement} */ (field.closest("[data-level]"));
      this.#rate(card.dataset.level ?? "", /** @type {Rating} */ (field.value));
    }
  };

  /** @param {string} level @param {Rating | undefined} rating */
  #rate(level, rating) {
    if (rating === undefined || typeof this.#reviewed === "string") return;
    this.#reviewed = { ...this.#reviewed, [level]: rating };
    this.#migrate();
  }

  #toNext() {
    const waiting = this.#levels.find(({ fate, reviewed }) => fate !== "carried" && !reviewed);
    const goal = waiting ? this.#card(waiting.level) : /** @type {HTMLElement} */ (this.querySelector(".carry__result"));
    goal.scrollIntoView({ block: waiting ? "center" : "start" });
    goal.focus({ preventScroll: true });
  }

  async #save() {
    const { appraisal } = this.#answer;
    download(this, fileName(appraisal, "yaml"), await toYaml(appraisal), "text/yaml");
  }

  /** @returns {Level[]} */
  get #levels() {
    return this.#answer?.carrying.levels ?? [];
  }

  get #box() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-take]"));
  }

  /** @param {string} level @returns {HTMLElement} */
  #card(level) {
    return /** @type {HTMLElement} */ (part(this, "step").querySelector(`[data-level="${level}"]`));
  }
}

/** @param {HTMLElement} step @param {any} original @param {any} result */
function showResults(step, original, result) {
  for (const [name, { total, band }] of Object.entries({ before: original, after: result })) {
    part(step, name).textContent = String(total);
    for (const place of all(step, `[data-band-${name}]`)) {
      place.hidden = !band?.candidates.includes(place.getAttribute(`data-band-${name}`));
    }
  }
  part(step, "so-far").hidden = result.complete;
}

customElements.define("appraisal-carrier", AppraisalCarrier);
