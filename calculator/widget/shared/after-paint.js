// Work that can wait until the result is on the screen: storing, links, explanations further down.

const AT_LATEST = 200; // milliseconds: a hidden page is never painted

/** The promise of the next paint, if anything waits for it. @type {Promise<void> | null} */
let next = null;

/** Fulfilled once the changes made so far have been painted. @returns {Promise<void>} */
export function afterPaint() {
  next ??= new Promise((resolve) => {
    const onFrame = () => {
      clearTimeout(latest);
      next = null; // later changes may be painted with another frame
      setTimeout(resolve); // this callback runs before the frame is painted
    };
    const latest = setTimeout(onFrame, AT_LATEST);
    requestAnimationFrame(onFrame);
  });
  return next;
}

/** Scheduled work, which is done at once when the page is left. @type {Set<AfterPaint>} */
const due = new Set();
window.addEventListener("pagehide", () => [...due].forEach((task) => task.now()));

/**
 * Work done once after the next paint, however often it is requested before; at the latest when the page is
 * left.
 */
export class AfterPaint {
  #work;

  /** @param {() => void} work */
  constructor(work) {
    this.#work = work;
  }

  /** Request the work. */
  ask() {
    if (due.has(this)) return;
    due.add(this);
    afterPaint().then(this.now);
  }

  /** Do the work now if it has been requested. */
  now = () => {
    if (due.delete(this)) this.#work();
  };
}
