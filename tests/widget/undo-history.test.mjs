import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { openTab, paint } from "./fake-browser.mjs";
import { UndoHistory, isStep } from "../../calculator/widget/calculator/history/undo-history.js";

const step = (id) => ({ id, edited: true, value: { rubric: "r", criteria: {} } });
const canShow = () => true;
let undo, shown;

/** The page is opened, or loaded anew. */
function open() {
  undo?.disconnect();
  undo = new UndoHistory("steps");
  shown = [];
  undo.addEventListener("step", ({ detail }) => shown.push(detail.id));
  undo.connect();
}

beforeEach(() => {
  undo = undefined;
  openTab();
  open();
});
afterEach(() => undo.disconnect());

function recordThree() {
  undo.start(step("a"));
  undo.record(step("b"));
  undo.record(step("c"));
}

test("each change is an entry of the history at once", () => {
  undo.start(step("a"));
  assert.deepEqual([history.length, isStep()], [1, true]);
  undo.record(step("b"));
  undo.record(step("c"));
  assert.deepEqual([history.length, history.index], [3, 2]);
});

test("undo and redo go through the steps and no further", () => {
  recordThree();
  for (const direction of [-1, -1, -1, 1, 1, 1]) undo.go(direction);
  assert.deepEqual(shown, ["b", "a", "b", "c"]);
  assert.deepEqual([undo.canUndo, undo.canRedo], [true, false]);
});

test("the browser's Back is undo", () => {
  recordThree();
  history.go(-2);
  assert.deepEqual(shown, ["a"]);
  assert.deepEqual([undo.canUndo, undo.canRedo], [false, true]);
});

test("changes of the same field within a second are one step", (context) => {
  context.mock.timers.enable({ apis: ["Date"] });
  undo.start(step("a"));
  undo.record(step("b"), "/subject");
  context.mock.timers.tick(900);
  undo.record(step("c"), "/subject");
  assert.equal(history.length, 2);
  context.mock.timers.tick(900);
  undo.record(step("d"), "/period");
  undo.record(step("e"));
  undo.record(step("f"));
  assert.equal(history.length, 5);
  context.mock.timers.tick(1100);
  undo.record(step("g"), "/period");
  context.mock.timers.tick(1100);
  undo.record(step("h"), "/period");
  assert.equal(history.length, 7);
});

test("a change right after an undo is a step of its own", () => {
  undo.start(step("a"));
  undo.record(step("b"), "/subject");
  undo.record(step("c"));
  undo.record(step("d"), "/subject");
  undo.go(-1);
  undo.record(step("e"), "/subject");
  undo.go(-1);
  assert.deepEqual(shown, ["c", "c"]);
});

test("entries of something else are passed over", () => {
  recordThree();
  history.navigate("#page");
  assert.equal(isStep(), false);
  undo.go(-1);
  assert.deepEqual([shown, history.index], [["b"], 1]);
});

test("back from another entry to the current step shows nothing anew", () => {
  recordThree();
  history.navigate("#page");
  history.go(-1);
  assert.deepEqual(shown, ["c"]);
  assert.equal(undo.canRedo, false);
});

test("a followed link's entry becomes a step", () => {
  recordThree();
  history.navigate("#a=link");
  undo.adopt(step("link"));
  assert.deepEqual([history.length, isStep()], [4, true]);
  undo.go(-1);
  assert.deepEqual(shown, ["c"]);
});

test("what others keep in an entry's state stays", () => {
  history.replaceState({ scroll: 7 });
  recordThree();
  assert.deepEqual(history.entries.map(({ state }) => state.scroll), [7, 7, 7]);
});

for (const refusal of ["throw", "ignore"]) {
  test(`where the browser refuses an entry, the change joins the current step: ${refusal}`, () => {
    recordThree();
    history.refusal = refusal;
    undo.record(step("d"));
    history.refusal = null;
    undo.record(step("e"));
    assert.equal(history.length, 4);
    undo.go(-1);
    undo.go(-1);
    undo.go(1);
    assert.deepEqual(shown, ["d", "b", "d"]);
  });
}

test("the steps go on after a reload", async () => {
  recordThree();
  undo.go(-1);
  await paint();
  open();
  assert.deepEqual(undo.resume(canShow), { step: step("b"), last: step("b") });
  undo.go(1);
  undo.go(-1);
  undo.go(-1);
  assert.deepEqual(shown, ["c", "b", "a"]);
});

test("leaving the page stores the steps at once", () => {
  recordThree();
  open();
  assert.equal(undo.resume(canShow).step.id, "c");
});

test("an entry whose state the browser lost is still the step that was shown", () => {
  recordThree();
  undo.go(-1);
  undo.flush();
  history.replaceState(null);
  open();
  assert.equal(undo.resume(canShow).step.id, "b");
  undo.go(1);
  undo.go(-1);
  undo.go(-1);
  assert.deepEqual(shown, ["c", "b", "a"]);
});

test("without the Navigation API the mark on the entry is enough", () => {
  recordThree();
  const { navigation } = window;
  delete window.navigation;
  try {
    undo.go(-1);
    open();
    assert.equal(undo.resume(canShow).step.id, "b");
  } finally {
    window.navigation = navigation;
  }
});

test("nothing is resumed at another entry, from another session, or where it cannot be shown", () => {
  assert.equal(undo.resume(canShow), null);
  recordThree();
  open();
  assert.equal(undo.resume(() => false), null);
  assert.ok(undo.isEmpty);
  history.navigate("#page");
  assert.equal(undo.resume(canShow), null);
  history.go(-1);
  for (const damaged of ["{", "5", '{"session": "x"}']) {
    sessionStorage.setItem("steps", damaged);
    assert.equal(undo.resume(canShow), null, damaged);
  }
});

test("entries of an earlier session are no steps", () => {
  recordThree();
  open();
  undo.start(step("new"));
  undo.record(step("newer"));
  history.go(-1);
  history.go(-1);
  assert.deepEqual(shown, ["new"]);
  assert.equal(isStep(), false);
});

test("the address is the tab's own where a step marks it, or its vector was the last one shown", () => {
  assert.equal(undo.ownsAddress("v"), false);
  undo.noteVector("v");
  undo.flush();
  assert.deepEqual([undo.ownsAddress("v"), undo.ownsAddress("w")], [true, false]);
  undo.start(step("a"));
  assert.equal(undo.ownsAddress("w"), true);
});

test("a storage that is full does not hinder undo", () => {
  sessionStorage.quota = 0;
  recordThree();
  undo.flush();
  undo.go(-1);
  assert.deepEqual(shown, ["b"]);
});
