// Has the service worker keep the whole site for offline use, once the page is done, and lets the footer tell: by the
// attribute data-kept of the document, "whole" or "newer" (a newer build is kept, and not in use yet).

/** @type {{serviceWorker?: string}} its address; a preview's pages have none */
const settings = JSON.parse(document.getElementById("liumai-page")?.textContent ?? "{}");
const workers = navigator.serviceWorker; // there is none without https
// Who saves data keeps what is kept already, and fetches no more.
const saving = /** @type {any} */ (navigator).connection?.saveData;

if (settings.serviceWorker && workers) {
  const address = new URL(settings.serviceWorker, document.baseURI).href;
  let controlled = Boolean(workers.controller);
  // A page keeps to the build that it is of: when another one takes over, all pages load anew.
  workers.addEventListener("controllerchange", () => {
    if (controlled) location.reload();
    controlled = true;
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-take-newer]")) takeOver(address, "take over");
  });
  if (document.readyState === "complete") keep(address);
  else window.addEventListener("load", () => keep(address), { once: true });
}

/**
 * @param {string} address of the service worker
 * @param {string} how
 */
async function takeOver(address, how) {
  (await workers.getRegistration(address))?.waiting?.postMessage(how);
}

/** @param {string} address of the service worker */
async function keep(address) {
  await quiet();
  // Not sooner: while the old worker still answers this page, it does not give way. Who has begun to do something here is
  // asked by the footer instead.
  if (!navigator.userActivation?.hasBeenActive) await takeOver(address, "take over when alone");
  try {
    if (!saving) await workers.register(address);
    const registration = await workers.getRegistration(address);
    if (!registration) return;
    follow(registration);
    registration.addEventListener("updatefound", () => follow(registration));
  } catch (error) {
    console.info(`Not kept for offline use: ${error}`);
  }
}

/** Show how far it is, now and from now on. @param {ServiceWorkerRegistration} registration */
function follow(registration) {
  const show = () => {
    const { active, waiting } = registration;
    if (waiting && active) document.documentElement.dataset.kept = "newer";
    else if (active?.state === "activated") document.documentElement.dataset.kept = "whole";
  };
  for (const one of [registration.installing, registration.waiting, registration.active]) {
    one?.addEventListener("statechange", () => {
      show();
      if (one.state === "redundant" && !registration.active) console.info("Not kept for offline use this time.");
    });
  }
  show();
}

/** Resolves when the page has nothing else to fetch: it is idle, and no calculator is starting. */
async function quiet() {
  const idle = () =>
    new Promise((done) => ("requestIdleCallback" in window ? requestIdleCallback(done) : setTimeout(done, 1000)));
  do {
    await new Promise((done) => setTimeout(done, 1000));
    await idle();
  } while (document.querySelector("[data-state=loading]"));
}
