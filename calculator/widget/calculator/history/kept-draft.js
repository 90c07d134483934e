// <kept-draft>: a link to the draft that was saved last in this browser, on the home page. Hidden where there is none.
//
// Attribute: data-rubrics   folder of the published rubrics, by which the drafts of this site are known

import { part, phrase } from "../../shared/dom.js";
import { DraftStore, isBlank } from "./draft-store.js";
import { storedResult } from "./last-result.js";

/** @typedef {import("./draft-store.js").Draft} Draft */

export class KeptDraft extends HTMLElement {
  connectedCallback() {
    const site = new URL(this.dataset.rubrics ?? "", document.baseURI).pathname;
    const store = new DraftStore(site);
    const kept = store.ofAllRubrics().filter(({ edited, value }) => edited && !isBlank(value));
    const [latest] = kept.sort((one, other) => other.saved - one.saved);
    this.hidden = !latest;
    if (latest) part(this, "go-on").textContent = this.#describe(latest, storedResult(store.resultKey, latest.value));
  }

  /** @param {Draft} draft @param {import("./last-result.js").Total | null} result */
  #describe({ value }, result) {
    const name = [value.subject, value.period].filter(Boolean).join(" ") || phrase(this, "nameless");
    if (result) return phrase(this, "go-on", { name, score: result.total, maximum: result.maximum });
    const isRated = (/** @type {any} */ { ratings, ...entry }) =>
      ratings ? ratings.some((/** @type {string} */ rating) => rating !== "unrated") : "score" in entry || "pick" in entry;
    return phrase(this, "go-on-rated", { name, n: Object.values(value.criteria).filter(isRated).length });
  }
}

customElements.define("kept-draft", KeptDraft);
