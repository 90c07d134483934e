// node tools/check-baseline.mjs SITE: what scripts and styles of the built site use that the oldest supported browsers lack
// (browserslist in package.json), a line each; what is allowed, and why, is in baseline-allowed.mjs. Ends with 1 if there is any.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { transform } from "esbuild";
import { Linter } from "eslint";
import { allowed, READING } from "./baseline-allowed.mjs";
import { missing } from "./baseline-features.mjs";
import { supported, targetOf } from "./oldest-browsers.mjs";

/** @typedef {import("./oldest-browsers.mjs").Baseline} Baseline */

const SCOPES = new Set(["window", "self", "globalThis"]);
const known = { reading: missing("reading"), calculator: missing("calculator") };

/** ESLint's rule that reports the names. @param {typeof known.reading} lacks @returns {import("eslint").Rule.RuleModule} */
const rule = (lacks) => ({
  create(context) {
    const report = (/** @type {any} */ node, /** @type {string} */ name) => context.report({ node, message: name });
    return {
      "Program:exit"(node) {
        for (const { identifier } of context.sourceCode.getScope(node).through ?? []) {
          if (lacks.globals.has(identifier.name)) report(identifier, identifier.name);
        }
      },
      MemberExpression(node) {
        const { object, property } = /** @type {any} */ (node);
        const name = node.computed ? property.value : property.name;
        if (typeof name !== "string") return;
        if (SCOPES.has(object.name)) {
          if (lacks.globals.has(name)) report(property, name);
        } else if (lacks.statics.has(`${object.name}.${name}`)) report(property, `${object.name}.${name}`);
        else if (lacks.members.has(name)) report(property, `.${name}`);
      },
    };
  },
});

/** @param {string} script @param {Baseline} baseline @returns {string[]} */
function namesInScript(script, baseline) {
  const messages = new Linter().verify(script, [{
    files: ["**/*"],
    plugins: { baseline: { rules: { lacking: rule(known[baseline]) } } },
    rules: { "baseline/lacking": "error" },
    linterOptions: { noInlineConfig: true },
  }], "script.js"); // prettier-ignore
  return messages.map(({ message }) => message);
}

/** @param {string} style @param {Baseline} baseline @returns {string[]} */
function namesInStyle(style, baseline) {
  const { css } = known[baseline];
  const found = [];
  const text = style.replace(/\/\*[^]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\)/g, '""');
  for (const [, before, mark] of text.matchAll(/([^{};]*)([{};])/g)) {
    const [, property = "", value = ""] = /^\s*([\w-]+)\s*:([^]*)$/.exec(before) ?? [];
    if (mark === "{") found.push(...[...before.matchAll(/@[\w-]+|::?[\w-]+/g)].map(([name]) => name.replace("::", ":")));
    else found.push(property, ...value.split(/[\s,()]+/).map((word) => `${property}: ${word}`));
    found.push(...[...before.matchAll(/([\w-]+)\(/g)].map(([, name]) => `${name}()`));
    if (/\d[dsl]v[hwib]\b/.test(before)) found.push("viewport_percentage_units_dynamic()");
  }
  return found.filter((name) => css.has(name));
}

/** @param {string} text @param {"js" | "css"} loader @param {Baseline} baseline what esbuild would rewrite */
async function syntax(text, loader, baseline) {
  const of = (/** @type {string | string[]} */ target) =>
    transform(text, { loader, target, supported: loader === "js" ? supported : {}, logLevel: "silent" }).then(
      ({ code }) => code.replace(/^\s*-(webkit|moz)-.*\n/gm, ""), // prefixes stand beside what they are for
      (error) => `${error.errors?.[0]?.text}`,
    );
  const [plain, lowered] = await Promise.all([of("esnext"), of(targetOf(baseline))]);
  if (plain === lowered) return [];
  const [before, after] = [plain.split("\n"), lowered.split("\n")];
  const at = before.findIndex((line, place) => line !== after[place]);
  return [`syntax: ${before[at]?.trim().slice(0, 100)}`];
}

/** The files and what they import before they run. @param {string[]} entries @returns {Set<string>} */
function withImports(entries) {
  const found = new Set(entries);
  for (const file of found) {
    if (!file.endsWith(".js")) continue;
    const imports = readFileSync(join(site, file), "utf8").matchAll(/(?:^|[;\n])(?:import|export)\b[^;("']*["'](\.[^"']+)["']/g);
    for (const [, address] of imports) found.add(join(dirname(file), address));
  }
  return found;
}

const [site] = process.argv.slice(2);
// The English pages' own copies are the same files.
const files = readdirSync(site, { recursive: true }).map(String).filter((name) => /^(?!en\/).*\.(m?js|css)$/.test(name)).sort(); // prettier-ignore
const reading = withImports(files.filter((name) => READING.test(name)));
const used = new Set();
const faults = [];
for (const file of files) {
  const text = readFileSync(join(site, file), "utf8");
  const baseline = reading.has(file) ? "reading" : "calculator";
  const loader = file.endsWith(".css") ? "css" : "js";
  const names = loader === "css" ? namesInStyle(text, baseline) : namesInScript(text, baseline);
  for (const name of new Set([...names, ...(await syntax(text, loader, baseline))])) {
    const reason = allowed.find((one) => one.files.test(file) && one.names.includes(name));
    if (reason) for (const each of [reason, `${name} ${allowed.indexOf(reason)}`]) used.add(each);
    else faults.push(`${file}: ${name} (${baseline})`);
  }
}
if (process.argv.includes("--whole")) {
  for (const [index, { files: where, names }] of allowed.entries()) {
    for (const name of names) if (!used.has(`${name} ${index}`)) faults.push(`baseline-allowed.mjs: ${where} no longer uses ${name}`);
  }
}
console.log(faults.join("\n"));
process.exitCode = faults.length ? 1 : 0;
