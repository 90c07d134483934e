// Readers' tasks in real engines: node tests/browsers/run.mjs --site site [--engines firefox,webkit] [--smoke]
//   --engines  which, by commas; --tasks  which, by commas; --widths  390,1280; --runs  times to measure the first result
//   --chromium the Chromium to use, else the one on the PATH
//   --smoke    the tasks of make test alone, at one width
// Prints a table, and writes build/browsers.json and pictures into build/browsers/. Ends with 1 if a task failed, and
// with 3 where no engine could be tried.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { ENGINES } from "./engines.mjs";
import { firstResults } from "./first-result.mjs";
import { Page } from "./page.mjs";
import { sign, table } from "./report.mjs";
import { SiteServer } from "./site-server.mjs";
import { ACCESSIBILITY } from "./tasks/accessibility.mjs";
import { CALCULATOR } from "./tasks/calculator.mjs";
import { GROUPS, READING, TRAINING } from "./tasks/handbook.mjs";

const TASKS = { ...READING, ...CALCULATOR, ...GROUPS, ...TRAINING, ...ACCESSIBILITY };
const SMOKE = ["rate", "search zh", "service worker"];
const HEIGHTS = { 390: 844, 1280: 900 };
const MOST = 240_000; // milliseconds that a task may take
const CLOSING = 30_000; // milliseconds that a window may take to open or to close
const CUT_SHORT = /‘(http\S+)’\. A ServiceWorker intercepted the request/;
const ROOT = resolve(import.meta.dirname ?? ".", "..", "..");
const BUILD = join(ROOT, "build", "browsers");

const { values: options } = parseArgs({
  options: {
    site: { type: "string", default: join(ROOT, "site") },
    chromium: { type: "string" },
    engines: { type: "string", default: Object.keys(ENGINES).join() },
    tasks: { type: "string" },
    widths: { type: "string", default: "390,1280" },
    runs: { type: "string", default: "5" },
    smoke: { type: "boolean", default: false },
  },
});

function limited(work, milliseconds) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`not done after ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Of the faults that a page has noted, those that are none: Firefox lays a request that ended because its page was left at
 * the service worker's door. Asked again, it is answered.
 */
async function cutShort(driver) {
  const none = [];
  for (const fault of driver.faults) {
    const [, address] = CUT_SHORT.exec(fault) ?? [];
    if (address && (await driver.evaluate((url) => fetch(url).then(({ ok }) => ok), address))) none.push(fault);
  }
  return none;
}

/** Run one task in a new profile: what went wrong, or null; and the faults that the page noted in its console. */
async function outcomeOf(browser, server, downloads, [name, width, lang]) {
  const folder = mkdtempSync(join(tmpdir(), "liumai-task-"));
  rmSync(downloads, { recursive: true, force: true });
  mkdirSync(downloads, { recursive: true });
  const driver = await limited(browser.driver(), CLOSING);
  let failure = null;
  try {
    await limited(driver.width(width, HEIGHTS[width]), CLOSING);
    const page = new Page(driver, { address: server.address, folder, downloads, server });
    await limited(TASKS[name](page, lang), MOST);
  } catch (error) {
    failure = error.message;
  }
  const none = await limited(cutShort(driver), CLOSING).catch(() => []);
  await limited(driver.close(), CLOSING).catch((error) => { failure ??= `closing: ${error.message}`; });
  rmSync(folder, { recursive: true, force: true });
  return { failure, faults: [...new Set(driver.faults)].filter((fault) => !none.includes(fault)) };
}

/** Pictures of a criterion's page and of a rated calculator, at both widths. */
async function takePictures(browser, server, engine) {
  for (const width of [390, 1280]) {
    const driver = await browser.driver();
    await driver.width(width, HEIGHTS[width]);
    const page = new Page(driver, { address: server.address });
    await page.open("six-veins-2006/teamwork/#level-3");
    await page.visible("#level-3");
    await driver.screenshot(join(BUILD, `${engine}-${width}-criterion.png`));
    await page.open("en/calculator/#a=six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu");
    await page.total(16);
    await driver.screenshot(join(BUILD, `${engine}-${width}-calculator.png`));
    await driver.close();
  }
}

async function runEngine(engine, server) {
  const downloads = join(BUILD, `downloads-${engine}`);
  const setting = { build: BUILD, downloads, chromium: options.chromium };
  const missing = ENGINES[engine].missing(setting);
  if (missing) {
    console.log(`${engine}: not tried, for ${missing}`);
    return { engine, missing };
  }
  mkdirSync(downloads, { recursive: true });
  const browser = await ENGINES[engine].launch(setting);
  const results = {};
  const widths = (options.smoke ? "390" : options.widths).split(",").map(Number);
  const names = options.smoke ? SMOKE : options.tasks?.split(",") ?? Object.keys(TASKS);
  for (const [index, name] of names.entries()) {
    for (const [place, width] of widths.entries()) {
      const lang = (index + place) % 2 ? "en/" : "";
      const begun = Date.now();
      const outcome = await outcomeOf(browser, server, downloads, [name, width, lang]);
      (results[name] ??= {})[width] = { ...outcome, seconds: (Date.now() - begun) / 1000 };
      console.log([`${engine} ${width} ${name}: ${sign(outcome)} ${outcome.failure ?? ""}`, ...outcome.faults].join("\n    "));
    }
  }
  const runs = options.smoke ? 0 : Number(options.runs);
  const times = await firstResults(browser, server, runs).catch((error) => [error.message]);
  if (runs) await takePictures(browser, server, engine).catch((error) => console.log(`${engine} pictures: ${error.message}`));
  const version = await browser.version();
  await limited(browser.close(), CLOSING).catch((error) => console.log(`${engine}: ${error.message}`));
  rmSync(downloads, { recursive: true, force: true });
  return { engine, version, results, times };
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130)); // engines end with the process
const server = new SiteServer(resolve(options.site));
await server.start();
mkdirSync(BUILD, { recursive: true });
const found = [];
for (const engine of options.engines.split(",")) found.push(await runEngine(engine, server));
await server.stop();
if (!options.smoke) writeFileSync(join(ROOT, "build", "browsers.json"), `${JSON.stringify(found, null, 2)}\n`);
console.log(table(found));
if (found.every(({ missing }) => missing)) process.exit(3); // none could be tried
const outcomes = found.flatMap(({ results = {} }) => Object.values(results).flatMap(Object.values));
process.exit(outcomes.every((outcome) => sign(outcome) === "✓") ? 0 : 1);
