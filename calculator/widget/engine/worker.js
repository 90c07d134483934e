// Runs the Python core in Pyodide, away from the page. It scores nothing itself: text goes in, text comes out.
// It stands in the runtime's folder of the site, beside all that it loads but the rubrics.
//
// Two ways lead to the same core. The fast one takes Python as it stood when the site's build had started it and imported
// the core: one wasm has of its code what the core calls, a second, of no code, writes all that is in its memory. Both are
// checked by hash, and come as they are from a host that compresses them, else as gzip. The plain way is Pyodide as it is
// published, with a lock file that names our package; the page asks for it where the fast one has failed. The worker's name
// says which: "plain", or "fast" and after it the addresses of rubrics that will be asked for.
//
// In:  {attend: true}                       whoever started it listens from now on
//      {opened: true}                       the page has been opened; Python leaves processor and line to it before, but where
//                                           all of Python is at hand
//      {rubric}                             the address of a rubric's JSON, which the core is to know; at any time
//      {id, request, file}                  a request for liumai.browser.answer, as JSON text, and a file's bytes if it
//                                           brings one; once it is ready
//      {id, sheets: true}                   what spreadsheets need is to be there
// Out: {progress: {loaded, total}}          bytes of the large files that have come
//      {ready: true} | {failed: message}
//      {rubric} | {rubric, failed: message}
//      {id, answer, file} | {id, failed: message}   file: the bytes that were asked for, if any

/**
 * @typedef {object} Manifest
 * @property {string} pyodide version of the runtime that all the rest belongs to
 * @property {object} lock a lock file of no package
 * @property {Record<string, {bytes: number, sha256: string}>} files
 * @property {{head: string, bytes: number, surroundings: object, rubrics: string[]}} memory how Pyodide's snapshots begin, as
 *   base64; the size of the whole memory; what Python had been told of where it runs; and the versions of the rubrics in store
 */

const HERE = new URL("./", import.meta.url).href;
const WASM = "pyodide.asm.wasm";
const LIBRARY = "python_stdlib.zip";
const CODE = "python.wasm";
const MEMORY = "memory.wasm";
const SHEETS = "sheets.zip";
const [WAY, ...EXPECTED] = self.name.split(" ");
const PLAIN = WAY === "plain";
const SMALL = 64; // bytes of a module
const PROGRESS_EVERY = 80; // milliseconds between two progress messages

/** @type {(core: Promise<any>) => void} */
let started;
/** @type {() => void} */
let attend;
/** Fulfilled when the page listens: the worker may be older than the page's scripts. @type {Promise<void>} */
const attended = new Promise((resolve) => (attend = resolve));
/** @type {() => void} */
let begin;
/** Fulfilled when Python may begin. @type {Promise<void>} */
const begun = new Promise((resolve) => (begin = resolve));
/** The module liumai.browser, once Python has started. @type {Promise<any>} */
const ready = new Promise((resolve) => (started = resolve));
/** The same, for requests: they come after it. @type {any} */
let core;
/** Pyodide. @type {any} */
let python;
/** @type {Promise<Manifest>} */
const manifest = fetched(`${HERE}runtime.json`).then((response) => response.json());
/** Versions of the rubrics that Python has in store: they need not be fetched. @type {Promise<string[]>} */
const stored = manifest.then(({ memory }) => (PLAIN ? [] : memory.rubrics)).catch(() => []); // start tells of a failure
/** What no request is answered without. @type {Set<Promise<void>>} */
const learning = new Set();
/** Rubrics that are on their way. @type {Map<string, Promise<string>>} */
const texts = new Map();
/** @type {Promise<void> | undefined} */
let sheets;
/** What was last told of how much has come. @type {{loaded: number, total: number} | undefined} */
let progress;

self.addEventListener("message", ({ data }) => {
  if (data.attend) {
    attend();
    if (progress) self.postMessage({ progress });
  }
  if (data.opened) begin();
  if (data.rubric) note(learn(data.rubric));
  else if (data.sheets) learnSheets(data.id);
  else if (data.request) reply(data);
});
EXPECTED.forEach(expect);
start();

async function start() {
  try {
    python = await (PLAIN ? loadPlain() : loadFast());
    tell({ loaded: 1, total: 1 });
    core = python.pyimport("liumai.browser");
    started(core);
    await attended;
    self.postMessage({ ready: true });
  } catch (error) {
    await attended;
    self.postMessage({ failed: describe(error) });
  }
}

/** @param {Promise<void>} one rubric that is being learnt */
function note(one) {
  learning.add(one);
  one.finally(() => learning.delete(one));
}

