// Links that contain an appraisal's ratings, and the parsing of pasted text.
//
// `#a=<vector>` is a complete link; a copied one adds `&r=<rules>-<result>`, short hashes by which the page
// can tell years later whether the scoring has changed since. Names, cases and texts are never in a link.
//
// Chat and mail programs change links: they encode, wrap, capitalise, quote them and append to them. What is
// not of a vector's alphabet is cut away here, in one place for the address and for pasted text, and before
// Python has started. The command line does the same in liumai.cli.pasted_link; the table
// tests/fixtures/links.json holds both to it.

/**
 * @typedef {{rules: string, result: string}} Made hashes of the scoring rules and of the result when a link
 *   was created
 */
/** @typedef {{vector: string, made: Made | null}} Link */

export const FRAGMENT = "#a=";
/** The keys that every file of an appraisal has, as YAML or JSON. */
const FILE_KEYS = ["rubric", "criteria"].map((key) => new RegExp(`(?:^|[\\r\\n{,])[ \\t]*["']?${key}["']?\\s*[:：]`));
/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", num: "#", colon: ":", period: ".", equals: "=", quot: '"', lt: "<", gt: ">", nbsp: " " };
const RUBRIC = "[a-z0-9]+(?:-[a-z0-9]+)*";
const WRAPPED_RUBRIC = /^\s*([a-z0-9-]+(?:[ \t]*[\r\n]\s*[a-z0-9-]+)*)\s*:\s*/;
/** A vector that stands in a text without being in a link. */
const BARE = new RegExp(
  `(?<![a-z0-9-])${RUBRIC}:(?=[a-z0-9.-]*?(?:[mpu-]{2}\\s*\\.|\\.[mpu-]{2}|[mpu-]\\s+[mpu-]+\\.))`,
);
const MOST_RATINGS = 2000; // characters of a vector's ratings that wrapped lines are joined to
const ROUNDS = 5; // of encoding upon encoding
const HASH = "(?:[0-9a-f]\\s*){7}[0-9a-f]";
const MARK = new RegExp(`^(${HASH})\\s*-\\s*(${HASH})(?![0-9a-z-])`);

/**
 * Whether a link's result is still the same under changed rules; null if the rules have not changed, or the
 * link does not say by which it was created.
 * @param {(request: {vector: string}) => Promise<any>} ask
 * @param {Link} link
 * @returns {Promise<"same" | "different" | null>}
 */
export async function sinceMade(ask, { vector, made }) {
  if (!made) return null;
  const { fingerprint, digest } = await ask({ vector });
  if (!fingerprint || fingerprint === made.rules) return null;
  return digest === made.result ? "same" : "different";
}

/**
 * The hashes in a link's `r`; null if they are missing or invalid.
 * @param {string | undefined} text
 * @returns {Made | null}
 */
export function readMade(text) {
  const [, rules, result] = (MARK.exec(text ?? "") ?? []).map((hash) => hash.replace(/\s/g, ""));
  return rules ? { rules, result } : null;
}

/** The hashes of today's rules and result of a vector, as a link's `r`.
 * @param {(request: {vector: string}) => Promise<any>} ask @param {string} vector */
export async function markOf(ask, vector) {
  const { fingerprint, digest } = await ask({ vector });
  return `${fingerprint}-${digest}`;
}

/** The link in the page's address, or null if it has none. @returns {Link | null} */
export function linkOfPage() {
  const [start, ...rest] = plainText(location.hash).split("=");
  return /^#+a$/.test(start) ? readLink(rest.join("=")) : null;
}

/**
 * The vectors and the hashes in a fragment, by name: those of `#a=<vector>&b=<vector>&r=<hashes>`.
 * @param {string} fragment
 * @returns {Map<string, string>}
 */
