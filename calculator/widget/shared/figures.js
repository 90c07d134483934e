// Means for people: at most two decimals. The core's exact figure is shown on demand, where it differs.

/** @typedef {{decimal: number, shown: string}} Figure an exact figure of the core, as its nearest decimal and in full */

/** A figure with at most two decimals. @param {Figure} figure */
export function rounded({ decimal, shown }) {
  return /^\d+(\.\d{1,2})?$/.test(shown) ? shown : decimal.toFixed(2);
}

/** Show a figure with at most two decimals, and the exact one as its title; returns the element.
 * @param {HTMLElement} into @param {Figure | null | undefined} figure none is a dash */
export function showFigure(into, figure) {
  into.textContent = figure ? rounded(figure) : "–";
  if (figure && into.textContent !== figure.shown) into.title = `= ${figure.shown}`;
  else into.removeAttribute("title");
  return into;
}
