import assert from "node:assert/strict";
import { test } from "node:test";

import {
  answerSoFar,
  casesAt,
  choicesOf,
  firstQuestion,
  isAnswered,
  levelAfter,
  noted,
  openCriterion,
  QUESTIONS,
  rated,
  ratingsOf,
  reachedLevel,
  verdictOf,
  withNote,
} from "../../calculator/widget/calculator/guided/guided-flow.js";

const BLANK = { rubric: "r", criteria: { a: { ratings: Array(5).fill("unrated") } } };
const GOOD = { level: 3, verdict: "compliant", text: "Helped" };
const BAD = { level: 3, verdict: "non-compliant", text: "Refused" };

/** Answer the questions of level 3 one after the other: a choice by its name, a field by what is typed. */
function answer(award, answers, value = BLANK) {
  const place = { criterion: "a", level: 3, question: firstQuestion(award) };
  const asked = [];
  for (const given of answers) {
    asked.push(place.question);
    const question = QUESTIONS[place.question];
    if ("verdict" in question) {
      value = withNote(value, place, given);
      place.question = question.ask;
      continue;
    }
    const effect = question.choices[given];
    assert.ok(effect, `${place.question} offers no ${given}`);
    if (effect.rating) value = rated(value, place, effect.rating, 5);
    place.question = effect.ask ?? "";
  }
  return { value, asked, left: place.question };
}

// Every way through the questions of a level, the fields filled in and left empty: the rating, and the cases it leaves.
const PATHS = [
  ["by-default", ["no"], "met", []],
  ["by-default", ["yes", "Refused", "partial"], "partial", [BAD]],
  ["by-default", ["yes", "Refused", "unmet"], "unmet", [BAD]],
  ["by-default", ["yes", "", "partial"], "partial", []],
  ["by-default", ["yes", " \n ", "unmet"], "unmet", []],
  ["by-default", ["unsure", "on"], "unrated", []],
  ["by-default", ["yes", "Refused", "unsure", "on"], "unrated", [BAD]],
  ["on-evidence", ["no-case"], "unmet", []],
  ["on-evidence", ["unsure", "on"], "unrated", []],
  ["on-evidence", ["yes", "Helped", "case-none"], "met", [GOOD]],
  ["on-evidence", ["yes", "", "case-none"], "met", []],
  ["on-evidence", ["yes", "Helped", "unsure", "on"], "unrated", [GOOD]],
  ["on-evidence", ["yes", "Helped", "yes", "Refused", "met"], "met", [GOOD, BAD]],
  ["on-evidence", ["yes", "Helped", "yes", "Refused", "partial"], "partial", [GOOD, BAD]],
  ["on-evidence", ["yes", "Helped", "yes", "Refused", "unmet"], "unmet", [GOOD, BAD]],
  ["on-evidence", ["yes", "Helped", "yes", "", "met"], "met", [GOOD]],
  ["on-evidence", ["yes", "", "yes", "Refused", "met"], "met", [BAD]],
  ["on-evidence", ["yes", "", "yes", "", "partial"], "partial", []],
  ["on-evidence", ["yes", "Helped", "yes", "Refused", "unsure", "on"], "unrated", [GOOD, BAD]],
  ["unstated", ["met"], "met", []],
  ["unstated", ["partial"], "partial", []],
  ["unstated", ["unmet"], "unmet", []],
  ["unstated", ["unsure", "on"], "unrated", []],
];

for (const [award, answers, rating, cases] of PATHS) {
  test(`${award}: ${answers.map((one) => one.trim() || "(empty)").join(", ")}`, () => {
    const { value, left } = answer(award, answers);
    assert.equal(left, "", "the level is done");
    assert.equal(ratingsOf(value, "a", 5)[2], rating);
    assert.deepEqual(value.criteria.a.cases ?? [], cases);
  });
}

test("the table has every way through the questions", () => {
  const ways = (question) => {
    const asked = QUESTIONS[question];
    if ("verdict" in asked) return ways(asked.ask).map((rest) => ["", ...rest]);
    return Object.entries(asked.choices).flatMap(([name, { ask }]) => (ask ? ways(ask).map((rest) => [name, ...rest]) : [[name]]));
  };
  for (const award of ["by-default", "on-evidence", "unstated"]) {
    const isField = (answers) => answer(award, answers).asked.map((question) => verdictOf(question) !== undefined);
    const tried = PATHS.filter(([of]) => of === award).map(([, answers]) => {
      const fields = isField(answers);
      return answers.map((one, index) => (fields[index] ? "" : one)).join();
    });
    for (const way of ways(firstQuestion(award))) assert.ok(tried.includes(way.join()), `${award}: ${way}`);
  }
});