export function readFragment(fragment) {
  const plain = plainText(fragment);
  const values = new Map();
  for (const { 0: start, 1: name, index } of plain.matchAll(/[#&]([a-z][0-9]?)=/g)) {
    const rest = plain.slice(index + start.length);
    const value = /^[rs]$/.test(name) ? (/^[^&]*/.exec(rest)?.[0] ?? "") : vectorAt(rest).vector;
    if (!values.has(name)) values.set(name, value);
  }
  return values;
}

/** A link to this page with an appraisal in it. @param {string} vector @param {Made} made */
export function linkTo(vector, { rules, result }) {
  return `${location.origin}${location.pathname}${FRAGMENT}${vector}&r=${rules}-${result}`;
}

/**
 * Parse pasted text: a link or a vector, possibly with other text around it, or else the text of a file.
 * @param {string} text
 * @returns {Link | {text: string}}
 */
export function readPasted(text) {
  if (FILE_KEYS.every((key) => key.test(text))) return { text };
  const plain = plainText(text);
  const links = plain.split("#a=").slice(1);
  if (links.length) return readLink(links.find((link) => BARE.test(link)) ?? links[0]);
  const bare = BARE.exec(plain);
  if (bare) return readLink(plain.slice(bare.index));
  const trimmed = text.trim();
  if (/\n|^[{[]|^\w+:\s/.test(trimmed)) return { text };
  return { vector: trimmed, made: null };
}

/**
 * The link that a text begins with. Hashes that are not whole stay in the vector, so that the core refuses it.
 * @param {string} text after `#a=`, as {@link plainText} gives it
 * @returns {Link}
 */
function readLink(text) {
  const { vector, rest } = vectorAt(text);
  const parameters = /^(?:[?&][^\s?&=]+=[^\s&]*)*?&r=/.exec(rest);
  if (!parameters) return { vector, made: null };
  const mark = rest.slice(parameters[0].length);
  const made = readMade(mark);
  return { vector: made ? vector : `${vector}&r=${/^\S*/.exec(mark)?.[0]}`, made };
}

/**
 * The vector that a text begins with, and what follows it. Where there is none, the text up to the first space.
 * @param {string} text
 * @returns {{vector: string, rest: string}}
 */
function vectorAt(text) {
  const [start, rubric] = WRAPPED_RUBRIC.exec(text) ?? [];
  if (start === undefined) {
    const [vector] = /^[^\s&]*/.exec(text) ?? [""];
    return { vector, rest: text.slice(vector.length) };
  }
  let at = start.length;
  let ratings = "";
  for (let next = /^[a-z0-9.-]*/.exec(text.slice(at)); next; next = more(ratings, text.slice(at))) {
    ratings += next[1] ?? next[0];
    at += next[0].length;
  }
  return { vector: `${rubric.replace(/\s/g, "")}:${ratings.replace(/\.+$/, "")}`, rest: text.slice(at) };
}

/**
 * What continues the ratings of a vector: the rest of a wrapped line, or a wrong letter with more groups after
 * it, which the core is to report.
 * @param {string} ratings
 * @param {string} text that follows them
 * @returns {RegExpExecArray | null} the whole match, and first of it what belongs to the ratings
 */
function more(ratings, text) {
  if (ratings.length > MOST_RATINGS) return null;
  const wrapped = /^\s+([mpu.-]+)(?![a-z0-9])/.exec(text);
  if (wrapped) return continues(ratings, wrapped[1]) ? wrapped : null;
  return /^([^\s?&#]{1,2}?[mpu-]*(?:\.[mpu-]+)+)/.exec(text);
}

/**
 * Whether letters after white space are the rest of the ratings, by the length of the group that they are in.
 * @param {string} ratings
 * @param {string} letters
 */
function continues(ratings, letters) {
  const place = ratings.split(".").length - 1;
  const lengths = (ratings + letters).split(".").map(({ length }) => length);
  const longest = Math.max(...lengths.filter((_, index) => index !== place));
  return /[^-]/.test(letters) ? lengths[place] <= longest : lengths[place] === longest;
}

/**
 * A text in the characters that a link is made of: ordinary width, lower case, decoded, without invisible
 * characters.
 * @param {string} text
 */
function plainText(text) {
  let plain = text.replace(/=\r?\n/g, ""); // a line that a mail program has wrapped
  for (let round = 0; round < ROUNDS; round++) {
    plain = plain.normalize("NFKC").replace(/\p{Cf}/gu, "").replace(/[\u2010\u2011\u2212]/g, "-");
    plain = plain.replace(/&(?:#(x?)([0-9a-f]{1,6})|([a-z]+));/gi, decodeEntity);
    plain = plain.replace(/(?:%[0-9a-f]{2})+/gi, decodePercent);
  }
  return plain.toLowerCase();
}

/** @param {string} entity @param {string} hex @param {string} digits @param {string} name */
function decodeEntity(entity, hex, digits, name) {
  if (name) return ENTITIES[name.toLowerCase()] ?? entity;
  const code = Number(hex ? `0x${digits}` : digits);
  return code > 0 && code < 0xd800 ? String.fromCodePoint(code) : entity;
}

/** @param {string} text */
function decodePercent(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not UTF-8: the core refuses it with a reason
  }
}
