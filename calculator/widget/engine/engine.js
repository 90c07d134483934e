// The scoring engine as the page sees it: one worker, shared by all elements of the page, that answers
// requests in turn.

import { deferred } from "./deferred.js";
import { EngineLostError, FileMissingError } from "./errors.js";

/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {import("./protocol.js").FromWorker} FromWorker */
/** @typedef {{loaded: number, total: number}} Progress */
/** @typedef {{runtime: string, rubrics: string[]}} Addresses of the runtime's folder and of the rubrics' JSON */
/** @typedef {(progress: Progress) => void} Listener */
/**
 * Options of a request: a file's bytes; timeout in ms; `once`: depends on earlier requests, so it is not
 * resent to a new worker.
 * @typedef {{file?: ArrayBuffer, within?: number, once?: boolean}} Extra
 */

const ANSWER_TIMEOUT = 10_000; // milliseconds; an answer takes a few
const PROGRESS_TIMEOUT = 60_000; // milliseconds between two progress reports as Python starts on a slow phone
const PAGE_LOAD_TIMEOUT = 3000; // milliseconds that Python waits for the page at most
const IDLE_TIMEOUT = 300_000; // milliseconds that an unused worker is kept, for the next page perhaps

/** Fulfilled when the page has been opened: on a phone, Python beside it would hold it up. @type {Promise<void>} */
const opened = new Promise((resolve) => {
  if (document.readyState === "complete") return resolve();
  const whenIdle = window.requestIdleCallback ?? setTimeout; // Safari has no such thing
  window.addEventListener("load", () => whenIdle(() => resolve()), { once: true });
  setTimeout(resolve, PAGE_LOAD_TIMEOUT);
});

/** An element's connection to the shared engine. */
export class Engine {
  /** @type {Runner | undefined} */
  #runner;
  /** @type {Listener} */
  #onProgress = () => {};

  /**
   * Start Python, or join an element that has. Resolves when it can score by these rubrics; rejects with the
   * reason when it cannot.
   * @param {Addresses} addresses
   * @param {Listener} onProgress
   * @returns {Promise<void>}
   */
  async start({ runtime, rubrics }, onProgress) {
    this.stop();
    const runner = engineFor(runtime);
    this.#runner = runner;
    this.#onProgress = onProgress;
    runner.join(onProgress);
    await Promise.all([runner.ready, ...rubrics.map((address) => runner.addRubric(address))]);
  }

  /**
   * Ask for a score. Rejects with EngineLostError when none comes: start again then; with FileMissingError
   * where it needs a file that could not be fetched.
   * @param {object} request what liumai.browser.answer takes
   * @param {Extra} [extra]
   * @returns {Promise<any>}
   */
  ask(request, extra) {
    if (!this.#runner) return Promise.reject(new EngineLostError("not started"));
    return this.#runner.ask(request, this.#onProgress, extra);
  }

  /** Disconnect; pending requests of this element are rejected. */
  stop() {
    this.#runner?.leave(this.#onProgress);
    this.#runner = undefined;
  }
}

/** @type {Map<string, Runner>} */
const runners = new Map();

/**
 * The page's one runner, started if it is not running.
 * @param {string} runtime address of the runtime's folder
 */
export function engineFor(runtime) {
  const running = runners.get(runtime);
  if (running) return running;
  const runner = new Runner(runtime, () => runners.get(runtime) === runner && runners.delete(runtime));
  runners.set(runtime, runner);
  return runner;
}

/** @typedef {import("./deferred.js").Deferred<void>} Added */
/** @typedef {{request: string, owner: Listener, timer?: number}} SentRequest */
/** @typedef {import("./deferred.js").Deferred<any> & Extra & SentRequest} PendingRequest */

class Runner {
  /** @type {Worker | undefined} */
  #worker;
  #runtime;
  #onEnd;
  /** @type {Added} */
  #start = deferred();
  /** @type {Set<Listener>} */
  #listeners = new Set();
  /** By address. @type {Map<string, Added>} */
  #rubrics = new Map();
  /** @type {Map<number, PendingRequest>} */
  #waiting = new Map();
  #scores = false;
  #plain = false;
  #next = 0;
  #progressTimer = 0;
  #idleTimer = 0;

  /**
   * @param {string} runtime
   * @param {() => void} onEnd called when the worker has been ended for good
   */
  constructor(runtime, onEnd) {
    this.#runtime = runtime;
    this.#onEnd = onEnd;
    this.#idle();
    this.#launch();
  }

  /** Fulfilled when Python runs. */
  get ready() {
    return this.#start.promise;
  }

