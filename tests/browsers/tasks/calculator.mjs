// Tasks in the calculator: rating, links, undo, drafts, files, the guided dialog; without a network too.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu";
const VECTORS_TOTAL = 16;
const PATIENCE = 20_000; // milliseconds until a download is complete

const YAML = `rubric: six-veins-2006
subject: 张三
criteria:
  teamwork: {score: 2.5}
  passion: {score: 3}
`;

const subject = () => document.querySelector("appraisal-calculator").state.value.subject;

/** Write a file to be opened into the task's folder; its path. */
function written(page, name, text) {
  const path = join(page.folder, name);
  writeFileSync(path, text);
  return path;
}

/** Open an appraisal file by choosing it, and check what the page makes of it. */
async function openFile(page) {
  await page.upload("calculator-tools [data-part=file]", written(page, "appraisal.yaml", YAML));
  await page.total(5.5);
  await page.equal(subject, "张三");
}

/** Wait for a complete download of this suffix; its text. */
async function downloaded(page, suffix) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const name = existsSync(page.downloads) && readdirSync(page.downloads).find((file) => file.endsWith(suffix));
    const text = name ? readFileSync(join(page.downloads, name), "utf8") : "";
    if (text) return text;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no ${suffix} was downloaded; there are ${readdirSync(page.downloads)}`);
}

async function readSearchRateOpen(page, lang) {
  await page.open(`${lang}six-veins-2006/teamwork/`);
  await page.visible("#level-3");
  const [words, answer] = lang ? ["shift blame", "customer-first"] : ["推诿", "customer-first"];
  assert.match(await page.search(words), new RegExp(answer));
  await page.calculator(`${lang}calculator/`);
  await page.tap("teamwork", 2.5);
  await page.total(2.5);
  await openFile(page);
}

export const CALCULATOR = {
  async rate(page, lang) {
    await page.calculator(`${lang}calculator/`);
    await page.tap("teamwork", 2.5);
    await page.total(2.5);
    await page.tap("passion", 3);
    await page.total(5.5);
    await page.click(".sheet:not([hidden]) [data-criterion=integrity] [data-level='1'] .rating--met");
    await page.total(6.5);
  },

  async link(page, lang) {
    await page.open(`${lang}calculator/#a=${VECTOR}`);
    await page.total(VECTORS_TOTAL);
  },

  async undo(page, lang) {
    await page.calculator(`${lang}calculator/`);
    await page.tap("teamwork", 2.5);
    await page.total(2.5);
    await page.tap("passion", 3);
    await page.total(5.5);
    await page.tool("undo");
    await page.total(2.5);
    await page.tool("redo");
    await page.total(5.5);
  },

  async draft(page, lang) {
    await page.calculator(`${lang}calculator/`);
    await page.tap("teamwork", 2.5);
    await page.total(2.5);
    await page.click(".sheet:not([hidden]) [data-field=subject]");
    await page.type("Lee");
    await page.shows("calculator-tools [data-part=kept]", lang ? /this browser/ : /这个浏览器/);
    await page.reload();
    await page.ready();
    await page.total(2.5);
    await page.until(() => document.querySelector("appraisal-calculator").state.value.subject === "Lee");
  },

  async "open YAML"(page, lang) {
    await page.calculator(`${lang}calculator/`);
    await openFile(page);
  },

  async "save YAML"(page, lang) {
    await page.calculator(`${lang}calculator/`);
    await page.tap("teamwork", 2.5);
    await page.total(2.5);
    await page.tool("yaml");
    const text = await downloaded(page, ".yaml");
    assert.match(text, /rubric: six-veins-2006/);
    assert.match(text, /ratings: \[met, met, partial, unmet, unmet\]/);
  },

  async guided(page, lang) {
    await page.calculator(`${lang}calculator/`);
    await page.click(".sheet:not([hidden]) [data-criterion=customer-first] [data-act=guide]");
    await page.visible("dialog.guided [data-step=happened]");
    for (const answer of ["no", "no"]) await page.click(`.guided [data-answer=${answer}].guided__answer`);
    await page.visible("dialog.guided [data-step=shown]");
    await page.until(() => {
      const { ratings } = document.querySelector("appraisal-calculator").state.value.criteria["customer-first"];
      return ratings[0] === "met" && ratings[1] === "met";
    });
  },

  async "service worker"(page, lang) {
    await page.open(lang);
    await page.stored();
    await readSearchRateOpen(page, lang);
  },

  async offline(page, lang) {
    await page.open(lang);
    await page.stored();
    await page.server.stop();
    try {
      await page.reload();
      await page.visible("main h1");
      await readSearchRateOpen(page, lang);
    } finally {
      await page.server.start();
    }
  },
};
