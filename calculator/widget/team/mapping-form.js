// The form that asks what a file's columns are, where their headings are not known.

import { element, language, part, phrase, piece, slot } from "../shared/dom.js";

const LEFT_OUT = "-"; // the choice to leave a column out; in a request it is the empty text

/** @typedef {import("./team-reader.js").Mapping} Mapping */
/** @typedef {import("./team-reader.js").DoubtfulColumn} DoubtfulColumn */

export class MappingForm {
  #root;
  /** @type {DoubtfulColumn[]} */
  #columns = [];

  /**
   * @param {HTMLElement} root
   * @param {(map: Record<string, string>) => void} onChosen
   * @param {AbortSignal} signal
   */
  constructor(root, onChosen, signal) {
    this.#root = root;
    const onSubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      onChosen(this.#chosen());
    };
    part(root, "mapping").addEventListener("submit", onSubmit, { signal });
  }

  /** Ask about the columns of a file. @param {Mapping} mapping */
  show({ columns, targets }) {
    this.#columns = columns;
    const rows = columns.map((column) => this.#row(column, targets));
    part(this.#root, "mapping-columns").replaceChildren(...rows);
    part(this.#root, "mapping").hidden = false;
    this.#selects()[0]?.focus();
  }

  hide() {
    part(this.#root, "mapping").hidden = true;
  }

  /** @param {DoubtfulColumn} column @param {Mapping["targets"]} targets */
  #row({ sheet, column, heading, suggested }, targets) {
    const row = piece(this.#root, "mapping-column");
    slot(row, "heading").textContent = phrase(this.#root, "mapping-heading", { sheet: sheet ?? "", column, heading: heading ?? "" }).replace("“”", "").trim();
    const select = /** @type {HTMLSelectElement} */ (slot(row, "target"));
    for (const { id, name } of targets) {
      const option = /** @type {HTMLOptionElement} */ (element("option", name[language()]));
      option.value = id;
      select.append(option);
    }
    select.value = suggested;
    return row;
  }

  #selects() {
    return /** @type {HTMLSelectElement[]} */ ([...part(this.#root, "mapping-columns").querySelectorAll("select")]);
  }

  /** The chosen target of each column, by the name under which a request maps it. */
  #chosen() {
    const chosen = this.#selects().map(({ value }) => (value === LEFT_OUT ? "" : value));
    return Object.fromEntries(this.#columns.map(({ key }, index) => [key, chosen[index]]));
  }
}
