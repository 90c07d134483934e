// The page's engine under node, from the files of the built site.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { addLibrary, callCore } from "../../calculator/widget/engine/core-call.js";
import { startFromSnapshot } from "../../hooks/bundle/runtime/pyodide_host.mjs";

/** @param {string} site its folder */
export async function startPage(site) {
  const runtime = join(site, "assets/runtime");
  const read = (name) => readFileSync(join(runtime, readdirSync(runtime)[0], name));
  const { lock, memory } = JSON.parse(read("runtime.json"));
  const python = await startFromSnapshot(read("snapshot.wasm"), memory, lock);
  const core = python.pyimport("liumai.browser");
  for (const version of memory.rubrics) core.know_rubric(version);
  return {
    python,
    addLibrary: () => addLibrary(python, memory.library, new Uint8Array(gunzipSync(read("library.zip.gzip")))),
    ask(request, file) {
      const bytes = file && file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
      return JSON.parse(callCore(python, JSON.stringify(request), bytes).answer);
    },
  };
}
