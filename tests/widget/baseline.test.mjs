// The functions that stand in for what the oldest supported browsers lack do what the newer ones' own do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { wellFormed } from "../../calculator/widget/shared/appraisal-files.js";
import { replaced } from "../../calculator/widget/shared/baseline.js";

test("replaced is Array.prototype.with within the list", () => {
  const list = ["met", "partial", "unmet"];
  for (const index of [0, 1, 2]) assert.deepEqual(replaced(list, index, "unrated"), list.with(index, "unrated"));
  assert.deepEqual(list, ["met", "partial", "unmet"]);
});

test("wellFormed is String.prototype.toWellFormed", () => {
  for (const text of ["", "abc", "六脉", "😀", "\ud83d", "a\ude00b", "\ude00\ud83d", "\ud83d\ud83d\ude00\ude00", "\ud83d😀"]) {
    assert.equal(wellFormed(text), text.toWellFormed(), JSON.stringify(text));
  }
});
