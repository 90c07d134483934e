// Runs the Python core in Pyodide, away from the page. It scores nothing itself: text goes in, text comes out.
// It stands in the runtime's folder of the site, beside all that it loads but the rubrics.
//
// Two ways lead to the same core. The fast one takes the library as one zip of compiled modules, our package among them,
// as gzip, which travels small from any host; and the wasm as it is from a host that compresses it, else as gzip too.
// Both are checked by hash. The plain way is Pyodide as it is published, with a lock file that names our package; the page
// asks for it where the fast one has failed.
//
// In:  {start: {plain}}                     whether to go the plain way
//      {rubric}                             the address of a rubric's JSON, which the core is to know; at any time
//      {id, request, file}                  a request for liumai.browser.answer, as JSON text, and a file's bytes if it
//                                           brings one; once it is ready
//      {id, sheets: true}                   what spreadsheets need is to be there
// Out: {progress: {file, loaded, total}}    bytes of the large files that have come; file is null after the last
//      {ready: true} | {failed: message}
//      {rubric} | {rubric, failed: message}
//      {id, answer, file} | {id, failed: message}   file: the bytes that were asked for, if any

/** @typedef {{pyodide: string, lock: object, files: Record<string, {bytes: number, sha256: string}>}} Manifest */

const HERE = new URL("./", import.meta.url).href;
const WASM = "pyodide.asm.wasm";
const LIBRARY = "python_stdlib.zip";
const SHEETS = "sheets.zip";
/** @type {Record<string, string>} */
const PACKED = { [WASM]: `${WASM}.gzip`, [LIBRARY]: "python.zip.gzip" };
const PROGRESS_EVERY = 80; // milliseconds between two progress messages

/** @type {(core: Promise<any>) => void} */
let started;
/** The module liumai.browser, once Python has started. @type {Promise<any>} */
const ready = new Promise((resolve) => (started = resolve));
/** The same, for requests: they come after it. @type {any} */
let core;
/** Pyodide. @type {any} */
let python;
/** @type {Promise<void> | undefined} */
let sheets;

self.addEventListener("message", ({ data }) => {
  if (data.start) start(data.start.plain);
  else if (data.rubric) learn(data.rubric);
  else if (data.sheets) learnSheets(data.id);
  else reply(data);
});

/** @param {boolean} plain */
async function start(plain) {
  // Everything is fetched at once: no file waits for another to say that it is wanted.
  const manifest = fetched(`${HERE}runtime.json`).then((response) => response.json());
  try {
    python = await (plain ? loadPlain(manifest) : loadFast(manifest));
    self.postMessage({ progress: { file: null, loaded: 1, total: 1 } });
    core = python.pyimport("liumai.browser");
    started(core);
    self.postMessage({ ready: true });
  } catch (error) {
    self.postMessage({ failed: describe(error) });
  }
}

/** @param {string} rubric */
async function learn(rubric) {
  try {
    const text = await (await fetched(rubric)).text();
    (await ready).add_rubric(text);
    self.postMessage({ rubric });
  } catch (error) {
    self.postMessage({ rubric, failed: describe(error) });
  }
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
  const packed = `${SHEETS}.gzip`;
  const [response, { files }] = await Promise.all([
    fetched(HERE + packed),
    fetched(`${HERE}runtime.json`).then((manifest) => manifest.json()),
  ]);
  const bytes = new Uint8Array(await response.arrayBuffer());
  await checkHash(packed, [bytes], files[packed].sha256);
  const opened = new Response(bytes).body?.pipeThrough(new DecompressionStream("gzip"));
  python.FS.writeFile(`/${SHEETS}`, new Uint8Array(await new Response(opened).arrayBuffer()));
  python.pyimport("sys").path.append(`/${SHEETS}`);
  python.pyimport("liumai").__path__.append(`/${SHEETS}/liumai`); // some modules of the core come with it
}

/** @param {{id: number, request: string, file?: ArrayBuffer}} asked */
function reply({ id, request, file }) {
  try {
    const answer = file ? core.answer(request, python.toPy(new Uint8Array(file)).tobytes()) : core.answer(request);
    const made = core.made()?.toJs().slice().buffer;
    const worker = /** @type {Worker} */ (/** @type {unknown} */ (self));
    worker.postMessage({ id, answer, ...(made && { file: made }) }, made ? [made] : []);
  } catch (error) {
    self.postMessage({ id, failed: describe(error) });
  }
}

/** @typedef {(file: string, bytes: number) => void} Count is told of each piece of a file */

/** @param {Promise<Manifest>} manifest */
async function loadFast(manifest) {
  const count = counter(manifest, Object.values(PACKED));
  const wasm = smallestWasm(manifest, count);
  const parts = [
    { name: WASM, response: wasm.then(({ response }) => response), whole: wasm.then(({ whole }) => whole) },
    unpacked(LIBRARY, manifest, count),
  ];
  for (const { response, whole } of parts) Promise.all([response, whole]).catch(() => {}); // together() tells
  const script = import(`${HERE}pyodide.asm.mjs`); // Pyodide would ask for it only after the files above
  script.catch(() => {}); // and will itself say if it cannot be had
  const { loadPyodide, version } = await import(`${HERE}pyodide.mjs`);
  const { pyodide, lock } = await manifest;
  if (pyodide !== version) throw new Error(`Pyodide ${version} in place of ${pyodide}`);
  return together(parts, () => loadPyodide({ indexURL: HERE, lockFileContents: JSON.stringify(lock) }));
}

