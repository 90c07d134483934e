// Stands in place of the service worker under `mkdocs serve`: removes the worker that an earlier visit to this address
// installed, and its cache, so that no page is an old one. Pages of a preview register no worker.

const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(remove()));

async function remove() {
  await caches.delete(`liumai-${worker.registration.scope}`);
  await worker.registration.unregister();
  const open = await worker.clients.matchAll({ type: "window" });
  await Promise.all(open.map((/** @type {any} */ page) => page.navigate(page.url)));
}
