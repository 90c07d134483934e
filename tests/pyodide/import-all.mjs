// Usage: node tests/pyodide/import-all.mjs SITE   Prints, as JSON, which modules plain Pyodide can import, and which of them the page.
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";
import { startPage } from "./page.mjs";

const script = readFileSync(new URL("import_all.py", import.meta.url), "utf8");
const plain = await loadPyodide();
plain.runPython(script);
const known = plain.globals.get("everything")();

const page = await startPage(process.argv[2]);
const missing = [];
for (const name of ["wsgiref.headers", "encodings.cp1252", "xml.dom.minidom"]) {
  try {
    page.python.pyimport(name);
  } catch (error) {
    missing.push(error.type);
  }
}
page.addLibrary();
page.python.runPython(script);
console.log(JSON.stringify({ known: JSON.parse(known), missing, page: JSON.parse(page.python.globals.get("everything")(known)) }));
