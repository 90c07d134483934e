// The link that skips the header moves the focus to where it leads, and leaves the address alone: the calculator's holds the
// ratings. Without this script it is an ordinary link to the same place.

document.addEventListener(
  "click",
  (event) => {
    const link = event.target instanceof Element ? event.target.closest(".md-skip") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    event.stopPropagation(); // the theme would follow the link
    target.tabIndex = -1;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  },
  { capture: true },
);
