// The scoring engine as the page sees it: one worker, shared by all elements of the page, that answers requests in turn.

import { deferred } from "./deferred.js";

/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {import("./protocol.js").FromWorker} FromWorker */
/** @typedef {{loaded: number, total: number}} Progress */
/** @typedef {{runtime: string, rubrics: string[]}} Addresses of the runtime's folder and of the rubrics' JSON */
/** @typedef {(progress: Progress) => void} Listener */
/** What goes with a request: a file's bytes; how long the answer may take, in milliseconds; and whether it builds on what was
 * asked before, so that a worker that starts again cannot answer it.
 * @typedef {{file?: ArrayBuffer, within?: number, once?: boolean}} Extra */

const ANSWER_WITHIN = 10_000; // milliseconds; an answer takes a few
const SIGN_WITHIN = 60_000; // from one sign of life to the next while Python starts, on a slow phone too
const OPENS_WITHIN = 3000; // milliseconds that Python waits for the page at most
const LINGER = 300_000; // that a worker is kept for the next element, which may be on the next page

/** Fulfilled when the page has been opened: on a phone, Python beside it would hold it up. @type {Promise<void>} */
const opened = new Promise((resolve) => {
  if (document.readyState === "complete") return resolve();
  const whenIdle = window.requestIdleCallback ?? setTimeout; // Safari has no such thing
  window.addEventListener("load", () => whenIdle(() => resolve()), { once: true });
  setTimeout(resolve, OPENS_WITHIN);
});

/** The worker has died or does not answer. Starting again may help. */
export class EngineLost extends Error {
  name = "EngineLost";
}

/** The answer needs a file of the site that could not be fetched. The engine goes on; asking again may help. */
export class FileMissing extends Error {
  name = "FileMissing";
}

/** An element's hold on the engine. */
export class Engine {
  /** @type {Runner | undefined} */
  #runner;
  /** @type {Listener} */
  #onProgress = () => {};

  /**
   * Start Python, or join an element that has. Resolves when it can score by these rubrics; rejects with the reason
   * when it cannot.
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
    await Promise.all([runner.ready, ...rubrics.map((address) => runner.learn(address))]);
  }

  /**
   * Ask for a score. Rejects with EngineLost when none comes: start again then; with FileMissing where it needs a file that
   * could not be fetched.
   * @param {object} request what liumai.browser.answer takes
   * @param {Extra} [extra]
   * @returns {Promise<any>}
   */
  ask(request, extra) {
    return this.#runner?.ask(request, this.#onProgress, extra) ?? Promise.reject(new EngineLost("not started"));
  }

  /** Let go. What was asked and not answered is rejected. */
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
/** @typedef {import("./deferred.js").Deferred<any> & Extra & {request: string, owner: Listener, timer?: number}} Asked */

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
  /** @type {Map<number, Asked>} */
  #waiting = new Map();
  #scores = false;
  #plain = false;
  #next = 0;
  #watch = 0;
  #linger = 0;

