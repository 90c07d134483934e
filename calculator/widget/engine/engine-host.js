// The life cycle of the engine for one element of the page: started when first needed, its loading and
// failure shown in the element, restarted once when a request finds that the worker has died or does not
// answer.

import { hide, part } from "../shared/dom.js";
import { Engine } from "./engine.js";
import { EngineLostError, FileMissingError } from "./errors.js";
import { showProgress } from "./progress-view.js";

export class EngineHost {
  #element;
  #onRestart;
  #engine = new Engine();
  /**
   * The current start; null before the first one, and after `stop` or a failure.
   * @type {Promise<void> | null}
   */
  #started = null;
  #running = false;
  /** Counts starts and stops: a start that finds another number than its own has been stopped or replaced. */
  #generation = 0;

  /**
   * @param {HTMLElement} element has the attributes `runtime` (address of the runtime's folder) and `scoring`
   *   (addresses of the rubrics' JSON, separated by spaces), and the parts `bar`, `amount`, `reason` and
   *   `missing`; its `data-state` becomes `loading`, `ready` or `failed`
   * @param {() => void} [onRestart] called when the worker is replaced by a new one
   */
  constructor(element, onRestart = () => {}) {
    this.#element = element;
    this.#onRestart = onRestart;
  }

  /**
   * Whether the engine has started, and has neither failed nor been stopped since; also true while it
   * restarts.
   */
  get isRunning() {
    return this.#running;
  }

  /**
   * Send a request, starting the engine if need be. If the worker is lost, it is replaced and the request
   * sent once more. Rejects if the engine cannot start, is stopped or fails again, and with FileMissingError
   * where a file that the answer needs cannot be fetched; but for a stop, the element shows the failure.
   * @param {object} request what liumai.browser.answer takes
   * @returns {Promise<any>}
   */
  async ask(request) {
    try {
      const answer = await this.#askTwice(request);
      this.#showMissing(false);
      return answer;
    } catch (error) {
      if (error instanceof FileMissingError) this.#showMissing(true);
      throw error;
    }
  }

  /**
   * Send a request that nobody is waiting for, as `ask` does, but to a running engine alone: one that has
   * failed is started again by the reader, and its failure stays shown until then. Rejects where none runs.
   * @param {object} request
   * @returns {Promise<any>}
   */
  askInBackground(request) {
    return this.#running ? this.ask(request) : Promise.reject(new EngineLostError("not running"));
  }

  /** @param {object} request @returns {Promise<any>} */
  async #askTwice(request) {
    const start = this.start();
    await start;
    try {
      return await this.#engine.ask(request);
    } catch (error) {
      if (error instanceof FileMissingError) throw error;
      await this.#restart(start, error);
    }
    try {
      return await this.#engine.ask(request);
    } catch (error) {
      if (this.#running && !(error instanceof FileMissingError)) this.fail(error);
      throw error;
    }
  }

  /**
   * Send a request that depends on earlier ones, which a new worker would not know: it is not repeated.
   * Rejects if no answer comes, which the element does not show.
   * @param {object} request
   * @param {import("./engine.js").Extra} [extra]
   * @returns {Promise<any>}
   */
  async askOnce(request, extra) {
    await this.start();
    try {
      return await this.#engine.ask(request, { ...extra, once: true });
    } catch (error) {
      if (!(error instanceof FileMissingError)) this.stop();
      throw error;
    }
  }

  /** Start the engine, or wait for the start under way. Rejects if it fails, which the element shows. */
  start() {
    this.#started ??= this.#begin();
    return this.#started;
  }

  /** Release the engine. Requests without an answer are rejected. */
  stop() {
    this.#generation += 1;
    this.#started = null;
    this.#running = false;
    this.#engine.stop();
  }

  /** Stop, and show in the element that it cannot work. @param {unknown} error */
  fail(error) {
    this.stop();
    this.#showMissing(false);
    if (this.#element.isConnected) this.#element.dataset.state = "failed";
    part(this.#element, "reason").textContent = error instanceof Error ? error.message : String(error);
  }

  /**
   * Show or hide that a file which an answer needs could not be fetched; the engine goes on.
   * @param {boolean} isMissing
   */
  #showMissing(isMissing) {
    hide(part(this.#element, "missing"), !isMissing);
  }

  async #begin() {
    const generation = ++this.#generation;
    this.#showMissing(false);
    this.#element.dataset.state = "loading";
    const addresses = { runtime: this.#addresses("runtime")[0], rubrics: this.#addresses("scoring") };
    try {
      await this.#engine.start(addresses, (progress) => showProgress(this.#element, progress));
    } catch (error) {
      if (generation === this.#generation) this.fail(error);
      throw error;
    }
    if (generation !== this.#generation) throw new EngineLostError("stopped");
    this.#running = true;
    this.#element.dataset.state = "ready";
  }

  /**
   * Replace the worker. Of several requests lost with it, the first one does so and the others wait for it.
   * @param {Promise<void>} lost the start that brought the lost worker
   * @param {unknown} error
   */
  async #restart(lost, error) {
    if (!this.#running) throw error; // stopped, or failed for good
    if (this.#started === lost) {
      this.#onRestart();
      this.#started = this.#begin();
    }
    await this.#started;
  }

  /** The addresses in an attribute, absolute. @param {string} name */
  #addresses(name) {
    const listed = (this.#element.getAttribute(name) ?? "").trim();
    return listed.split(/\s+/).map((address) => new URL(address, document.baseURI).href);
  }
}
