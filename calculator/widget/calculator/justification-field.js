// The text field for the justification of a criterion, created when the criterion comes near the viewport:
// Chromium lays out everything around a text field, visible or not, to decide whether it could fill it in.

import { part, piece } from "../shared/dom.js";

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) justificationField(/** @type {HTMLElement} */ (target));
  },
  { rootMargin: "100% 0px" },
);

/**
 * Create the fields of these criteria as each comes near the viewport.
 * @param {readonly HTMLElement[]} groups
 */
export function createFieldsWhenNear(groups) {
  for (const group of groups) near.observe(group);
}

/** The field of a criterion, created if need be. @param {HTMLElement} group @returns {HTMLTextAreaElement} */
export function justificationField(group) {
  near.unobserve(group);
  const place = part(group, "justification");
  if (!place.firstElementChild) place.append(piece(group, "justification"));
  return /** @type {HTMLTextAreaElement} */ (place.querySelector("textarea"));
}
