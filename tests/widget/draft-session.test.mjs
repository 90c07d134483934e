import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { openSecondTab, openTab, paint } from "./fake-browser.mjs";
import { DraftStore } from "../../calculator/widget/calculator/history/draft-store.js";
import { DraftSession } from "../../calculator/widget/calculator/history/draft-session.js";
import { AppraisalState, withField, withRatings } from "../../calculator/widget/calculator/appraisal-state.js";
import { UndoHistory } from "../../calculator/widget/calculator/history/undo-history.js";

const SHAPES = { r: { teamwork: 2 }, q: { quality: 1 } };
const BLANK = { rubric: "r", criteria: { teamwork: { ratings: ["unrated", "unrated"] } } };
const OTHER_BLANK = { rubric: "q", criteria: { quality: { ratings: ["unrated"] } } };
const rated = (...ratings) => withRatings(BLANK, "teamwork", ratings);
const named = (subject) => withField(BLANK, "subject", subject);
let page;

/** A page of the site in the present tab, blank until its session shows something. */
function open() {
  const store = new DraftStore("/");
  const history = new UndoHistory(store.historyKey);
  const state = new AppraisalState(BLANK);
  const session = new DraftSession(state, store, history, ["r", "q"], (rubric) => SHAPES[rubric] ?? null);
  const events = [];
  for (const type of ["link", "unfit"]) {
    session.addEventListener(type, ({ detail }) => events.push([type, detail]));
  }
  session.connect();
  return { store, history, state, session, events };
}

const change = (value, by = "reader") => page.state.update(() => value, by);
const subjects = (drafts) => drafts.map(({ value }) => value.subject);
const storageEvent = (key = null) => Object.assign(new Event("storage"), { key });

beforeEach(() => {
  openTab();
  page = open();
});
afterEach(() => page.session.disconnect());

/** The page is left and another one opened. */
function reload() {
  page.session.disconnect();
  page = open();
}

test("what the reader does is saved after the painting, and can be undone", async () => {
  change(named("Lee"));
  assert.equal(page.session.status, "nothing");
  await paint();
  assert.equal(page.session.status, "kept");
  assert.deepEqual(page.store.peek("r").value, named("Lee"));
  assert.equal(page.store.peek("r").edited, true);
  page.session.go(-1);
  assert.deepEqual(page.state.value, BLANK);
  assert.equal(page.store.peek("r"), null, "a blank draft is removed");
  page.session.go(1);
  assert.deepEqual(page.state.value, named("Lee"));
});

test("a reload shows the same step of the same draft", () => {
  change(named("Lee"));
  change(rated("met", "unmet"));
  page.session.go(-1);
  const { id } = page.store.peek("r");
  reload();
  assert.deepEqual(page.state.value, named("Lee"));
  assert.equal(page.store.peek("r").id, id);
  page.session.go(1);
  assert.deepEqual(page.state.value, rated("met", "unmet"));
});

test("a new tab shows the latest draft; a link is shown in place of it", () => {
  change(named("Lee"));
  page.session.disconnect();
  openSecondTab();
  page = open();
  assert.deepEqual(page.state.value, named("Lee"));
  page.session.disconnect();
  openSecondTab();
  history.navigate("#a=r:mm");
  page = open();
  assert.deepEqual(page.state.value, BLANK, "the calculator opens the link");
  change(rated("met", "met"), "opened");
  assert.equal(page.events.length, 1);
  assert.equal(page.events[0][0], "link");
  assert.deepEqual(subjects(page.session.others), ["Lee"]);
  page.session.open(page.session.others[0]);
  assert.deepEqual(page.state.value, named("Lee"));
  assert.deepEqual(page.session.others, [], "what was only opened is not set aside");
  page.session.go(-1);
  assert.deepEqual(page.state.value, rated("met", "met"));
});

test("what opens over an edited draft sets it aside, and it can be deleted", () => {
  change(named("Lee"));
  change(rated("met", "met"), "opened");
  assert.deepEqual(subjects(page.session.others), ["Lee"]);
  page.session.delete(page.session.others[0]);
  assert.deepEqual(page.session.others, []);
});

test("a link that is followed within the page takes the browser's own entry", () => {
  change(named("Lee"));
  history.navigate("#a=r:mm");
  const { length } = history;
  change(rated("met", "met"), "opened");
  assert.equal(history.length, length);
  page.session.go(-1);
  assert.deepEqual(page.state.value, named("Lee"));
});

test("each rubric has its own draft", () => {
  change(named("Lee"));
  const { id } = page.store.peek("r") ?? {};
  change(OTHER_BLANK);
  change(withField(OTHER_BLANK, "subject", "Wu"));
  page.session.flush();
  assert.deepEqual(page.store.peek("r").value, named("Lee"));
  assert.equal(page.store.peek("q").value.subject, "Wu");
  change(BLANK);
  assert.deepEqual(page.state.value, named("Lee"), "a blank form gives way to the rubric's draft");
  assert.deepEqual(page.session.others, [], "both are shown in this page");
  assert.notEqual(page.store.peek("q").id, id);
});

