// The header's link to this page in the other language. Its address in the HTML is for the page that was loaded; this updates it
// when instant navigation replaces the page, and adds the query and the fragment: a filter, a level, a score.

const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".other-language a"));
if (link) {
  // Resolved at once, while the page's address is the one that they are relative to.
  const [here, there] = [link.dataset.here, link.dataset.there].map((root) => new URL(root ?? "", location.href).href);
  const follow = () => {
    link.href = there + location.href.slice(here.length);
  };
  follow();
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, follow);
}
