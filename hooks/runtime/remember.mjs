// node hooks/runtime/remember.mjs ZIP SHEETS WORKBOOKS CODE MEMORY < {lock, known}: makes what the page's worker
// (calculator/widget/engine/worker.js) starts from, by starting Python on the zip of pack.py.
//
// MEMORY becomes Python's memory once all that is in the zip is imported and the rubrics are in store, so that the worker need not
// do the same: a wasm module of no code, whose data are what differs from the memory that Python begins with; to instantiate it
// is to put that back. CODE
// becomes Python's code without what the core never calls (trim.mjs); SHEETS is the zip of what only spreadsheets need, WORKBOOKS a
// folder with some. Prints
// what the worker has to know besides, as JSON.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import createModule from "pyodide/pyodide.asm.mjs";
import { exercise, exerciseSheets, rubricsIn } from "./exercise.mjs";
import { asking, collectGarbage, forgetChance, learnSheets, letTimePass, started, startedFrom } from "./python.mjs";
import { called, keepersOf, methodsOf, noting, trimmed, withoutExports } from "./trim.mjs";
import { DATA, END, I32_CONST, IMPORT, leb, listed, moduleOf, named, OF_MEMORY, sized } from "./wasm.mjs";

const [zip, sheets, workbooks, codeMade, memoryMade] = process.argv.slice(2);
const PYODIDE = createRequire(import.meta.url).resolve("pyodide/pyodide.asm.mjs");
// What Python learns of where it runs: the same here and in the page, whose memory is to begin as this one does.
const SURROUNDINGS = { env: { LANG: "C.UTF-8", PYTHONHASHSEED: "0", _: "python" }, _sysExecutable: "python" };
const PAGE = 65536; // bytes of wasm's memory, by which its size is counted
const WORD = 4; // bytes
const GAP = 32; // bytes that are the same and yet kept: to begin anew would cost about as much
const VERSION = 12; // letters
const MOST_PARTS = 100_000; // that browsers take in one module
const IMPORT_ALL = `
import gc, importlib, sys, zipfile
library = next(path for path in sys.path if path.endswith(".zip"))
for name in zipfile.ZipFile(library).namelist():
    importlib.import_module(name.removesuffix(".pyc").replace("/", ".").removesuffix(".__init__"))
import liumai.browser
while rubrics:
    liumai.browser.store_rubric(*rubrics.pop())
gc.collect()
gc.freeze()  # all that is there stays: no collection need look at it again
`;
// What the core's functions name, and where each of Python's types stands in the memory.
const NAMES_AND_TYPES = `
import gc, json
from types import CodeType, FunctionType
gc.unfreeze()  # what is frozen is not listed
def names(code):
    inner = (const for const in code.co_consts if isinstance(const, CodeType))
    return set(code.co_names).union(*map(names, inner))
def subtypes(one):
    return {one}.union(*map(subtypes, type.__subclasses__(one)))
functions = [one for one in gc.get_objects() if isinstance(one, FunctionType) and (one.__module__ or "").startswith("liumai")]
json.dumps({
    "names": sorted(set().union(*(names(function.__code__) for function in functions))),
    "types": sorted(map(id, subtypes(object))),
})
`;

/**
 * Python's memory once all is imported.
 * @param {Uint8Array} code
 * @param {string} lockFileContents
 * @param {Map<string, string>} rubrics to have in store, by version
 */
async function remembered(code, lockFileContents, rubrics) {
  let before;
  const options = { ...SURROUNDINGS, _makeSnapshot: true, stdLibURL: zip, lockFileContents };
  const { python, exports } = await started(code, options, (settings) => {
    settings.onRuntimeInitialized = () => (before = settings.HEAPU8.slice());
    return createModule(settings);
  });
  python.runPython(IMPORT_ALL, { globals: python.toPy({ rubrics: [...rubrics] }) });
  const snapshot = python.makeMemorySnapshot();
  const [, from] = new Uint32Array(snapshot.buffer, 0, 2); // where the memory begins, after Pyodide's own notes
  const after = snapshot.slice(from);
  const contents = moduleOfMemory(before, after, trampoline(exports, before));
  return { contents, head: snapshot.subarray(0, from), bytes: after.length };
}

/**
 * The functions of Python's that the core calls, whatever it is asked, or may come to call.
 * @param {Uint8Array} code
 * @param {{contents: Uint8Array, head: Uint8Array, bytes: number}} memory
 * @param {string} lockFileContents
 * @param {string[]} known rubrics as they travel to the page, as they are published, and what changed between two
 * @param {Map<string, string>} rubrics that are in store, by version
 */
async function used(code, memory, lockFileContents, known, rubrics) {
  const { python, exports } = await startedFrom(noting(code), memory, { ...SURROUNDINGS, lockFileContents });
  const core = python.pyimport("liumai.browser");
  const ask = asking(python, core);
  for (const version of ["", ...rubrics.keys()]) core.know_rubric(version);
  exercise(core, known, ask);
  learnSheets(python, readFileSync(sheets));
  const files = readdirSync(workbooks).map((name) => new Uint8Array(readFileSync(join(workbooks, name))));
  exerciseSheets(known, files, ask);
  await collectGarbage(python);
  const functions = called(exports);
  const { names, types } = JSON.parse(python.runPython(NAMES_AND_TYPES, { globals: python.toPy({}) }));
  const whole = python._module.HEAPU8;
  return new Set([...functions, ...methodsOf(code, whole, new Set(names)), ...keepersOf(code, whole, types)]);
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

/** A module that writes to the memory it is given. @param {Uint8Array} before @param {Uint8Array} after @param {number} own */
function moduleOfMemory(before, after, own) {
  const parts = differences(before, after, own);
  if (parts.length > MOST_PARTS) throw new Error(`${parts.length} parts of memory: browsers take ${MOST_PARTS}`);
  const memory = [named("env"), named("memory"), Buffer.from([OF_MEMORY, 0]), leb(after.length / PAGE)];
  const data = parts.map(([from, to]) => Buffer.concat([placed(from), sized(after.subarray(from, to))]));
  return moduleOf([
    { id: IMPORT, body: listed([Buffer.concat(memory)]) },
    { id: DATA, body: listed(data) },
  ]);
}

/** The rubrics by what their addresses name them by (hooks/addresses.py). @param {string[]} known @returns {Map<string, string>} */
function byVersion(known) {
  const version = (/** @type {string} */ text) => createHash("sha256").update(text).digest("hex").slice(0, VERSION);
  return new Map(rubricsIn(known).map((text) => [version(text), text]));
}

/** Into the memory, at a constant. @param {number} from */
function placed(from) {
  return Buffer.from([0, I32_CONST, ...leb(from, true), END]);
}

try {
  forgetChance();
  const { lock, known } = await json(process.stdin);
  const lockFile = JSON.stringify(lock);
  const script = readFileSync(PYODIDE, "utf8");
  const code = withoutExports(readFileSync(PYODIDE.replace(/mjs$/, "wasm")), script);
  const rubrics = byVersion(known);
  const memory = await remembered(code, lockFile, rubrics);
  letTimePass();
  writeFileSync(memoryMade, memory.contents);
  writeFileSync(codeMade, trimmed(code, await used(code, memory, lockFile, known, rubrics)));
  const head = Buffer.from(memory.head).toString("base64");
  console.log(JSON.stringify({ head, bytes: memory.bytes, surroundings: SURROUNDINGS, rubrics: [...rubrics.keys()] }));
} catch (error) {
  console.error(error.message); // left alone, node would print the whole of Pyodide's source before it
  process.exit(1);
}
