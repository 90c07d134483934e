// What the oldest supported browsers lack, by MDN's compatibility data: names of globals, of properties and methods, of CSS.
import compatibility from "@mdn/browser-compat-data" with { type: "json" };
import { versionsOf } from "./oldest-browsers.mjs";

/** @typedef {import("./oldest-browsers.mjs").Baseline} Baseline */

/** Names that the data has for browsers, where a browserslist has others. @type {Record<string, string>} */
const IN_DATA = { ios_saf: "safari_ios" };
const GLOBAL_SCOPES = ["Window", "WindowOrWorkerGlobalScope", "WorkerGlobalScope", "DedicatedWorkerGlobalScope", "ServiceWorkerGlobalScope"];
/** Interfaces whose members are looked for by their name alone. Those of other interfaces have names of everyday (level, path). */
const TOLD_BY_NAME =
  /^(Abort\w+|Animation|Blob|CacheStorage|Clipboard\w*|Crypto|Custom\w+|DataTransfer\w*|Document|DocumentFragment|DOMRect|Element|ElementInternals|Event|EventTarget|File|Headers|HTML\w+|Intl|Navigator\w*|Node|Promise|Range|ReadableStream|Request|Response|Selection|ServiceWorker\w*|ShadowRoot|Storage\w*|TextDecoder|URL\w*|UserActivation)$/;
/** Properties of which single values matter, too: the layout rests on them. */
const WITH_VALUES = new Set(["display", "position", "overflow"]);

/** @param {Baseline} baseline @returns {Record<string, string>} versions, by the data's name of the browser */
function inData(baseline) {
  return Object.fromEntries(Object.entries(versionsOf(baseline)).map(([browser, version]) => [IN_DATA[browser] ?? browser, version]));
}

/** Compare two versions, such as 16.4 and 16. @param {string} one @param {string} other */
function compared(one, other) {
  const [left, right] = [one, other].map((version) => version.replace("≤", "").split(".").map(Number));
  return left[0] - right[0] || (left[1] ?? 0) - (right[1] ?? 0);
}

/**
 * Whether any of the browsers lacks a feature; undefined where the data has nothing of it.
 * @param {any} feature @param {Record<string, string>} versions
 */
function lacking(feature, versions) {
  const support = feature?.__compat?.support;
  if (!support) return undefined;
  return Object.entries(versions).some(([browser, version]) => {
    if (!(browser in support)) return false;
    const plain = [support[browser]].flat().filter((one) => !one.prefix && !one.flags && !one.alternative_name);
    return !plain.some(({ version_added: added, version_removed: removed }) => {
      const has = typeof added === "string" && added !== "preview" && compared(added, version) <= 0;
      return has && (typeof removed !== "string" || compared(removed, version) > 0);
    });
  });
}

/** @param {any} node @returns {[string, any][]} what is below a feature */
const below = (node) => Object.entries(node).filter(([name]) => name !== "__compat");

/**
 * @param {Baseline} baseline
 * @returns {{globals: Set<string>, statics: Set<string>, members: Set<string>, css: Set<string>}} the names that are lacking;
 *   a member only if it is lacking wherever the data has one of its name
 */
export function missing(baseline) {
  const versions = inData(baseline);
  const { api, css, javascript } = /** @type {any} */ (compatibility);
  const types = [...below(javascript.builtins), ...below(javascript.builtins.Intl), ...below(api)];
  const inScopes = [...types, ...GLOBAL_SCOPES.flatMap((scope) => below(api[scope] ?? {}))];
  const present = new Set(inScopes.filter(([, one]) => lacking(one, versions) === false).map(([name]) => name));
  const globals = new Set(inScopes.filter(([name, one]) => lacking(one, versions) && !present.has(name)).map(([name]) => name));
  /** @type {Map<string, boolean>} */
  const members = new Map();
  const statics = new Set();
  for (const [type, description] of types) {
    for (const [name, member] of below(description)) {
      const isLacking = lacking(member, versions);
      const plain = name.replace(/_static$/, "");
      if (isLacking && /^[a-z]\w*$/i.test(plain)) statics.add(`${type}.${plain}`);
      const isTold = type in javascript.builtins || TOLD_BY_NAME.test(type);
      if (isLacking === false || (isLacking && isTold && isSettled(member))) {
        members.set(plain, isLacking && (members.get(plain) ?? true));
      }
    }
  }
  return { globals, statics, members: new Set([...members].filter(([, isLacking]) => isLacking).map(([name]) => name)), css: styleNames(css, versions) };
}

/** @param {any} feature */
function isSettled({ __compat: { status } }) {
  return status?.standard_track !== false && !status?.experimental;
}

/** @param {any} css @param {Record<string, string>} versions @returns {Set<string>} */
function styleNames(css, versions) {
  const names = new Set();
  for (const [name, rule] of below(css["at-rules"])) if (lacking(rule, versions)) names.add(`@${name}`);
  for (const [name, selector] of below(css.selectors)) if (lacking(selector, versions)) names.add(`:${name}`);
  for (const [name, property] of below(css.properties)) {
    if (lacking(property, versions)) names.add(name);
    if (!WITH_VALUES.has(name)) continue;
    for (const [value, feature] of below(property)) if (lacking(feature, versions)) names.add(`${name}: ${value}`);
  }
  for (const [, type] of below(css.types)) {
    for (const [value, feature] of below(type)) if (lacking(feature, versions)) names.add(`${value}()`);
  }
  for (const [name, type] of below(css.types)) if (lacking(type, versions)) names.add(`${name}()`);
  return names;
}
