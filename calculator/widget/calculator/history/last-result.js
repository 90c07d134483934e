// The total that the core gave the appraisal which was scored last in this browser, for the home page to show beside its draft.
// It belongs to that very content: whatever has been changed since makes it void.

/** @typedef {import("../../shared/appraisal-types.js").Appraisal} Appraisal */
/** @typedef {{total: number, maximum: number}} Total */

/** Store a result; where the browser stores nothing, nothing is stored.
 * @param {string} key of localStorage
 * @param {Appraisal[]} values the appraisal that was scored, in each of its spellings: by scores, by the ratings they stand for
 * @param {Total} result */
export function storeResult(key, values, { total, maximum }) {
  try {
    localStorage.setItem(key, JSON.stringify({ of: values.map(fingerprint), total, maximum }));
  } catch {
    // The home page counts what has been rated instead.
  }
}

/** The stored result, if it is that of this appraisal. @param {string} key @param {Appraisal} value @returns {Total | null} */
export function storedResult(key, value) {
  try {
    const { of = [], total, maximum } = JSON.parse(localStorage.getItem(key) ?? "{}");
    return of.includes(fingerprint(value)) ? { total, maximum } : null;
  } catch {
    return null;
  }
}

/** A number for what a total can depend on, by FNV-1a over its JSON: not for names and texts.
 * @param {Appraisal} value */
function fingerprint({ rubric, evidence = "assumed", criteria }) {
  const rated = Object.entries(criteria).map(([id, { cases = [], justification: _, ...entry }]) => {
    const counting = evidence === "recorded" ? cases.map(({ level, verdict }) => [level, verdict]) : [];
    return [id, entry, counting];
  });
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify([rubric, evidence, rated])) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
