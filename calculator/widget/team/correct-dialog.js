// The dialog in which HR corrects cells of one row: the scores of an appraisal, or the cells that were not read.

import { element, language, part, phrase, set } from "../shared/dom.js";
import { RefusedError } from "./team-reader.js";

/** @typedef {import("./team-reader.js").RejectedRow} RejectedRow */
/** @typedef {import("./team-rows.js").ScoredRow} ScoredRow */
/** @typedef {import("./team-edits.js").Change} Change */
/** @typedef {{name: string, cell: string, wrong?: string, change: Omit<Change, "to">}} Field */

export class CorrectDialog {
  #root;
  #names;
  #send;
  /** @type {{input: HTMLInputElement, field: Field, why: HTMLElement}[]} */
  #fields = [];
  /** @type {ScoredRow | RejectedRow | null} */
  #row = null;

  /**
   * @param {HTMLElement} root
   * @param {import("../shared/rubric-names.js").RubricNames} names
   * @param {(row: ScoredRow | RejectedRow, changes: Change[]) => Promise<Map<Change,
   *   import("../shared/appraisal-types.js").Fault[]>>} send has the core correct the cells
   * @param {AbortSignal} signal
   */
  constructor(root, names, send, signal) {
    this.#root = root;
    this.#names = names;
    this.#send = send;
    part(root, "correct-form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    }, { signal });
    part(root, "correct-cancel").addEventListener("click", () => this.#dialog.close(), { signal });
  }

  /** @param {ScoredRow | RejectedRow} row */
  open(row) {
    this.#row = row;
    const who = [row.subject || phrase(this.#root, "nameless"), row.manager, row.period].filter(Boolean).join(" · ");
    part(this.#root, "correct-who").textContent = who;
    part(this.#root, "correct-failed").textContent = "";
    this.#fields = fieldsOf(this.#root, this.#names, row).map((field) => this.#field(field));
    this.#dialog.showModal();
    this.#fields[0]?.input.select();
  }

  /** @param {Field} field */
  #field(field) {
    const label = element("label", "", "team__cell");
    const input = document.createElement("input");
    Object.assign(input, { type: "text", value: field.cell, autocomplete: "off", spellcheck: false });
    const why = element("small", field.wrong ?? "");
    why.id = `team-cell-${this.#fields.length}-${field.change.criterion ?? field.change.column}`;
    set(input, { "aria-describedby": why.id });
    label.append(element("span", field.name), input);
    const around = element("div");
    around.append(label, why);
    part(this.#root, "correct-cells").append(around);
    return { input, field, why };
  }

  async #submit() {
    const changed = this.#fields.filter(({ input, field }) => input.value.trim() !== field.cell);
    const changes = changed.map(({ input, field }) => ({ ...field.change, to: input.value.trim() }));
    if (!this.#row || !changes.length) return this.#dialog.close();
    try {
      const refused = await this.#send(this.#row, changes);
      changed.forEach(({ input, field, why }, index) => {
        const faults = refused.get(changes[index]);
        if (!faults) field.cell = input.value.trim();
        why.textContent = faults?.map(({ problem }) => problem[language()]).join("; ") ?? "";
        set(input, { "aria-invalid": String(Boolean(faults)) });
      });
      if (refused.size) changed.find((_, index) => refused.has(changes[index]))?.input.focus();
      else this.#dialog.close();
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      part(this.#root, "correct-failed").textContent = phrase(this.#root, "lost");
    }
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (part(this.#root, "correct"));
  }
}

/**
 * @param {HTMLElement} root
 * @param {import("../shared/rubric-names.js").RubricNames} names
 * @param {ScoredRow | RejectedRow} row
 * @returns {Field[]}
 */
function fieldsOf(root, names, row) {
  part(root, "correct-cells").replaceChildren();
  if ("cells" in row) {
    return row.cells.map(({ id, cell }) => ({ name: names.criterion(row.rubric, id), cell, change: { criterion: id } }));
  }
  return row.problems
    .filter(({ column }) => column !== null)
    .map(({ column, heading, problem }) => ({
      name: phrase(root, "cell", { column, heading: heading ?? "" }).trim(),
      cell: "",
      wrong: problem[language()],
      change: { column: /** @type {string} */ (column) },
    }));
}