  /** @param {Listener} listener */
  join(listener) {
    window.clearTimeout(this.#idleTimer);
    this.#listeners.add(listener);
  }

  /** Reject the pending requests of one element; those of others go on. @param {Listener} listener */
  leave(listener) {
    this.#listeners.delete(listener);
    const own = [...this.#waiting].filter(([, { owner }]) => owner === listener);
    this.#reject(own, "stopped");
    if (this.#listeners.size) return;
    if (own.length) this.end("stopped"); // a worker with a pending request may be stuck
    else this.#idle();
  }

  #idle() {
    window.clearTimeout(this.#idleTimer);
    this.#idleTimer = window.setTimeout(() => this.end("stopped"), IDLE_TIMEOUT);
  }

  /**
   * Add a rubric to the core, unless it has it already. Rejects if the rubric cannot be added.
   * @param {string} address
   * @returns {Promise<void>}
   */
  addRubric(address) {
    const known = this.#rubrics.get(address);
    if (known) return known.promise;
    const added = deferred();
    this.#rubrics.set(address, added);
    this.#send({ type: "add-rubric", address });
    return added.promise;
  }

  /**
   * @param {object} request
   * @param {Listener} owner the progress listener of the element that sends it
   * @param {Extra} [extra]
   * @returns {Promise<any>}
   */
  ask(request, owner, extra = {}) {
    if (!this.#worker) return Promise.reject(new EngineLostError("stopped"));
    const id = this.#next++;
    const pending = { ...deferred(), ...extra, request: JSON.stringify(request), owner };
    this.#waiting.set(id, pending);
    if (this.#scores) this.#post(id);
    return pending.promise;
  }

  /** @param {string} reason */
  end(reason) {
    this.#quit();
    window.clearTimeout(this.#idleTimer);
    this.#onEnd();
    const lost = new EngineLostError(reason);
    const pending = [this.#start, ...this.#rubrics.values(), ...this.#waiting.values()];
    for (const { reject } of pending) reject(lost);
    this.#waiting.clear();
  }

  #launch() {
    const way = this.#plain ? "plain" : "fast";
    const worker = startedEarly() ?? new Worker(`${this.#runtime}worker.js`, { type: "module", name: way });
    this.#worker = worker;
    this.#expectProgress();
    worker.addEventListener("error", (event) => this.#failed(event.message || "worker.js"));
    worker.addEventListener("message", (/** @type {MessageEvent<FromWorker>} */ { data }) => {
      if (worker === this.#worker) this.#onMessage(data); // else a last word of one that was ended
    });
    this.#send({ type: "attach" });
    opened.then(() => worker === this.#worker && this.#send({ type: "page-opened" }));
    for (const address of this.#rubrics.keys()) this.#send({ type: "add-rubric", address });
  }

  /** @param {ToWorker} message */
  #send(message) {
    this.#worker?.postMessage(message);
  }

  /** @param {FromWorker} data */
  #onMessage(data) {
    switch (data.type) {
      case "progress":
        this.#expectProgress();
        for (const listener of this.#listeners) listener(data);
        break;
      case "ready":
        this.#onReady();
        break;
      case "engine-failed":
        this.#failed(data.reason);
        break;
      case "rubric-added":
        this.#rubrics.get(data.address)?.resolve();
        break;
      case "rubric-failed":
        this.#rubrics.get(data.address)?.reject(new Error(data.reason));
        this.#rubrics.delete(data.address);
        break;
      case "answer":
        this.#answered(data);
        break;
      case "file-missing":
        this.#take(data.id)?.reject(new FileMissingError(data.reason));
        break;
      case "request-failed":
        if (this.#plain) this.#take(data.id)?.reject(new Error(data.reason));
        else this.#failed(data.reason);
    }
  }

  #quit() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#scores = false;
    window.clearTimeout(this.#progressTimer);
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
    this.#reject([...this.#waiting].filter(([, { once }]) => once), reason);
    this.#launch();
  }

  /** @param {[number, PendingRequest][]} pending @param {string} reason */
  #reject(pending, reason) {
    for (const [id, { reject, timer }] of pending) {
      window.clearTimeout(timer);
      this.#waiting.delete(id);
      reject(new EngineLostError(reason));
    }
  }

  #expectProgress() {
    window.clearTimeout(this.#progressTimer);
    this.#progressTimer = window.setTimeout(() => this.end("no sign of life"), PROGRESS_TIMEOUT);
  }

  #onReady() {
    window.clearTimeout(this.#progressTimer);
    this.#scores = true;
    for (const id of this.#waiting.keys()) this.#post(id);
    this.#start.resolve();
  }

  /** @param {number} id */
  #post(id) {
    const pending = /** @type {PendingRequest} */ (this.#waiting.get(id));
    pending.timer = window.setTimeout(() => this.end("no answer"), pending.within ?? ANSWER_TIMEOUT);
    // The file is copied, not transferred: it may have to be sent again to a new worker.
    this.#send({ type: "request", id, request: pending.request, file: pending.file });
  }

  /** @param {import("./protocol.js").Answer} data */
  #answered({ id, answer, file }) {
    const parsed = JSON.parse(answer);
    this.#take(id)?.resolve(file ? { ...parsed, file } : parsed);
  }

  /** Remove a pending request, and return it. @param {number} id */
  #take(id) {
    const pending = this.#waiting.get(id);
    this.#waiting.delete(id);
    window.clearTimeout(pending?.timer);
    return pending;
  }
}

/**
 * The worker that the calculator's page has started in its head (hooks/delivery/early-start.js), before there
 * were scripts: for the first runner that asks. None where it has failed meanwhile.
 * @returns {Worker | undefined}
 */
function startedEarly() {
  const page = /** @type {any} */ (window);
  const worker = page.liumaiWorker;
  page.liumaiWorker = undefined;
  return worker;
}
