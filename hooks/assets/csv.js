// CSV that spreadsheet programs open safely: UTF-8 with a byte order mark, and no cell that they would run as a formula
// (full-width signs start formulas too).

/**
 * @param {string[][]} rows
 * @returns {string}
 */
export function toCsv(rows) {
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** @param {string} text */
function cell(text) {
  const harmless = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
