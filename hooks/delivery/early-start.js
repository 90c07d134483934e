// Starts the worker, and Python in it, while the calculator's page is still loading; engine.js takes the worker over.
// Stands inline in the head of every page: the security policy names it by its hash, so it must be the same in all. Only the
// settings of the calculator's page name rubrics.
{
  const settings = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("liumai-page")).textContent ?? "");
  if (settings.rubrics) {
    const scope = /** @type {any} */ (window);
    const addresses = settings.rubrics.map((/** @type {string} */ address) => new URL(address, location.href).href);
    const name = ["fast", ...addresses].join(" ");
    try {
      scope.liumaiWorker = new Worker(`${settings.runtime}worker.js`, { type: "module", name });
      scope.liumaiWorker.onerror = () => (scope.liumaiWorker = undefined);
    } catch {
      // A browser without module workers: the page says so (browser-check.js).
    }
  }
}
