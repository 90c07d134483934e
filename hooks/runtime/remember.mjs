// node hooks/runtime/remember.mjs ZIP MEMORY < LOCK: starts Python on the zip of pack.py, imports all that is in it, and keeps
// its memory, so that the page's worker (calculator/widget/worker.js) need not do the same. Writes to MEMORY a wasm module of no
// code, whose data are what differs from the memory that Python begins with: to instantiate it is to put that back. Prints what
// the worker has to know besides, as JSON.
import crypto from "node:crypto";
import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { loadPyodide } from "pyodide";
import createModule from "pyodide/pyodide.asm.mjs";

const [zip, memory] = process.argv.slice(2);
const PAGE = 65536; // bytes of wasm's memory, by which its size is counted
const WORD = 4; // bytes
const GAP = 32; // bytes that are the same and yet kept: to begin anew would cost about as much
const MOST_PARTS = 100_000; // that browsers take in one module
const IMPORT_ALL = `
import gc, importlib, sys, zipfile
library = next(path for path in sys.path if path.endswith(".zip"))
for name in zipfile.ZipFile(library).namelist():
    importlib.import_module(name.removesuffix(".pyc").replace("/", ".").removesuffix(".__init__"))
gc.collect()
`;

/** The same sources are to give the same memory. The core does nothing by chance, nor is there anything secret to it. */
function forgetChance() {
  crypto.randomFillSync = (numbers) => numbers.fill(0);
  Date.now = () => 1136073600000;
  performance.now = () => 0;
}

/**
 * @returns {Promise<{before: Uint8Array, snapshot: Uint8Array, own: number}>} the memory before Python has started, and after;
 *   and where a word of it stands that each engine has its own of
 */
async function started() {
  let before;
  const wasm = caughtInstance();
  const python = await loadPyodide({
    _makeSnapshot: true,
    stdLibURL: zip,
    lockFileContents: await text(process.stdin),
    env: { PYTHONHASHSEED: "0" },
    createPyodideModule: (settings) => {
      settings.onRuntimeInitialized = () => (before = settings.HEAPU8.slice());
      return createModule(settings);
    },
  });
  python.runPython(IMPORT_ALL, { globals: python.toPy({}) });
  return { before, snapshot: python.makeMemorySnapshot(), own: trampoline((await wasm).exports, before) };
}

/** @returns {Promise<WebAssembly.Instance>} Python's, once Pyodide has made it */
function caughtInstance() {
  const { instantiate } = WebAssembly;
  return new Promise((resolve) => {
    WebAssembly.instantiate = async (...given) => {
      const made = await instantiate(...given);
      if (made.instance?.exports._PyRuntime) resolve(made.instance);
      return made;
    };
  });
}

/**
 * Where Python keeps the function that it calls others through, which Pyodide sets by what the engine can do.
 * @param {any} exports @param {Uint8Array} memory
 */
function trampoline({ _PyRuntime, _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET }, memory) {
  const [offset] = new Int32Array(memory.buffer, _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET.value, 1);
  return _PyRuntime.value + offset;
}

/**
 * Where the memory differs: from, to.
 * @param {Uint8Array} before @param {Uint8Array} after
 * @param {number} own where a word stands that is left as it is
 * @returns {[number, number][]}
 */
function differences(before, after, own) {
  const found = [];
  for (let at = 0; at < after.length; at++) {
    if ((before[at] ?? 0) === after[at] || (at >= own && at < own + WORD)) continue; // what it has grown by was empty
    const last = found.at(-1);
    if (last && at - last[1] < GAP && (at < own || last[1] > own)) last[1] = at + 1;
    else found.push([at, at + 1]);
  }
  return found;
}

/** A number as wasm writes it, in LEB128. @param {number} number @param {boolean} [signed] */
function leb(number, signed = false) {
  const bytes = [];
  for (;;) {
    const low = number & 0x7f;
    number >>= 7;
    if (number === 0 && !(signed && low & 0x40)) return Buffer.from([...bytes, low]);
    bytes.push(low | 0x80);
  }
}

/** @param {string} name */
const named = (name) => Buffer.concat([leb(name.length), Buffer.from(name)]);

/** @param {number} id @param {Buffer[]} parts */
function section(id, parts) {
  const body = Buffer.concat(parts);
  return Buffer.concat([leb(id), leb(body.length), body]);
}

/** A module that writes to the memory it is given. @param {Uint8Array} before @param {Uint8Array} after @param {number} own */
function moduleOf(before, after, own) {
  const parts = differences(before, after, own);
  if (parts.length > MOST_PARTS) throw new Error(`${parts.length} parts of memory: browsers take ${MOST_PARTS}`);
  const memory = [named("env"), named("memory"), Buffer.from([2, 0]), leb(after.length / PAGE)];
  const data = parts.flatMap(([from, to]) => [
    Buffer.from([0, 0x41]), // into the memory, at the constant
    leb(from, true),
    Buffer.from([0x0b]),
    leb(to - from),
    after.subarray(from, to),
  ]);
  const head = Buffer.from("\0asm\x01\0\0\0", "latin1");
  return Buffer.concat([head, section(2, [leb(1), ...memory]), section(11, [leb(parts.length), ...data])]);
}

try {
  forgetChance();
  const { before, snapshot, own } = await started();
  const [, from] = new Uint32Array(snapshot.buffer, 0, 2); // where the memory begins, after Pyodide's own notes
  const after = snapshot.subarray(from);
  writeFileSync(memory, moduleOf(before, after, own));
  console.log(JSON.stringify({ head: Buffer.from(snapshot.subarray(0, from)).toString("base64"), bytes: after.length }));
} catch (error) {
  console.error(error.message); // left alone, node would print the whole of Pyodide's source before it
  process.exit(1);
}
