// Rows as CSV that is safe to open in spreadsheets: UTF-8 with a byte order mark, and no text that would run as a formula
// (full-width signs begin one too), even where a reader splits the file at semicolons or tabs.
// The rule is that of liumai.formats.formula_escape, which reads such texts back.

const BEFORE = /^[\s'";,]*|[\s'";,]+/g; // what may stand before a formula: white space, quotes and separators
const SIGN = /^[=+\-@＝＋－＠]/;

/**
 * @param {string[][]} rows
 * @returns {string}
 */
export function toCsv(rows) {
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** @param {string} text */
function cell(text) {
  const escaped = escapeFormula(text);
  return /[";,\t\r\n]/.test(escaped) ? `"${escaped.replaceAll('"', '""')}"` : escaped;
}

/** The text with an apostrophe at each place where a spreadsheet would begin to read a formula. @param {string} text */
export function escapeFormula(text) {
  return text.replace(BEFORE, (before, offset) => {
    const start = offset === 0 ? "'" : "";
    if (SIGN.test(text.charAt(offset + before.length))) return start + before.replace(/[;,\t\r\n]/g, "$&'");
    return /^'*[\t\r\n]/.test(before) ? start + before : before;
  });
}
