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

/** Work to be done once after the next painting, however often it is asked for; at the latest as the page is left. */
export class Later {
  #work;
  #due = false;

  /** @param {() => void} work */
  constructor(work) {
    this.#work = work;
  }

  ask() {
    if (this.#due) return;
    this.#due = true;
    window.addEventListener("pagehide", this.now);
    painted().then(this.now);
  }

  /** Do now what is due, if anything is. */
  now = () => {
    if (!this.#due) return;
    this.#due = false;
    window.removeEventListener("pagehide", this.now);
    this.#work();
  };
}
