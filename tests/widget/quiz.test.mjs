import assert from "node:assert/strict";
import { test } from "node:test";

import "./fake-browser.mjs";
import {
  asksForLevel,
  isComplete,
  newAttempt,
  outcomeOf,
  withAnswer,
} from "../../calculator/widget/quiz/quiz-attempt.js";
import { formatFilter, matches, parseFilter } from "../../calculator/widget/quiz/quiz-filter.js";
import { readKey } from "../../calculator/widget/quiz/quiz-keys.js";
import { RoomSession } from "../../calculator/widget/quiz/quiz-room.js";

const OPEN = { id: "c", level: "a-2", verdict: "compliant", answer: "a-2", claimed: false };
const CLAIMED = { ...OPEN, claimed: true };
const ELSEWHERE = { ...CLAIMED, verdict: "inapplicable", answer: "b-1" };
const attempt = (question, ...answers) => answers.reduce(withAnswer, newAttempt(question));

test("an open question asks for the level after any verdict", () => {
  assert.equal(asksForLevel(attempt(OPEN)), false);
  const judged = attempt(OPEN, { verdict: "compliant" });
  assert.deepEqual([asksForLevel(judged), isComplete(judged), outcomeOf(judged)], [true, false, "shown"]);
  assert.equal(outcomeOf(attempt(OPEN, { verdict: "compliant" }, { level: "a-2" })), "right");
  assert.equal(outcomeOf(attempt(OPEN, { verdict: "compliant" }, { level: "b-1" })), "wrong");
  assert.equal(outcomeOf(attempt(OPEN, { verdict: "non-compliant" }, { level: "a-2" })), "wrong");
});

test("a claimed question asks for the level only where the case is said to be inapplicable", () => {
  assert.equal(outcomeOf(attempt(CLAIMED, { verdict: "compliant" })), "right");
  assert.equal(outcomeOf(attempt(CLAIMED, { verdict: "non-compliant" })), "wrong");
  assert.equal(isComplete(attempt(CLAIMED, { verdict: "inapplicable" })), false);
  assert.equal(outcomeOf(attempt(ELSEWHERE, { verdict: "inapplicable" }, { level: "b-1" })), "right");
  assert.equal(outcomeOf(attempt(ELSEWHERE, { verdict: "compliant" })), "wrong");
});

test("another verdict withdraws the level", () => {
  const changed = attempt(OPEN, { verdict: "compliant" }, { level: "a-2" }, { verdict: "non-compliant" });
  assert.deepEqual([changed.verdict, changed.level, isComplete(changed)], ["non-compliant", null, false]);
});

test("a filter is written into the address and read back", () => {
  const search = "?criteria=teamwork,passion&difficulty=easy&room";
  const filter = { criteria: ["teamwork", "passion"], difficulty: ["easy"], room: true };
  assert.deepEqual(parseFilter(search), filter);
  assert.equal(formatFilter(filter), search);
  const none = { criteria: [], difficulty: [], room: false };
  assert.deepEqual(parseFilter("?criteria=&other=1"), none);
  assert.equal(formatFilter(none), "");
});

test("a filter without values lets every case through", () => {
  const hard = { criterion: "passion", difficulty: "hard" };
  assert.ok(matches(parseFilter(""), hard));
  assert.ok(matches(parseFilter("?criteria=teamwork,passion&difficulty=hard"), hard));
  assert.ok(!matches(parseFilter("?criteria=teamwork"), hard));
  assert.ok(!matches(parseFilter("?criteria=passion&difficulty=easy"), hard));
});

test("a room sees every case once before one comes again", () => {
  const ids = ["a", "b", "c"];
  const room = new RoomSession();
  for (let round = 0; round < 3; round++) {
    assert.deepEqual(ids.map(() => room.next(ids)).sort(), ids);
  }
  assert.equal(room.next([]), null);
  room.record(true);
  room.record(false);
  room.record(false);
  assert.deepEqual([room.right, room.wrong], [1, 2]);
});

/** A press of a key while the focus is in an element of these kinds. */
const press = (key, focus = [], modifiers = {}) => ({
  key,
  target: { closest: (selector) => (focus.some((kind) => selector.split(", ").includes(kind)) ? {} : null) },
  ...modifiers,
});
const ANSWERING = { revealed: false, inRoom: false };
const REVEALED = { revealed: true, inRoom: false };

test("digits and letters choose an answer until it is revealed", () => {
  for (const [key, index] of Object.entries({ 1: 0, 9: 8, a: 0, F: 5 })) {
    assert.equal(readKey(press(key), ANSWERING), index);
  }
  for (const key of ["0", "z", "Tab", "Enter", " "]) assert.equal(readKey(press(key), ANSWERING), null, key);
  assert.equal(readKey(press("1"), REVEALED), null);
});

test("keys with a modifier, or in a text field, are left alone", () => {
  for (const modifier of ["ctrlKey", "metaKey", "altKey", "defaultPrevented"]) {
    assert.equal(readKey(press("1", [], { [modifier]: true }), ANSWERING), null, modifier);
  }
  assert.equal(readKey(press("1", ["textarea"]), ANSWERING), null);
});

test("Enter and space go on, but where they have a meaning at the focus", () => {
  for (const key of ["Enter", " "]) assert.equal(readKey(press(key), REVEALED), "continue");
  for (const kind of ["a", "button", "summary"]) {
    assert.equal(readKey(press("Enter", [kind]), REVEALED), null, kind);
  }
  assert.equal(readKey(press("PageDown"), REVEALED), null);
});

test("in a room a presenter's remote control reveals and goes on wherever the focus is", () => {
  for (const key of ["Enter", " ", "PageDown", "ArrowRight"]) {
    assert.equal(readKey(press(key, ["button"]), { revealed: false, inRoom: true }), "continue", key);
    assert.equal(readKey(press(key, ["button"]), { revealed: true, inRoom: true }), "continue", key);
  }
  assert.equal(readKey(press("Enter", ["a"]), { revealed: true, inRoom: true }), null);
});
