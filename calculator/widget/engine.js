// The scoring engine as the page sees it: a worker, started once, that answers requests in turn.

/** @typedef {{file: string | null, loaded: number, total: number}} Progress */

export class Engine {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #next = 0;

  /**
   * Start Python. Resolves when it can score; rejects with the reason when it cannot.
   * @param {{runtime: string, rubrics: string[]}} addresses
   * @param {(progress: Progress) => void} onProgress
   * @returns {Promise<void>}
   */
  start(addresses, onProgress) {
    this.stop();
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ reason) => {
        this.#failAll(reason);
        reject(new Error(reason));
      };
      worker.addEventListener("error", (event) => fail(event.message || "worker.js"));
      worker.addEventListener("message", ({ data }) => {
        if (data.progress) onProgress(data.progress);
        else if (data.ready) resolve();
        else if (data.id === undefined) fail(data.failed);
        else this.#settle(data);
      });
      worker.postMessage({ start: addresses });
    });
  }

  /**
   * Ask for a score.
   * @param {{vector: string} | {appraisal: object}} request
   * @returns {Promise<{result?: any, ratings?: any, faults?: {path: string, problem: Record<string, string>}[]}>}
   */
  ask(request) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      if (!this.#worker) return reject(new Error("not started"));
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, request: JSON.stringify(request) });
    });
  }

  /** End the worker; what was asked and not answered is rejected. */
  stop() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#failAll("stopped");
  }

  /** @param {{id: number, answer?: string, failed?: string}} data */
  #settle({ id, answer, failed }) {
    const asker = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failed !== undefined) asker?.reject(new Error(failed));
    else asker?.resolve(JSON.parse(answer ?? "null"));
  }

  /** @param {string} reason */
  #failAll(reason) {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}
