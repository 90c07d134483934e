// The form that has the core draw appraisals at random; the seed is shown, and draws the same ones again.

import { language, part, showList } from "../shared/dom.js";
import { counted } from "./counted.js";
import { RefusedError } from "./team-reader.js";

const DIGITS = 6; // of a seed that the page makes up

/** @typedef {import("./team-rows.js").ScoredRow} ScoredRow */
/** @typedef {{count: number, seed: string, of_each_manager: boolean}} How */
/** @typedef {{seed: string, rows: ScoredRow[], pool: number}} Drawn */

export class SampleForm {
  #root;
  #draw;
  #onDrawn;
  /** @type {Drawn | null} */
  #drawn = null;

  /**
   * @param {HTMLElement} root
   * @param {(how: How) => Promise<Drawn>} draw asks the core
   * @param {() => void} onDrawn
   * @param {AbortSignal} signal
   */
  constructor(root, draw, onDrawn, signal) {
    this.#root = root;
    this.#draw = draw;
    this.#onDrawn = onDrawn;
    const form = /** @type {HTMLFormElement} */ (part(root, "sample"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit(form);
    }, { signal });
    part(root, "sample-again").addEventListener("click", () => {
      field(form, "seed").value = "";
      void this.#submit(form);
    }, { signal });
  }

  /** The appraisals that were drawn, in the order of drawing. @returns {ScoredRow[]} */
  get rows() {
    return this.#drawn?.rows ?? [];
  }

  /** The appraisals of another file, or of this one as it is now: nothing is drawn. */
  forget() {
    this.#drawn = null;
    part(this.#root, "sample-said").textContent = "";
  }

  /** @param {HTMLFormElement} form */
  async #submit(form) {
    const seed = field(form, "seed");
    seed.value = seed.value.trim() || newSeed();
    const count = Math.max(0, Math.floor(Number(field(form, "count").value) || 0));
    try {
      this.#drawn = await this.#draw({ count, seed: seed.value, of_each_manager: field(form, "of").value === "each" });
      const { rows, pool } = this.#drawn;
      part(this.#root, "sample-said").textContent = counted(this.#root, "sampled", rows.length, { pool, seed: this.#drawn.seed });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      showList(part(this.#root, "faults"), error.faults.map(({ problem }) => problem[language()]));
    }
    this.#onDrawn();
  }
}

/** @param {HTMLFormElement} form @param {string} name @returns {HTMLInputElement} */
function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** Some digits: which ones does not matter, as the reader sees them and can type others. */
function newSeed() {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}
