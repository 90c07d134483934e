// Links that contain an appraisal's ratings, and the parsing of pasted text.
//
// `#a=<vector>` is a complete link; a copied one adds `&r=<rules>-<result>`, short hashes by which the page
// can tell years later whether the scoring has changed since. Names, cases and texts are never in a link.

/**
 * @typedef {{rules: string, result: string}} Made hashes of the scoring rules and of the result when a link
 *   was created
 */
/** @typedef {{vector: string, made: Made | null}} Link */

export const FRAGMENT = "#a=";
const MADE = /^([^]*)&r=([0-9a-f]{8})-([0-9a-f]{8})$/;

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
 * @param {string | null} text
 * @returns {Made | null}
 */
export function readMade(text) {
  const [, rules, result] = /^([0-9a-f]{8})-([0-9a-f]{8})$/.exec(text ?? "") ?? [];
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
  return location.hash.startsWith(FRAGMENT) ? readLink(location.hash.slice(FRAGMENT.length)) : null;
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
  const inLink = /#a=([^\s"'<>,;，。；、）)]*)/.exec(text)?.[1];
  if (inLink !== undefined) return readLink(inLink);
  const trimmed = text.trim();
  if (/\n|^[{[]|^\w+:\s/.test(trimmed)) return { text };
  return readLink(/--vector[ =](\S+)/.exec(trimmed)?.[1] ?? trimmed);
}

/** @param {string} text @returns {Link} */
function readLink(text) {
  const decoded = decode(text);
  const match = MADE.exec(decoded);
  return match ? { vector: match[1], made: { rules: match[2], result: match[3] } } : { vector: decoded, made: null };
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // invalid percent-encoding: the core refuses it with a reason
  }
}
