// Where the guided dialog stands, kept for the tab: a page that is loaded again goes on there. Only the place is kept, nothing
// that was typed.

/** @typedef {import("./guided-flow.js").Place & {rubric: string, isOpen: boolean}} StoredPlace */

/** The key begins as those of the drafts do (draft-store.js), so that erasing them erases this too.
 * @param {Element} calculator */
function keyOf(calculator) {
  const [address] = (calculator.getAttribute("rubrics") ?? "").split(" ");
  const site = new URL(".", new URL(address, document.baseURI)).pathname;
  return `liumai ${site} guided${calculator.hasAttribute("embedded") ? " embedded" : ""}`;
}

/** @param {Element} calculator @returns {StoredPlace | null} */
export function storedPlace(calculator) {
  try {
    const stored = JSON.parse(sessionStorage.getItem(keyOf(calculator)) ?? "null");
    return typeof stored?.question === "string" ? stored : null;
  } catch {
    return null; // forbidden or damaged
  }
}

/** @param {Element} calculator @param {StoredPlace} place */
export function storePlace(calculator, place) {
  try {
    sessionStorage.setItem(keyOf(calculator), JSON.stringify(place));
  } catch {
    // Full or forbidden: a page that is loaded again goes on at the first open question.
  }
}