test("the form of a rubric that was left belongs to the same draft when it is shown again", () => {
  change(named("Lee"));
  page.session.flush();
  const { id } = page.store.peek("r");
  change(OTHER_BLANK);
  change(named("Lee"));
  page.session.flush();
  assert.equal(page.store.peek("r").id, id);
  assert.deepEqual(page.session.others, []);
});

test("ratings that the core spells out belong to the step", () => {
  change({ ...BLANK, criteria: { teamwork: { score: 1 } } });
  change(rated("met", "unmet"), "core");
  page.session.go(-1);
  page.session.go(1);
  assert.deepEqual(page.state.value, rated("met", "unmet"));
});

test("a draft that no longer fits its rubric is set aside as it was, and what fits becomes another", () => {
  const criteria = { teamwork: { ratings: ["met", "met", "met"] }, gone: { score: 1 } };
  const before = { ...named("Lee"), criteria };
  page.store.save({ id: "old", edited: true, value: before });
  page.session.disconnect();
  openSecondTab();
  page = open();
  assert.deepEqual(page.state.value.criteria, { teamwork: { ratings: ["met", "met"] } });
  const [[type, unfit]] = page.events;
  assert.equal(type, "unfit");
  assert.deepEqual(unfit.value, before);
  assert.deepEqual(unfit.misfits.map(({ what }) => what), ["levels", "criterion"]);
  assert.deepEqual(page.session.others.map(({ id, value }) => [id, value]), [["old", before]]);
  assert.notEqual(page.store.peek("r").id, "old");
});

test("a draft of a rubric that the site no longer has is offered, but cannot be opened", () => {
  page.store.save({ id: "gone", edited: true, value: { rubric: "gone", criteria: {} } });
  reload();
  const [draft] = page.session.others;
  assert.equal(draft.id, "gone");
  assert.equal(page.session.canOpen(draft), false);
});

/** Another tab changes the draft that this page shows. */
function changeElsewhere(value) {
  const other = new DraftStore("/");
  const { id } = other.read("r");
  other.save({ id, edited: true, value });
  window.dispatchEvent(storageEvent("liumai / draft r"));
}

test("what another tab has saved is not overwritten; taking it sets this tab's aside", async () => {
  change(named("Lee"));
  page.session.flush();
  changeElsewhere(named("of the other tab"));
  assert.equal(page.session.status, "overtaken");
  change(named("of this tab"));
  await paint();
  assert.equal(page.session.status, "overtaken");
  assert.equal(page.store.peek("r").value.subject, "of the other tab");
  page.session.takeOther();
  assert.equal(page.state.value.subject, "of the other tab");
  assert.equal(page.session.status, "kept");
  assert.deepEqual(subjects(page.session.others), ["of this tab"]);
});

test("nothing is set aside where this tab has nothing that is not saved", () => {
  change(named("Lee"));
  page.session.flush();
  changeElsewhere(named("of the other tab"));
  page.session.takeOther();
  assert.deepEqual([page.state.value.subject, page.session.others], ["of the other tab", []]);
});

test("this tab's version wins where the reader says so, and the other one is set aside", async () => {
  change(named("Lee"));
  page.session.flush();
  changeElsewhere(named("of the other tab"));
  page.session.keepOwn();
  await paint();
  assert.equal(page.session.status, "kept");
  assert.equal(page.store.peek("r").value.subject, "Lee");
  assert.deepEqual(subjects(page.session.others), ["of the other tab"]);
});

test("another tab that saves the same is no conflict", () => {
  change(named("Lee"));
  page.session.flush();
  changeElsewhere(named("Lee"));
  assert.equal(page.session.status, "kept");
  change(named("Wu"));
  page.session.flush();
  assert.equal(page.store.peek("r").value.subject, "Wu");
});

test("a page from the back/forward cache shows what another one has saved meanwhile", () => {
  change(named("Lee"));
  page.session.flush();
  const other = new DraftStore("/");
  const { id } = other.read("r");
  other.save({ id, edited: true, value: named("of the other page") });
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.equal(page.state.value.subject, "of the other page");
});

test("a reload after another tab has saved shows this tab's step and the conflict", async () => {
  change(named("Lee"));
  page.session.flush();
  const other = new DraftStore("/");
  const { id } = other.read("r");
  other.save({ id, edited: true, value: named("of the other tab") });
  reload();
  await paint();
  assert.equal(page.state.value.subject, "Lee");
  assert.equal(page.session.status, "overtaken");
});

test("a storage that is full, or forbidden, is reported, and undo works on", async () => {
  localStorage.quota = 10;
  change(named("Lee"));
  await paint();
  assert.equal(page.session.status, "full");
  localStorage.quota = Infinity;
  change(named("Wu"));
  await paint();
  assert.equal(page.session.status, "kept");
  page.session.go(-1);
  assert.deepEqual(page.state.value, BLANK, "the two changes of the name were one step");
});
