// The field for a criterion's reasons, which comes into the page as its criterion comes near: Chromium lays out all that
// surrounds a text field, out of view or not, to see whether it could fill it in by itself.

import { part, piece } from "../shared/dom.js";

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) justificationOf(/** @type {HTMLElement} */ (target));
  },
  { rootMargin: "100% 0px" },
);

/** Have each of these criteria get its field in time. @param {readonly HTMLElement[]} groups */
export function expectJustifications(groups) {
  for (const group of groups) near.observe(group);
}

/** A criterion's field, made if it is not there yet. @param {HTMLElement} group @returns {HTMLTextAreaElement} */
export function justificationOf(group) {
  near.unobserve(group);
  const place = part(group, "justification");
  if (!place.firstElementChild) place.append(piece(group, "justification"));
  return /** @type {HTMLTextAreaElement} */ (place.querySelector("textarea"));
}
