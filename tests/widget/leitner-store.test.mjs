import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { openTab } from "./fake-browser.mjs";
import { LeitnerStore } from "../../calculator/widget/quiz/leitner-store.js";

const KEY = "quiz";
const IDS = Array.from({ length: 20 }, (_, number) => `case-${number}`);
let store;

beforeEach(() => {
  openTab();
  store = new LeitnerStore(KEY, [3, 8]);
});

const answerOthers = (count, from) => IDS.slice(from, from + count).forEach((id) => store.record(id, true));

test("a case that is right at once is known", () => {
  store.record("case-0", true);
  assert.deepEqual(store.count(["case-0"]), { right: 1, wrong: 0, known: 1, again: 0, unseen: 0 });
  assert.equal(store.next(["case-0"]), null);
});

test("a missed case comes again after its interval, and again after the second box's", () => {
  store.record("case-0", false);
  answerOthers(2, 1);
  assert.notEqual(store.next(IDS), "case-0");
  answerOthers(1, 3);
  assert.equal(store.next(IDS), "case-0");
  store.record("case-0", true);
  answerOthers(7, 4);
  assert.notEqual(store.next(IDS), "case-0");
  answerOthers(1, 11);
  assert.equal(store.next(IDS), "case-0");
  store.record("case-0", true);
  assert.deepEqual(store.count(["case-0"]), { right: 2, wrong: 1, known: 1, again: 0, unseen: 0 });
  assert.deepEqual(store.missed(IDS), []);
});

test("a missed case falls back to the first box from whichever box", () => {
  for (const right of [true, false, true, false]) store.record("case-0", right);
  answerOthers(3, 1);
  assert.equal(store.next(IDS), "case-0");
});

test("of cases that are due, the one that is due longest comes first", () => {
  store.record("case-5", false);
  store.record("case-2", false);
  answerOthers(5, 6);
  assert.equal(store.next(IDS), "case-5");
  assert.equal(store.next(IDS, "case-5"), "case-2");
});

test("a case that was just asked comes only where no other is left", () => {
  store.record("case-0", false);
  assert.equal(store.next(["case-0", "case-1"], "case-0"), "case-1");
  assert.equal(store.next(["case-0"], "case-0"), "case-0");
});

test("where none was never asked, the case that is due first comes early", () => {
  store.record("case-0", false);
  store.record("case-1", false);
  assert.equal(store.next(["case-0", "case-1"]), "case-0");
});

test("missed cases are listed with the latest first, counts are of the asked cases", () => {
  store.record("case-0", false);
  store.record("case-1", true);
  store.record("case-2", false);
  assert.deepEqual(store.missed(IDS), ["case-2", "case-0"]);
  assert.deepEqual(store.missed(["case-0", "case-1"]), ["case-0"]);
  assert.deepEqual(store.count(IDS), { right: 1, wrong: 2, known: 1, again: 2, unseen: 17 });
});

test("the record lasts, and another tab's answers are added to it", () => {
  store.record("case-0", false);
  const other = new LeitnerStore(KEY, [3, 8]);
  assert.deepEqual(other.missed(IDS), ["case-0"]);
  other.record("case-1", false);
  store.record("case-2", false);
  assert.deepEqual(store.missed(IDS), ["case-2", "case-1", "case-0"]);
  store.erase();
  assert.deepEqual(new LeitnerStore(KEY, [3, 8]).count(IDS).unseen, 20);
});

const noBox = '{"asked": 1, "cases": {"x": {"box": 7, "at": 1, "right": 0, "wrong": 1}}}';
for (const text of ["{", "[1]", "null", noBox, '{"asked": 1, "cases": {"x": null}}']) {
  test(`what something else wrote is no record: ${text}`, () => {
    localStorage.setItem(KEY, text);
    assert.equal(new LeitnerStore(KEY, [3, 8]).count(IDS).unseen, 20);
  });
}

test("a storage that is full, or forbidden, is reported and the record goes on in memory", () => {
  localStorage.quota = 1;
  store.record("case-0", false);
  assert.equal(store.status, "full");
  localStorage.quota = Infinity;
  store.record("case-1", false);
  assert.equal(store.status, "kept");
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("no", "SecurityError");
    },
  });
  store.record("case-2", false);
  assert.equal(store.status, "forbidden");
  assert.equal(store.missed(IDS).length, 3);
});
