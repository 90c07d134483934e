// Tasks outside the calculator: reading, searching, cases, levels side by side, print; groups, years, training.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { VECTOR } from "./calculator.mjs";

const OWN = "six-veins-2006:mmmpu.mmmmu.mmmuu.mmmuu.mmmuu.mmpuu";
const MANAGERS = "six-veins-2006:mmpuu.mmmuu.mmmuu.mmmuu.mpuuu.mmmuu";
const QUARTERS = [
  "six-veins-2006:mmmuu.mmuuu.mmpuu.mmmuu.mmpuu.mmpuu",
  "six-veins-2006:mmmuu.mmpuu.mmpuu.mmmuu.mmpuu.mmpuu",
];
const SWORDS = "nine-swords:mmmmu.mmpuu.mmuuu.mmmuu.mmumu.mmmpu.mmmuu.mpuuu.mm-uu";
const HEAD = "姓名,主管,时段,客户第一,团队合作,拥抱变化,诚信,激情,敬业";
const TEAM = ["\uFEFF" + HEAD, "甲,李,2006Q2,3,3,3,3,3,3", "乙,李,2006Q2,2,2.5,3,2,mmpuu,3", ""].join("\r\n");
const START = 60_000; // milliseconds that Python may take to start on a busy machine

// Runs in the page: rules for paper are applied to the screen, in every engine alike, for not every driver can print.
function printOnScreen() {
  const turn = (rules) => {
    for (const rule of rules) {
      if (!(rule instanceof CSSMediaRule)) continue;
      rule.media.mediaText = rule.media.mediaText.replace(/\bprint\b/g, "screen");
      turn(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) turn(sheet.cssRules);
}

export const READING = {
  async read(page, lang) {
    await page.open(`${lang}six-veins-2006/teamwork/`);
    await page.shows("main h1", lang ? /Teamwork/ : /团队合作/);
    await page.visible("#level-3");
    await page.visible("article.case--compliant");
    await page.equal(() => document.documentElement.scrollWidth <= window.innerWidth, true);
  },

  async "search zh"(page) {
    await page.open("");
    assert.match(await page.search("推诿"), /six-veins-2006\/customer-first\/\S*#level-3/);
  },

  async "search en"(page) {
    await page.open("en/");
    assert.match(await page.search("shift blame"), /six-veins-2006\/customer-first\/\S*#level-3/);
  },

  async cases(page, lang) {
    await page.open(`${lang}cases/`);
    await page.until(() => customElements.get("case-filter") !== undefined);
    await page.choose("case-filter select[name=verdict]", "inapplicable");
    await page.until(() => location.search === "?verdict=inapplicable");
    await page.visible("article.case--inapplicable");
    assert.equal(await page.isVisible("article.case--compliant"), false);
  },

  async compare(page, lang) {
    await page.open(`${lang}compare/?left=six-veins-2006/teamwork-1&right=six-veins-revised/passion-2`);
    await page.shows("level-compare [data-part=left] h2", lang ? /Teamwork/ : /团队合作/);
    await page.choose("level-compare select[name=left-level]", "passion-1");
    await page.shows("level-compare [data-part=left] h2", lang ? /Passion/ : /激情/);
    await page.until(() => location.search.includes("left=six-veins-2006/passion-1"));
  },

  async print(page, lang) {
    await page.open(`${lang}six-veins-2006/teamwork/`);
    await page.visible(".md-header");
    if (page.driver.pdf) assert.equal(Buffer.from(await page.driver.pdf()).subarray(0, 5).toString(), "%PDF-");
    await page.evaluate(printOnScreen);
    // The sidebar goes by the width of the paper, which this does not set.
    await page.until(() => {
      const parts = [...document.querySelectorAll(".md-header, .md-tabs, .md-footer")];
      return parts.length > 0 && parts.every((part) => part.getClientRects().length === 0);
    });
    await page.visible("#level-3");
  },
};

export const GROUPS = {
  async team(page, lang) {
    await page.open(`${lang}team/`);
    const path = join(page.folder, "team.csv");
    writeFileSync(path, TEAM);
    await page.upload("team-view input[type=file]", path);
    await page.until(() => document.querySelector("team-view[data-read=true]") !== null, [], START);
    await page.shows("team-view [data-part=summary]", lang ? /2 appraisals scored/ : /2 份评估已计分/);
    await page.shows("td.paged--total", "18");
  },

  async year(page, lang) {
    await page.open(`${lang}year/#q1=${QUARTERS[0]}&q2=${QUARTERS[1]}`);
    await page.shows("[data-part=mean]", "15.75", START);
    await page.choose("[data-criterion=teamwork] [data-quarter='1']", "2.5");
    await page.shows("[data-part=mean]", "16");
    await page.visible("canvas");
  },

  async carry(page, lang) {
    await page.open(`${lang}carry/#a=${SWORDS}`);
    await page.visible("appraisal-carrier .carry", START);
    await page.click("[data-act=accept]:enabled");
    await page.until(() => document.querySelectorAll("[data-level][data-reviewed]").length === 1);
    const path = join(page.folder, "mine.yaml");
    writeFileSync(path, "rubric: nine-swords\ncriteria:\n  collective-effort: {score: 3}\n");
    await page.open(`${lang}carry/`);
    await page.upload("appraisal-carrier input[type=file]", path);
    await page.visible("appraisal-carrier .carry", START);
  },

  async readings(page, lang) {
    await page.open(`${lang}readings/#a=${OWN}&b=${MANAGERS}`);
    await page.visible("two-readings .compared", START);
    await page.shows("[data-part=total-own]", "19");
    const path = join(page.folder, "managers.yaml");
    writeFileSync(path, "rubric: six-veins-2006\ncriteria:\n  teamwork: {score: 3}\n");
    await page.upload("[data-take=managers] input[type=file]", path);
    await page.shows("[data-part=total-managers]", "3");
  },
};

export const TRAINING = {
  async quiz(page, lang) {
    await page.open(`${lang}trainers/quiz/`);
    const asked = await page.until(() => document.querySelector("case-quiz")?.question);
    await page.click(`button[data-verdict=${asked.verdict}]`);
    if (!asked.claimed || asked.verdict === "inapplicable") await page.click(`button[data-level='${asked.answer}']`);
    await page.visible("case-quiz [data-part=outcome][data-outcome=right]");
    await page.click("case-quiz [data-act=next]");
    await page.until((before) => document.querySelector("case-quiz").question.id !== before, [asked.id]);
  },

  async calibration(page, lang) {
    await page.open(`${lang}trainers/calibration/?example=cases-on-both-sides`);
    await page.until(() => customElements.get("calibration-round") !== undefined);
    await page.click("calibration-round [data-part=links]");
    await page.type(OWN);
    await page.press("Enter");
    await page.type(VECTOR);
    await page.click("calibration-round [data-act=take]");
    await page.visible("calibration-round [data-part=round]", START);
    await page.shows("calibration-round [data-part=taken]", /2/);
    await page.click("calibration-round [data-act=reveal]");
    await page.visible("calibration-round tr[data-row=total] [data-cell=expert]");
  },

  async deck(page, lang) {
    await page.open(`${lang}decks/teamwork/`);
    await page.until(() => document.querySelector(".reveal.ready") !== null);
    await page.until(() => {
      window.placeOfDeck = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("section");
      return Boolean(window.placeOfDeck);
    });
    await page.press("PageDown"); // on a phone the slides stand one below the other, and it scrolls
    await page.until(() => {
      const now = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("section");
      return now && window.placeOfDeck.compareDocumentPosition(now) === Node.DOCUMENT_POSITION_FOLLOWING;
    });
  },
};
