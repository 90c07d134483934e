// The progress of loading the engine, in an element that waits for it.

import { part } from "../shared/dom.js";

/** @param {HTMLElement} element @param {import("./engine.js").Progress} progress */
export function showProgress(element, { loaded, total }) {
  const bar = /** @type {HTMLProgressElement} */ (part(element, "bar"));
  bar.max = total;
  bar.value = loaded;
  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
  part(element, "amount").textContent = total > 1 ? `${megabytes(loaded)} / ${megabytes(total)} MB` : "";
}
