// The list of what goes back to each manager: as a text to send, and as a table.

import { copyText } from "../shared/by-hand.js";
import { language, part, phrase } from "../shared/dom.js";
import { counted } from "./counted.js";

/** @typedef {import("./team-edits.js").ReturnList} ReturnList */

export class ReturnListsView {
  #root;
  /** @type {ReturnList[]} */
  #lists = [];

  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.#root = root;
    this.#select.addEventListener("change", () => this.#write(), { signal });
  }

  /** @param {ReturnList[]} lists */
  show(lists) {
    const chosen = this.manager;
    this.#lists = lists;
    part(this.#root, "returns").hidden = lists.length === 0;
    const options = lists.map(({ manager, count }, index) => {
      const name = manager || phrase(this.#root, "no-manager");
      return new Option(counted(this.#root, "return-of", count, { manager: name }), String(index));
    });
    this.#select.replaceChildren(...options);
    this.#select.value = String(Math.max(0, lists.findIndex(({ manager }) => manager === chosen)));
    this.#write();
  }

  /** The manager whose list is shown; null without a list. */
  get manager() {
    return this.#chosen?.manager ?? null;
  }

  /** Copy the text of the chosen list. */
  async copy() {
    const copied = await copyText(this.#root, this.#chosen?.text ?? "");
    part(this.#root, "returns-said").textContent = copied ? phrase(this.#root, "returns-copied") : "";
  }

  #write() {
    const field = /** @type {HTMLTextAreaElement} */ (part(this.#root, "returns-text"));
    field.value = this.#chosen?.text ?? "";
    field.lang = language();
    part(this.#root, "returns-said").textContent = "";
  }

  get #chosen() {
    return this.#lists[Number(this.#select.value)];
  }

  get #select() {
    return /** @type {HTMLSelectElement} */ (part(this.#root, "returns-manager"));
  }
}
