// Links that carry an appraisal's ratings, and what people paste in place of one.
//
// `#a=<vector>` is the whole of a link; a copied one adds `&r=<rules>-<result>`, short hashes by which the page can tell
// years later whether the scoring has changed since. Names, cases and texts are never in a link.

/** @typedef {{rules: string, result: string}} Made what a link was made by */
/** @typedef {{vector: string, made: Made | null}} Link */

export const FRAGMENT = "#a=";
const MADE = /^([^]*)&r=([0-9a-f]{8})-([0-9a-f]{8})$/;

/** What the core says of a link's vector today, against what the link says it was made by: null where nothing has
 * changed, or nothing is known; else whether the result is the same.
 * @param {(request: {vector: string}) => Promise<any>} ask @param {Link} link
 * @returns {Promise<"same" | "different" | null>} */
export async function sinceMade(ask, { vector, made }) {
  if (!made) return null;
  const { fingerprint, digest } = await ask({ vector });
  if (!fingerprint || fingerprint === made.rules) return null;
  return digest === made.result ? "same" : "different";
}

/** What a link is made by, as it is written in one. @param {string | null} text @returns {Made | null} */
export function readMade(text) {
  const [, rules, result] = /^([0-9a-f]{8})-([0-9a-f]{8})$/.exec(text ?? "") ?? [];
  return rules ? { rules, result } : null;
}

/** The mark of today's rules and result, for a link to a vector.
 * @param {(request: {vector: string}) => Promise<any>} ask @param {string} vector */
export async function markOf(ask, vector) {
  const { fingerprint, digest } = await ask({ vector });
  return `${fingerprint}-${digest}`;
}

/** The link in the page's address, or null where it has none. @returns {Link | null} */
export function linkOfPage() {
  return location.hash.startsWith(FRAGMENT) ? readLink(location.hash.slice(FRAGMENT.length)) : null;
}

/** The page's own address with an appraisal in it. @param {string} vector @param {Made} made */
export function linkTo(vector, { rules, result }) {
  return `${location.origin}${location.pathname}${FRAGMENT}${vector}&r=${rules}-${result}`;
}

/**
 * What was pasted: a link or a vector, with whatever stands around it, or the text of a file.
 * @param {string} text
 * @returns {Link | {text: string}}
 */
export function readPasted(text) {
  const inLink = /#a=([^\s"'<>,;，。；、）)]*)/.exec(text)?.[1];
  if (inLink !== undefined) return readLink(inLink);
  const trimmed = text.trim();
  if (/\n|^[{[]|^\w+:\s/.test(trimmed)) return { text };
  return readLink(/--vector[ =](\S+)/.exec(trimmed)?.[1] ?? trimmed);
}

/** @param {string} text @returns {Link} */
function readLink(text) {
  const decoded = decode(text);
  const found = MADE.exec(decoded);
  return found ? { vector: found[1], made: { rules: found[2], result: found[3] } } : { vector: decoded, made: null };
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded properly: the core refuses it with a reason
  }
}