/** @param {string} rubric */
async function learn(rubric) {
  const version = versionOf(rubric);
  const inStore = (await stored).includes(version);
  let text;
  try {
    if (!inStore) text = await (texts.get(rubric) ?? textOf(rubric));
  } catch (error) {
    self.postMessage({ rubric, failed: describe(error) });
    return;
  } finally {
    texts.delete(rubric);
  }
  try {
    if (!inStore) (await ready).add_rubric(text);
    else if (!(await ready).know_rubric(version)) throw new Error(`${version} is not in store`);
    self.postMessage({ rubric });
  } catch (error) {
    // The plain way can no more; the fast one may lack what the plain one has.
    self.postMessage({ ...(PLAIN && { rubric }), failed: describe(error) });
  }
}

/** @param {string} address of a rubric */
async function expect(address) {
  if ((await stored).includes(versionOf(address))) return;
  const text = textOf(address);
  text.catch(() => {}); // told to whoever wants it
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

/** Have openpyxl, which comes only where a spreadsheet does. @param {number} id */
async function learnSheets(id) {
  sheets ??= loadSheets();
  try {
    await sheets;
    self.postMessage({ id, answer: "null" });
  } catch (error) {
    sheets = undefined;
    self.postMessage({ id, failed: describe(error) });
  }
}

async function loadSheets() {
  const file = packed(SHEETS);
  const [gzip, { files }] = await Promise.all([
    received(file, () => {}),
    fetched(`${HERE}runtime.json`).then((manifest) => manifest.json()),
  ]);
  await checkHash(file, gzip, files[file].sha256);
  python.FS.writeFile(`/${SHEETS}`, new Uint8Array(await opened(gzip)));
  python.pyimport("sys").path.append(`/${SHEETS}`);
  python.pyimport("liumai").__path__.append(`/${SHEETS}/liumai`); // some modules of the core come with it
}

/** @param {{id: number, request: string, file?: ArrayBuffer}} asked */
async function reply({ id, request, file }) {
  await Promise.all(learning);
  try {
    const answer = file ? withBytes(file, (bytes) => core.answer(request, bytes)) : core.answer(request);
    const made = madeFile();
    const worker = /** @type {Worker} */ (/** @type {unknown} */ (self));
    worker.postMessage({ id, answer, ...(made && { file: made }) }, made ? [made] : []);
  } catch (error) {
    self.postMessage({ id, failed: describe(error) });
  }
}

/** The bytes of the file that was asked for, if any. */
function madeFile() {
  const made = core.made();
  const bytes = made?.toJs().slice().buffer;
  made?.destroy();
  return bytes;
}

/**
 * Hand a file's bytes to Python, which lets go of them afterwards and not only when JavaScript comes to collect its garbage.
 * @template T
 * @param {ArrayBuffer} file
 * @param {(bytes: any) => T} use
 */
function withBytes(file, use) {
  const view = python.toPy(new Uint8Array(file));
  const bytes = view.tobytes();
  view.destroy();
  try {
    return use(bytes);
  } finally {
    bytes.destroy();
  }
}

async function loadFast() {
  const script = begun.then(() => import(`${HERE}pyodide.asm.mjs`)); // Pyodide would ask for it only after the files below
  const count = counter([packed(CODE), packed(MEMORY)]);
  const [code, contents] = [CODE, MEMORY].map((name) => compiled(name, count));
  for (const one of [code, contents, script]) one.catch(() => {}); // told where they are waited for
  const { loadPyodide, version } = await import(`${HERE}pyodide.mjs`);
  const { pyodide, lock, memory } = await manifest;
  if (pyodide !== version) throw new Error(`Pyodide ${version} in place of ${pyodide}`);
  const { default: createModule } = await script;
  /** @type {WebAssembly.Instance} */
  let instance;
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await code;
    instance = await WebAssembly.instantiate(module, imports);
    return { module, instance };
  };
  const createPyodideModule = async (/** @type {any} */ settings) => {
    const python = await createModule({ ...settings, INITIAL_MEMORY: memory.bytes });
    await WebAssembly.instantiate(await contents, { env: { memory: instance.exports.memory } });
    return python;
  };
  makeSmallModulesOnce();
  const _loadSnapshot = Uint8Array.from(atob(memory.head), (letter) => letter.charCodeAt(0));
  return together([{ name: WASM, whole: code }, { name: LIBRARY, whole: contents }], () =>
    loadPyodide({
      ...memory.surroundings,
      indexURL: HERE,
      lockFileContents: JSON.stringify(lock),
      createPyodideModule,
      _loadSnapshot,
    }),
  );
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

async function loadPlain() {
  const count = counter([WASM, LIBRARY]);
  const parts = [WASM, LIBRARY].map((name) => ({ name, whole: received(name, count) }));
  const { loadPyodide } = await import(`${HERE}pyodide.mjs`);
  const lockFileContents = await (await fetched(`${HERE}pyodide-lock.json`)).text();
  return together(parts, () =>
    loadPyodide({ indexURL: HERE, packageBaseUrl: HERE, lockFileContents, packages: ["liumai"] }),
  );
}

/** What a file is called as gzip. @param {string} name */
function packed(name) {
  return `${name}.gzip`;
}

/**
 * A wasm, once its hash is right. What the service worker keeps was held to it as it came.
 * @param {string} name
 * @param {Count} count
 */
async function compiled(name, count) {
  try {
    const kept = await self.caches.match(HERE + packed(name));
    if (kept) {
      begin();
      return await WebAssembly.compileStreaming(kept);
    }
  } catch {
    // Nothing may be kept here, or what is kept is damaged.
  }
  return fresh(name, count);
}

/**
 * A wasm from the network: as it is where the host compresses it, from any other host as gzip, which we open.
 * @param {string} name
 * @param {Count} count
 */
async function fresh(name, count) {
  await begun; // to take in bytes by the million holds the page up as much as to compile them
  const unpacked = await received(name, count, isCompressed).catch(() => null);
  const file = unpacked ? name : packed(name);
  const come = unpacked ?? (await received(file, count));
  const { files } = await manifest;
  const compile = async () => WebAssembly.compile(unpacked ?? (await opened(come)));
  const module = compile();
  module.catch(() => {}); // that it is damaged says more
  await checkHash(file, come, files[file].sha256);
  return module;
}

/** @param {XMLHttpRequest} head */
function isCompressed(head) {
  return head.status === 200 && head.getResponseHeader("Content-Encoding") !== null;
}

/** What is in a gzip. @param {ArrayBuffer} gzip */
function opened(gzip) {
  return new Response(new Response(gzip).body?.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/**
 * A file of this folder, in one piece: to take a stream's many pieces is more work than to compile them.
 * @param {string} name
 * @param {Count} count
 * @param {(head: XMLHttpRequest) => boolean} [isWanted] by its head, which comes first
 * @returns {Promise<ArrayBuffer>} rejects where it does not come, or is not wanted
 */
function received(name, count, isWanted = () => true) {
  const request = new XMLHttpRequest();
  request.open("GET", HERE + name);
  request.responseType = "arraybuffer";
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`${request.status} ${new URL(request.responseURL || HERE + name).pathname}`));
    request.onreadystatechange = () => {
      if (request.readyState !== XMLHttpRequest.HEADERS_RECEIVED || isWanted(request)) return;
      fail();
      request.abort();
    };
    request.onprogress = ({ loaded }) => count(name, loaded);
    request.onload = () => (request.status === 200 ? resolve(request.response) : fail());
    request.onerror = fail;
    request.send();
  });
}

