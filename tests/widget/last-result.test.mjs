// The stored total belongs to the content that was scored, and to nothing else.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { storeResult, storedResult } from "../../calculator/widget/calculator/history/last-result.js";

const KEY = "liumai /rubric/ result";
const RESULT = { total: 18.5, maximum: 30 };

function appraisal(changes = {}, entry = {}) {
  const teamwork = { ratings: ["met", "partial", "unmet", "unmet", "unmet"], ...entry };
  return { rubric: "six-veins-2006", criteria: { teamwork }, ...changes };
}

beforeEach(() => {
  const kept = new Map();
  globalThis.localStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text) };
});

test("the total is that of the very ratings that were scored, in either spelling", () => {
  const byScore = { rubric: "six-veins-2006", criteria: { teamwork: { score: 1.5 } } };
  storeResult(KEY, [byScore, appraisal()], RESULT);
  assert.deepEqual(storedResult(KEY, byScore), RESULT);
  assert.deepEqual(storedResult(KEY, appraisal()), RESULT);
  assert.equal(storedResult(KEY, appraisal({}, { ratings: ["met", "met", "unmet", "unmet", "unmet"] })), null);
  assert.equal(storedResult(KEY, appraisal({ rubric: "six-veins-revised" })), null);
});

test("names and texts change no total; a case does where the cases are all there are", () => {
  const cases = [{ level: 1, verdict: "non-compliant", text: "late" }];
  storeResult(KEY, [appraisal()], RESULT);
  assert.deepEqual(storedResult(KEY, appraisal({ subject: "Li", period: "Q2" }, { cases, justification: "so" })), RESULT);
  assert.equal(storedResult(KEY, appraisal({ evidence: "recorded" })), null);
  storeResult(KEY, [appraisal({ evidence: "recorded" }, { cases })], RESULT);
  assert.deepEqual(storedResult(KEY, appraisal({ evidence: "recorded" }, { cases: [{ ...cases[0], text: "later" }] })), RESULT);
  assert.equal(storedResult(KEY, appraisal({ evidence: "recorded" })), null);
});

test("nothing stored, or what is no result, is no total", () => {
  assert.equal(storedResult(KEY, appraisal()), null);
  localStorage.setItem(KEY, "{");
  assert.equal(storedResult(KEY, appraisal()), null);
  globalThis.localStorage = { getItem() { throw new Error("forbidden"); }, setItem() { throw new Error("forbidden"); } };
  storeResult(KEY, [appraisal()], RESULT);
  assert.equal(storedResult(KEY, appraisal()), null);
});
