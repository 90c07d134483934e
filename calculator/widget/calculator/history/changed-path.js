// Where two values differ: by this, changes of the same field are recognised.

/**
 * The path of the one place at which two JSON values differ, such as `/criteria/teamwork/justification`.
 * @param {any} before
 * @param {any} after
 * @param {string} [path] of the two values themselves
 * @returns {string} empty where they differ in more than one place, or in none
 */
export function changedPath(before, after, path = "") {
  if (typeof before !== "object" || typeof after !== "object") return path;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => !isEqual(before[key], after[key]));
  if (changed.length !== 1) return "";
  const [key] = changed;
  return changedPath(before[key], after[key], `${path}/${key}`);
}

/**
 * Whether two JSON values are equal, the order of their keys included.
 * @param {unknown} one
 * @param {unknown} other
 */
export function isEqual(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
