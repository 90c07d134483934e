// In the service worker's place while a site is only previewed: takes away one that an earlier visit to this address has
// left, and what it kept, so that no page is an old one. Pages of a preview register none.

const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(leave()));

async function leave() {
  await caches.delete(`liumai-${worker.registration.scope}`);
  await worker.registration.unregister();
  const open = await worker.clients.matchAll({ type: "window" });
  await Promise.all(open.map((/** @type {any} */ page) => page.navigate(page.url)));
}