  /**
   * @param {string} runtime
   * @param {() => void} onEnd called once it is of no more use
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
    window.clearTimeout(this.#linger);
    this.#listeners.add(listener);
  }

  /** What it has asked is rejected; what others ask goes on. @param {Listener} listener */
  leave(listener) {
    this.#listeners.delete(listener);
    const own = [...this.#waiting].filter(([, { owner }]) => owner === listener);
    this.#reject(own, "stopped");
    if (this.#listeners.size) return;
    if (own.length) this.end("stopped"); // what owes an answer may be stuck
    else this.#idle();
  }

  #idle() {
    window.clearTimeout(this.#linger);
    this.#linger = window.setTimeout(() => this.end("stopped"), LINGER);
  }

  /**
   * Have it know a rubric.
   * @param {string} address
   * @returns {Promise<void>}
   */
  learn(address) {
    const known = this.#rubrics.get(address);
    if (known) return known.promise;
    const asked = deferred();
    this.#rubrics.set(address, asked);
    this.#tell({ type: "add-rubric", address });
    return asked.promise;
  }

  /**
   * @param {object} request
   * @param {Listener} owner who asks
   * @param {Extra} [extra]
   * @returns {Promise<any>}
   */
  ask(request, owner, extra = {}) {
    if (!this.#worker) return Promise.reject(new EngineLost("stopped"));
    const id = this.#next++;
    const asked = { ...deferred(), ...extra, request: JSON.stringify(request), owner };
    this.#waiting.set(id, asked);
    if (this.#scores) this.#post(id);
    return asked.promise;
  }

  /** @param {string} reason */
  end(reason) {
    this.#quit();
    window.clearTimeout(this.#linger);
    this.#onEnd();
    const lost = new EngineLost(reason);
    for (const { reject } of [this.#start, ...this.#rubrics.values(), ...this.#waiting.values()]) reject(lost);
    this.#waiting.clear();
  }

  #launch() {
    const way = this.#plain ? "plain" : "fast";
    const worker = startedEarly() ?? new Worker(`${this.#runtime}worker.js`, { type: "module", name: way });
    this.#worker = worker;
    this.#expectSign();
    worker.addEventListener("error", (event) => this.#failed(event.message || "worker.js"));
    worker.addEventListener("message", (/** @type {MessageEvent<FromWorker>} */ { data }) => {
      if (worker === this.#worker) this.#onMessage(data); // else a last word of one that was ended
    });
    this.#tell({ type: "attach" });
    opened.then(() => worker === this.#worker && this.#tell({ type: "page-opened" }));
    for (const address of this.#rubrics.keys()) this.#tell({ type: "add-rubric", address });
  }

  /** @param {ToWorker} message */
  #tell(message) {
    this.#worker?.postMessage(message);
  }

  /** @param {FromWorker} data */
  #onMessage(data) {
    switch (data.type) {
      case "progress":
        this.#expectSign();
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
        this.#take(data.id)?.reject(new FileMissing(data.reason));
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
    this.#reject([...this.#waiting].filter(([, { once }]) => once), reason);
    this.#launch();
  }

  /** @param {[number, Asked][]} asked @param {string} reason */
  #reject(asked, reason) {
    for (const [id, { reject, timer }] of asked) {
      window.clearTimeout(timer);
      this.#waiting.delete(id);
      reject(new EngineLost(reason));
    }
  }

  #expectSign() {
    window.clearTimeout(this.#watch);
    this.#watch = window.setTimeout(() => this.end("no sign of life"), SIGN_WITHIN);
  }

  #onReady() {
    window.clearTimeout(this.#watch);
    this.#scores = true;
    for (const id of this.#waiting.keys()) this.#post(id);
    this.#start.resolve();
  }

  /** @param {number} id */
  #post(id) {
    const asked = /** @type {Asked} */ (this.#waiting.get(id));
    asked.timer = window.setTimeout(() => this.end("no answer"), asked.within ?? ANSWER_WITHIN);
    // Copied, not handed over: a worker that starts again is asked again.
    this.#tell({ type: "request", id, request: asked.request, file: asked.file });
  }

  /** @param {import("./protocol.js").Answer} data */
  #answered({ id, answer, file }) {
    const parsed = JSON.parse(answer);
    this.#take(id)?.resolve(file ? { ...parsed, file } : parsed);
  }

  /** What was asked by this number, and waits no longer. @param {number} id */
  #take(id) {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    window.clearTimeout(asked?.timer);
    return asked;
  }
}

/**
 * The worker that the calculator's page has started in its head (hooks/delivery/early-start.js), before there were scripts: for whoever
 * comes first. None where it has failed meanwhile.
 * @returns {Worker | undefined}
 */
function startedEarly() {
  const page = /** @type {any} */ (window);
  const worker = page.liumaiWorker;
  page.liumaiWorker = undefined;
  return worker;
}
