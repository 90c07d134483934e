// Means are shown with two decimals at most, and exactly on demand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { rounded, showFigure } from "../../calculator/widget/shared/figures.js";

const THIRD = { decimal: 16.333333, shown: "16 1/3" };

/** An element that has a text and a title. */
function field() {
  const made = { textContent: "", title: "", removeAttribute: () => (made.title = "") };
  return made;
}

test("a figure of two decimals is shown as it is, any other rounded", () => {
  const cases = [
    [{ decimal: 16, shown: "16" }, "16"],
    [{ decimal: 16.5, shown: "16.5" }, "16.5"],
    [{ decimal: 16.25, shown: "16.25" }, "16.25"],
    [{ decimal: 18.875, shown: "18.875" }, "18.88"],
    [{ decimal: 16.545455, shown: "16 6/11" }, "16.55"],
    [THIRD, "16.33"],
  ];
  for (const [figure, text] of cases) assert.equal(rounded(figure), text);
});

test("the exact figure is the title where it differs, and goes when it does not", () => {
  const into = field();
  assert.equal(showFigure(into, THIRD), into);
  assert.deepEqual([into.textContent, into.title], ["16.33", "= 16 1/3"]);
  showFigure(into, { decimal: 15, shown: "15" });
  assert.deepEqual([into.textContent, into.title], ["15", ""]);
  showFigure(into, null);
  assert.equal(into.textContent, "–");
});
