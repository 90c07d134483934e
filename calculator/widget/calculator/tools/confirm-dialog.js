// The tools' dialogs, among them the questions that are asked before something is lost.

import { part } from "../../shared/dom.js";

/** @param {HTMLElement} tools @param {string} name @returns {HTMLDialogElement} */
export function dialogOf(tools, name) {
  return /** @type {HTMLDialogElement} */ (part(tools, `dialog-${name}`));
}

/** Ask whether to go ahead, and do so if the reader confirms.
 * @param {HTMLElement} tools @param {string} name of the dialog @param {() => void} action */
export function askFirst(tools, name, action) {
  const dialog = dialogOf(tools, name);
  const listening = new AbortController();
  const onClick = (/** @type {Event} */ { target }) => {
    if (!(target instanceof Element && target.closest("[data-tool=confirm]"))) return;
    dialog.close();
    action();
  };
  dialog.addEventListener("click", onClick, { signal: listening.signal });
  dialog.addEventListener("close", () => listening.abort(), { once: true });
  dialog.showModal();
}
