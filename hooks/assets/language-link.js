// Updates the header's link to the same page in the other language: its address in the HTML is that of the page that was
// loaded first. The query and the fragment are taken over: a filter, a level, a score.

const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".other-language a"));
if (link) {
  // Resolved at once, before instant navigation changes the address that they are relative to.
  const [here, there] = [link.dataset.here, link.dataset.there].map((root) => new URL(root ?? "", location.href).href);
  const update = () => {
    link.href = there + location.href.slice(here.length);
  };
  update();
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, update);
}
