// The speaker's window: the current slide with its notes, the next one, the elapsed and the planned time.
//
// It is the deck's own page, opened by the deck. The two windows exchange messages, which also works with file: addresses.

/** @param {string} name @returns {HTMLElement} */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-part="${name}"]`));

/** @param {number} seconds */
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function speak() {
  const slides = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".slides > section"))];
  const view = /** @type {HTMLTemplateElement} */ (document.getElementById("speaker"));
  document.querySelector("main")?.remove();
  document.body.append(view.content.cloneNode(true));
  document.body.classList.add("speaking");
  const deck = /** @type {Window | null} */ (window.opener);
  part("alone").hidden = deck !== null;
  listen(deck, slides);
  startClock();
  showSlide(slides, 0);
  deck?.postMessage({ liumai: "hello" }, "*");
}

/** @param {Window | null} deck @param {HTMLElement[]} slides */
function listen(deck, slides) {
  let index = 0; // of the slide shown, if there is no deck's window
  window.addEventListener("message", (event) => {
    if (event.source === deck && event.data.liumai === "at") showSlide(slides, event.data.index);
  });
  const move = (/** @type {"prev" | "next"} */ way) => {
    if (deck) return deck.postMessage({ liumai: "move", way }, "*");
    index = Math.min(slides.length - 1, Math.max(0, index + (way === "next" ? 1 : -1)));
    return showSlide(slides, index);
  };
  document.querySelector("[data-do=back]")?.addEventListener("click", () => move("prev"));
  document.querySelector("[data-do=forth]")?.addEventListener("click", () => move("next"));
  document.addEventListener("keydown", (event) => {
    if (["PageDown", "ArrowRight"].includes(event.key)) move("next");
    if (["PageUp", "ArrowLeft"].includes(event.key)) move("prev");
  });
}

function startClock() {
  let start = Date.now();
  document.querySelector("[data-do=restart]")?.addEventListener("click", () => {
    start = Date.now();
  });
  setInterval(() => {
    part("elapsed").textContent = clock((Date.now() - start) / 1000);
  }, 1000);
}

/** @param {HTMLElement[]} slides @param {number} index */
function showSlide(slides, index) {
  const planned = slides.slice(0, index + 1).reduce((sum, { dataset }) => sum + Number(dataset.minutes), 0);
  part("planned").textContent = clock(60 * planned);
  part("place").textContent = `${index + 1} / ${slides.length}`;
  part("notes").replaceChildren(...copies(slides[index].querySelector(".notes")?.children ?? []));
  part("now").replaceChildren(preview(slides[index]));
  part("next").replaceChildren(...(slides[index + 1] ? [preview(slides[index + 1])] : []));
}

/** @param {Iterable<Element>} elements */
const copies = (elements) => [...elements].map((each) => each.cloneNode(true));

/** A copy of a slide without notes, which cannot be operated. @param {HTMLElement} slide */
function preview(slide) {
  const copy = document.createElement("div");
  copy.className = slide.className;
  copy.inert = true;
  copy.append(...copies([...slide.children].filter((each) => !each.matches(".notes"))));
  for (const heading of copy.querySelectorAll("h1, h2")) heading.setAttribute("role", "paragraph");
  return copy;
}
