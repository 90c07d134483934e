// Python under node, on code and with a memory of our own, as the page's worker has it.
import crypto from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { loadPyodide } from "pyodide";
import createModule from "pyodide/pyodide.asm.mjs";

/** The same sources are to give the same files. The core does nothing by chance, nor is there anything secret to it. */
export function forgetChance() {
  crypto.randomFillSync = (numbers) => numbers.fill(0);
  Date.now = () => 1136073600000;
  performance.now = () => 0;
}

/** From now on each look at the clock is a second later: Python looks again at what it knew of folders. */
export function letTimePass() {
  let now = Date.now();
  Date.now = () => (now += 1000);
  performance.now = () => (now += 1000);
}

/**
 * @typedef {object} Started
 * @property {any} python Pyodide
 * @property {WebAssembly.Exports} exports of Python's code
 */

/**
 * Start Python on this code.
 * @param {Uint8Array} code
 * @param {object} options Pyodide's
 * @param {(settings: any, exports: () => WebAssembly.Exports) => Promise<any>} create makes Pyodide's module
 * @returns {Promise<Started>}
 */
export async function started(code, options, create) {
  const { instantiate } = WebAssembly;
  /** @type {WebAssembly.Exports} */
  let exports;
  WebAssembly.instantiate = async (/** @type {any} */ given, /** @type {any} */ imports) => {
    const isPython = imports && "GOT.mem" in imports;
    const made = await instantiate(isPython ? code : given, imports);
    if (isPython) exports = made.instance.exports;
    return made;
  };
  try {
    const createPyodideModule = (/** @type {any} */ settings) => create(settings, () => exports);
    return { python: await loadPyodide({ ...options, createPyodideModule }), exports };
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

/**
 * Start it from a memory that was kept.
 * @param {Uint8Array} code
 * @param {{contents: Uint8Array, head: Uint8Array, bytes: number}} memory
 * @param {object} options Pyodide's
 */
export function startedFrom(code, { contents, head, bytes }, options) {
  return started(code, { ...options, _loadSnapshot: head }, async (settings, exports) => {
    const module = await createModule({ ...settings, INITIAL_MEMORY: bytes });
    await WebAssembly.instantiate(contents, { env: { memory: exports().memory } });
    return module;
  });
}

/**
 * Asks the core as the page's worker does (calculator/widget/engine/worker.js): text in, text out, and a file's bytes.
 * @param {any} python @param {any} core the module liumai.browser
 * @returns {(request: object, file?: Uint8Array) => any} the answer, and with it the file that was asked for
 */
export function asking(python, core) {
  return (request, file) => {
    const text = JSON.stringify(request);
    if (!file) {
      const answer = JSON.parse(core.answer(text));
      const made = core.made();
      const bytes = made?.toJs().slice();
      made?.destroy();
      return { ...answer, file: bytes };
    }
    const view = python.toPy(file);
    const bytes = view.tobytes();
    view.destroy();
    const answer = JSON.parse(core.answer(text, bytes));
    bytes.destroy();
    return answer;
  };
}

/** Give back what is no longer used, in JavaScript and in Python, as browsers and Python do now and then. @param {any} python */
export async function collectGarbage(python) {
  setFlagsFromString("--expose_gc");
  const collect = runInNewContext("gc");
  for (let times = 0; times < 3; times++) {
    collect();
    await setTimeout(); // JavaScript tells Python of what it has given back in a task of its own
    python.pyimport("gc").collect();
  }
}

/** Have what spreadsheets need, as the worker does. @param {any} python @param {Uint8Array} zip */
export function learnSheets(python, zip) {
  python.FS.writeFile("/sheets.zip", zip);
  python.pyimport("sys").path.append("/sheets.zip");
  python.pyimport("liumai").__path__.append("/sheets.zip/liumai");
}
