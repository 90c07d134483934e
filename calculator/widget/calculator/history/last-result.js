// The total that the core gave the appraisal which was scored last in this browser, for the home page to show beside its draft.
// It belongs to that very content: whatever has been changed since makes it void.

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {{total: number, maximum: number}} Total */

/** Store a result; where the browser stores nothing, nothing is stored.
 * @param {string} key of localStorage @param {Appraisal} value @param {Total} result of that value */
export function storeResult(key, value, { total, maximum }) {
  try {
    localStorage.setItem(key, JSON.stringify({ of: fingerprint(value), total, maximum }));
  } catch {
    // The home page counts the levels rated instead.
  }
}

/** The stored result, if it is that of this appraisal. @param {string} key @param {Appraisal} value @returns {Total | null} */
export function storedResult(key, value) {
  try {
    const { of, total, maximum } = JSON.parse(localStorage.getItem(key) ?? "{}");
    return of === fingerprint(value) ? { total, maximum } : null;
  } catch {
    return null;
  }
}

/** A number for the content, by FNV-1a over its JSON. @param {Appraisal} value */
function fingerprint(value) {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(value)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
