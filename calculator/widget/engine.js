// The scoring engine as the page sees it: one worker, shared by all elements of the page, that answers requests in turn.

/** @typedef {{file: string | null, loaded: number, total: number}} Progress */
/** @typedef {{runtime: string, rubrics: string[]}} Addresses of the runtime's folder and of the rubrics' JSON */

const ANSWER_WITHIN = 10_000; // milliseconds; an answer takes a few
const SIGN_WITHIN = 60_000; // from one sign of life to the next while Python starts, on a slow phone too

/** The worker has died or does not answer. Starting again may help. */
export class EngineLost extends Error {
  name = "EngineLost";
}

/** An element's hold on the engine. */
export class Engine {
  /** @type {Runner | undefined} */
  #runner;
  /** @type {((progress: Progress) => void) | undefined} */
  #onProgress;

  /**
   * Start Python, or join an element that has. Resolves when it can score; rejects with the reason when it cannot.
   * @param {Addresses} addresses
   * @param {(progress: Progress) => void} onProgress
   * @returns {Promise<void>}
   */
  start(addresses, onProgress) {
    this.stop();
    this.#runner = engineFor(addresses);
    this.#onProgress = onProgress;
    this.#runner.listeners.add(onProgress);
    return this.#runner.ready;
  }

  /**
   * Ask for a score. Rejects with EngineLost when none comes: start again then.
   * @param {object} request what liumai.browser.answer takes
   * @returns {Promise<any>}
   */
  ask(request) {
    return this.#runner?.ask(request) ?? Promise.reject(new EngineLost("not started"));
  }

  /** Let go. When nobody holds it, the worker ends; what was asked and not answered is rejected. */
  stop() {
    if (!this.#runner || !this.#onProgress) return;
    this.#runner.listeners.delete(this.#onProgress);
    if (!this.#runner.listeners.size) this.#runner.end("stopped");
    this.#runner = undefined;
  }
}

/** @type {Map<string, Runner>} */
const runners = new Map();

/**
 * The page's one runner for these addresses, started if it is not running.
 * @param {Addresses} addresses
 */
export function engineFor(addresses) {
  const key = JSON.stringify(addresses);
  const runner = runners.get(key) ?? new Runner(addresses, () => runners.delete(key));
  runners.set(key, runner);
  return runner;
}

/** @typedef {{text: string, resolve: (answer: any) => void, reject: (error: Error) => void, timer?: number}} Asked */

class Runner {
  /** @type {Set<(progress: Progress) => void>} */
  listeners = new Set();
  /** Fulfilled when it can score. @type {Promise<void>} */
  ready;
  /** @type {Map<number, Asked>} */
  #waiting = new Map();
  /** @type {Worker | undefined} */
  #worker;
  #addresses;
  #onEnd;
  /** @type {() => void} */
  #onReady = () => {};
  /** @type {(error: Error) => void} */
  #giveUp = () => {};
  #scores = false;
  #plain = false;
  #next = 0;
  #watch = 0;

  /**
   * @param {Addresses} addresses
   * @param {() => void} onEnd called once it is of no more use
   */
  constructor(addresses, onEnd) {
    this.#addresses = addresses;
    this.#onEnd = onEnd;
    this.ready = new Promise((resolve, reject) => {
      this.#onReady = resolve;
      this.#giveUp = reject;
    });
    this.ready.catch(() => {}); // whoever waits for it is told
    this.#launch();
  }

  /**
   * @param {object} request
   * @returns {Promise<any>}
   */
  ask(request) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { text: JSON.stringify(request), resolve, reject });
      if (this.#scores) this.#post(id);
    });
  }

  /** @param {string} reason */
  end(reason) {
    this.#quit();
    this.#onEnd();
    this.#giveUp(new EngineLost(reason));
    for (const { reject } of this.#waiting.values()) reject(new EngineLost(reason));
    this.#waiting.clear();
  }

  #launch() {
    const worker = new Worker(`${this.#addresses.runtime}worker.js`, { type: "module" });
    this.#worker = worker;
    this.#expectSign();
    worker.addEventListener("error", (event) => this.#failed(event.message || "worker.js"));
    worker.addEventListener("message", ({ data }) => {
      if (worker !== this.#worker) return; // a last word of one that was ended
      if (data.id !== undefined) this.#settle(data);
      else if (data.failed !== undefined) this.#failed(data.failed);
      else this.#heard(data);
    });
    worker.postMessage({ start: { rubrics: this.#addresses.rubrics, plain: this.#plain } });
  }

  #quit() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#scores = false;
    window.clearTimeout(this.#watch);
    for (const { timer } of this.#waiting.values()) window.clearTimeout(timer);
  }

  /**
   * The fast way of starting has failed, now or while it was used; the plain one has all that Python has.
   * @param {string} reason
   */
  #failed(reason) {
    if (this.#plain) return this.end(reason);
    console.warn(`The engine starts again, in the plain way: ${reason}`);
    this.#plain = true;
    this.#quit();
    this.#launch();
  }

  #expectSign() {
    window.clearTimeout(this.#watch);
    this.#watch = window.setTimeout(() => this.end("no sign of life"), SIGN_WITHIN);
  }

  /** @param {{ready?: true, progress?: Progress}} data */
  #heard({ ready, progress }) {
    this.#expectSign();
    if (progress) for (const listener of this.listeners) listener(progress);
    if (!ready) return;
    window.clearTimeout(this.#watch);
    this.#scores = true;
    for (const id of this.#waiting.keys()) this.#post(id);
    this.#onReady();
  }

  /** @param {number} id */
  #post(id) {
    const asked = /** @type {Asked} */ (this.#waiting.get(id));
    asked.timer = window.setTimeout(() => this.end("no answer"), ANSWER_WITHIN);
    this.#worker?.postMessage({ id, request: asked.text });
  }

  /** @param {{id: number, answer?: string, failed?: string}} data */
  #settle({ id, answer, failed }) {
    if (failed !== undefined && !this.#plain) return this.#failed(failed);
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    window.clearTimeout(asked?.timer);
    if (failed !== undefined) asked?.reject(new Error(failed));
    else asked?.resolve(JSON.parse(answer ?? "null"));
  }
}
