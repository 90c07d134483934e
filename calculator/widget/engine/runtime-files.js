// The files of the runtime's folder, which the worker stands in: fetched, counted, and held to the hashes of their manifest.

/**
 * @typedef {object} Manifest
 * @property {string} pyodide version of the runtime that all the rest belongs to
 * @property {object} lock a lock file of no package
 * @property {Record<string, {bytes: number, sha256: string}>} files
 * @property {{head: string, bytes: number, surroundings: object, rubrics: string[], library: string}} memory how Pyodide's
 *   snapshots begin, as base64; the size of the whole memory; what Python had been told of where it runs; the versions of the
 *   rubrics in store; where the library stands in Python's file system
 */
/** @typedef {(name: string, loaded: number) => void} Count is called with the bytes that have come of a file */

export const HERE = new URL("./", import.meta.url).href;
const PROGRESS_EVERY = 80; // milliseconds between two progress reports

/** @type {Promise<Manifest>} */
export const manifest = fetched(`${HERE}runtime.json`).then((response) => response.json());
manifest.catch(() => {}); // reported where it is waited for

/** @param {string} address */
export async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${new URL(address).pathname}`);
  return response;
}

/** What a file is called as gzip. @param {string} name */
function packed(name) {
  return `${name}.gzip`;
}

/**
 * A wasm that the service worker keeps, unpacked, under its gzip's address. It was held to its hash as it came.
 * @param {string} name
 * @returns {Promise<Response | undefined>}
 */
export async function cachedWasm(name) {
  return self.caches?.match(HERE + packed(name)).catch(() => undefined); // there may be no cache here
}

/**
 * A wasm from the network: as it is where the host compresses it, from any other host as gzip, which we unpack. One that comes
 * damaged or not at all is fetched in the other form.
 * @param {string} name
 * @param {Count} count
 * @returns {Promise<ArrayBuffer>}
 */
export async function freshWasm(name, count) {
  const isCompressed = (/** @type {XMLHttpRequest} */ head) => head.getResponseHeader("Content-Encoding") !== null;
  const forms = [
    () => received(name, count, isCompressed),
    async () => unpacked(await received(packed(name), count)),
    () => received(name, count),
  ];
  let failure;
  for (const form of forms) {
    try {
      return await intact(name, await form());
    } catch (error) {
      if (!(error instanceof NotWantedError)) failure = error;
    }
  }
  throw failure;
}

/** The archive of all modules. @returns {Promise<Uint8Array>} */
export async function fetchLibrary() {
  const name = packed("library.zip");
  const response = await fetch(HERE + name, /** @type {RequestInit} */ ({ priority: "low" }));
  if (!response.ok) throw new Error(`${response.status} ${new URL(HERE + name).pathname}`);
  return new Uint8Array(await unpacked(await intact(name, await response.arrayBuffer())));
}

/** What is in a gzip. @param {ArrayBuffer} gzip */
function unpacked(gzip) {
  return new Response(new Response(gzip).body?.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** The bytes of a file, if they are those of the manifest. @param {string} name @param {ArrayBuffer} bytes */
async function intact(name, bytes) {
  const { files } = await manifest;
  if (!self.isSecureContext) return bytes; // no SubtleCrypto: gzip's own checksum must do
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== files[name].sha256) throw new Error(`${name} is damaged`);
  return bytes;
}

/** The head of a file's answer says that this form of it is not the one to take. */
class NotWantedError extends Error {}

/**
 * A file of this folder, in one piece: to take a stream's many pieces is more work than to compile them.
 * @param {string} name
 * @param {Count} count
 * @param {(head: XMLHttpRequest) => boolean} [isWanted] by its head, which comes first
 * @returns {Promise<ArrayBuffer>} rejects where it does not come; with NotWantedError where it is not wanted
 */
export function received(name, count, isWanted = () => true) {
  const request = new XMLHttpRequest();
  request.open("GET", HERE + name);
  request.responseType = "arraybuffer";
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`${request.status} ${new URL(request.responseURL || HERE + name).pathname}`));
    request.onreadystatechange = () => {
      if (request.readyState !== XMLHttpRequest.HEADERS_RECEIVED || request.status !== 200 || isWanted(request)) return;
      reject(new NotWantedError(name));
      request.abort();
    };
    request.onprogress = ({ loaded }) => count(name, loaded);
    request.onload = () => (request.status === 200 ? resolve(request.response) : fail());
    request.onerror = fail;
    request.send();
  });
}

/**
 * Counts how much of some files has come, for the page.
 * @param {string[]} names as they travel, compressed or not
 * @param {(progress: {loaded: number, total: number}) => void} report
 * @returns {Count}
 */
export function counter(names, report) {
  /** @type {Manifest["files"] | undefined} */
  let files;
  /** @type {Map<string, number>} */
  const come = new Map();
  let reportedAt = 0;
  manifest.then((known) => (files = known.files)).catch(() => {}); // of an unknown amount nothing is reported
  return (name, loaded) => {
    if (!files) return;
    const travels = names.includes(name) ? name : packed(name);
    come.set(travels, Math.min(1, loaded / files[name].bytes) * files[travels].bytes);
    if (performance.now() - reportedAt < PROGRESS_EVERY) return;
    reportedAt = performance.now();
    const sum = (/** @type {Iterable<number>} */ amounts) => [...amounts].reduce((total, amount) => total + amount, 0);
    report({ loaded: sum(come.values()), total: sum(names.map((file) => files?.[file].bytes ?? 0)) });
  };
}
