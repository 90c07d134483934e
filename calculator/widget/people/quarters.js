// Quarters in the periods that people write, as far as a list needs them: to put one after the other, and to propose the next.
// What a quarter is for a year's result, the core decides.

const CHINESE = "一二三四";
const QUARTER = /(?<before>q\s*|第\s*)(?<number>[1-4一二三四])(?![0-9])/iu;
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/;

/**
 * A number by which quarters follow each other: 4 for each year, and the quarter; null where the text names none.
 * @param {string} period
 * @returns {number | null}
 */
export function quarterIndex(period) {
  const { number } = QUARTER.exec(period)?.groups ?? {};
  if (number === undefined) return null;
  const [year = "0"] = YEAR.exec(period) ?? [];
  return Number(year) * 4 + quarterOf(number);
}

/**
 * The period of the quarter that follows, written as the one before; empty where it names no quarter.
 * @param {string} period
 */
export function nextQuarter(period) {
  const { number } = QUARTER.exec(period)?.groups ?? {};
  if (number === undefined) return "";
  const next = (quarterOf(number) % 4) + 1;
  const written = CHINESE.includes(number) ? CHINESE[next - 1] : String(next);
  const renumbered = period.replace(QUARTER, (/** @type {string} */ _, /** @type {string} */ before) => `${before}${written}`);
  return next > 1 ? renumbered : renumbered.replace(YEAR, (year) => String(Number(year) + 1));
}

/** @param {string} number a digit or a Chinese numeral */
function quarterOf(number) {
  return CHINESE.includes(number) ? CHINESE.indexOf(number) + 1 : Number(number);
}
