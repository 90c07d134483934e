// Usage: node tests/pyodide/lame.mjs SITE CODE   Writes CODE: the site's Python with what it needs to start, and little besides.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startedFrom } from "../../hooks/bundle/runtime/pyodide_host.mjs";
import { called, noting, trimmed } from "../../hooks/bundle/runtime/tree_shake.mjs";

const [site, made] = process.argv.slice(2);
const runtime = join(site, "assets/runtime");
const read = (name) => readFileSync(join(runtime, readdirSync(runtime)[0], name));
const { lock, memory } = JSON.parse(read("runtime.json"));
const code = read("python.wasm");
const kept = { contents: read("memory.wasm"), head: Buffer.from(memory.head, "base64"), bytes: memory.bytes };
const { python, exports } = await startedFrom(noting(code), kept, { ...memory.surroundings, lockFileContents: JSON.stringify(lock) });
python.pyimport("liumai.browser");
writeFileSync(made, trimmed(code, called(exports)));
