// Where the guided dialog stands, kept for the tab: a page that is loaded again goes on there. Only the place is kept, nothing
// that was typed.

/** @typedef {import("./guided-flow.js").Place & {rubric: string, isOpen: boolean}} StoredPlace */

export class PlaceStore {
  #key;

  /** The key begins as those of the drafts do (draft-store.js), so that erasing them erases this too.
   * @param {Element} calculator */
  constructor(calculator) {
    const [address] = (calculator.getAttribute("rubrics") ?? "").split(" ");
    const site = new URL(".", new URL(address, document.baseURI)).pathname;
    this.#key = `liumai ${site} guided${calculator.hasAttribute("embedded") ? " embedded" : ""}`;
  }

  /** @returns {StoredPlace | null} */
  read() {
    try {
      const stored = JSON.parse(sessionStorage.getItem(this.#key) ?? "null");
      return typeof stored?.question === "string" ? stored : null;
    } catch {
      return null; // forbidden or damaged
    }
  }

  /** @param {StoredPlace} place */
  write(place) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(place));
    } catch {
      // Full or forbidden: a page that is loaded again goes on at the first open question.
    }
  }
}
