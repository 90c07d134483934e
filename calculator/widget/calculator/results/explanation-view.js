// The explanation of a result: the scoring steps, what would change it, and the command line that scores the
// same.

import { all, element, hide, maybe, part, phrase, write } from "../../shared/dom.js";

/**
 * @typedef {{criterion: string, level: number, rating: import("../../shared/appraisal-types.js").Rating,
 *   case?: "record" | "withdraw"}} Move
 */
/**
 * Changes that together lead to another result.
 * @typedef {{moves: Move[], text: Record<string, string>}} Way
 */

/** The steps that a list shows at present, as JSON. @type {WeakMap<HTMLElement, string>} */
const shownSteps = new WeakMap();

/**
 * Show the scoring steps, each with a link to its rule.
 * @param {HTMLElement} sheet
 * @param {any} result
 * @param {"zh" | "en"} language
 */
export function showTrace(sheet, result, language) {
  for (const list of all(sheet, "[data-trace]")) {
    const ofList = result.trace.filter((/** @type {any} */ step) => (step.criterion ?? "") === list.dataset.trace);
    const steps = JSON.stringify(ofList);
    if (shownSteps.get(list) === steps) continue; // most ratings change the steps of one criterion only
    shownSteps.set(list, steps);
    list.replaceChildren(...ofList.map((/** @type {any} */ step) => traceItem(sheet, step, language)));
  }
  for (const score of all(sheet, "[data-part=why-score]")) {
    const scored = result.criteria.find((/** @type {any} */ one) => one.id === score.dataset.of);
    write(score, String(scored.score));
  }
}

/** @param {HTMLElement} sheet @param {any} step @param {"zh" | "en"} language */
export function traceItem(sheet, step, language) {
  const item = element("li", step.text[language]);
  const name = step.rule ? `rule-${step.rule}` : `finding-${step.finding}`;
  const link = sheet.querySelector(`template[data-source="${name}"]`);
  if (link instanceof HTMLTemplateElement) item.append(" ", link.content.cloneNode(true));
  return item;
}

/** Show what would change the result, each with a button that tries it.
 * @param {HTMLElement} sheet @param {any} moves from the core's answer @param {"zh" | "en"} language
 * @param {(moves: Move[]) => void} onTry */
export function showMoves(sheet, moves, language, onTry) {
  const box = maybe(sheet, "moves");
  if (!box) return;
  const line = (/** @type {Way} */ way) => {
    const item = element("li", `${way.text[language]} `);
    const button = element("button", phrase(sheet, "try-move"), "tool");
    button.setAttribute("type", "button");
    button.addEventListener("click", () => onTry(way.moves));
    item.append(button);
    return item;
  };
  const band = [moves.band.up, moves.band.down].filter(Boolean);
  const criteria = moves.criteria.flatMap((/** @type {any} */ one) => [...one.raises, ...one.lowers]);
  part(box, "moves-band").replaceChildren(...band.map(line));
  part(box, "moves-criteria").replaceChildren(...criteria.map(line));
  hide(box, band.length + criteria.length === 0);
}

/**
 * Show the command that scores the same: by the vector, or with the whole appraisal if it has cases.
 * @param {HTMLElement} sheet
 * @param {any} result
 * @param {import("../../shared/appraisal-types.js").Appraisal} value
 */
export function showCommand(sheet, result, value) {
  const command = maybe(sheet, "command");
  if (!command) return;
  const cases = value.evidence === "recorded" || Object.values(value.criteria).some((entry) => Boolean(entry.cases?.length));
  hide(part(sheet, "command-ratings"), cases);
  hide(part(sheet, "command-whole"), !cases);
  command.textContent = cases
    ? `liumai score - <<'END'\n${JSON.stringify(value, null, 1)}\nEND`
    : `liumai score --vector ${result.vector}`;
}
