// node hooks/bundle/runtime/pack_modules.mjs WHEEL PACKAGES ARCHIVE < {later}: writes the archive of all that a page may import (pack_modules.py) and
// prints, as a JSON list, the modules to import first.
// WHEEL is ours; PACKAGES a folder with other packages; of ours, those in `later`, a list, are not imported first.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { loadPyodide } from "pyodide";
import { fail } from "./pyodide_host.mjs";

const FOLDER = "/packages";
const [wheel, packages, archive] = process.argv.slice(2);
try {
  const { later } = await json(process.stdin);
  const python = await loadPyodide();
  python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel", { extractDir: FOLDER });
  for (const name of readdirSync(packages, { recursive: true })) {
    const [from, to] = [join(packages, name), `${FOLDER}/${name}`];
    if (statSync(from).isDirectory()) python.FS.mkdirTree(to);
    else python.FS.writeFile(to, new Uint8Array(readFileSync(from)));
  }
  python.runPython(readFileSync(new URL("pack_modules.py", import.meta.url), "utf8"));
  writeFileSync(archive, python.globals.get("archive")(FOLDER).toJs());
  const first = python.globals.get("first_modules");
  console.log(JSON.stringify(first(FOLDER, python.toPy(later)).toJs()));
} catch (error) {
  fail(error);
}
