// Notices about what has been opened: a link that was made by other rules, a draft that does not fit its
// rubric any longer.

import { element, part, phrase } from "../../shared/dom.js";
import { sinceMade } from "../../shared/appraisal-links.js";
import { bringSheet } from "../rubric-sheets.js";

/** @typedef {import("../appraisal-calculator.js").AppraisalCalculator} Calculator */

/**
 * Show whether the scoring has changed since a link was made, and with it the result.
 * @param {HTMLElement} tools
 * @param {Calculator} calculator
 * @param {import("../../shared/appraisal-links.js").Link} link
 */
export async function showLinkNotice(tools, calculator, link) {
  const notice = part(tools, "old-link");
  notice.hidden = true;
  const since = await sinceMade((request) => calculator.ask(request), link);
  notice.hidden = since === null;
  for (const result of ["same", "different"]) part(notice, result).hidden = since !== result;
}

/** Show what of a draft is not in the form. @param {HTMLElement} tools @param {Calculator} calculator
 * @param {import("../history/draft-session.js").Unfit} unfit */
export async function showUnfitNotice(tools, calculator, { value, misfits }) {
  const notice = part(tools, "unfit");
  notice.hidden = false;
  const sheet = await bringSheet(calculator, value.rubric).catch(() => null); // for the criteria's names
  const items = misfits.map(({ what, criterion, values }) => {
    const group = sheet?.querySelector(`[data-criterion="${CSS.escape(criterion)}"]`);
    const name = group?.querySelector(".criterion__name")?.textContent?.trim() ?? criterion;
    return element("li", phrase(tools, `tools-unfit-${what}`, { ...values, name }));
  });
  part(notice, "unfit-list").replaceChildren(...items);
}
