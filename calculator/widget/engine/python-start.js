// Starts Pyodide in the worker, in one of two ways. The fast one takes Python's memory as it stood when the site's build had
// imported the core, and writes it into the memory of the Python that starts here. The plain way is Pyodide as it is
// published, with a lock file that names our package; the page asks for it where the fast one has failed.

import { cachedWasm, counter, fetched, freshWasm, HERE, manifest, received } from "./runtime-files.js";
import { restoreMemory } from "./snapshot.js";

const CODE = "pyodide.asm.wasm";
const SNAPSHOT = "snapshot.wasm";
const LIBRARY = "python_stdlib.zip";
const SMALL = 64; // bytes of a module

/** @typedef {(progress: {loaded: number, total: number}) => void} Report */
/** @typedef {{report: Report, whenOpened: Promise<void>, allIsKept: () => void}} Start what to do with progress; when Python may
 * use processor and line; what to call where that need not be waited for, because the browser has all of Python already */

/**
 * @param {Start} start
 * @returns {Promise<any>} Pyodide
 */
export async function startFast({ report, whenOpened, allIsKept }) {
  const script = whenOpened.then(() => import(`${HERE}pyodide.asm.mjs`)); // Pyodide would ask for it only after the files below
  const count = counter([`${CODE}.gzip`, `${SNAPSHOT}.gzip`], report);
  const fresh = (/** @type {string} */ name) => whenOpened.then(() => freshWasm(name, count)); // to take in millions of bytes holds the page up
  const code = compiled(fresh, allIsKept);
  const snapshot = snapshotBytes(fresh);
  for (const promise of [code, snapshot, script]) promise.catch(() => {}); // reported where they are waited for
  const { loadPyodide, version } = await import(`${HERE}pyodide.mjs`);
  const { pyodide, lock, memory } = await manifest;
  if (pyodide !== version) throw new Error(`Pyodide ${version} in place of ${pyodide}`);
  const { default: createModule } = await script;
  useCode(code);
  makeSmallModulesOnce();
  const createPyodideModule = async (/** @type {any} */ settings) => {
    const module = await createModule({ ...settings, INITIAL_MEMORY: memory.bytes });
    restoreMemory(module.HEAPU8, await snapshot);
    return module;
  };
  const options = {
    ...memory.surroundings,
    indexURL: HERE,
    lockFileContents: JSON.stringify(lock),
    createPyodideModule,
    _loadSnapshot: Uint8Array.from(atob(memory.head), (letter) => letter.charCodeAt(0)),
  };
  // The library comes only when it is needed: it begins as an empty file.
  return withFiles({ [CODE]: code, [LIBRARY]: snapshot.then(() => new ArrayBuffer(0)) }, () => loadPyodide(options));
}

/**
 * @param {Start} start
 * @returns {Promise<any>} Pyodide
 */
export async function startPlain({ report, allIsKept }) {
  const count = counter([`${CODE}.gzip`, LIBRARY], report);
  // The manifest may be what is wrong with the fast way: without it, the code is taken as it comes.
  const fresh = () => freshWasm(CODE, count).catch(() => received(CODE, count));
  const code = compiled(fresh, allIsKept);
  const library = received(LIBRARY, count);
  for (const promise of [code, library]) promise.catch(() => {});
  const { loadPyodide } = await import(`${HERE}pyodide.mjs`);
  const lockFileContents = await (await fetched(`${HERE}pyodide-lock.json`)).text();
  useCode(code);
  const options = { indexURL: HERE, packageBaseUrl: HERE, lockFileContents, packages: ["liumai"] };
  return withFiles({ [CODE]: code, [LIBRARY]: library }, () => loadPyodide(options));
}

/**
 * Pyodide's code, compiled.
 * @param {(name: string) => Promise<ArrayBuffer>} fresh fetches it
 * @param {() => void} allIsKept
 */
async function compiled(fresh, allIsKept) {
  const cached = await cachedWasm(CODE);
  if (cached) {
    allIsKept();
    try {
      return await WebAssembly.compileStreaming(cached); // browsers keep the machine code beside it
    } catch {
      // The cached file is damaged.
    }
  }
  return WebAssembly.compile(await fresh(CODE));
}

/** @param {(name: string) => Promise<ArrayBuffer>} fresh fetches it */
async function snapshotBytes(fresh) {
  const cached = await cachedWasm(SNAPSHOT);
  return new Uint8Array(await (cached ? cached.arrayBuffer() : fresh(SNAPSHOT)));
}

/** Have Pyodide run this code. @param {Promise<WebAssembly.Module>} code */
function useCode(code) {
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await code;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}

/** For each function of JavaScript's that Python may call, Emscripten makes a module of some bytes: hundreds, of a dozen kinds. */
function makeSmallModulesOnce() {
  /** @type {Map<string, WebAssembly.Module>} */
  const made = new Map();
  WebAssembly.Module = new Proxy(WebAssembly.Module, {
    construct(Module, [bytes]) {
      const kind = bytes.length < SMALL ? bytes.join() : "";
      const module = made.get(kind) ?? new Module(bytes);
      if (kind) made.set(kind, module);
      return module;
    },
  });
}

/**
 * Start Pyodide on files that are already on their way. Pyodide waits without end for one that fails; this does not.
 * @template T
 * @param {Record<string, Promise<ArrayBuffer | WebAssembly.Module>>} files by the names that Pyodide asks for; bytes are handed to
 *   it, a module that {@link useCode} has is only waited for
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
function withFiles(files, load) {
  const plainFetch = self.fetch;
  self.fetch = async (request, options) => {
    const name = String(request instanceof Request ? request.url : request).split("/").pop() ?? "";
    if (!(name in files)) return plainFetch(request, options);
    const come = await files[name];
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/zip";
    return new Response(come instanceof ArrayBuffer ? come : null, { headers: { "Content-Type": type } });
  };
  const failure = Promise.all(Object.values(files)).then(() => new Promise(() => {}));
  return Promise.race([failure, load()]);
}
