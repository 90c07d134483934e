// The columns of a team's tables.

import { element, language, phrase, set } from "../shared/dom.js";

/** @typedef {import("./team-reader.js").ScoredRow} ScoredRow */
/** @typedef {import("./team-reader.js").Group} Group */
/** @typedef {import("./team-reader.js").RowMessage} RowMessage */
/** @typedef {import("../shared/rubric-names.js").RubricNames} RubricNames */
/** @template Row @typedef {import("../shared/paged-table.js").Column<Row>} Column */

/** The person's name, and in small print what a narrow window has no columns for.
 * @param {HTMLElement} root @param {(row: ScoredRow) => string} band @returns {Column<ScoredRow>} */
function subjectColumn(root, band) {
  const name = (/** @type {ScoredRow} */ row) => row.subject || phrase(root, "nameless");
  return {
    name: "subject",
    label: phrase(root, "search"),
    value: (row) => row.subject || null,
    cell: (row) => {
      const content = document.createDocumentFragment();
      content.append(element("span", name(row)), element("small", [row.manager, row.period, band(row)].filter(Boolean).join(" · ")));
      return content;
    },
  };
}

/** @param {HTMLElement} root @param {(row: ScoredRow) => string} [band] @returns {Column<ScoredRow>[]} */
function identityColumns(root, band = () => "") {
  return [
    subjectColumn(root, band),
    { name: "manager", label: phrase(root, "manager"), value: (row) => row.manager || null },
    { name: "period", label: phrase(root, "period"), value: (row) => row.period || null },
  ];
}

/**
 * A list of a row's findings, each with the criteria it is about.
 * @param {RubricNames} names
 * @param {ScoredRow} row
 * @param {(code: string) => boolean} wanted
 */
function findingsList(names, row, wanted) {
  const list = element("ul", "", "team__findings");
  for (const { name, about } of names.describeFindings(row.rubric, row.findings, wanted)) {
    const item = element("li", name);
    if (about) item.append(element("small", ` ${about}`));
    list.append(item);
  }
  return list;
}

/** @param {HTMLElement} root @param {RubricNames} names @returns {Column<ScoredRow>[]} */
export function peopleColumns(root, names) {
  const band = (/** @type {ScoredRow} */ row) =>
    row.complete ? names.bands(row.rubric, row.band) : phrase(root, "incomplete");
  return [
    ...identityColumns(root, band),
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
      cell: (row) => folded(findingsList(names, row, () => true), Object.keys(row.findings).length),
    },
    {
      name: "open",
      label: phrase(root, "open-short"),
      value: null,
      cell: (row) => {
        const link = /** @type {HTMLAnchorElement} */ (element("a", "↗"));
        link.href = `../calculator/#a=${row.vector}`;
        set(link, { "aria-label": `${phrase(root, "open-one")}: ${row.subject || phrase(root, "nameless")}` });
        return link;
      },
    },
  ];
}

/** @param {Node} content @param {number} count */
function folded(content, count) {
  if (!count) return document.createTextNode("–");
  const details = element("details");
  details.append(element("summary", String(count)), content);
  return details;
}

/**
 * The columns of a list of appraisals that have certain findings.
 * @param {HTMLElement} root
 * @param {RubricNames} names
 * @param {string} label
 * @param {Set<string>} codes
 * @returns {Column<ScoredRow>[]}
 */
export function dutyColumns(root, names, label, codes) {
  const wanted = (/** @type {string} */ code) => codes.has(code);
  return [
    ...identityColumns(root),
    {
      name: "duties",
      label,
      value: (row) => Object.keys(row.findings).filter(wanted).length,
      cell: (row) => findingsList(names, row, wanted),
    },
  ];
}

/**
 * A checkbox for appraisals that have been dealt with.
 * @param {HTMLElement} root
 * @param {Set<ScoredRow>} done
 * @param {() => void} onChange
 * @returns {Column<ScoredRow>}
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
      set(box, { "aria-label": phrase(root, "done-of", { name: row.subject || phrase(root, "nameless") }) });
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

/** @param {HTMLElement} root @param {RubricNames} names @returns {Column<Group>[]} */
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

/** @param {HTMLElement} root @returns {Column<RowMessage>[]} */
export function problemColumns(root) {
  const cell = (/** @type {RowMessage} */ { column, heading }) =>
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