/** @param {Promise<Manifest>} manifest of use for the progress alone */
async function loadPlain(manifest) {
  const count = counter(manifest, Object.keys(PACKED));
  const parts = Object.keys(PACKED).map((name) =>
    part(name, name, new TransformStream(), passing((bytes) => count(name, bytes), async () => {})),
  );
  const { loadPyodide } = await import(`${HERE}pyodide.mjs`);
  const lockFileContents = await (await fetched(`${HERE}pyodide-lock.json`)).text();
  return together(parts, () =>
    loadPyodide({ indexURL: HERE, packageBaseUrl: HERE, lockFileContents, packages: ["liumai"] }),
  );
}

/**
 * @typedef {object} Part a file that Pyodide will ask for
 * @property {string} name what Pyodide calls it
 * @property {Promise<Response>} response its content, as it comes
 * @property {Promise<void>} whole fulfilled when all of it has come and is right
 */

/**
 * The wasm, as it is where the host compresses it: the browser keeps the machine code of what it fetched itself, and
 * spares the next visit half the work. From any other host as gzip, which we open.
 * @param {Promise<Manifest>} manifest
 * @param {Count} count
 * @returns {Promise<Part>}
 */
async function smallestWasm(manifest, count) {
  const asked = new AbortController();
  const response = await fetch(HERE + WASM, { signal: asked.signal }).catch(() => null);
  if (!response?.ok || !response.headers.has("Content-Encoding")) {
    asked.abort();
    return unpacked(WASM, manifest, count);
  }
  const { files } = await manifest;
  const travels = files[PACKED[WASM]].bytes / files[WASM].bytes; // about: the browser does not tell
  const pass = passing((bytes) => count(WASM, bytes * travels), (chunks) => checkHash(WASM, chunks, files[WASM].sha256));
  const whole = /** @type {ReadableStream} */ (response.clone().body).pipeThrough(pass).pipeTo(new WritableStream());
  return { name: WASM, response: whole.then(() => response), whole };
}

/**
 * One of the large files, from the gzip of it.
 * @param {string} name
 * @param {Promise<Manifest>} manifest
 * @param {Count} count
 * @returns {Part}
 */
function unpacked(name, manifest, count) {
  const file = PACKED[name];
  const check = async (/** @type {Uint8Array<ArrayBuffer>[]} */ chunks) =>
    checkHash(file, chunks, (await manifest).files[file].sha256);
  return part(name, file, new DecompressionStream("gzip"), passing((bytes) => count(file, bytes), check));
}

/**
 * Fetch one of the large files.
 * @param {string} name
 * @param {string} file what it is called in the folder
 * @param {{readable: ReadableStream, writable: WritableStream}} unpack
 * @param {TransformStream} pass which it goes through before
 * @returns {Part}
 */
function part(name, file, unpack, pass) {
  const body = pass.readable.pipeThrough(unpack);
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/zip";
  const response = fetched(HERE + file);
  const whole = response.then(({ body: source }) => source?.pipeTo(pass.writable));
  return { name, response: response.then(() => new Response(body, { headers: { "Content-Type": type } })), whole };
}

/**
 * What a file's bytes go through unchanged.
 * @param {(bytes: number) => void} count is told of each piece
 * @param {(chunks: Uint8Array<ArrayBuffer>[]) => Promise<void>} check rejects where the file is not what it should be
 */
function passing(count, check) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  return new TransformStream({
    transform(chunk, controller) {
      chunks.push(chunk);
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
    flush: () => check(chunks), // the stream does not end before: nothing runs that is not right
  });
}

/**
 * Start Pyodide on files that are already on their way. Pyodide waits without end for one that fails; this does not.
 * @template T
 * @param {Part[]} parts
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
function together(parts, load) {
  const plainFetch = self.fetch;
  self.fetch = (request, options) => {
    const name = String(request instanceof Request ? request.url : request).split("/").pop();
    return parts.find((one) => one.name === name)?.response ?? plainFetch(request, options);
  };
  const failure = Promise.all(parts.map(({ whole }) => whole)).then(() => new Promise(() => {}));
  return Promise.race([failure, load()]);
}

/**
 * What tells the page how much of some files has come.
 * @param {Promise<Manifest>} manifest
 * @param {string[]} names
 * @returns {(file: string, bytes: number) => void}
 */
function counter(manifest, names) {
  let total = 0;
  let loaded = 0;
  let told = 0;
  manifest.then(
    ({ files }) => (total = names.reduce((sum, name) => sum + files[name].bytes, 0)),
    () => {}, // nothing is told of an amount that is not known
  );
  return (file, bytes) => {
    loaded += bytes;
    if (!total || performance.now() - told < PROGRESS_EVERY) return;
    told = performance.now();
    self.postMessage({ progress: { file, loaded: Math.min(loaded, total), total } });
  };
}

/**
 * @param {string} file
 * @param {Uint8Array<ArrayBuffer>[]} chunks
 * @param {string} expected SHA-256 in hexadecimal
 */
async function checkHash(file, chunks, expected) {
  if (!self.isSecureContext) return; // no SubtleCrypto: gzip's own checksum must do
  const bytes = await new Blob(chunks).arrayBuffer();
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
