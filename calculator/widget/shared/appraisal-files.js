// Appraisal files: prepared for the core, which reads them, and written in the command line's own format.

/** @typedef {import("./appraisal-types.js").Appraisal} Appraisal */

const LIMIT = 1 << 20; // bytes, as on the command line
const PATIENCE = 20_000; // milliseconds for parsing; an ordinary file of the largest size takes a few thousand
const TEXTS = new Set(["subject", "period", "justification", "text"]);
// Characters that YAML parsers may take for a line break or refuse; written as escapes.
const ODD = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
// Texts of several lines that every parser reads back unchanged from a block literal.
const LINES = /^\S[^]*\n[^]*\S$/;
const NOT_IN_LINES = /(?!\n)\p{Cc}|[\u2028\u2029\ufeff\ufffe\uffff]| \n/u;

/** A file that was not parsed. The message is the name of the label that says why. */
export class FileError extends Error {}

/** The text of a file in UTF-8. Rejects with {@link FileError}. @param {File} file */
export async function textOf(file) {
  if (file.size > LIMIT) throw new FileError("too-large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = decoded(bytes, "utf-8");
  if (text === null) throw new FileError(encodingFault(bytes));
  return text;
}

/** @param {Uint8Array} bytes @param {string} encoding @returns {string | null} */
function decoded(bytes, encoding) {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The label for bytes that are not UTF-8, by the encoding that they seem to be in; liumai.formats.text_encoding has the
 * same rule for the command line.
 * @param {Uint8Array} bytes
 */
export function encodingFault(bytes) {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) return "saved-in-utf-16";
  const chinese = decoded(bytes, "gb18030");
  // eslint-disable-next-line no-control-regex
  const isText = chinese !== null && /[\u4e00-\u9fff]/.test(chinese) && !/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(chinese);
  return isText ? "saved-in-gbk" : "not-text";
}

/**
 * The `document` of a request: JSON as text, YAML as parsed events. Rejects with {@link FileError}.
 * @param {string} name
 * @param {string} text
 * @returns {Promise<object>}
 */
export async function documentOf(name, text) {
  if (text.length > LIMIT) throw new FileError("too-large");
  return isJson(name, text) ? { name, text } : { name, ...(await parseYaml(text)) };
}

/** @param {string} name @param {string} text */
function isJson(name, text) {
  if (name.endsWith(".json")) return true;
  if (!text.trimStart().startsWith("{")) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // a YAML flow mapping opens with a brace too
  }
}

/** @param {string} text @returns {Promise<import("./yaml-worker.js").Parsed>} */
function parseYaml(text) {
  const worker = new Worker(new URL("./yaml-worker.js", import.meta.url), { type: "module" });
  return new Promise((/** @type {(parsed: any) => void} */ resolve, reject) => {
    setTimeout(() => reject(new FileError("too-long")), PATIENCE);
    worker.addEventListener("message", ({ data }) => resolve(data));
    worker.addEventListener("error", () => reject(new FileError("no-parser")));
    worker.postMessage(text);
  }).finally(() => worker.terminate());
}

/**
 * A text with each half of a split character replaced by U+FFFD: String.prototype.toWellFormed (Chromium 111, Firefox 119).
 * @param {string} text
 */
export function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, "\ufffd"); // with the flag u, whole characters are no surrogates
}

/** @param {Appraisal} value */
export function toJson(value) {
  return `${JSON.stringify(value, (_, part) => (typeof part === "string" ? wellFormed(part) : part), 2)}\n`;
}

/** @param {Appraisal} value */
export async function toYaml(value) {
  const { Document, isScalar, isSeq, visit } = await import("./libraries/yaml.js");
  const document = new Document(value);
  visit(document, {
    Pair(_, { key, value: part }) {
      const name = isScalar(key) ? String(key.value) : "";
      if (name === "ratings" && isSeq(part)) part.flow = true;
      if (!TEXTS.has(name) || !isScalar(part)) return;
      const text = wellFormed(String(part.value));
      part.value = text;
      part.type = LINES.test(text) && !NOT_IN_LINES.test(text) ? "BLOCK_LITERAL" : "QUOTE_DOUBLE";
    },
  });
  const yaml = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity, flowCollectionPadding: false });
  return yaml.replace(ODD, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * A file name from the appraisal's rubric, subject and period.
 * @param {Appraisal} value
 * @param {"yaml" | "json"} kind
 */
export function fileName({ rubric, subject, period }, kind) {
  const parts = wellFormed([rubric, subject, period].filter(Boolean).join("-"));
  return `${parts.replace(/[\p{C}\s\\/:*?"<>|]+/gu, "-").slice(0, 80)}.${kind}`;
}
