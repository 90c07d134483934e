// node hooks/bundle/runtime/snapshot.mjs ARCHIVE SNAPSHOT < {lock, modules, known}: writes what the page's worker starts from, Python's
// memory once the modules are imported and the rubrics are in store, so that the worker need not do the same; and prints, as
// JSON, what the worker has to know besides.
// ARCHIVE is that of pack_modules.py, which stands in the standard library's place; `lock` a lock file of no package; `known` are
// rubrics as they travel to the page, as they are published, and what changed between two, each as JSON text.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { json } from "node:stream/consumers";
import createModule from "pyodide/pyodide.asm.mjs";
import { MODULE_HEAD, PART_HEAD } from "../../../calculator/widget/engine/snapshot.js";
import { fail, fixChanceAndTime, startPyodide } from "./pyodide_host.mjs";

const [archive, file] = process.argv.slice(2);
// What Python learns of where it runs: the same here and in the page, whose memory is to begin as this one does.
const SURROUNDINGS = { env: { LANG: "C.UTF-8", PYTHONHASHSEED: "0", _: "python" }, _sysExecutable: "python" };
const WORD = 4; // bytes
const GAP = 32; // bytes that are the same and yet in a part: a new part costs about as much
const VERSION = 12; // letters
const PREPARE = `
import gc, importlib, sys
for name in modules:
    importlib.import_module(name)
import liumai.browser, liumai.browser.on_demand
while rubrics:
    liumai.browser.store_rubric(*rubrics.pop())
liumai.browser.on_demand.expect_library()
gc.collect()
gc.freeze()  # all that is there stays: no collection need look at it again
next(path for path in sys.path if path.endswith(".zip"))
`;

/**
 * Start Python, import the modules, and take a snapshot of its memory.
 * @param {string} lockFileContents
 * @param {string[]} modules
 * @param {Map<string, string>} rubrics to have in store, by version
 * @returns {Promise<{parts: Buffer, head: Uint8Array, bytes: number, library: string}>} the parts of memory; how Pyodide's
 *   snapshots begin; the size of the whole memory; where the archive stands in Python's file system
 */
async function takeSnapshot(lockFileContents, modules, rubrics) {
  const exported = exportsOfPython();
  let before;
  const options = { ...SURROUNDINGS, _makeSnapshot: true, stdLibURL: archive, lockFileContents };
  const { python } = await startPyodide(options, (settings) => {
    settings.onRuntimeInitialized = () => (before = settings.HEAPU8.slice());
    return createModule(settings);
  });
  const globals = python.toPy({ modules, rubrics: [...rubrics] });
  const library = python.runPython(PREPARE, { globals });
  globals.destroy();
  const snapshot = python.makeMemorySnapshot();
  const [, from] = new Uint32Array(snapshot.buffer, 0, 2); // where the memory begins, after Pyodide's own notes
  const after = snapshot.slice(from);
  const parts = partsThatDiffer(before, after, trampoline(await exported, before));
  return { parts: withHeads(after, parts), head: snapshot.subarray(0, from), bytes: after.length, library };
}

/** What Python's code exports, once it runs. @returns {Promise<any>} */
function exportsOfPython() {
  const { instantiate } = WebAssembly;
  return new Promise((resolve) => {
    WebAssembly.instantiate = async (/** @type {any} */ code, /** @type {any} */ imports) => {
      const made = await instantiate(code, imports);
      if (imports && "GOT.mem" in imports) resolve(made.instance.exports);
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
 * @param {number} skipped address of the one word that is left out
 * @returns {[number, number][]}
 */
function partsThatDiffer(before, after, skipped) {
  const found = [];
  for (let at = 0; at < after.length; at++) {
    if ((before[at] ?? 0) === after[at] || (at >= skipped && at < skipped + WORD)) continue; // what it has grown by was empty
    const last = found.at(-1);
    if (last && at - last[1] < GAP && (at < skipped || last[1] > skipped)) last[1] = at + 1;
    else found.push([at, at + 1]);
  }
  return found;
}

/** As calculator/widget/engine/snapshot.js reads them. @param {Uint8Array} memory @param {[number, number][]} parts */
function withHeads(memory, parts) {
  const pieces = parts.flatMap(([from, to]) => {
    const head = Buffer.alloc(PART_HEAD);
    head.writeUInt32LE(from, 0);
    head.writeUInt32LE(to - from, 4);
    return [head, memory.subarray(from, to)];
  });
  const content = Buffer.concat(pieces);
  return Buffer.concat([moduleHead(content.length), content]);
}

/** A wasm module up to the content of its one section, a custom one. @param {number} size bytes of that content */
function moduleHead(size) {
  const head = Buffer.alloc(MODULE_HEAD);
  head.write("\0asm\x01", "latin1");
  // The section's size in LEB128, written out to five bytes: that of the content and of the name, a zero.
  for (let index = 0; index < 5; index++) head[9 + index] = ((size + 1) >>> (7 * index)) & 0x7f | (index < 4 ? 0x80 : 0);
  return head;
}

/** The rubrics that travel to the page, by what their addresses name them by (hooks/delivery/cache_busting.py): of each the first.
 * @param {string[]} known @returns {Map<string, string>} */
function byVersion(known) {
  const found = new Map();
  for (const text of known) {
    const { id, criteria } = JSON.parse(text);
    if (criteria && !found.has(id)) found.set(id, text);
  }
  const version = (/** @type {string} */ text) => createHash("sha256").update(text).digest("hex").slice(0, VERSION);
  return new Map([...found.values()].map((text) => [version(text), text]));
}

try {
  fixChanceAndTime();
  const { lock, modules, known } = await json(process.stdin);
  const rubrics = byVersion(known);
  const { parts, head, bytes, library } = await takeSnapshot(JSON.stringify(lock), modules, rubrics);
  writeFileSync(file, parts);
  const begin = Buffer.from(head).toString("base64");
  const memory = { head: begin, bytes, surroundings: SURROUNDINGS, rubrics: [...rubrics.keys()], library };
  console.log(JSON.stringify(memory));
} catch (error) {
  fail(error);
}
