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
 * @param {string[]} codes in the order to show them
 */
function findingsList(names, row, codes) {
  const list = element("ul", "", "team__findings");
  for (const { name, about } of names.describeFindings(row.rubric, row.findings, codes)) {
    const item = element("li", name);
    if (about) item.append(element("small", ` ${about}`));
    list.append(item);
  }
  return list;
}

/**
 * @param {HTMLElement} root
 * @param {RubricNames} names
 * @param {Record<string, string[]>} urgency by rubric
 * @param {(row: ScoredRow) => void} onCorrect
 * @returns {Column<ScoredRow>[]}
 */
export function peopleColumns(root, names, urgency, onCorrect) {
  const band = (/** @type {ScoredRow} */ row) =>
    row.complete ? names.bands(row.rubric, row.band) : phrase(root, "incomplete");
  const codes = (/** @type {ScoredRow} */ row) => urgency[row.rubric].filter((code) => code in row.findings);
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
      // The most urgent first; of those that are as urgent, the ones with most to do.
      value: (row) => (codes(row).length ? urgency[row.rubric].indexOf(codes(row)[0]) - codes(row).length / 100 : null),
      cell: (row) => worstFirst(root, names, row, codes(row)),
    },
    openColumn(root, onCorrect),
  ];
}

/** Opens an appraisal in the calculator, or its cells to be corrected.
 * @param {HTMLElement} root @param {(row: ScoredRow) => void} onCorrect @returns {Column<ScoredRow>} */
function openColumn(root, onCorrect) {
  return {
    name: "open",
    label: phrase(root, "open-short"),
    value: null,
    cell: (row) => {
      const link = /** @type {HTMLAnchorElement} */ (element("a", "↗"));
      link.href = `../calculator/#a=${row.vector}`;
      const who = row.subject || phrase(root, "nameless");
      set(link, { "aria-label": `${phrase(root, "open-one")}: ${who}` });
      const both = document.createDocumentFragment();
      both.append(link, correctButton(root, who, () => onCorrect(row)));
      return both;
    },
  };
}

/** @param {HTMLElement} root @param {string} who @param {() => void} onClick */
function correctButton(root, who, onClick) {
  const button = element("button", phrase(root, "correct-short"), "team__correct");
  set(button, { type: "button", "aria-label": phrase(root, "correct-of", { name: who }) });
  button.addEventListener("click", onClick);
  return button;
}

/**
 * The most urgent finding in words, and all of them behind it.
 * @param {HTMLElement} root
 * @param {RubricNames} names
 * @param {ScoredRow} row
 * @param {string[]} codes the most urgent first
 */
function worstFirst(root, names, row, codes) {
  if (!codes.length) return document.createTextNode("–");
  const worst = names.finding(row.rubric, codes[0]);
  const details = element("details");
  const summary = element("summary", worst);
  if (codes.length > 1) summary.append(element("small", phrase(root, "and-more", { n: codes.length - 1 })));
  details.append(summary, findingsList(names, row, codes));
  return details;
}

/**
 * The columns of a list of appraisals that have certain findings.
 * @param {HTMLElement} root
 * @param {RubricNames} names
 * @param {string} label
 * @param {Record<string, string[]>} codes by rubric, the most urgent first
 * @param {(row: ScoredRow) => void} onCorrect
 * @returns {Column<ScoredRow>[]}
 */
export function dutyColumns(root, names, label, codes, onCorrect) {
  return [
    ...identityColumns(root),
    {
      name: "duties",
      label,
      value: (row) => codes[row.rubric].filter((code) => code in row.findings).length,
      cell: (row) => findingsList(names, row, codes[row.rubric]),
    },
    openColumn(root, onCorrect),
  ];
}

/**
 * A checkbox for appraisals that HR has looked at.
 * @param {HTMLElement} root
 * @param {(row: ScoredRow, lookedAt: boolean) => void} onChange
 * @returns {Column<ScoredRow>}
 */
export function lookedAtColumn(root, onChange) {
  return {
    name: "done",
    label: phrase(root, "done"),
    value: (row) => Number(row.lookedAt),
    cell: (row) => {
      const label = element("label", "", "team__tick");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = row.lookedAt;
      set(box, { "aria-label": phrase(root, "done-of", { name: row.subject || phrase(root, "nameless") }) });
      box.addEventListener("change", () => onChange(row, box.checked));
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
      cell: (row) => exactFigure(row.rounded, row.mean?.shown),
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

/** A figure with two decimals, its exact value behind it where that is another.
 * @param {string} [rounded] @param {string} [exact] */
export function exactFigure(rounded, exact) {
  if (!rounded || !exact) return document.createTextNode("–");
  if (rounded === exact) return document.createTextNode(exact);
  const details = element("details", "", "team__exact");
  details.append(element("summary", rounded), element("span", `= ${exact}`));
  return details;
}

/** @typedef {RowMessage & {of: import("./team-reader.js").RejectedRow | null}} Problem of a row, or a notice */

/**
 * Rows that were not read, a line for each wrong cell with the name of the person, and notices.
 * @param {HTMLElement} root
 * @param {(row: import("./team-reader.js").RejectedRow) => void} [onCorrect]
 * @returns {Column<Problem>[]}
 */
export function problemColumns(root, onCorrect) {
  const cell = (/** @type {RowMessage} */ { column, heading }) =>
    column === null ? "" : phrase(root, "cell", { column, heading: heading ?? "" }).trim();
  const who = (/** @type {Problem} */ { of }) => (of ? of.subject || phrase(root, "nameless") : phrase(root, "notice"));
  const where = (/** @type {Problem} */ { sheet, row }) => place(root, sheet, row);
  return [
    {
      name: "subject",
      label: phrase(root, "search"),
      value: who,
      cell: (row) => {
        const content = document.createDocumentFragment();
        content.append(element("span", who(row)), element("small", [row.of?.manager, row.of?.period].filter(Boolean).join(" · "), "team__whose"));
        return content;
      },
    },
    { name: "place", label: phrase(root, "place"), value: (row) => row.row ?? 0, cell: (row) => document.createTextNode(where(row)) },
    { name: "cell", label: phrase(root, "column"), value: (row) => cell(row) || null },
    { name: "problem", label: phrase(root, "problem"), value: (row) => row.problem[language()] },
    ...(onCorrect ? [correctColumn(root, onCorrect)] : []),
  ];
}

/**
 * @param {HTMLElement} root
 * @param {(row: import("./team-reader.js").RejectedRow) => void} onCorrect
 * @returns {Column<Problem>}
 */
function correctColumn(root, onCorrect) {
  return {
    name: "open",
    label: phrase(root, "correct-short"),
    value: null,
    cell: ({ of, column }) => {
      if (!of || column === null) return document.createTextNode("–");
      return correctButton(root, of.subject || phrase(root, "nameless"), () => onCorrect(of));
    },
  };
}

/** @param {HTMLElement} root @param {string | null} sheet @param {number | null} row */
function place(root, sheet, row) {
  return row === null ? (sheet ?? "–") : phrase(root, "sheet-row", { sheet: sheet ?? "", row }).trim();
}
