// CSV as the handbook's pages hand it out: whole, and without a cell that a spreadsheet would run.
import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeFormula, toCsv } from "../../hooks/assets/csv.js";

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

// The same table is in tests/formats/test_formula_escape.py.
const ESCAPED = {
  "foo;=HYPERLINK(1)": "foo;'=HYPERLINK(1)",
  "x\t=1+1": "x\t'=1+1",
  "a, @b": "a,' @b",
  'a;"=1"': "a;'\"=1\"",
  "a\r\n＝1": "a\r'\n'＝1",
  "'=1": "''=1",
  "\tplain": "'\tplain",
  "1 + 1; a-b": "1 + 1; a-b",
  "2006-06": "2006-06",
};

test("a formula after a separator of another reader is escaped as well", () => {
  for (const [text, escaped] of Object.entries(ESCAPED)) assert.equal(escapeFormula(text), escaped);
});

test("no field begins as a formula does, wherever a reader splits that knows no quotes", () => {
  const marks = "=+-@＝;,\t\r\n\"' a1";
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let run = 0; run < 2000; run += 1) {
    const text = Array.from({ length: random(9) }, () => marks[random(marks.length)]).join("");
    for (const piece of toCsv([["x", text]]).split(/[;,\t\r\n]/)) assert.doesNotMatch(piece, /^[\s"]*[=+\-@＝]/, text);
  }
});
