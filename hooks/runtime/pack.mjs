// node hooks/runtime/pack.mjs WHEEL LIBRARIES ZIP SHEETS < RUBRICS: runs pack.py in Pyodide and writes its two zips.
// LIBRARIES is a folder with what spreadsheets need.
// RUBRICS is a JSON list of published rubrics, each as text.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { loadPyodide } from "pyodide";

const [wheel, libraries, zip, sheets] = process.argv.slice(2);
try {
  const rubrics = await json(process.stdin);
  const python = await loadPyodide();
  python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel", { extractDir: "/core" });
  python.runPython(readFileSync(new URL("pack.py", import.meta.url), "utf8"));
  writeFileSync(zip, python.globals.get("pack")("/core/", python.toPy(rubrics)).toJs());
  for (const name of readdirSync(libraries, { recursive: true })) {
    const [from, to] = [join(libraries, name), `/core/${name}`];
    if (statSync(from).isDirectory()) python.FS.mkdirTree(to);
    else python.FS.writeFile(to, new Uint8Array(readFileSync(from)));
  }
  writeFileSync(sheets, python.globals.get("pack_sheets")("/core/").toJs());
} catch (error) {
  console.error(error.message); // left alone, node would print the whole of Pyodide's source before it
  process.exit(1);
}
