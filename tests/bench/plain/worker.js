// What Pyodide's own documentation does: load it, with a package, and call into Python.
import { loadPyodide } from "../assets/runtime/RUNTIME/pyodide.mjs";

const runtime = new URL("../assets/runtime/RUNTIME/", import.meta.url).href;
const rubric = fetch("../rubric/scoring/six-veins-2006.json").then((response) => response.text());
const lock = await (await fetch(`${runtime}pyodide-lock.json`)).text();
const python = await loadPyodide({
  indexURL: runtime,
  packageBaseUrl: runtime,
  lockFileContents: lock,
  packages: ["liumai"],
});
const core = python.pyimport("liumai.browser");
core.add_rubric(await rubric);
self.postMessage(core.answer(JSON.stringify({ vector: "VECTOR" })).get(0));
