// The page's YAML parser: what it hands to the core of files with slips, and of lines that end in other ways.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { encodingFault, textOf } from "../../calculator/widget/shared/appraisal-files.js";
import { parsed } from "../support/parse-yaml.mjs";

const FOLDER = new URL("../fixtures/yaml_slips/", import.meta.url);
const EXPECTED = JSON.parse(await readFile(new URL("expected.json", FOLDER), "utf8"));
// Slips that break no syntax: the core finds them in the source, or in the data.
const UNBROKEN = ["carriage-returns", "colon-space-everywhere", "control-character", "duplicate-key", "form-feed", "hash-value"];

test("a file with a slip is broken, or its source is there for the core to look at", async () => {
  for (const name of Object.keys(EXPECTED)) {
    const text = await readFile(new URL(`${name}.yaml`, FOLDER), "utf8");
    const { events, broken, source } = parsed(text);
    assert.equal(source, text.replaceAll("\r", "\n"), name);
    assert.equal(broken.length > 0, !UNBROKEN.includes(name), name);
    for (const [line, message] of broken) assert.ok(line >= 1 && line <= source.split("\n").length && message, name);
    assert.ok(events.length > 0, name);
  }
});

test("lines are counted alike whatever ends them", () => {
  const lines = ["rubric: six-veins-2006", "criteria:", "  teamwork: {score: 3}"];
  const places = (end) => parsed(lines.join(end)).events.map(([kind, line]) => `${kind} ${line}`);
  assert.deepEqual(places("\r"), places("\n"));
  assert.deepEqual(places("\r\n"), places("\n"));
  assert.equal(parsed("a: x\u2028y\u2029z\u0085w\nb: 1").source, "a: x y z w\nb: 1");
});

test("the encoding of a file that is not UTF-8 is recognised", async () => {
  const gbk = Uint8Array.from([0x72, 0x75, 0x62, 0x72, 0x69, 0x63, 0x3a, 0x20, 0xc1, 0xf9, 0xc2, 0xf6]);
  const files = { "saved-in-gbk": gbk, "saved-in-utf-16": [0xff, 0xfe, 0x72, 0], "not-text": [0x89, 0x50, 0x4e, 0x47, 0, 0xff] };
  for (const [label, bytes] of Object.entries(files)) {
    assert.equal(encodingFault(Uint8Array.from(bytes)), label);
    await assert.rejects(textOf(new File([Uint8Array.from(bytes)], "a.yaml")), { message: label });
  }
  assert.equal(encodingFault(Uint8Array.from([0xfe, 0xff, 0, 0x72])), "saved-in-utf-16");
  assert.equal(await textOf(new File(["a: 六脉"], "a.yaml")), "a: 六脉");
});
