// CSV as the handbook's pages hand it out: whole, and without a cell that a spreadsheet would run.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toCsv } from "../../hooks/assets/csv.js";

const STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"];
const HARMLESS = ["", "1 + 1", 'say "so", please', "two\nlines", "客户第一"];

/** The rows of a CSV text by RFC 4180: fields in quotes may hold commas, line ends and doubled quotes. */
function parsed(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") rows.push([]);
  }
  assert.deepEqual(rows.pop(), [], "the text ends with a line end");
  return rows;
}

test("no cell begins as a formula does, and every cell is read back", () => {
  const rows = [STARTS.map((start) => `${start}1+1`), HARMLESS];
  const text = toCsv(rows);
  assert.ok(text.startsWith("\ufeff"));
  assert.deepEqual(parsed(text.slice(1)), [rows[0].map((cell) => `'${cell}`), HARMLESS]);
});
