// Parses YAML in a worker, so that a file made to keep a parser busy can be stopped. The core builds the data
// from the events (liumai.browser) and reports what is wrong with them.
//
// In:  the text
// Out: {events, broken, source}   broken: violations of YAML's syntax, each a line number and a message;
//                                 source: the text with one kind of line end, as it was parsed

import { LineCounter, isAlias, isMap, isScalar, isSeq, parseAllDocuments } from "./libraries/yaml.js";

const DEEP = 40; // levels of nesting; more than the core allows, so that the core reports it

/** @typedef {import("yaml").Node} Node */
/** @typedef {{events: any[], broken: [number, string][], source: string}} Parsed */

self.addEventListener("message", ({ data }) => self.postMessage(parse(data)));

/** @param {string} text @returns {Parsed} */
function parse(text) {
  const source = normalLines(text);
  const lines = new LineCounter();
  const at = (/** @type {number | undefined} */ offset) => lines.linePos(offset ?? 0).line || 1;
  // Strings only: the core decides which are numbers, and refuses duplicate keys.
  const options = { lineCounter: lines, schema: "failsafe", uniqueKeys: false, prettyErrors: false, logLevel: "silent" };
  const documents = [parseAllDocuments(source, /** @type {any} */ (options))].flat();
  /** @type {any[]} */
  const events = [];
  /** @type {[number, string][]} */
  const broken = [];
  for (const document of documents) {
    const tooDeep = document.errors.find((error) => error.code === "RESOURCE_EXHAUSTION");
    if (tooDeep) return { events: nested(at(tooDeep.pos[0])), broken: [], source };
    for (const error of document.errors) broken.push([at(error.pos[0]), error.message]);
    events.push(["document", at(document.range?.[0])]);
    add(events, document.contents, at, 0);
  }
  return { events, broken: broken.slice(0, 1000), source };
}

/** The text with one kind of line end, as liumai.formats.yaml_slips.normal_lines makes it. @param {string} text */
function normalLines(text) {
  return text.replace(/\r\n?/g, "\n").replace(/[\u0085\u2028\u2029]/g, " ");
}

/**
 * @param {any[]} events
 * @param {unknown} node
 * @param {(offset?: number) => number} at
 * @param {number} depth
 */
function add(events, node, at, depth) {
  const { range, anchor = null, tag = null } = /** @type {any} */ (node ?? {});
  const line = at(range?.[0]);
  if (isAlias(node)) events.push(["alias", line, node.source]);
  else if (isMap(node) || isSeq(node)) {
    events.push([isMap(node) ? "mapping" : "list", line, anchor, tag]);
    for (const item of depth > DEEP ? [] : node.items) {
      for (const part of isMap(node) ? [/** @type {any} */ (item).key, /** @type {any} */ (item).value] : [item]) {
        // A missing node, such as the value in `{a}`, gets its key's line.
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
