// What the pages use of jsdiff; the site carries it in one file.
export { diffChars, diffWords } from "diff";
