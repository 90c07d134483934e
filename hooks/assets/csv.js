// Rows as CSV that is safe to open in spreadsheets: UTF-8 with a byte order mark, and no cell that would run as a formula
// (full-width signs begin one too).

/**
 * @param {string[][]} rows
 * @returns {string}
 */
export function toCsv(rows) {
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** @param {string} text */
function cell(text) {
  const escaped = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(escaped) ? `"${escaped.replaceAll('"', '""')}"` : escaped;
}
