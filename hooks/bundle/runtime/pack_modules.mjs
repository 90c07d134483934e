// node hooks/bundle/runtime/pack_modules.mjs WHEEL LIBRARIES ZIP SHEETS WORKBOOKS < KNOWN: runs pack_modules.py in Pyodide and writes its two zips, and
// into the folder WORKBOOKS those that it tried them with.
// LIBRARIES is a folder with what spreadsheets need.
// KNOWN is a JSON list of rubrics, as they travel to the page and as they are published, and of what changed between two, each as text.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { loadPyodide } from "pyodide";
import { exercise } from "./workload.mjs";
import { asking, forgetChance, letTimePass } from "./pyodide_host.mjs";

const [wheel, libraries, zip, sheets, workbooks] = process.argv.slice(2);
try {
  forgetChance(); // the workbooks tell when they were made
  letTimePass();
  const known = await json(process.stdin);
  const python = await loadPyodide();
  python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel", { extractDir: "/core" });
  python.runPython(readFileSync(new URL("pack_modules.py", import.meta.url), "utf8"));
  python.pyimport("sys").path.insert(0, "/core/");
  const core = python.pyimport("liumai.browser");
  exercise(core, known, asking(python, core));
  writeFileSync(zip, python.globals.get("pack")("/core/").toJs());
  for (const name of readdirSync(libraries, { recursive: true })) {
    const [from, to] = [join(libraries, name), `/core/${name}`];
    if (statSync(from).isDirectory()) python.FS.mkdirTree(to);
    else python.FS.writeFile(to, new Uint8Array(readFileSync(from)));
  }
  const [packed, tried] = python.globals.get("pack_sheets")("/core/").toJs();
  writeFileSync(sheets, packed);
  mkdirSync(workbooks);
  tried.forEach((/** @type {Uint8Array} */ workbook, /** @type {number} */ index) => writeFileSync(join(workbooks, `${index}.xlsx`), workbook));
} catch (error) {
  console.error(error.message); // left alone, node would print the whole of Pyodide's source before it
  process.exit(1);
}
