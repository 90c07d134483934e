// Opens the guided dialog: by a button, or with the page. Its script is fetched when it is first needed.

import { levelDetails } from "../results/level-details.js";
import { PlaceStore } from "./guided-place.js";

/** @typedef {import("./guided-dialog.js").GuidedDialog} GuidedDialog */

const LONGEST = 15_000; // milliseconds that the dialog waits for the core

// Pages may follow each other without being loaded: only the first calculator that a document shows can be one loaded again.
let isFirst = true;

export class GuidedOpener {
  #calculator;
  #onFailure;
  /** @type {GuidedDialog | undefined} */
  #dialog;

  /**
   * @param {import("./guided-dialog.js").Calculator} calculator
   * @param {(error: unknown) => void} onFailure called when the script cannot be fetched
   */
  constructor(calculator, onFailure) {
    this.#calculator = calculator;
    this.#onFailure = onFailure;
  }

  /** @param {string} [criterion] to ask about; by default it goes on where it stopped */
  async open(criterion) {
    try {
      const { GuidedDialog } = await import("./guided-dialog.js");
      // What this script has already is handed over: imported, it would be a file more that every page loads.
      this.#dialog ??= new GuidedDialog(this.#calculator, new PlaceStore(this.#calculator), levelDetails);
    } catch (error) {
      return this.#onFailure(error);
    }
    if (criterion) this.#dialog.start(criterion);
    else this.#dialog.resume();
  }

  /** Open it with the page, where it was asked for by `?guided`, or the page was loaded again while it was open. */
  async openWithPage() {
    const isAskedFor = new URLSearchParams(location.search).has("guided");
    const stored = isFirst && isLoadedAgain() ? new PlaceStore(this.#calculator).read() : null;
    isFirst = false;
    if (!(stored ? stored.isOpen : isAskedFor)) return;
    await customElements.whenDefined("calculator-tools"); // which restores the draft in the microtasks that follow
    await new Promise((done) => setTimeout(done));
    if (hasScores(this.#calculator.state.value)) await nextResult(this.#calculator);
    if (this.#calculator.isConnected) await this.open();
  }
}

/** Whether a draft has scores that were tapped: which ratings they stand for is the core's to say.
 * @param {import("../../shared/appraisal-types.js").Appraisal} value */
function hasScores({ criteria }) {
  return Object.values(criteria).some(({ score }) => score !== undefined);
}

/** Wait for the core's next result, but not for ever: it may not start. @param {Element} calculator @returns {Promise<void>} */
function nextResult(calculator) {
  return new Promise((done) => {
    calculator.addEventListener("scored", () => done(), { once: true });
    setTimeout(done, LONGEST);
  });
}

/** Whether the document was reloaded, or come back to, at the present address. */
function isLoadedAgain() {
  const [load] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const [loaded, here] = [load?.name ?? "", location.href].map((address) => address.split("#")[0]);
  return load?.type !== "navigate" && loaded === here;
}
