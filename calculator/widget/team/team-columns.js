// What the columns of a team's tables hold.

import { element, language, phrase } from "../shared/dom.js";

/** @typedef {import("./team-reader.js").Scored} Scored */
/** @typedef {import("./team-reader.js").Group} Group */
/** @typedef {import("./team-reader.js").Problem} Problem */
/** @typedef {import("../shared/rubric-names.js").Names} Names */
/** @template Row @typedef {import("../shared/paged-table.js").Column<Row>} Column */

/** Whose appraisal a row is, and in small what a narrow window has no columns for.
 * @param {HTMLElement} root @param {(row: Scored) => string} band @returns {Column<Scored>} */
function subject(root, band) {
  const name = (/** @type {Scored} */ row) => row.subject || phrase(root, "nameless");
  return {
    name: "subject",
    label: phrase(root, "search"),
    value: (row) => row.subject || null,
    cell: (row) => {
      const made = document.createDocumentFragment();
      made.append(element("span", name(row)), element("small", [row.manager, row.period, band(row)].filter(Boolean).join(" · ")));
      return made;
    },
  };
}

/** @param {HTMLElement} root @param {(row: Scored) => string} [band] @returns {Column<Scored>[]} */
function whose(root, band = () => "") {
  return [
    subject(root, band),
    { name: "manager", label: phrase(root, "manager"), value: (row) => row.manager || null },
    { name: "period", label: phrase(root, "period"), value: (row) => row.period || null },
  ];
}

/**
 * Findings as a list, each with its criteria.
 * @param {Names} names
 * @param {Scored} row
 * @param {(code: string) => boolean} wanted
 */
function list(names, row, wanted) {
  const made = element("ul", "", "team__findings");
  for (const { name, about } of names.told(row.rubric, row.findings, wanted)) {
    const item = element("li", name);
    if (about) item.append(element("small", ` ${about}`));
    made.append(item);
  }
  return made;
}

/** @param {HTMLElement} root @param {Names} names @returns {Column<Scored>[]} */
export function peopleColumns(root, names) {
  const band = (/** @type {Scored} */ row) =>
    row.complete ? names.bands(row.rubric, row.band) : phrase(root, "incomplete");
  return [
    ...whose(root, band),
    { name: "total", label: phrase(root, "total"), value: (row) => row.total, number: true },
    {
      name: "band",
      label: phrase(root, "band"),
      value: (row) => band(row) || null,
    },
    {
      name: "findings",
      label: phrase(root, "findings"),
      value: (row) => Object.keys(row.findings).length,
      cell: (row) => folded(list(names, row, () => true), Object.keys(row.findings).length),
    },
    {
      name: "open",
      label: phrase(root, "open-short"),
      value: null,
      cell: (row) => {
        const link = /** @type {HTMLAnchorElement} */ (element("a", "↗"));
        link.href = `../calculator/#a=${row.vector}`;
        link.ariaLabel = `${phrase(root, "open-one")}: ${row.subject || phrase(root, "nameless")}`;
        return link;
      },
    },
  ];
}

/** @param {Node} content @param {number} count */
function folded(content, count) {
  if (!count) return document.createTextNode("–");
  const made = element("details");
  made.append(element("summary", String(count)), content);
  return made;
}

/**
 * What somebody has to look at in an appraisal.
 * @param {HTMLElement} root
 * @param {Names} names
 * @param {string} label
 * @param {Set<string>} codes
 * @returns {Column<Scored>[]}
 */
export function dutyColumns(root, names, label, codes) {
  const wanted = (/** @type {string} */ code) => codes.has(code);
  return [
    ...whose(root),
    {
      name: "duties",
      label,
      value: (row) => Object.keys(row.findings).filter(wanted).length,
      cell: (row) => list(names, row, wanted),
    },
  ];
}

/**
 * A box to tick where an appraisal has been seen to.
 * @param {HTMLElement} root
 * @param {Set<Scored>} done
 * @param {() => void} onChange
 * @returns {Column<Scored>}
 */
export function doneColumn(root, done, onChange) {
  return {
    name: "done",
    label: phrase(root, "done"),
    value: (row) => Number(done.has(row)),
    cell: (row) => {
      const label = element("label", "", "team__tick");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = done.has(row);
      box.ariaLabel = phrase(root, "done-of", { name: row.subject || phrase(root, "nameless") });
      box.addEventListener("change", () => {
        if (box.checked) done.add(row);
        else done.delete(row);
        onChange();
      });
      label.append(box);
      return label;
    },
  };
}

/** @param {HTMLElement} root @param {Names} names @returns {Column<Group>[]} */
export function teamColumns(root, names) {
  return [
    { name: "subject", label: phrase(root, "manager"), value: (row) => row.manager || phrase(root, "no-manager") },
    { name: "period", label: phrase(root, "period"), value: (row) => row.period || null },
    { name: "count", label: phrase(root, "people-count"), value: (row) => row.people, number: true },
    {
      name: "mean",
      label: phrase(root, "team-mean"),
      value: (row) => row.mean?.decimal ?? null,
      cell: (row) => document.createTextNode(row.mean?.shown ?? "–"),
      number: true,
    },
    { name: "lowest", label: phrase(root, "lowest"), value: (row) => row.totals.at(-1)?.total ?? null, number: true },
    { name: "highest", label: phrase(root, "highest"), value: (row) => row.totals[0]?.total ?? null, number: true },
    {
      name: "findings",
      label: phrase(root, "findings"),
      value: (row) => row.findings.map((code) => names.finding(row.rubric, code)).join(", ") || null,
    },
  ];
}

/** @param {HTMLElement} root @returns {Column<Problem>[]} */
export function problemColumns(root) {
  const cell = (/** @type {Problem} */ { column, heading }) =>
    column === null ? "" : phrase(root, "cell", { column, heading: heading ?? "" }).trim();
  return [
    {
      name: "subject",
      label: phrase(root, "place"),
      value: (row) => row.row ?? 0,
      cell: ({ sheet, row }) => document.createTextNode(place(root, sheet, row)),
    },
    { name: "cell", label: phrase(root, "column"), value: (row) => cell(row) || null },
    { name: "problem", label: phrase(root, "problem"), value: (row) => row.problem[language()] },
  ];
}

/** @param {HTMLElement} root @param {string | null} sheet @param {number | null} row */
function place(root, sheet, row) {
  return row === null ? (sheet ?? "–") : phrase(root, "sheet-row", { sheet: sheet ?? "", row }).trim();
}
