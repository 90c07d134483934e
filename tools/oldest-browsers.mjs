// The oldest browsers that the site supports: browserslist in package.json, one list for reading and one for the calculator.
import { readFileSync } from "node:fs";

const { browserslist } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** @typedef {"reading" | "calculator"} Baseline */

/** @param {Baseline} baseline @returns {Record<string, string>} versions, by the browserslist's name of the browser */
export function versionsOf(baseline) {
  return Object.fromEntries(browserslist[baseline].map((/** @type {string} */ browser) => browser.split(" ")));
}

/** What esbuild calls these browsers. @param {Baseline} baseline @returns {string[]} */
export function targetOf(baseline) {
  return Object.entries(versionsOf(baseline)).map(([browser, version]) => browser.replace("ios_saf", "ios") + version);
}

/** What esbuild takes to be lacking in Safari for faults with unusual forms, which none of the scripts has: \p{…} is in it from 11.1 on. */
export const supported = { destructuring: true, "regexp-unicode-property-escapes": true };
