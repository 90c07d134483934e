// Registers the service worker, which caches the whole site, once the page has finished loading. The footer shows the state
// by the attribute data-kept of the document: "whole", or "newer" if a newer build is cached and not in use yet.

/** @type {{serviceWorker?: string}} its address; a preview's pages have none */
const settings = JSON.parse(document.getElementById("liumai-page")?.textContent ?? "{}");
const workers = navigator.serviceWorker; // undefined without https
// Readers who save data keep an existing cache, and fetch no new one.
const saving = /** @type {any} */ (navigator).connection?.saveData;

if (settings.serviceWorker && workers) {
  const address = new URL(settings.serviceWorker, document.baseURI).href;
  let controlled = Boolean(workers.controller);
  // All pages are of one build: when another worker takes over, they reload.
  workers.addEventListener("controllerchange", () => {
    if (controlled) location.reload();
    controlled = true;
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-take-newer]")) takeOver(address, "take over");
  });
  if (document.readyState === "complete") register(address);
  else window.addEventListener("load", () => register(address), { once: true });
}

/**
 * @param {string} address of the service worker
 * @param {string} message
 */
async function takeOver(address, message) {
  (await workers.getRegistration(address))?.waiting?.postMessage(message);
}

/** @param {string} address of the service worker */
async function register(address) {
  await idle();
  // Not sooner: the old worker stays while it still answers this page. Readers who have begun to use the page decide
  // themselves, by the button in the footer.
  if (!navigator.userActivation?.hasBeenActive) await takeOver(address, "take over when alone");
  try {
    if (!saving) await workers.register(address);
    const registration = await workers.getRegistration(address);
    if (!registration) return;
    showState(registration);
    registration.addEventListener("updatefound", () => showState(registration));
  } catch (error) {
    console.info(`Not kept for offline use: ${error}`);
  }
}

/** Show the state of a registration, now and whenever it changes. @param {ServiceWorkerRegistration} registration */
function showState(registration) {
  const show = () => {
    const { active, waiting } = registration;
    if (waiting && active) document.documentElement.dataset.kept = "newer";
    else if (active?.state === "activated") document.documentElement.dataset.kept = "whole";
  };
  for (const worker of [registration.installing, registration.waiting, registration.active]) {
    worker?.addEventListener("statechange", () => {
      show();
      if (worker.state === "redundant" && !registration.active) console.info("Not kept for offline use this time.");
    });
  }
  show();
}

/** Resolves when the page has nothing else to fetch: the browser is idle, and no calculator is starting. */
async function idle() {
  const browserIdle = () =>
    new Promise((done) => ("requestIdleCallback" in window ? requestIdleCallback(done) : setTimeout(done, 1000)));
  do {
    await new Promise((done) => setTimeout(done, 1000));
    await browserIdle();
  } while (document.querySelector("[data-state=loading]"));
}
