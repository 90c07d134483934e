// Usage: node tests/pyodide/workbooks.mjs SITE RUBRIC FILE…   Reads each as the page does; prints the answers by file as JSON.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { RowReader } from "../../calculator/widget/team/team-rows.js";
import { startPage } from "./page.mjs";

const [site, rubric, ...files] = process.argv.slice(2);
const page = await startPage(site);
page.addLibrary();
const found = {};
for (const file of files) {
  const name = basename(file);
  const opened = page.ask({ team: { open: { name, rubric } } }, readFileSync(file));
  found[name] = opened.faults || opened.team.mapping ? opened : read(page.ask({ team: { go: 2000 } }).team);
}
console.log(JSON.stringify(found));

/** The rows as the page's own script reads them. */
function read({ rows, shared, ...rest }) {
  const reader = new RowReader();
  reader.add(shared);
  const keys = ["sheet", "row", "subject", "manager", "period", "rubric", "complete", "total", "band", "findings", "vector"];
  const scored = (row) => Object.fromEntries(keys.map((key) => [key, row[key]]));
  return { ...rest, rows: rows.map((row) => (Array.isArray(row) ? scored(reader.read(row)) : row)) };
}
