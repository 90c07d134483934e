// What the pages use of lean-qr; the site carries it in one file.
export { generate } from "lean-qr";
