// The core for an element of the page: started when it is first asked, shown while it loads, asked again where it was lost.

import { part } from "../shared/dom.js";
import { Engine } from "./engine.js";
import { showProgress } from "./progress-view.js";

export class CoreHost {
  #element;
  #engine = new Engine();
  /** @type {Promise<void> | null} */
  #started = null;

  /** @param {HTMLElement} element has the attributes `runtime` and `scoring`, and the parts that show the loading */
  constructor(element) {
    this.#element = element;
  }

  /**
   * Ask the core. Rejects where it cannot be had, which the element then says.
   * @param {any} request what liumai.browser.answer takes
   * @returns {Promise<any>}
   */
  async ask(request) {
    await this.start();
    try {
      return await this.#engine.ask(request);
    } catch {
      this.stop(); // the worker has died or hung: a new one may answer
      await this.start();
      return this.#engine.ask(request);
    }
  }

  /**
   * Ask the core once, where a new worker would not know what the question is about. Rejects where no answer comes.
   * @param {any} request
   * @param {import("./engine.js").Extra} [extra]
   * @returns {Promise<any>}
   */
  async askOnce(request, extra) {
    await this.start();
    try {
      return await this.#engine.ask(request, { ...extra, once: true });
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Have what spreadsheets need. */
  async sheets() {
    await this.start();
    return this.#engine.sheets();
  }

  /** Start the core, or wait for it to have started. */
  start() {
    this.#started ??= this.#begin();
    return this.#started;
  }

  stop() {
    this.#engine.stop();
    this.#started = null;
  }

  async #begin() {
    this.#element.dataset.state = "loading";
    const absolute = (/** @type {string} */ address) => new URL(address, document.baseURI).href;
    const listed = (this.#element.getAttribute("scoring") ?? "").trim();
    const addresses = {
      runtime: absolute(this.#element.getAttribute("runtime") ?? ""),
      rubrics: listed.split(/\s+/).map(absolute),
    };
    try {
      await this.#engine.start(addresses, (progress) => showProgress(this.#element, progress));
      this.#element.dataset.state = "ready";
    } catch (error) {
      this.stop();
      if (this.#element.isConnected) this.#element.dataset.state = "failed";
      part(this.#element, "reason").textContent = error instanceof Error ? error.message : String(error);
      throw error;
    }
  }
}
