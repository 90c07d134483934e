// node tools/bundle-libraries.mjs FOLDER FILE…: each file with the npm packages it imports, as one module in FOLDER.
import { build } from "esbuild";

const [folder, ...files] = process.argv.slice(2);
await build({
  entryPoints: files,
  outdir: folder,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "eof",
});
