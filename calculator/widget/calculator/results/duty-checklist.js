// What each party has to do about the findings, as a checklist, and which findings the appraisal already
// answers.

import { fixed, hide, maybe, part, phrase, set, write } from "../../shared/dom.js";
import { criteriaOf } from "../form-view.js";
import { entryOf } from "../appraisal-state.js";

/**
 * @param {HTMLElement} sheet
 * @param {any} result
 * @param {import("../../shared/appraisal-types.js").Appraisal} value
 */
export function showDutyChecklist(sheet, result, value) {
  if (!result) return;
  /** @type {Map<string, Set<string>>} */
  const raised = new Map(result.findings.map((/** @type {string} */ code) => [code, new Set()]));
  const shown = new Set(criteriaOf(sheet).map((group) => group.dataset.criterion));
  for (const { id, findings } of result.criteria) {
    for (const code of shown.has(id) ? findings : []) raised.set(code, (raised.get(code) ?? new Set()).add(id));
  }
  for (const party of fixed(sheet, "[data-actor]")) {
    const duties = fixed(party, "li[data-finding]");
    for (const duty of duties) showDuty(duty, raised.get(duty.dataset.finding ?? ""));
    hide(party, duties.every((duty) => duty.hidden));
  }
  hide(part(sheet, "no-duties"), raised.size > 0);
  for (const group of criteriaOf(sheet)) showAnswers(group, raised);
  for (const answer of fixed(sheet, "[data-act=answer]")) if (!answer.closest("[hidden]")) showAnswered(answer, value);
}

/** @param {HTMLElement} duty @param {Set<string> | undefined} criteria that raised it */
function showDuty(duty, criteria) {
  hide(duty, criteria === undefined);
  for (const one of fixed(duty, "[data-of]")) hide(one, !criteria?.has(one.dataset.of ?? ""));
}

/**
 * Show a criterion's own findings below its levels.
 * @param {HTMLElement} group
 * @param {Map<string, Set<string>>} raised
 */
function showAnswers(group, raised) {
  const items = fixed(group, "[data-finding-here]");
  for (const item of items) {
    hide(item, !raised.get(item.dataset.findingHere ?? "")?.has(group.dataset.criterion ?? ""));
  }
  const open = items.filter((item) => !item.hidden);
  set(part(group, "answers"), { "data-asked": open.length });
  group.toggleAttribute("data-justify", open.some((item) => item.dataset.answeredBy === "justification"));
}

/** @param {HTMLElement} button @param {import("../../shared/appraisal-types.js").Appraisal} value */
function showAnswered(button, value) {
  const { by, lasts } = fieldAnswering(button);
  const { justification = "", cases = [] } = entryOf(value, criterionOf(button));
  const answered =
    by === "justification" ? justification.trim() !== "" : by === "cases" && lasts && cases.some((one) => one.text?.trim());
  button.toggleAttribute("data-answered", Boolean(answered));
  const label = maybe(button, "answered");
  if (label) write(label, phrase(button, answered ? "answered" : "open"));
}

/**
 * Which field answers a finding (`by`), and whether the finding remains after it is answered (`lasts`): a
 * finding that the climb raises about a case disappears once the case is recorded.
 * @param {HTMLElement} button
 */
export function fieldAnswering(button) {
  const sheet = /** @type {HTMLElement} */ (button.closest(".sheet"));
  const item = sheet.querySelector(`[data-finding-here="${button.dataset.finding}"]`);
  const { answeredBy: by, climb } = /** @type {HTMLElement} */ (item).dataset;
  return { by, lasts: climb === undefined };
}

/** @param {HTMLElement} button */
export function criterionOf(button) {
  const group = /** @type {HTMLElement | null} */ (button.closest("[data-criterion]"));
  return button.dataset.of ?? group?.dataset.criterion ?? "";
}
