import assert from "node:assert/strict";
import { test } from "node:test";
import { RowReader } from "../../calculator/widget/team/team-rows.js";

const SHARED = {
  texts: ["", "王主管", "2006Q2", "ours"],
  keys: ["", "王主管", "2006q2", "ours"],
  outcomes: [{ complete: true, band: ["good"], findings: ["warning"] }],
  criteria: [
    { id: "care", score: 3, findings: ["cases", "check"], letters: "mmm" },
    { id: "craft", score: 1, findings: ["check"], letters: "muu" },
  ],
};

test("a row has what it shares with others", () => {
  const rows = new RowReader();
  rows.add(SHARED);
  const row = rows.read([2, "张三", 4, 0, 1, 2, 3, 0, [0, 1]]);
  assert.deepEqual(
    [row.row, row.subject, row.total, row.sheet, row.manager, row.period, row.rubric],
    [2, "张三", 4, null, "王主管", "2006Q2", "ours"],
  );
  assert.deepEqual([row.complete, row.band, row.vector], [true, ["good"], "ours:mmm.muu"]);
  assert.deepEqual(row.findings, { warning: [], cases: ["care"], check: ["care", "craft"] });
});

test("later rows refer to what came with earlier ones", () => {
  const rows = new RowReader();
  rows.add(SHARED);
  rows.add({ texts: ["李  主管"], keys: ["李主管"], outcomes: [{ complete: false, band: null, findings: [] }], criteria: [] });
  const row = rows.read([3, "Zoë", null, 0, 4, 2, 3, 1, [1, 1], "zoë"]);
  assert.deepEqual([row.manager, row.complete, row.total, row.vector], ["李  主管", false, null, "ours:muu.muu"]);
  assert.deepEqual([row.subjectKey, row.managerKey], ["zoë", "李主管"]);
});
