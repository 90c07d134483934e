// The columns of the years and of the promotions of many people.

import { element, phrase, set } from "../shared/dom.js";
import { exactFigure } from "./team-columns.js";

const QUARTERS = [0, 1, 2, 3];
const FIGURES = /** @type {const} */ (["total", "values", "performance", "composite"]);

/** @typedef {{decimal: number, shown: string, rounded: string}} Figure */
/**
 * @typedef {{subject: string, year: string, rubric: string, quarters: (number | null)[], vectors: (string |
 *   null)[], mean: Figure | null, trend: string | null, band: string[] | null, findings: string[]}} PersonsYear
 */
/** @typedef {{subject: string, rubric: string, total: Figure, values: Figure, performance: Figure, composite: Figure}} Candidate */
/** @typedef {import("../shared/rubric-names.js").RubricNames} RubricNames */
/** @template Row @typedef {import("../shared/paged-table.js").Column<Row>} Column */

/** @param {HTMLElement} root @param {string} subject */
function nameOf(root, subject) {
  return element("span", subject || phrase(root, "nameless"));
}

/** @param {HTMLElement} root @param {RubricNames} names @returns {Column<PersonsYear>[]} */
export function yearColumns(root, names) {
  const band = (/** @type {PersonsYear} */ row) => names.bands(row.rubric, row.band);
  const trend = (/** @type {PersonsYear} */ row) => phrase(root, `trend-${row.trend ?? "no-trend"}`);
  return [
    {
      name: "subject",
      label: phrase(root, "search"),
      value: (row) => row.subject || null,
      cell: (row) => {
        const content = document.createDocumentFragment();
        content.append(nameOf(root, row.subject), element("small", [row.year, trend(row), band(row)].filter(Boolean).join(" · ")));
        return content;
      },
    },
    { name: "period", label: phrase(root, "many-year"), value: (row) => row.year || null },
    ...QUARTERS.map((index) => ({
      name: "quarter",
      label: phrase(root, "quarter", { n: index + 1 }),
      value: (/** @type {PersonsYear} */ row) => row.quarters[index],
      number: true,
    })),
    {
      name: "mean",
      label: phrase(root, "team-mean"),
      value: (row) => row.mean?.decimal ?? null,
      cell: (row) => exactFigure(row.mean?.rounded, row.mean?.shown),
      number: true,
    },
    { name: "trend", label: phrase(root, "trend"), value: trend },
    { name: "band", label: phrase(root, "proposal"), value: (row) => band(row) || null },
    {
      name: "findings",
      label: phrase(root, "findings"),
      value: (row) => row.findings.map((code) => names.finding(row.rubric, code)).join(", ") || null,
    },
    { name: "open", label: phrase(root, "open-short"), value: null, cell: (row) => openYear(root, row) },
  ];
}

/** @param {HTMLElement} root @param {PersonsYear} row */
function openYear(root, row) {
  const quarters = row.vectors.flatMap((vector, index) => (vector ? [`q${index + 1}=${vector}`] : []));
  const link = /** @type {HTMLAnchorElement} */ (element("a", "↗"));
  link.href = `#${quarters.join("&")}`;
  set(link, { "aria-label": `${phrase(root, "many-open-year")}: ${row.subject || phrase(root, "nameless")}` });
  return link;
}

/** @param {HTMLElement} root @returns {Column<Candidate>[]} */
export function promotionColumns(root) {
  return [
    { name: "subject", label: phrase(root, "search"), value: (row) => row.subject || null, cell: (row) => nameOf(root, row.subject) },
    ...FIGURES.map((name) => ({
      name: "figure",
      label: phrase(root, `many-${name}`),
      value: (/** @type {Candidate} */ row) => row[name].decimal,
      cell: (/** @type {Candidate} */ row) => exactFigure(row[name].rounded, row[name].shown),
      number: true,
    })),
  ];
}
