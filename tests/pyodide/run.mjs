// Runs the tests of the pure floors and of the page's requests with pytest inside Pyodide, with the wheel and the rubrics
// that the site carries. Hypothesis draws few examples unless HYPOTHESIS_PROFILE names another profile of conftest.py.
// Usage: node tests/pyodide/run.mjs SITE SITE_PACKAGES   (pytest and hypothesis are pure Python: borrowed from there)
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "../../node_modules/pyodide/pyodide.mjs";

const [site, sitePackages] = process.argv.slice(2).map((path) => resolve(path));
const { HYPOTHESIS_PROFILE: profile = "few", LIUMAI_MANY: many = "1000" } = process.env;
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const python = await loadPyodide({ indexURL: join(root, "node_modules/pyodide/") });

const runtime = join(site, "assets/runtime");
const wheel = readdirSync(runtime, { recursive: true }).find((name) => name.endsWith(".whl"));
python.unpackArchive(new Uint8Array(readFileSync(join(runtime, wheel))), "wheel");
for (const [path, folder] of [["/project/tests", join(root, "tests")], ["/site", site], ["/borrowed", sitePackages]]) {
  python.FS.mkdirTree(path);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, path);
}
const status = await python.runPythonAsync(`
import os, sys
from pathlib import Path
os.environ["LIUMAI_PUBLISHED"] = "/site"
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = "/tmp/hypothesis"
os.environ["LIUMAI_MANY"] = "${many}"
sys.path.insert(0, "/project")
sys.path.append("/borrowed")  # after Pyodide's own: only what it lacks is borrowed
sys.dont_write_bytecode = True
import pytest
import liumai
assert "/borrowed" not in liumai.__file__, liumai.__file__
tested = "core analysis/test_[!k]* analysis/test_krippendorff.py browser_adaptor formats/test_appraisal_table.py formats/test_csv_file.py"
files = [str(path) for name in tested.split() for path in Path("/project/tests").glob(name)]
options = "--rootdir=/project/tests --confcutdir=/project/tests --import-mode=importlib -q -p no:cacheprovider -W ignore"
pytest.main([*files, *options.split(), "--hypothesis-profile=${profile}"])
`);
process.exit(Number(status));
