import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { openTab } from "./fake-browser.mjs";
import { DraftStore } from "../../calculator/widget/calculator/history/draft-store.js";
import { planImport, readLines } from "../../calculator/widget/people/import-plan.js";
import { before, byPerson, forNextQuarter, keptAppraisals, openFindings, toLines } from "../../calculator/widget/people/kept-appraisals.js";
import { nextQuarter, quarterIndex } from "../../calculator/widget/people/quarters.js";

const of = (subject, period, score = 1) => ({ rubric: "r", subject, period, criteria: { teamwork: { score } } });
let store;

beforeEach(() => {
  openTab();
  store = new DraftStore("/");
});

test("quarters follow each other as people write them", () => {
  const following = {
    "2006Q2": "2006Q3", "Q4 2006": "Q1 2007", "2006 q4": "2007 q1", "第二季度": "第三季度", "2006年第四季度": "2007年第一季度",
    "2006年第4季度": "2007年第1季度", Q1: "Q2", "first half": "", "": "",
  };
  for (const [period, next] of Object.entries(following)) assert.equal(nextQuarter(period), next, period);
  const written = ["2005Q4", "2006 Q1", "2006年第二季度", "Q3 2006"];
  const indexes = written.map(quarterIndex);
  assert.deepEqual(indexes, [...indexes].sort((one, other) => one - other));
  assert.equal(quarterIndex("2006"), null);
});

test("kept appraisals are listed by person, the latest quarter first", () => {
  for (const [subject, period] of [["Lee", "2006Q1"], ["Wu", "2006Q1"], ["Lee", "2006Q3"], ["Lee", "2006Q2"]]) {
    store.putAside({ id: `${subject}${period}`, edited: true, value: of(subject, period) });
  }
  store.putAside({ id: "opened", edited: false, value: of("Example", "") });
  store.putAside({ id: "blank", edited: true, value: { rubric: "r", criteria: {} } });
  const people = byPerson(keptAppraisals(store));
  assert.deepEqual(people.map(({ person }) => person).sort(), ["Lee", "Wu"]);
  const { kept } = people.find(({ person }) => person === "Lee");
  assert.deepEqual(kept.map(({ draft }) => draft.value.period), ["2006Q3", "2006Q2", "2006Q1"]);
  assert.equal(before(kept, kept[0]), kept[1]);
  assert.equal(before(kept, kept[2]), null);
});

test("the next quarter begins with the ratings, without cases and justifications", () => {
  const value = {
    ...of("Lee", "2006Q1"), evidence: "recorded",
    criteria: { teamwork: { ratings: ["met"], cases: [{ level: 1, verdict: "compliant" }], justification: "j" }, passion: { score: 2 } },
  };
  const criteria = { teamwork: { ratings: ["met"] }, passion: { score: 2 } };
  assert.deepEqual(forNextQuarter(value, "2006Q2"), { rubric: "r", subject: "Lee", period: "2006Q2", criteria });
});

test("a finding is open until the appraisal answers it", () => {
  const findings = [
    { id: "explain", answeredBy: "justification", lasts: true },
    { id: "written", answeredBy: "cases", lasts: true },
    { id: "required", answeredBy: "cases", lasts: false },
    { id: "check", answeredBy: null, lasts: true },
  ];
  const result = { findings: ["warning"], criteria: [{ id: "teamwork", findings: findings.map(({ id }) => id) }] };
  const open = (entry) => Object.keys(openFindings(result, { criteria: { teamwork: entry } }, findings));
  assert.deepEqual(open({}), ["warning", "explain", "written", "required", "check"]);
  assert.deepEqual(open({ justification: "j" }), ["warning", "written", "required", "check"]);
  assert.deepEqual(open({ justification: " ", cases: [{ text: "t" }] }), ["warning", "explain", "required", "check"]);
});

test("an import tells what is new, what is kept already, and what differs", () => {
  store.putAside({ id: "lee", edited: true, value: of("Lee", "2006Q1") });
  store.putAside({ id: "wu", edited: true, value: of("Wu", "2006Q1") });
  const incoming = [of("Lee", "2006Q1"), of("Wu", "2006Q1", 2), of("Wu", "2006Q2"), of("Wu", "2006Q2"), of("", "", 3)].map((appraisal) => ({ appraisal, result: null }));
  const { fresh, same, different } = planImport(incoming, keptAppraisals(store));
  assert.deepEqual(fresh.map(({ appraisal }) => [appraisal.subject, appraisal.period]), [["Wu", "2006Q2"], ["", ""]]);
  assert.equal(same.length, 2, "the one that is kept, and the line that stands twice");
  assert.deepEqual(different.map(({ mine }) => mine.draft.id), ["wu"]);
});

test("what is exported can be read back, a line each, and the manager of a team's file is left out", () => {
  const values = [of("Lee", "2006Q1"), { ...of("吴\ud800", ""), criteria: {} }];
  const lines = readLines(toLines(values));
  assert.deepEqual(lines.map(({ line }) => line), [1, 2]);
  assert.deepEqual(lines[0].data, values[0]);
  assert.equal(lines[1].data.subject, "吴\ufffd");
  assert.deepEqual(readLines('\n{"rubric": "r", "manager": "M"}\nnonsense\n'), [
    { line: 2, data: { rubric: "r" } },
    { line: 3, data: "nonsense" },
  ]);
});
