// Makes Python's code small: of some seventeen thousand functions that Pyodide brings, the core calls two thousand. They stay,
// with all that they name themselves and the methods that the core names; of the others only the place stays, so that all keep
// their numbers. To call one of those stops Python, and the page starts again with Pyodide as it is published.
import {
  bodyOf, CODE, ELEMENT, END, EXPORT, exportsOf, functionsIn, functionsOf, GLOBAL, GLOBAL_SET, I32, I32_CONST, importsOf,
  instructions, leb, listed, moduleOf, named, OF_FUNCTION, OF_GLOBAL, Reader, sectionsOf, sized, withBody,
} from "./wasm_format.mjs";

const COUNTER = ".called:";
const STOP = Buffer.from([0, 0x00, END]); // no variables; unreachable
const WORD = 4; // bytes
const LEAST_ADDRESS = 1024; // of anything in Python's memory
// Where in a PyTypeObject the functions stand that look after its objects: tp_dealloc, tp_traverse, tp_clear, tp_free, tp_del,
// tp_finalize. In words, of which a type's own head takes three.
const KEEPERS = [6, 23, 24, 40, 47, 49];
const METHOD_FLAGS = 0x3ff; // of how Python calls a method, those that there are

/**
 * Python's code without what it exports for packages of other code, of which the page has none. What Pyodide's JavaScript
 * names stays, and so does what Python is linked by.
 * @param {Uint8Array} code @param {string} script
 */
export function withoutExports(code, script) {
  const sections = sectionsOf(code);
  // It takes every function that there is, as _name=Module["_name"]=wasmExports["name"], whether it calls it or not.
  const taken = /\b(\w+)=Module\["\1"\]=wasmExports\["\w+"\](?!\.value);?/g;
  const times = counted(script.replace(taken, "").match(/[\w$]+/g) ?? []);
  const linked = new Set(importsOf(sections).map(({ name }) => name));
  const isWanted = (/** @type {string} */ name) =>
    linked.has(name) || times.has(name) || (times.get(`_${name}`) ?? 0) > 1; // once where it is declared
  const exports = exportsOf(sections).filter(({ name }) => isWanted(name));
  return moduleOf(withBody(sections, EXPORT, listed(exports.map(({ written }) => written))));
}

/** @param {string[]} words @returns {Map<string, number>} */
function counted(words) {
  const times = new Map();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}

/** The same code, which notes of each of its functions that it was called. @param {Uint8Array} code */
export function noting(code) {
  const sections = sectionsOf(code);
  const functions = functionsOf(sections);
  const globals = new Reader(bodyOf(sections, GLOBAL));
  const own = globals.number();
  const first = own + importsOf(sections).filter(({ kind }) => kind === OF_GLOBAL).length;
  const note = (/** @type {Uint8Array} */ body, /** @type {number} */ index) => {
    const { at } = instructions(body);
    const set = Buffer.from([I32_CONST, 1, GLOBAL_SET, ...leb(first + index)]);
    return sized(Buffer.concat([body.subarray(0, at), set, body.subarray(at)]));
  };
  const counters = functions.map(() => Buffer.from([I32, 1, I32_CONST, 0, END]));
  const all = Buffer.concat([leb(own + counters.length), globals.bytes.subarray(globals.at), ...counters]);
  const exports = [
    ...exportsOf(sections).map(({ written }) => written),
    ...functions.map((_, index) =>
      Buffer.concat([named(COUNTER + index), Buffer.from([OF_GLOBAL]), leb(first + index)]),
    ),
  ];
  const parts = [[GLOBAL, all], [EXPORT, listed(exports)], [CODE, listed(functions.map(note))]];
  return moduleOf(parts.reduce((made, [id, body]) => withBody(made, id, body), sections));
}

/** The functions that have been called. @param {WebAssembly.Exports} exports of an instance of noting code */
export function called(exports) {
  const found = new Set();
  for (let index = 0; `${COUNTER}${index}` in exports; index++) {
    if (/** @type {WebAssembly.Global} */ (exports[COUNTER + index]).value) found.add(index);
  }
  return found;
}

/**
 * The functions that are Python's methods of these names.
 * @param {Uint8Array} code @param {Uint8Array} memory Python's, once it has started @param {Set<string>} names
 */
export function methodsOf(code, memory, names) {
  const table = tableOf(sectionsOf(code));
  const words = wordsOf(memory);
  const found = new Set();
  // Python tells of a method in four words: its name, the function, how it is called, what it is for.
  for (let at = 0; at + 2 < words.length; at++) {
    const [name, method, flags] = [words[at], words[at + 1], words[at + 2]];
    const isMethod = name >= LEAST_ADDRESS && name < memory.length && table.has(method) && flags <= METHOD_FLAGS;
    if (isMethod && names.has(textAt(memory, name))) found.add(table.get(method));
  }
  return found;
}

/**
 * The functions that look after the objects of these types. When Python collects garbage, any of them may be called.
 * @param {Uint8Array} code @param {Uint8Array} memory Python's @param {number[]} types where they stand in it
 */
export function keepersOf(code, memory, types) {
  const table = tableOf(sectionsOf(code));
  const words = wordsOf(memory);
  const named = types.flatMap((at) => KEEPERS.map((keeper) => table.get(words[at / WORD + keeper])));
  return new Set(named.filter((index) => index !== undefined));
}

/** @param {Uint8Array} memory */
function wordsOf(memory) {
  return new Uint32Array(memory.buffer, memory.byteOffset, Math.floor(memory.length / WORD));
}

/** @param {Uint8Array} memory @param {number} from */
function textAt(memory, from) {
  return Buffer.from(memory.subarray(from, memory.indexOf(0, from))).toString("latin1");
}

/** Which of its own functions stands where in the table, by which code calls what it was handed. @param {any[]} sections */
function tableOf(sections) {
  const reader = new Reader(bodyOf(sections, ELEMENT));
  const [parts, form, code, from, end] = [reader.number(), reader.number(), reader.byte(), reader.number(), reader.byte()];
  if (parts !== 1 || form !== 0 || code !== I32_CONST || end !== END) throw new Error("another kind of table than known");
  const imported = importedFunctions(sections);
  const listed = Array.from({ length: reader.number() }, (_, index) => [from + index, reader.number() - imported]);
  return new Map(listed.filter(([, index]) => index >= 0));
}

/** @param {any[]} sections */
function importedFunctions(sections) {
  return importsOf(sections).filter(({ kind }) => kind === OF_FUNCTION).length;
}

/**
 * The code of these functions and of all that they name, and so on; none of the others.
 * @param {Uint8Array} code @param {Set<number>} used
 */
export function trimmed(code, used) {
  const sections = sectionsOf(code);
  const functions = functionsOf(sections);
  const imported = importedFunctions(sections);
  const kept = new Set(used);
  for (const index of kept) {
    // A set that is gone through tells of what joins it too.
    for (const other of functionsIn(functions[index])) if (other >= imported) kept.add(other - imported);
  }
  const bodies = functions.map((body, index) => sized(kept.has(index) ? body : STOP));
  return moduleOf(withBody(sections, CODE, listed(bodies)));
}
