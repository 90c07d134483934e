// What can wait until the reader sees the result: storing, links, explanations further down.

const AT_LATEST = 200; // milliseconds: a page that is not shown paints nothing

const whenIdle = window.requestIdleCallback ?? setTimeout; // Safari has no such thing

/** Fulfilled once what has been changed is on the screen. @returns {Promise<void>} */
export function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => whenIdle(() => resolve())); // the frame begins before its painting
    setTimeout(resolve, AT_LATEST);
  });
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