test("a screen has one choice or one field, and a field's case is of the verdict that its question asks about", () => {
  for (const [name, question] of Object.entries(QUESTIONS)) {
    assert.notEqual("choices" in question, "verdict" in question, name);
    assert.equal(verdictOf(name) === undefined, Object.keys(choicesOf(name)).length > 0, name);
  }
  assert.deepEqual([verdictOf("event"), verdictOf("against"), verdictOf("deed")], ["non-compliant", "non-compliant", "compliant"]);
});

test("nothing against it twice, then a bad event at the third level: it is recorded as non-compliant, the rating stands", () => {
  let { value } = answer("on-evidence", ["yes", "", "case-none"]);
  value = rated(value, { criterion: "a", level: 1, question: "" }, "met", 5);
  ({ value } = answer("on-evidence", ["yes", "", "yes", "Refused", "met"], value));
  assert.deepEqual(value.criteria.a, { ratings: ["met", "unrated", "met", "unrated", "unrated"], cases: [BAD] });
});

test("a field that is gone back to changes its case, and an emptied one removes it", () => {
  const { value } = answer("on-evidence", ["yes", "Helped", "yes", "Refused", "met"]);
  const deed = { criterion: "a", level: 3, question: "deed" };
  assert.equal(noted(value, deed), "Helped");
  assert.equal(withNote(value, deed, " Helped "), value);
  assert.deepEqual(withNote(value, deed, "Helped twice").criteria.a.cases, [{ ...GOOD, text: "Helped twice" }, BAD]);
  assert.deepEqual(withNote(value, deed, "").criteria.a.cases, [BAD]);
  assert.equal(noted(value, { ...deed, level: 4 }), "");
  assert.deepEqual(casesAt(value, { ...deed, level: 4 }), []);
});

test("not being sure leaves the rating as it was chosen before", () => {
  const met = answer("by-default", ["no"]).value;
  assert.equal(ratingsOf(answer("by-default", ["unsure", "on"], met).value, "a", 5)[2], "met");
});

test("an answer given earlier is known again", () => {
  const soFar = (award, answers, question) => {
    const { value } = answer(award, answers);
    return answerSoFar(value, { criterion: "a", level: 3, question }, 5);
  };
  assert.equal(soFar("by-default", ["no"], "happened"), "no");
  assert.equal(soFar("by-default", ["yes", "", "partial"], "happened"), "yes");
  assert.equal(soFar("by-default", ["yes", "", "partial"], "how-far"), "partial");
  assert.equal(soFar("on-evidence", ["no-case"], "shown"), "no-case");
  assert.equal(soFar("on-evidence", ["yes", "Helped", "yes", "", "unmet"], "shown"), "yes");
  assert.equal(soFar("on-evidence", ["yes", "", "case-none"], "counter"), "case-none");
  assert.equal(soFar("on-evidence", ["yes", "", "yes", "Refused", "met"], "counter"), "yes");
  assert.equal(soFar("on-evidence", ["yes", "", "yes", "", "met"], "weighed"), "met");
  assert.equal(soFar("unstated", ["unmet"], "judged"), "unmet");
  assert.equal(soFar("unstated", ["unsure", "on"], "judged"), "");
});

const ratings = (letters) => [...letters].map((one) => ({ m: "met", p: "partial", u: "unmet", "-": "unrated" })[one]);

test("the questions stop at the first level that is not met", () => {
  assert.deepEqual(["-----", "mm---", "mmp--", "mmmmm", "mu-mm"].map((one) => reachedLevel(ratings(one))), [1, 3, 3, 5, 2]);
  assert.deepEqual(["-----", "mm---", "mmp--", "mmmmm", "mu-mm"].map((one) => isAnswered(ratings(one))), [false, false, true, true, true]);
});

test("the next level is asked about while levels are met", () => {
  const after = (letters, level, isRevisit = false) => levelAfter(ratings(letters), level, isRevisit);
  assert.deepEqual([after("m----", 1), after("mp---", 2), after("mmmmm", 5), after("mmmu-", 1), after("mm---", 3)], [2, 0, 0, 2, 0]);
});

test("a level that was gone back to leads on only to what is open", () => {
  const after = (letters, level) => levelAfter(ratings(letters), level, true);
  assert.deepEqual([after("mmmu-", 1), after("mm---", 1), after("mp---", 2), after("mm---", 3)], [0, 3, 0, 0]);
});

test("the open criteria are asked in their order", () => {
  const value = { rubric: "r", criteria: { a: { ratings: ratings("mu") }, b: { ratings: ratings("m-") }, c: {} } };
  const criteria = [["a", 2], ["b", 2], ["c", 2]]; // prettier-ignore
  const open = (after) => openCriterion(value, criteria, after);
  assert.deepEqual([open(), open("a"), open("b"), open("c")], ["b", "b", "c", undefined]);
});
