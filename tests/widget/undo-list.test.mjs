import assert from "node:assert/strict";
import { test } from "node:test";

import { MAX_STEPS, UndoList } from "../../calculator/widget/calculator/history/undo-list.js";

const step = (id) => ({ id, edited: true, value: { rubric: "r", criteria: {} } });
const ids = (list) => list.toStored().list.map(({ id }) => id);

test("an empty list offers nothing to undo or redo", () => {
  const list = new UndoList();
  assert.deepEqual([list.isEmpty, list.canUndo, list.canRedo, list.step(0)], [true, false, false, null]);
  list.amend(step("a"));
  assert.equal(list.isEmpty, true, "there is no step to amend");
});

test("the first step has number 0, each further one is current", () => {
  const list = new UndoList();
  list.add(step("a"));
  assert.deepEqual([list.current, list.canUndo, list.canRedo], [0, false, false]);
  list.add(step("b"));
  assert.deepEqual([list.current, list.canUndo, list.canRedo], [1, true, false]);
  list.moveTo(0);
  assert.deepEqual([list.current, list.canUndo, list.canRedo], [0, false, true]);
  assert.equal(list.step(1).id, "b");
});

test("a new step drops those that could be redone", () => {
  const list = new UndoList();
  for (const id of ["a", "b", "c"]) list.add(step(id));
  list.moveTo(0);
  list.add(step("d"));
  assert.deepEqual(ids(list), ["a", "d"]);
  assert.equal(list.canRedo, false);
});

test("amending replaces the current step only", () => {
  const list = new UndoList();
  for (const id of ["a", "b", "c"]) list.add(step(id));
  list.moveTo(1);
  list.amend(step("B"));
  assert.deepEqual(ids(list), ["a", "B", "c"]);
});

test("the oldest steps are dropped, and numbers stay", () => {
  const list = new UndoList();
  for (let number = 0; number < MAX_STEPS + 3; number++) list.add(step(`${number}`));
  assert.equal(ids(list).length, MAX_STEPS);
  assert.equal(list.step(2), null);
  assert.equal(list.step(3).id, "3");
  assert.equal(list.step(MAX_STEPS + 2).id, `${MAX_STEPS + 2}`);
  list.moveTo(3);
  assert.equal(list.canUndo, false);
});

test("a list goes on from its stored form", () => {
  const list = new UndoList();
  for (let number = 0; number < MAX_STEPS + 3; number++) list.add(step(`${number}`));
  list.moveTo(10);
  const copy = new UndoList(JSON.parse(JSON.stringify(list.toStored())));
  assert.deepEqual(copy.toStored(), list.toStored());
  copy.add(step("new"));
  assert.equal(copy.current, 11);
  assert.deepEqual(ids(copy).slice(-2), ["10", "new"]);
});
