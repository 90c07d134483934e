import assert from "node:assert/strict";
import { test } from "node:test";

import { changedPath, isEqual } from "../../calculator/widget/calculator/history/changed-path.js";

const before = {
  rubric: "r",
  criteria: { a: { ratings: ["met", "met"], justification: "x" }, b: { score: 1 } },
};
const changed = (change) => {
  const after = structuredClone(before);
  change(after);
  return changedPath(before, after);
};

test("one changed place has its path", () => {
  assert.equal(changed((value) => (value.criteria.a.justification = "xy")), "/criteria/a/justification");
  assert.equal(changed((value) => (value.criteria.a.ratings[1] = "unmet")), "/criteria/a/ratings/1");
  assert.equal(changed((value) => (value.subject = "s")), "/subject");
  assert.equal(changed((value) => delete value.criteria.b), "/criteria/b");
});

test("several changed places, or none, have no path", () => {
  assert.equal(changed((value) => (value.criteria.a.ratings = ["unmet", "unmet"])), "");
  assert.equal(changed((value) => Object.assign(value, { subject: "s", period: "p" })), "");
  assert.equal(changed(() => {}), "");
});

test("values are equal by content", () => {
  assert.ok(isEqual(before, structuredClone(before)));
  assert.ok(!isEqual({ a: [1, 2] }, { a: [2, 1] }));
  assert.ok(!isEqual(undefined, before));
});
