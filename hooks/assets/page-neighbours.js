// <page-neighbours>: the line of pages at the top of a page. On a phone it is longer than the screen is wide: the page that is
// shown is scrolled to.

class PageNeighbours extends HTMLElement {
  connectedCallback() {
    const [line, here] = [this.querySelector("nav"), this.querySelector("[aria-current]")];
    if (!line || !here) return;
    const before = here.getBoundingClientRect().left - line.getBoundingClientRect().left;
    line.scrollLeft += before - (line.clientWidth - here.clientWidth) / 2;
  }
}

customElements.define("page-neighbours", PageNeighbours);