/**
 * @typedef {object} Part a file that Pyodide will ask for
 * @property {string} name what Pyodide calls it
 * @property {Promise<unknown>} whole fulfilled when it has come, or what stands in its place: bytes are handed to Pyodide
 */

/**
 * Start Pyodide on files that are already on their way. Pyodide waits without end for one that fails; this does not.
 * @template T
 * @param {Part[]} parts
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
function together(parts, load) {
  const plainFetch = self.fetch;
  self.fetch = async (request, options) => {
    const name = String(request instanceof Request ? request.url : request).split("/").pop() ?? "";
    const part = parts.find((one) => one.name === name);
    if (!part) return plainFetch(request, options);
    const come = await part.whole;
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/zip";
    return new Response(come instanceof ArrayBuffer ? come : null, { headers: { "Content-Type": type } });
  };
  const failure = Promise.all(parts.map(({ whole }) => whole)).then(() => new Promise(() => {}));
  return Promise.race([failure, load()]);
}

/** @typedef {(name: string, loaded: number) => void} Count is told of the bytes that have come of a file */

/**
 * What tells the page how much of some files has come.
 * @param {string[]} names as they travel, compressed or not
 * @returns {Count}
 */
function counter(names) {
  /** @type {Manifest["files"] | undefined} */
  let files;
  /** @type {Map<string, number>} */
  const come = new Map();
  let told = 0;
  manifest.then((known) => (files = known.files)).catch(() => {}); // nothing is told of an amount that is not known
  return (name, loaded) => {
    if (!files) return;
    const travels = names.includes(name) ? name : packed(name);
    come.set(travels, Math.min(1, loaded / files[name].bytes) * files[travels].bytes);
    if (performance.now() - told < PROGRESS_EVERY) return;
    told = performance.now();
    const sum = (/** @type {Iterable<number>} */ amounts) => [...amounts].reduce((one, other) => one + other, 0);
    const total = sum(names.map((one) => files?.[one].bytes ?? 0));
    tell({ loaded: sum(come.values()), total });
  };
}

/** @param {{loaded: number, total: number}} amount */
function tell(amount) {
  progress = amount;
  self.postMessage({ progress });
}

/**
 * @param {string} file
 * @param {ArrayBuffer} bytes
 * @param {string} expected SHA-256 in hexadecimal
 */
async function checkHash(file, bytes, expected) {
  if (!self.isSecureContext) return; // no SubtleCrypto: gzip's own checksum must do
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== expected) throw new Error(`${file} is damaged`);
}

/** @param {string} address */
async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${new URL(address).pathname}`);
  return response;
}

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
}
