import assert from "node:assert/strict";
import { test } from "node:test";

import { migrateDraft } from "../../calculator/widget/calculator/history/draft-migration.js";

const SHAPE = { teamwork: 3, passion: 2 };
const appraisal = (criteria) => ({ rubric: "r", subject: "Lee", criteria });

test("a draft that fits is returned as it is", () => {
  const value = appraisal({
    teamwork: {
      ratings: ["met", "partial", "unrated"],
      cases: [{ level: 3, verdict: "compliant" }],
      justification: "j",
    },
    passion: { score: 1.5 },
  });
  const migrated = migrateDraft(value, SHAPE);
  assert.equal(migrated.value, value);
  assert.deepEqual(migrated.misfits, []);
});

test("a criterion that is gone is left out, and counted", () => {
  const loyalty = { ratings: ["met", "unrated", "unmet"], cases: [{ level: 1, verdict: "compliant" }] };
  const gone = { score: 2.5 };
  const { value, misfits } = migrateDraft(appraisal({ loyalty, gone, passion: { score: 1 } }), SHAPE);
  assert.deepEqual(value, appraisal({ passion: { score: 1 } }));
  assert.deepEqual(misfits, [
    { what: "criterion", criterion: "loyalty", values: { n: 2, cases: 1 } },
    { what: "criterion", criterion: "gone", values: { n: 3, cases: 0 } },
  ]);
});

test("a criterion named like a property of every object is gone too", () => {
  const { value, misfits } = migrateDraft(appraisal({ constructor: { score: 1 } }), SHAPE);
  assert.deepEqual(Object.keys(value.criteria), []);
  assert.equal(misfits[0].criterion, "constructor");
});

test("ratings for more or fewer levels keep their numbers", () => {
  const ratings = ["met", "partial", "unmet", "met"];
  const more = migrateDraft(appraisal({ teamwork: { ratings } }), SHAPE);
  assert.deepEqual(more.value.criteria.teamwork.ratings, ["met", "partial", "unmet"]);
  assert.deepEqual(more.misfits, [{ what: "levels", criterion: "teamwork", values: { before: 4, n: 3 } }]);
  const fewer = migrateDraft(appraisal({ teamwork: { ratings: ["met"] } }), SHAPE);
  assert.deepEqual(fewer.value.criteria.teamwork.ratings, ["met", "unrated", "unrated"]);
  assert.deepEqual(fewer.misfits, [{ what: "levels", criterion: "teamwork", values: { before: 1, n: 3 } }]);
});

const UNREADABLE = [{ ratings: ["excellent", "met"] }, { ratings: "met" }, {}, { score: 3 }, { score: "1" }];
for (const entry of UNREADABLE) {
  test(`ratings that cannot be read become unrated: ${JSON.stringify(entry)}`, () => {
    const written = appraisal({ passion: { ...entry, justification: "j" } });
    const { value, misfits } = migrateDraft(written, SHAPE);
    assert.deepEqual(value.criteria.passion, { ratings: ["unrated", "unrated"], justification: "j" });
    assert.deepEqual(misfits, [{ what: "ratings", criterion: "passion", values: {} }]);
  });
}

test("a case that cannot be read, or at a level that is gone, is left out", () => {
  const fits = { level: 2, verdict: "non-compliant", text: "fits" };
  const gone = { level: 3, verdict: "compliant", text: "gone" };
  const cases = [gone, fits, { level: 1, verdict: "maybe" }, null];
  const { value, misfits } = migrateDraft(appraisal({ passion: { score: 1, cases } }), SHAPE);
  assert.deepEqual(value.criteria.passion, { score: 1, cases: [fits] });
  assert.deepEqual(misfits.map(({ what, values }) => [what, values]), [
    ["case", { level: 3, text: "gone" }],
    ["case", { level: 1, text: "" }],
    ["case", { level: undefined, text: "" }],
  ]);
});
