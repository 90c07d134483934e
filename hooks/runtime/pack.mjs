// node hooks/runtime/pack.mjs WHEEL ZIP < RUBRICS: runs pack.py in Pyodide and writes its zip.
// RUBRICS is a JSON list of published rubrics, each as text.
import { readFileSync, writeFileSync } from "node:fs";
import { json } from "node:stream/consumers";
import { loadPyodide } from "pyodide";

const [wheel, zip] = process.argv.slice(2);
try {
  const rubrics = await json(process.stdin);
  const python = await loadPyodide();
  python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel", { extractDir: "/core" });
  python.runPython(readFileSync(new URL("pack.py", import.meta.url), "utf8"));
  writeFileSync(zip, python.globals.get("pack")("/core/", python.toPy(rubrics)).toJs());
} catch (error) {
  console.error(error.message); // left alone, node would print the whole of Pyodide's source before it
  process.exit(1);
}
