// The theme searches when a key is released. Text that is pasted from a menu, dictated, dropped or put in by an input method
// comes without a key: for it the search box is told of one. The theme searches only where the text has changed.

const isSearch = (/** @type {EventTarget | null} */ field) =>
  field instanceof HTMLInputElement && field.dataset.mdComponent === "search-query";

/** @param {Event & {isComposing?: boolean}} event */
function search({ target, isComposing = false }) {
  if (isSearch(target) && !isComposing) target?.dispatchEvent(new Event("keyup"));
}

// An input method's text counts when it is finished; `input` comes before that, and in some browsers after it.
for (const event of ["input", "compositionend"]) document.addEventListener(event, search);

// A result is a link around an article, which gives the link no name of its own: a screen reader would say its address.
const results = document.querySelector(".md-search-result__list");
const naming = new MutationObserver(() => {
  for (const link of document.querySelectorAll(".md-search-result__link:not([aria-label])")) {
    const heading = link.querySelector("h1, h2")?.textContent?.replaceAll("\u200b", "").trim(); // between Chinese words, for the index
    if (heading) link.setAttribute("aria-label", heading);
  }
});
if (results) naming.observe(results, { childList: true });
