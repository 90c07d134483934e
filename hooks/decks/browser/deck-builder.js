// <deck-builder>: a form that composes the link to a selection from the deck of cases, and shows the deck's time plan.
//
// The page's own address has the same query as the link, so that going back restores the choices.

import { copyText } from "../../../calculator/widget/shared/by-hand.js";
import { choose, minutesOf, readChoice, writeChoice } from "./deck-selection.js";

/** @typedef {import("./deck-selection.js").DeckCase} DeckCase */
/** @typedef {import("./deck-selection.js").Choice} Choice */

const SEEDS = 9999;

export class DeckBuilder extends HTMLElement {
  /** @type {{minutes: import("./deck-selection.js").Minutes, words: Record<string, string>, cases: DeckCase[]}} */
  #data = { minutes: /** @type {any} */ (null), words: {}, cases: [] };
  #seed = 1;

  connectedCallback() {
    const { cases, ...rest } = JSON.parse(this.#part("data").textContent ?? "");
    const listed = /** @type {[string, string, string, DeckCase["difficulty"]][]} */ (cases);
    this.#data = { ...rest, cases: listed.map(([id, level, verdict, difficulty]) => ({ id, level, verdict, difficulty })) };
    this.#form.addEventListener("input", this.#onInput);
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#part("reshuffle").addEventListener("click", this.#reshuffle);
    this.#part("copy").addEventListener("click", this.#copy);
    window.addEventListener("popstate", this.#read);
    this.#read();
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this.#read);
  }

  /** Take the choices from the address. */
  #read = () => {
    const choice = readChoice(location.search);
    for (const box of this.#boxes("criteria")) box.checked = choice.criteria.includes(box.value);
    for (const box of this.#boxes("levels")) box.checked = choice.levels.includes(Number(box.value));
    this.#field("cases").value = choice.count ? String(choice.count) : "";
    this.#field("minutes").value = choice.minutes ? String(choice.minutes) : "";
    const order = choice.seed !== null ? "shuffle" : choice.clauses || !location.search ? "clauses" : "levels";
    for (const radio of this.#boxes("order")) radio.checked = radio.value === order;
    this.#seed = choice.seed ?? this.#seed;
    this.#show(this.#choice());
  };

  #onInput = () => {
    const choice = this.#choice();
    history.replaceState(history.state, "", location.pathname + writeChoice(choice));
    this.#show(choice);
  };

  #reshuffle = () => {
    this.#seed = 1 + (crypto.getRandomValues(new Uint32Array(1))[0] % SEEDS);
    this.#onInput();
  };

  /** @returns {Choice} */
  #choice() {
    const ticked = (/** @type {string} */ name) => this.#boxes(name).filter((box) => box.checked).map((box) => box.value);
    const whole = (/** @type {string} */ name) => Math.max(0, Math.floor(this.#field(name).valueAsNumber || 0)) || null;
    return {
      criteria: ticked("criteria"),
      levels: ticked("levels").map(Number),
      count: whole("cases"),
      minutes: whole("minutes"),
      seed: ticked("order")[0] === "shuffle" ? this.#seed : null,
      clauses: ticked("order")[0] === "clauses",
    };
  }

  /** @param {Choice} choice */
  #show(choice) {
    const selection = choose(this.#data.cases, this.#data.minutes, choice);
    const link = new URL(`${this.dataset.deck}index.html`, location.href).href.replace(/index\.html$/, "") + writeChoice(choice);
    /** @type {HTMLAnchorElement} */ (this.#part("open")).href = link;
    /** @type {HTMLInputElement} */ (this.#part("link")).value = link;
    this.#part("reshuffle").hidden = choice.seed === null;
    this.#part("copied").textContent = "";
    const { form = "", none = "" } = this.#part("summary").dataset;
    const summary = form.replace("%c", String(selection.cases.length)).replace("%m", String(selection.minutes));
    this.#part("summary").textContent = selection.cases.length ? summary : none;
    this.#part("plan").replaceChildren(...this.#plan(selection));
  }

  /** The rows of the time plan. @param {ReturnType<typeof choose>} selection */
  #plan(selection) {
    const { opening, clause, closing } = this.#data.minutes;
    const words = this.#part("plan").dataset;
    /** @type {[string, number][]} */
    const parts = [[words.opening ?? "", opening]];
    for (const [index, deckCase] of selection.cases.entries()) {
      const name = this.#levelName(deckCase.level);
      if (selection.clauses && selection.cases[index - 1]?.level !== deckCase.level) parts.push([`${name} · ${words.clause}`, clause]);
      parts.push([`${name} · ${this.#data.words[deckCase.difficulty]}`, minutesOf(deckCase, this.#data.minutes)]);
    }
    parts.push([words.closing ?? "", closing]);
    let at = 0;
    return parts.map(([what, minutes]) => {
      const row = rowOf([String(at), what, String(minutes)]);
      at += minutes;
      return row;
    });
  }

  /** @param {string} level Of the form criterion-number. */
  #levelName(level) {
    const at = level.lastIndexOf("-");
    const name = (/** @type {string} */ group, /** @type {string} */ value) =>
      this.#boxes(group).find((box) => box.value === value)?.dataset.name ?? value;
    return `${name("criteria", level.slice(0, at))} · ${name("levels", level.slice(at + 1))}`;
  }

  #copy = async () => {
    const status = this.#part("copied");
    const { value } = /** @type {HTMLInputElement} */ (this.#part("link"));
    if (await copyText(this, value)) status.textContent = status.dataset.yes ?? "";
  };

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  /** @param {string} name @returns {HTMLInputElement[]} */
  #boxes(name) {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll(`input[name="${name}"]`))];
  }

  /** @param {string} name */
  #field(name) {
    return this.#boxes(name)[0];
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

/** @param {string[]} cells */
function rowOf(cells) {
  const row = document.createElement("tr");
  row.append(
    ...cells.map((text) => {
      const cell = document.createElement("td");
      cell.textContent = text;
      return cell;
    }),
  );
  return row;
}

customElements.define("deck-builder", DeckBuilder);
