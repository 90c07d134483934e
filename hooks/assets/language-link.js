// The header's link to this page in the other language. Its address in the HTML is right for the page that was loaded;
// this keeps it right as pages are swapped, and takes the query and the fragment along: a filter, a level, a score.

const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".other-language a"));
if (link) {
  // Made absolute at once, while the address is still the one that they are relative to.
  const [here, there] = [link.dataset.here, link.dataset.there].map((root) => new URL(root ?? "", location.href).href);
  const follow = () => {
    link.href = there + location.href.slice(here.length);
  };
  follow();
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, follow);
}
