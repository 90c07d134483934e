// Buttons and links name what they do in an attribute; an element of the page lists its actions by these
// names.

/** @typedef {(control: HTMLElement, event: Event) => unknown} Action */

/**
 * Run an element's actions on clicks in it. A control that is disabled, or whose action is not in the list,
 * does nothing here: elements may lie within each other, and each has a listener of its own.
 * @param {HTMLElement} element
 * @param {Record<string, Action>} actions by the value of the attribute
 * @param {AbortSignal} signal ends it
 * @param {string} [attribute]
 */
export function listenForActions(element, actions, signal, attribute = "data-act") {
  const onClick = (/** @type {Event} */ event) => {
    const control = /** @type {HTMLElement} */ (event.target).closest(`[${attribute}]`);
    if (!(control instanceof HTMLElement) || control.getAttribute("aria-disabled") === "true") return;
    const name = control.getAttribute(attribute) ?? "";
    if (Object.hasOwn(actions, name)) actions[name](control, event);
  };
  element.addEventListener("click", onClick, { signal });
}
