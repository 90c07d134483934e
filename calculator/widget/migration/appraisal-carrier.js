// <appraisal-carrier>: an appraisal carried to a newer rubric, walked through level by level.
//
// Where every level comes from stands in the page's HTML; what it was rated, what is proposed and what comes of it, the
// core says. The address keeps the older ratings and the newer ones so far, and by which rules the older ones are scored:
// #a=<vector>&b=<vector>&r=<rules>-<result>.

import { CoreHost } from "../engine/engine-host.js";
import { all, part, phrase, piece } from "../shared/dom.js";
import { download, fileName, toYaml } from "../shared/appraisal-files.js";
import { markOf, readMade } from "../shared/appraisal-links.js";
import { showRefused, showSince, showTaken, takeIn } from "../shared/appraisal-input.js";

/** @typedef {import("../shared/appraisal-types.js").Rating} Rating */
/** @typedef {{level: string, fate: string, rating: Rating, proposal: Rating, reviewed: boolean, origins: {level: string, rating: Rating}[]}} Level */

export class AppraisalCarrier extends HTMLElement {
  #host = new CoreHost(this);
  /** What was taken in. @type {import("../shared/appraisal-input.js").Form | null} */
  #form = null;
  /** The rubric to carry to, where the reader chose one. @type {string | undefined} */
  #to;
  /** The ratings given so far: by level, or as a vector from the address. @type {Record<string, Rating> | string} */
  #reviewed = {};
  /** @type {any} */
  #answer = null;
  /** By which rules the older ratings are scored. */
  #mark = { vector: "", mark: "" };
  #asked = 0;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    takeIn(this, this.#box, (form) => this.#open(form));
    this.addEventListener("click", this.#onClick, { signal });
    this.addEventListener("change", this.#onChange, { signal });
    window.addEventListener("hashchange", this.#openFragment, { signal });
    this.#openFragment();
    this.#host.start().catch(() => {}); // the element says so itself
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#host.stop();
  }

  #openFragment = () => {
    const link = new URLSearchParams(location.hash.slice(1));
    const vector = link.get("a");
    if (vector === null || vector === this.#answer?.original.vector) return;
    this.#open({ vector, made: readMade(link.get("r")) }, link.get("b") ?? {});
  };

  /** @param {import("../shared/appraisal-input.js").Form} form @param {Record<string, Rating> | string} [reviewed] */
  #open(form, reviewed = {}) {
    this.#form = form;
    this.#to = typeof reviewed === "string" ? reviewed.split(":")[0] : undefined;
    this.#reviewed = reviewed;
    this.#answer = null;
    return this.#carry().then(() => this.#tellSince());
  }

  /** Say where the older rubric's rules have changed since the link was made. */
  #tellSince() {
    return showSince(this.#box, this.#form, this.#ask).catch(() => {}); // the element says so itself
  }

  #ask = (/** @type {any} */ request) => this.#host.ask(request);

  async #carry() {
    const asked = ++this.#asked;
    const request = { ...this.#form, reviewed: this.#reviewed, ...(this.#to && { to: this.#to }) };
    let answer;
    try {
      answer = await this.#host.ask({ carry: request });
    } catch {
      return; // the element says so itself; trying again asks again
    }
    const vector = answer.original?.vector;
    if (vector && vector !== this.#mark.vector) this.#mark = { vector, mark: await markOf(this.#ask, vector) };
    if (asked !== this.#asked) return;
    showRefused(this, this.#box, answer.faults);
    part(this, "step").hidden = !answer.result;
    if (answer.result) this.#show(answer);
  }

  /** @param {any} answer */
  #show(answer) {
    const { original, result, carrying } = answer;
    const fresh = this.#answer === null || this.#answer.result.rubric !== result.rubric;
    this.#answer = answer;
    const step = part(this, "step");
    if (fresh) step.replaceChildren(piece(this, `${original.rubric}--${result.rubric}`));
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
    showTaken(this, this.#box, step.querySelector("h2")?.firstChild?.textContent?.trim() ?? "", original);
    history.replaceState(history.state, "", `#a=${original.vector}&b=${result.vector}&r=${this.#mark.mark}`);
  }

  /** @param {Level} level */
  #showLevel(level) {
    const card = this.#card(level.level);
    const counts = level.reviewed || level.fate === "carried";
    card.toggleAttribute("data-reviewed", level.reviewed);
    for (const radio of /** @type {HTMLInputElement[]} */ (all(card, "input[type=radio]"))) {
      radio.checked = counts && radio.value === level.rating;
    }
    for (const origin of level.origins) this.#showRating(card, origin.level, origin.rating);
    const word = phrase(this, `rating-${level.rating}`);
    for (const rating of all(card, "[data-part=rating]")) rating.textContent = word;
    for (const accept of all(card, "[data-act=accept]")) {
      const proposed = level.proposal !== "unrated";
      /** @type {HTMLButtonElement} */ (accept).disabled = !proposed;
      const rating = phrase(this, `rating-${level.proposal}`);
      accept.textContent = phrase(this, proposed ? "propose" : "no-proposal", { rating });
    }
  }

  /** @param {HTMLElement} within @param {string} origin @param {Rating} rating */
  #showRating(within, origin, rating) {
    const word = phrase(this, `rating-${rating}`);
    for (const place of all(within, `[data-origin="${origin}"]`)) place.textContent = word;
  }

  #onClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    switch (button?.dataset.act) {
      case "retry":
        if (this.#form) this.#carry();
        else this.#host.start().catch(() => {});
        break;
      case "accept":
        this.#rate(button.dataset.of ?? "", this.#levels.find(({ level }) => level === button.dataset.of)?.proposal);
        break;
      case "next":
        this.#toNext();
        break;
      case "save":
        this.#save();
        break;
      case "onward":
        this.#open({ appraisal: this.#answer.appraisal });
        this.scrollIntoView();
    }
  };

  #onChange = (/** @type {Event} */ event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement && field.dataset.part === "to") {
      this.#to = field.value;
      this.#reviewed = {};
      this.#carry();
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
    this.#carry();
  }

  #toNext() {
    const waiting = this.#levels.find(({ fate, reviewed }) => fate !== "carried" && !reviewed);
    const goal = waiting ? this.#card(waiting.level) : /** @type {HTMLElement} */ (this.querySelector(".carry__result"));
    goal.scrollIntoView({ block: waiting ? "center" : "start" });
    goal.focus({ preventScroll: true });
  }

  async #save() {
    const { appraisal } = this.#answer;
    download(fileName(appraisal, "yaml"), await toYaml(appraisal), "text/yaml");
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
