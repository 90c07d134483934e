// Shows the quiz's results: the counts of one's own record and of the room's, and the cases that were missed.

import { element, part, phrase } from "../shared/dom.js";

/** @typedef {import("./quiz-content.js").QuizContent} QuizContent */
/** @typedef {import("./leitner-store.js").LeitnerStore} LeitnerStore */

/** Show the record of the cases that the filter lets through.
 * @param {Element} quiz @param {QuizContent} content @param {LeitnerStore} store @param {string[]} ids */
export function showRecord(quiz, content, store, ids) {
  part(quiz, "score").textContent = phrase(quiz, "score", { ...store.count(ids), n: ids.length });
  part(quiz, "keeping").textContent = phrase(quiz, store.status);
  part(quiz, "keeping").toggleAttribute("data-warns", store.status !== "kept");
  const missed = store.missed(ids);
  part(quiz, "missed").hidden = missed.length === 0;
  part(quiz, "missed-count").textContent = String(missed.length);
  part(quiz, "missed-list").replaceChildren(...missed.map((id) => missedItem(content, id)));
  part(quiz, "none").hidden = ids.length > 0;
  part(quiz, "all-known").hidden = ids.length === 0;
}

/** @param {QuizContent} content @param {string} id of the case */
function missedItem(content, id) {
  const { text, href } = content.textOf(id);
  const item = element("li");
  const link = /** @type {HTMLAnchorElement} */ (element("a", text));
  link.href = href;
  item.append(link);
  return item;
}

/** @param {Element} quiz @param {{right: number, wrong: number}} counts */
export function showRoomCounts(quiz, { right, wrong }) {
  part(quiz, "room-score").textContent = phrase(quiz, "room-score", { right, wrong });
}
