// Runs tests/core with pytest inside Pyodide, with the wheel and the rubrics that the site carries.
// Usage: node tests/pyodide/run.mjs SITE SITE_PACKAGES   (pytest and hypothesis are pure Python: borrowed from there)
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "../../node_modules/pyodide/pyodide.mjs";

const [site, sitePackages] = process.argv.slice(2).map((path) => resolve(path));
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const python = await loadPyodide({ indexURL: join(root, "node_modules/pyodide/") });

const runtime = join(site, "assets/runtime");
const wheel = readdirSync(runtime, { recursive: true }).find((name) => name.endsWith(".whl"));
python.unpackArchive(new Uint8Array(readFileSync(join(runtime, wheel))), "wheel");
for (const [path, folder] of [["/tests", join(root, "tests")], ["/site", site], ["/borrowed", sitePackages]]) {
  python.FS.mkdirTree(path);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, path);
}
const status = await python.runPythonAsync(`
import os, sys
os.environ["LIUMAI_PUBLISHED"] = "/site"
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = "/tmp/hypothesis"
sys.path.append("/borrowed")  # after Pyodide's own: only what it lacks is borrowed
sys.dont_write_bytecode = True
import pytest
import liumai
assert "/borrowed" not in liumai.__file__, liumai.__file__
pytest.main(["/tests/core", "--rootdir=/tests", "-q", "-p", "no:cacheprovider", "--confcutdir=/tests", "-W", "ignore"])
`);
process.exit(Number(status));
