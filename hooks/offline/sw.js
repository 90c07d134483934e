// The service worker: keeps the whole site in the browser, so that it reads and scores without a network.
//
// Workbox keeps the files. It fetches them one after the other, each held to its SHA-256 by the browser (a file of another
// build is refused), under names that the contents decide: what a new build shares with the old one is not fetched again, and an
// install that was cut short goes on where it was. The new worker waits, as browsers have it, until no page of the old build
// is open; only then are the old files deleted. So there is one whole build or the other, never half of each. Its router is
// left out: what to do with an address that is not kept depends on more than its pattern (below).
//
// In: "take over"              from a page whose reader wants the newer build; all pages then load anew
//     "take over when alone"   from a page that was just opened: if no other is open, nobody is disturbed

import { registerQuotaErrorCallback } from "workbox-core/registerQuotaErrorCallback.js";
import { PrecacheController } from "workbox-precaching/PrecacheController.js";
import { RangeRequestsPlugin } from "workbox-range-requests/RangeRequestsPlugin.js";

// TypeScript knows windows and service workers, but not both at once.
/** @typedef {any} FetchEvent */
const worker = /** @type {any} */ (self);

/** SHA-256, in hexadecimal, by address from the site's root; hooks/offline/precache_manifest.py puts them in. @type {Record<string, string>} */
const files = /** @type {any} */ (self).__LIUMAI_FILES;
const hashes = new Map(Object.entries(files).map(([path, hash]) => [new URL(path, worker.location.href).href, hash]));
const VERSION = /^\?[0-9a-f]{12}$/; // of a file, asked for in its address: the first digits of its hash
// What the calculator starts from is kept unpacked, as wasm: it looks there for it, by the packed file's address
// (calculator/widget/engine/runtime-files.js), and browsers keep the machine code beside it. Whoever asks for the packed file gets that.
const PACKED_WASM = /\.wasm\.gzip$/;
const NOT_FOUND = new URL("404.html", worker.location.href).href;

/** What this install has put into the cache. @type {Request[]} */
const added = [];
const precache = new PrecacheController({
  cacheName: `liumai-${worker.registration.scope}`,
  plugins: [
    new RangeRequestsPlugin(),
    {
      // The page has just fetched many of these; asking whether they are still so costs no bytes.
      requestWillFetch: async ({ request, event }) =>
        event?.type === "install" ? new Request(request, { cache: "no-cache", priority: "low" }) : request,
      cacheWillUpdate: async ({ request, response }) => {
        if (response.status >= 400) return null;
        return PACKED_WASM.test(request.url) ? decompressed(response) : response;
      },
      cacheDidUpdate: async ({ request }) => void added.push(request),
    },
  ],
});
// A browser that cannot unpack it (Safari before 16.4) runs no calculator, but keeps the rest.
const wanted = [...hashes].filter(([url]) => "DecompressionStream" in self || !PACKED_WASM.test(url));
precache.precache(
  wanted.map(([url, hash]) => ({ url, revision: revision(url, hash), integrity: `sha256-${base64(hash)}` })),
);

// Where there is no room, leave none of it: the reader's drafts may need what is left.
registerQuotaErrorCallback(async () => {
  const cache = await caches.open(precache.strategy.cacheName);
  await Promise.all(added.splice(0).map((request) => cache.delete(request)));
});

worker.addEventListener("install", () => {
  // The first of all takes the open pages at once: without it, the network would give them the same files.
  if (!worker.registration.active) worker.addEventListener("activate", () => worker.clients.claim());
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take over") worker.skipWaiting();
  if (event.data === "take over when alone") event.waitUntil(takeOverWhenAlone());
});

async function takeOverWhenAlone() {
  // The page that was left for the one that asks counts for a moment yet.
  for (let turn = 0; turn < 5; turn++) {
    if ((await pages()) < 2) return worker.skipWaiting();
    await new Promise((done) => setTimeout(done, 200));
  }
}

worker.addEventListener("fetch", (/** @type {FetchEvent} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(worker.registration.scope)) return;
  const kept = cachedAddress(request.url);
  if (kept && !PACKED_WASM.test(kept)) event.respondWith(answer(event, kept));
  else if (request.mode === "navigate") event.respondWith(answerUnknown(event));
});

/**
 * @param {FetchEvent} event
 * @param {string} address one that is kept
 */
async function answer(event, address) {
  if (!(await isFromElsewhere(event))) return fromCache(event, address);
  const request = new Request(event.request, { cache: "no-cache" }); // the browser's cache may have the older build's
  return fetch(request).catch(() => fromCache(event, address));
}

/**
 * A page that is open may not be of the build that is kept: a newer one may have it alone. The network answers whatever
 * such a page asks. A worker's requests are answered from the cache: what it imports is named by the page that started it.
 *
 * Not with clients.get(), which waits until the client is ready to run: a worker is so only after what it imports has come,
 * which would wait for this very answer (Firefox). matchAll() lists the windows that are ready and waits for none; a page
 * is, before it asks for anything.
 * @param {FetchEvent} event
 */
async function isFromElsewhere({ request, clientId }) {
  if (request.mode === "navigate" || !clientId) return false;
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const client = windows.find((/** @type {{id: string}} */ { id }) => id === clientId);
  return Boolean(client) && !cachedAddress(client.url);
}

/**
 * A page that is not kept: the network's, and without one the nearest that is right.
 * @param {FetchEvent} event
 */
async function answerUnknown(event) {
  const { request } = event;
  try {
    return await fetch(request);
  } catch {
    const { origin, pathname, search } = new URL(request.url);
    if (cachedAddress(`${origin}${pathname}/`)) return Response.redirect(`${origin}${pathname}/${search}`);
    const { body, headers } = await fromCache(event, NOT_FOUND, new Request(NOT_FOUND));
    return new Response(body, { status: 404, headers });
  }
}

/**
 * @param {FetchEvent} event
 * @param {string} address one that is kept
 * @param {Request} request
 * @returns {Promise<Response>}
 */
function fromCache(event, address, request = event.request) {
  const cacheKey = precache.getCacheKeyForURL(address);
  const integrity = precache.getIntegrityForCacheKey(/** @type {string} */ (cacheKey));
  return precache.strategy.handle({ request, event, params: { cacheKey, integrity } });
}

/**
 * The kept address that answers this one: without fragment and query, a page's file being the page. One that asks for
 * another version of the file than is kept has none.
 * @param {string} requested
 */
function cachedAddress(requested) {
  const { origin, pathname, search } = new URL(requested);
  const address = origin + pathname.replace(/\/index\.html$/, "/");
  const hash = hashes.get(address);
  return hash && (!VERSION.test(search) || hash.startsWith(search.slice(1))) ? address : undefined;
}

/** How many pages of this site are open. */
async function pages() {
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  return open.filter((/** @type {{url: string}} */ { url }) => url.startsWith(worker.registration.scope)).length;
}

/**
 * What parts a file of one build from another's. An address that names its content needs none.
 * @param {string} url @param {string} hash
 */
function revision(url, hash) {
  return PACKED_WASM.test(url) ? null : hash.slice(0, 16);
}

/** @param {Response} packed a wasm as gzip */
function decompressed({ body }) {
  const wasm = /** @type {ReadableStream} */ (body).pipeThrough(new DecompressionStream("gzip"));
  return new Response(wasm, { headers: { "Content-Type": "application/wasm" } });
}

/** @param {string} hex */
function base64(hex) {
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => parseInt(byte, 16))));
}
