// node tools/bundle-libraries.mjs FOLDER esm|iife|split FILE…: each file with what it imports, npm packages among it, as one file
// in FOLDER: a module (esm), or a classic script (iife) and its style, which a page opened from a disk may load too. Split:
// modules, what several of them import in modules of its own; the libraries are files by themselves, fetched when wanted.
import { build } from "esbuild";
import { supported, targetOf } from "./oldest-browsers.mjs";

const [folder, form, ...files] = process.argv.slice(2);
const split = form === "split";
await build({
  entryPoints: files,
  outdir: folder,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: form === "iife" ? "iife" : "esm",
  splitting: split,
  chunkNames: "shared-[hash]",
  external: split ? ["./libraries/*"] : [],
  target: targetOf("reading"), // the calculator needs newer browsers, but shares scripts with the other pages
  supported,
  charset: "utf8",
  legalComments: "eof",
});
