// Runs the Python core in Pyodide, away from the page. It scores nothing itself: text goes in, text comes out (protocol.js).
// The site's build puts it, with what it imports, into one file in the runtime's folder, beside all that it loads but the rubrics.

import { addLibrary, callCore } from "./core-call.js";
import { deferred } from "./deferred.js";
import { FileMissingError } from "./errors.js";
import { startFast, startPlain } from "./python-start.js";
import { fetched, fetchLibrary, manifest } from "./runtime-files.js";

/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {import("./protocol.js").FromWorker} FromWorker */
/** @typedef {import("./protocol.js").CoreRequest} CoreRequest */

const [WAY, ...EXPECTED] = self.name.split(" ");
const PLAIN = WAY === "plain";
// Where the library stands in the plain way, which has a standard library of its own.
const PLAIN_LIBRARY_PATH = "/library.zip";

/** Fulfilled when the page listens: the worker may be older than the page's scripts. @type {import("./deferred.js").Deferred<void>} */
const attached = deferred();
/** Fulfilled when Python may begin. @type {import("./deferred.js").Deferred<void>} */
const opened = deferred();
/** Pyodide, once it has started. @type {import("./deferred.js").Deferred<any>} */
const ready = deferred();
/** The same, for requests: they come after it. @type {any} */
let python;
/** Versions of the rubrics that Python has in store: they need not be fetched. @type {Promise<string[]>} */
const stored = manifest.then(({ memory }) => (PLAIN ? [] : memory.rubrics)).catch(() => []); // start reports a failure
/** Rubrics being added, without which no request is answered. @type {Set<Promise<void>>} */
const adding = new Set();
/** Rubrics that are on their way. @type {Map<string, Promise<string>>} */
const texts = new Map();
/** Whether all modules are there. */
let hasLibrary = false;
/** @type {Promise<void> | undefined} */
let library;
/** The latest report of how much has come. @type {{loaded: number, total: number} | undefined} */
let progress;

self.addEventListener("message", (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  switch (data.type) {
    case "attach":
      attached.resolve();
      if (progress) send({ type: "progress", ...progress });
      break;
    case "page-opened":
      opened.resolve();
      break;
    case "add-rubric":
      track(addRubric(data.address));
      break;
    case "request":
      onRequest(data);
  }
});
EXPECTED.forEach(expectRubric);
start();

/** @param {FromWorker} message @param {ArrayBuffer} [file] handed over with it */
function send(message, file) {
  const worker = /** @type {Worker} */ (/** @type {unknown} */ (self));
  worker.postMessage(message, file ? [file] : []);
}

async function start() {
  try {
    const begin = PLAIN ? startPlain : startFast;
    python = await begin({ report, whenOpened: opened.promise, allIsKept: opened.resolve });
    report({ loaded: 1, total: 1 });
    python.pyimport("liumai.browser");
    ready.resolve(python);
    await attached.promise;
    send({ type: "ready" });
  } catch (error) {
    await attached.promise;
    send({ type: "engine-failed", reason: describe(error) });
  }
}

/** @param {{loaded: number, total: number}} amount */
function report(amount) {
  progress = amount;
  send({ type: "progress", ...amount });
}

/** @param {Promise<void>} addition of a rubric, which requests wait for */
function track(addition) {
  adding.add(addition);
  addition.finally(() => adding.delete(addition));
}

/** @param {string} address of a rubric */
async function addRubric(address) {
  const version = versionOf(address);
  const isStored = (await stored).includes(version);
  let text = "";
  try {
    if (!isStored) text = await (texts.get(address) ?? textOf(address));
  } catch (error) {
    send({ type: "rubric-failed", address, reason: describe(error) });
    return;
  } finally {
    texts.delete(address);
  }
  try {
    const core = (await ready.promise).pyimport("liumai.browser");
    await withLibrary(() => {
      if (!isStored) core.add_rubric(text);
      else if (!core.know_rubric(version)) throw new Error(`${version} is not in store`);
    });
    send({ type: "rubric-added", address });
  } catch (error) {
    const reason = describe(error);
    // The plain way can do no more; the fast one may lack what the plain one has.
    send(PLAIN ? { type: "rubric-failed", address, reason } : { type: "engine-failed", reason });
  }
}

/** @param {string} address of a rubric */
async function expectRubric(address) {
  if ((await stored).includes(versionOf(address))) return;
  const text = textOf(address);
  text.catch(() => {}); // reported to whoever wants it
  texts.set(address, text);
}

/** What an address says of what it leads to. @param {string} address */
function versionOf(address) {
  return new URL(address).search.slice(1);
}

/** @param {string} address */
async function textOf(address) {
  return (await fetched(address)).text();
}

/** @param {CoreRequest} message */
async function onRequest({ id, request, file }) {
  await Promise.all(adding);
  try {
    // What a file needs is known only while it is read, and a reading cannot be repeated halfway.
    if (file && !PLAIN) await loadLibrary();
    const answered = await withLibrary(() => callCore(python, request, file));
    send({ type: "answer", id, ...answered }, answered.file);
  } catch (error) {
    const reason = describe(error);
    send({ type: error instanceof FileMissingError ? "file-missing" : "request-failed", id, reason });
  }
}

/**
 * Do something in Python. If it fails and some modules are not there yet, do it again when they are.
 * @template T
 * @param {() => T} action
 * @returns {Promise<T>}
 */
async function withLibrary(action) {
  try {
    return action();
  } catch (error) {
    if (hasLibrary) throw error;
    await loadLibrary();
    return action();
  }
}

/** Have all modules that the snapshot has not, or, in the plain way, those for spreadsheets. @returns {Promise<void>} */
function loadLibrary() {
  library ??= addAllModules();
  library.catch(() => (library = undefined));
  return library;
}

async function addAllModules() {
  let archive;
  try {
    archive = await fetchLibrary();
  } catch (error) {
    // The plain way may do without it.
    if (PLAIN || error instanceof TypeError) throw new FileMissingError(describe(error));
    throw error;
  }
  addLibrary(python, PLAIN ? PLAIN_LIBRARY_PATH : (await manifest).memory.library, archive);
  hasLibrary = true;
}

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
}
