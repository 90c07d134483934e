// node tools/bundle-libraries.mjs FOLDER esm|iife FILE…: each file with what it imports, npm packages among it, as one file
// in FOLDER: a module (esm), or a classic script (iife) and its style, which a page opened from a disk may load too.
import { build } from "esbuild";

const [folder, format, ...files] = process.argv.slice(2);
await build({
  entryPoints: files,
  outdir: folder,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: /** @type {"esm" | "iife"} */ (format),
  target: "es2022",
  charset: "utf8",
  legalComments: "eof",
});
