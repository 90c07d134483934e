import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { openSecondTab, openTab } from "./fake-browser.mjs";
import { ConflictError, DraftStore, freshId, isBlank } from "../../calculator/widget/calculator/history/draft-store.js";

const appraisal = (score, rubric = "r") => ({ rubric, criteria: { teamwork: { score } } });
const draft = (id, score = 1, edited = true) => ({ id, edited, value: appraisal(score) });
const ids = (drafts) => drafts.map(({ id }) => id);
let store;

beforeEach(() => {
  openTab();
  store = new DraftStore("/site/");
});

test("a saved draft is read by every page of the site, and by no other site", () => {
  const saved = store.save(draft("a"));
  assert.deepEqual(store.read("r"), saved);
  openSecondTab();
  assert.deepEqual(new DraftStore("/site/").read("r"), saved);
  assert.equal(new DraftStore("/").read("r"), null);
});

test("an edited draft is set aside when another takes its place, one that was only opened is not", () => {
  store.save(draft("opened", 1, false));
  store.save(draft("edited"));
  assert.deepEqual(ids(store.setAside()), []);
  store.save(draft("other"));
  assert.deepEqual(ids(store.setAside()), ["edited"]);
  store.save(draft("edited", 2));
  assert.deepEqual(ids(store.setAside()), ["other"], "what is shown again is not set aside as well");
});

test("ten drafts are set aside at most, the latest first", () => {
  for (let number = 0; number < 12; number++) store.putAside(draft(`${number}`));
  assert.deepEqual(ids(store.setAside()), ["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"]);
  store.removeAside("9");
  assert.equal(ids(store.setAside()).includes("9"), false);
});

test("what another tab has saved is not overwritten", () => {
  store.save(draft("a", 1));
  const other = new DraftStore("/site/");
  other.read("r");
  other.save(draft("a", 2));
  assert.ok(store.hasConflict("r", "a"));
  assert.throws(() => store.save(draft("a", 3)), ConflictError);
  assert.throws(() => store.remove("r", "a"), ConflictError);
  assert.deepEqual(store.peek("r").value, appraisal(2));
  assert.ok(store.hasConflict("r", "a"), "peeking does not count as reading");
  store.read("r");
  store.save(draft("a", 3));
  assert.deepEqual(store.peek("r").value, appraisal(3));
});

test("only the draft with the id is removed", () => {
  store.save(draft("a"));
  store.remove("r", "b");
  assert.equal(store.peek("r").id, "a");
  store.remove("r", "a");
  assert.equal(store.peek("r"), null);
});

test("the latest draft is found among the rubrics that a page can show", (context) => {
  context.mock.timers.enable({ apis: ["Date"] });
  for (const rubric of ["r", "q", "gone"]) {
    context.mock.timers.tick(1000);
    store.save({ id: rubric, edited: true, value: appraisal(1, rubric) });
  }
  assert.equal(store.latest(["r", "q"]).id, "q");
  assert.deepEqual(ids(store.ofAllRubrics()).sort(), ["gone", "q", "r"]);
});

test("what is damaged, or not a draft, is not read", () => {
  const key = "liumai /site/ draft r";
  const noEntry = '{"id": "a", "saved": 1, "value": {"rubric": "r", "criteria": {"x": null}}}';
  for (const text of ["{", "[]", "null", noEntry]) {
    localStorage.setItem(key, text);
    assert.equal(store.read("r"), null, text);
  }
  localStorage.setItem("liumai /site/ aside", '{"a": 1}');
  assert.deepEqual(store.setAside(), []);
});

test("a storage that is full, or forbidden", () => {
  localStorage.quota = 10;
  assert.throws(() => store.save(draft("a")), { name: "QuotaExceededError" });
  Object.defineProperty(window, "localStorage", {
    get: () => {
      throw new DOMException("no", "SecurityError");
    },
  });
  assert.equal(store.read("r"), null);
  assert.deepEqual(store.ofAllRubrics(), []);
  assert.throws(() => store.save(draft("a")), { name: "SecurityError" });
});

test("everything of the site is erased, and nothing else", () => {
  localStorage.setItem("liumai / draft r", "of another site");
  sessionStorage.setItem(store.historyKey, "steps");
  store.save(draft("a"));
  store.putAside(draft("b"));
  store.eraseAll();
  assert.deepEqual(Object.keys(localStorage), ["liumai / draft r"]);
  assert.deepEqual(Object.keys(sessionStorage), []);
});

test("an appraisal is blank as long as nothing is written or rated in it", () => {
  const blank = { rubric: "r", criteria: { a: { ratings: ["unrated", "unrated"] } } };
  assert.ok(isBlank(blank));
  assert.ok(isBlank({ ...blank, evidence: "assumed" }));
  for (const change of [{ subject: "s" }, { period: "p" }, { evidence: "recorded" }]) {
    assert.ok(!isBlank({ ...blank, ...change }), JSON.stringify(change));
  }
  for (const entry of [{ score: 0 }, { ratings: ["unmet"] }, { cases: [{}] }, { justification: "j" }]) {
    assert.ok(!isBlank({ rubric: "r", criteria: { a: entry } }), JSON.stringify(entry));
  }
});

test("ids differ", () => {
  assert.equal(new Set(Array.from({ length: 1000 }, freshId)).size, 1000);
});
