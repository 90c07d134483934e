// Usage: node tests/pyodide/workbooks.mjs SITE RUBRIC FILE…   Reads each as the page does; prints the answers by file as JSON.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { startPage } from "./page.mjs";

const [site, rubric, ...files] = process.argv.slice(2);
const page = await startPage(site);
page.addLibrary();
const found = {};
for (const file of files) {
  const name = basename(file);
  const opened = page.ask({ team: { open: { name, rubric } } }, readFileSync(file));
  found[name] = opened.faults ? opened : page.ask({ team: { go: 2000 } }).team;
}
console.log(JSON.stringify(found));
