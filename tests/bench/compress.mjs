// node tests/bench/compress.mjs FOLDER TARGET [SUFFIX …]: for each file of a folder, FILE.gz and FILE.br in the target.
// As hosts do who compress once: gzip at 9, brotli at 11 (9 where a file is large, which takes a tenth of the time).
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [folder, target] = process.argv.slice(2);
const LARGE = 2e6; // bytes

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath, entry.name);
  const bytes = readFileSync(file);
  const kept = join(target, file.slice(folder.length));
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(`${kept}.gz`, gzipSync(bytes, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE ? 9 : 11 };
  writeFileSync(`${kept}.br`, brotliCompressSync(bytes, { params }));
}
