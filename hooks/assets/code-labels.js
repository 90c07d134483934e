// What the theme adds to code, named for screen readers. It puts each block's copy button into a <nav>, which is then one
// more landmark without a name; and makes the number of a note a link without text. `document$` is the theme's observable
// of pages, for scripts beside it: it fires when a page is opened or swapped in, after the theme has set the page up.

import "./search-input.js"; // for every page too; a script of its own would be one more to load

const pages = /** @type {{subscribe: (listener: () => void) => void} | undefined} */ (/** @type {any} */ (window).document$);

pages?.subscribe(() => {
  for (const buttons of document.querySelectorAll(".md-code__nav")) buttons.setAttribute("role", "presentation");
  for (const link of document.querySelectorAll("a.md-annotation__index")) {
    const number = link.querySelector("[data-md-annotation-id]")?.getAttribute("data-md-annotation-id");
    if (number) link.setAttribute("aria-label", number);
  }
});
