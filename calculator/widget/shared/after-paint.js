// What can wait until the reader sees the result: storing, links, explanations further down.

const AT_LATEST = 200; // milliseconds: a page that is not shown paints nothing

/** Fulfilled with the next painting. @type {Promise<void> | null} */
let next = null;

/** Fulfilled once what has been changed is on the screen. @returns {Promise<void>} */
export function painted() {
  next ??= new Promise((resolve) => {
    const begun = () => {
      clearTimeout(latest);
      next = null; // what is changed from here on may have to wait for another frame
      setTimeout(resolve); // the frame begins before its painting
    };
    const latest = setTimeout(begun, AT_LATEST);
    requestAnimationFrame(begun);
  });
  return next;
}

/** What is due; to be done now as the page is left. @type {Set<Later>} */
const due = new Set();
window.addEventListener("pagehide", () => [...due].forEach((one) => one.now()));

/** Work to be done once after the next painting, however often it is asked for; at the latest as the page is left. */
export class Later {
  #work;

  /** @param {() => void} work */
  constructor(work) {
    this.#work = work;
  }

  ask() {
    if (due.has(this)) return;
    due.add(this);
    painted().then(this.now);
  }

  /** Do now what is due, if anything is. */
  now = () => {
    if (due.delete(this)) this.#work();
  };
}
