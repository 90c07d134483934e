// Parses YAML away from the page, so that a file made to keep a parser busy can be ended. The core puts the events
// together (liumai.opening), and says what is wrong.
//
// In:  the text
// Out: {events, broken}   broken: the breaches of YAML's own syntax, each a line and what is wrong

import { LineCounter, isAlias, isMap, isScalar, isSeq, parseAllDocuments } from "./libraries/yaml.js";

const DEEP = 40; // more nesting than the core allows, which says so at the first level too many

/** @typedef {import("yaml").Node} Node */

self.addEventListener("message", ({ data }) => self.postMessage(parse(data)));

/** @param {string} text */
function parse(text) {
  const lines = new LineCounter();
  const at = (/** @type {number | undefined} */ offset) => lines.linePos(offset ?? 0).line || 1;
  // Plain strings and no meanings: which of them are numbers, and that no key comes twice, is the core's business.
  const options = { lineCounter: lines, schema: "failsafe", uniqueKeys: false, prettyErrors: false, logLevel: "silent" };
  const documents = [parseAllDocuments(text, /** @type {any} */ (options))].flat();
  /** @type {any[]} */
  const events = [];
  /** @type {[number, string][]} */
  const broken = [];
  for (const document of documents) {
    const tooDeep = document.errors.find((error) => error.code === "RESOURCE_EXHAUSTION");
    if (tooDeep) return { events: nested(at(tooDeep.pos[0])), broken: [] };
    for (const error of document.errors) broken.push([at(error.pos[0]), error.message]);
    events.push(["document", at(document.range?.[0])]);
    add(events, document.contents, at, 0);
  }
  return { events, broken: broken.slice(0, 1000) };
}

/** @param {any[]} events @param {unknown} node @param {(offset?: number) => number} at @param {number} depth */
function add(events, node, at, depth) {
  const { range, anchor = null, tag = null } = /** @type {any} */ (node ?? {});
  const line = at(range?.[0]);
  if (isAlias(node)) events.push(["alias", line, node.source]);
  else if (isMap(node) || isSeq(node)) {
    events.push([isMap(node) ? "mapping" : "list", line, anchor, tag]);
    for (const item of depth > DEEP ? [] : node.items) {
      for (const part of isMap(node) ? [/** @type {any} */ (item).key, /** @type {any} */ (item).value] : [item]) {
        // What is left out, as the value of `{a}`, stands on its key's line.
        add(events, part ?? { range: isMap(node) ? /** @type {any} */ (item).key?.range : range }, at, depth + 1);
      }
    }
    events.push(["end", line]);
  } else {
    const plain = !isScalar(node) || node.type === "PLAIN";
    events.push(["scalar", line, anchor, tag, isScalar(node) ? String(node.value ?? "") : "", plain]);
  }
}

/** @param {number} line */
function nested(line) {
  return [["document", 1], ...Array(DEEP).fill(["list", line, null, null])];
}
