// Parses YAML files as the page's worker does: node parse-yaml.mjs FILE… prints a JSON list of what the worker answers.
import { readFile } from "node:fs/promises";

let receive;
let answer;
globalThis.self = {
  addEventListener: (_type, listener) => (receive = listener),
  postMessage: (data) => (answer = data),
};
await import("../../calculator/widget/shared/yaml-worker.js");

/** What the worker answers to a file's text. @param {string} text */
export function parsed(text) {
  receive({ data: text });
  return answer;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const texts = await Promise.all(process.argv.slice(2).map((file) => readFile(file, "utf8")));
  process.stdout.write(JSON.stringify(texts.map(parsed)));
}
