// Buttons and links name what they do in `data-act`; an element of the page lists its actions by these names.

/** @typedef {(control: HTMLElement, event: Event) => unknown} Action */

/**
 * Run an element's actions on clicks in it. A control whose action is not in the list is left to other listeners: elements
 * may lie within each other.
 * @param {HTMLElement} element
 * @param {Record<string, Action>} actions by the value of `data-act`
 * @param {AbortSignal} signal ends it
 */
export function listenForActions(element, actions, signal) {
  const onClick = (/** @type {Event} */ event) => {
    const control = /** @type {HTMLElement} */ (event.target).closest("[data-act]");
    if (!(control instanceof HTMLElement)) return;
    const name = control.dataset.act ?? "";
    if (Object.hasOwn(actions, name)) actions[name](control, event);
  };
  element.addEventListener("click", onClick, { signal });
}
