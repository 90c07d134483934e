// Links as chat and mail programs leave them: the page finds the vector, as the command line does (tests/cli/test_pasted_link.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { linkOfPage, readFragment, readPasted } from "../../calculator/widget/shared/appraisal-links.js";

const { links, files } = JSON.parse(readFileSync(new URL("../fixtures/links.json", import.meta.url), "utf8"));
const VECTOR = "six-veins-2006:mmpuu.mmmmu.mm--u.mmmmm.pmmmm.mmmmu";

test("a pasted link is found in whatever stands round it", () => {
  for (const { name, text, vector, made } of links) assert.deepEqual(readPasted(text), { vector, made }, name);
});

test("the text of a file stays as it is", () => {
  for (const { name, text } of files) assert.deepEqual(readPasted(text), { text }, name);
});

test("the address is read as a pasted link is", () => {
  let read = 0;
  for (const { name, text, vector, made, lines } of links) {
    if (lines) continue; // several lines, which an address has not
    const start = text.search(/#a=/i);
    if (start < 0 || text.indexOf("#", start + 1) >= 0) continue;
    globalThis.location = new URL(text.slice(start), "https://example.test/calculator/");
    assert.deepEqual(linkOfPage(), { vector, made }, name);
    read += 1;
  }
  assert.ok(read > 50);
});

test("an address without an appraisal has no link", () => {
  for (const fragment of ["", "#", "#level-3", "#q1=x:mm.mm", "#b=x:mm.mm", "#data=a"]) {
    globalThis.location = new URL(fragment, "https://example.test/calculator/");
    assert.equal(linkOfPage(), null, fragment);
  }
});

test("every value of an address with several appraisals is cut to its alphabet", () => {
  const wanted = { a: VECTOR, b: VECTOR, r: "01234567-89abcdef", s: "89abcdef-01234567" };
  const fragments = [
    `#a=${VECTOR}&b=${VECTOR}&r=01234567-89abcdef&s=89abcdef-01234567`,
    `#a=${VECTOR}&amp;b=${VECTOR}）&amp;r=01234567-89abcdef&amp;s=89abcdef-01234567`,
    `#A=${VECTOR.toUpperCase()}&B=${VECTOR}&R=01234567-89ABCDEF&S=89abcdef-01234567`,
    `#a%3D${VECTOR}%26b%3D${VECTOR}%26r%3D01234567-89abcdef%26s%3D89abcdef-01234567`,
  ];
  for (const fragment of fragments) {
    for (const end of ["", "&from=singlemessage"]) {
      const { from, ...read } = Object.fromEntries(readFragment(new URL(fragment + end, "https://example.test/").hash));
      assert.deepEqual(read, wanted, fragment);
    }
  }
  const year = readFragment(`#q1=${VECTOR}。&q3=${VECTOR.replace(":", "：")}。`);
  assert.deepEqual(Object.fromEntries(year), { q1: VECTOR, q3: VECTOR });
});

test("a long text is read at once", () => {
  for (const text of ["a-".repeat(1e5), "mm.\n".repeat(1e5), `x:${"mm.\n".repeat(1e5)}`, "%25".repeat(1e5), "a:".repeat(1e5), "#a=".repeat(1e5)]) {
    const start = performance.now();
    readPasted(text);
    assert.ok(performance.now() - start < 2000, text.slice(0, 20));
  }
});
