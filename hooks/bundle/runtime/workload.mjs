// Uses the core as the page's worker does, on all that can come to it, refusals included. What Python imports and calls
// meanwhile is what travels to the browser (pack_modules.mjs, tree_shake.mjs).

const RATINGS = "muup-m";
const WORDS = ["", "He asked twice. ", "他先问了客户，", "Çà été – “naïve”; ", "😀🧭", "1 1/2\t¼ ", "\u0000\u001f\\\"'<>&", "\ud800"];
const TEAM_ROWS = 400;
/** @type {BufferEncoding[]} */
const ENCODINGS = ["utf8", "utf16le", "latin1"];

/**
 * @param {any} core the module liumai.browser
 * @param {string[]} known rubrics as they travel to the page, as they are published, and what changed between two, as JSON
 * @param {(request: object, file?: Uint8Array) => any} ask a request, as the page does
 */
export function exercise(core, known, ask) {
  for (const text of known) core.add_rubric(text);
  const rubrics = rubricsIn(known).map((text) => JSON.parse(text));
  const random = generator();
  for (const rubric of rubrics) {
    exerciseOne(rubric, rubrics, random, ask);
    exerciseTeam(rubric, random, ask);
  }
  for (const wrong of WRONG) ask(wrong);
  for (const [name, file] of [...WRONG_FILES, ...noise(random)]) {
    ask({ team: { open: { name, rubric: null } } }, file);
    ask({ team: { go: 9 } });
  }
  ask({ team: { close: true } });
  try {
    core.add_rubric("{"); // what is raised crosses over to JavaScript
  } catch {}
}

/** @param {string[]} known @returns {string[]} the rubrics among them, each as it travels to the page */
export function rubricsIn(known) {
  const found = new Map();
  for (const text of known) {
    const { id, criteria } = JSON.parse(text);
    if (criteria && !found.has(id)) found.set(id, text);
  }
  return [...found.values()];
}

/** The same at every build: what is found is to be the same. @returns {(below: number) => number} */
function generator() {
  let state = 6;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Files of nothing. @param {(below: number) => number} random @returns {[string, Uint8Array][]} */
function noise(random) {
  return Array.from({ length: 300 }, (_, index) => {
    const most = [0x80, 0x100, 0xd800, 0x110000][index % 4];
    const letters = Array.from({ length: 300 }, () => random(most));
    const bytes = index % 8 < 4 ? Uint8Array.from(letters) : new Uint8Array(Buffer.from(String.fromCodePoint(...letters), ENCODINGS[index % 3]));
    return [`a.${["csv", "ndjson", "?"][index % 3]}`, bytes];
  });
}

/** A file with some of its bits turned over. @param {Uint8Array} file @param {(below: number) => number} random */
function damaged(file, random) {
  const made = file.slice();
  for (let bits = 1 + random(20); bits > 0; bits--) made[random(made.length)] ^= 1 << random(8);
  return made;
}

/** @param {any} rubric @param {any[]} rubrics @param {(below: number) => number} random @param {any} ask */
function exerciseOne(rubric, rubrics, random, ask) {
  const vectors = ["m", "u", "p", "-"].map((rating) => vectorOf(rubric, () => rating));
  while (vectors.length < 40) vectors.push(vectorOf(rubric, () => RATINGS[random(RATINGS.length)]));
  const appraisals = vectors.flatMap((vector, index) => {
    const { appraisal } = ask({ vector, moves: true, text: index % 2 ? "en" : "zh" });
    return appraisal ? [written(rubric, appraisal, index)] : [];
  });
  appraisals.forEach((appraisal, index) => {
    const other = appraisals[(index + 7) % appraisals.length];
    ask({ appraisal, moves: true, text: "zh" });
    ask({ document: { name: "a.json", text: JSON.stringify(appraisal, null, index % 3) } });
    ask({ document: { name: "a.yaml", events: eventsOf(appraisal), broken: [] } });
    ask({ readings: { own: { appraisal }, managers: { appraisal: other } } });
    ask({ year: { quarters: [{ appraisal }, null, { appraisal: other }, { vector: vectors[index] }] } });
    ask({ calibration: { expert: { appraisal }, readings: vectors.map((vector, at) => ({ line: at + 1, vector })) } });
    for (const { id } of rubrics) ask({ carry: { appraisal, to: id, reviewed: {} } });
    ask({ carry: { appraisal, reviewed: vectors[index] } });
  });
  for (const total of ["18 7/8", "18.875", "99", "-1", "x", "１８½", "1e9", "1/0"]) {
    ask({ promotion: { rubric: rubric.id, total, performance: "92.5" } });
  }
}

/** @param {any} rubric @param {() => string} rating */
function vectorOf(rubric, rating) {
  return `${rubric.id}:${rubric.criteria.map(({ levels }) => levels.map(rating).join("")).join(".")}`;
}

/**
 * An appraisal with names, notes and cases, in all kinds of letters.
 * @param {any} rubric @param {any} appraisal @param {number} index
 */
function written(rubric, appraisal, index) {
  const text = WORDS[index % WORDS.length].repeat(1 + (index % 5) * 40);
  const criteria = Object.entries(appraisal.criteria).map(([id, entry], at) => [
    id,
    {
      ...(at % 3 ? entry : { score: index / 2 }),
      justification: text,
      cases: [
        { level: 1 + (at % 5), verdict: index % 2 ? "compliant" : "non-compliant", text: WORDS[at % WORDS.length] },
        { id: `${rubric.criteria[at]?.id}-1`, verdict: "?" },
      ].slice(0, index % 3),
    },
  ]);
  const rest = index % 4 ? { subject: text.slice(0, 40), period: "2006-Q1" } : { more: [1.5, -0, 1e300, null, true] };
  return { ...appraisal, ...rest, criteria: Object.fromEntries(criteria) };
}

/** What the page's YAML parser tells of plain data. @param {any} data @returns {any[][]} */
function eventsOf(data) {
  if (data === null || typeof data !== "object") return [["scalar", 1, null, null, String(data), typeof data !== "string"]];
  const inside = Array.isArray(data) ? data : Object.entries(data).flat();
  return [[Array.isArray(data) ? "list" : "mapping", 1, null, null], ...inside.flatMap(eventsOf), ["end", 1]];
}

/** @param {any} rubric @param {(below: number) => number} random @param {any} ask */
function exerciseTeam(rubric, random, ask) {
  const columns = ["subject", "manager", "period", ...rubric.criteria.map((/** @type {any} */ one) => one.id)];
  const rows = Array.from({ length: TEAM_ROWS }, (_, row) => [
    `${WORDS[random(5)]}${random(TEAM_ROWS)}`,
    `经理${random(20)}`,
    `2006-Q${1 + random(4)}`,
    ...rubric.criteria.map(() => (row % 50 ? random(11) / 2 : "x")),
  ]);
  const table = [columns, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\r\n");
  const lines = rows.map((row) => JSON.stringify({ vector: vectorOf(rubric, () => RATINGS[random(3)]), subject: row[0] }));
  const files = { "team.csv": table, "team.tsv": table.replaceAll('","', '"\t"'), "team.ndjson": lines.join("\n") };
  for (const [name, text] of Object.entries(files)) {
    ask({ team: { open: { name, rubric: rubric.id } } }, new TextEncoder().encode(`\ufeff${text}`));
    ask({ team: { go: 150 } });
    ask({ team: { go: 2000 } });
    ask({ team: { sum: true } });
    ask({ team: { export: { kind: "csv", language: "zh" } } });
    ask({ team: { export: { kind: "csv", language: "en" } } });
  }
}

/**
 * What only spreadsheets need, once the core has it.
 * @param {string[]} known as above
 * @param {Uint8Array[]} workbooks
 * @param {(request: object, file?: Uint8Array) => any} ask
 */
export function exerciseSheets(known, workbooks, ask) {
  const random = generator();
  const read = (/** @type {Uint8Array} */ file, /** @type {string | null} */ rubric) => {
    ask({ team: { open: { name: "team.xlsx", rubric } } }, file);
    ask({ team: { go: 20 } });
    ask({ team: { go: 2000 } });
    ask({ team: { sum: true } });
  };
  for (const rubric of rubricsIn(known).map((text) => JSON.parse(text))) {
    exerciseTeam(rubric, random, ask);
    const { file } = ask({ team: { export: { kind: "xlsx", language: "zh" } } });
    read(file, rubric.id);
    ask({ team: { export: { kind: "xlsx", language: "en" } } });
    for (let times = 0; times < 60; times++) read(damaged(file, random), rubric.id);
  }
  for (const file of workbooks) {
    read(file, null);
    for (let times = 0; times < 5; times++) read(damaged(file, random), null);
  }
  read(new TextEncoder().encode("PK\u0003\u0004 no"), null);
  ask({ team: { close: true } });
}

const DEEP = "[".repeat(200);
const WRONG = [
  {},
  [],
  { vector: "?" },
  { vector: "六脉：mm" },
  { vector: 7 },
  { vector: "a".repeat(20_000) },
  { text: "fr" },
  { appraisal: { rubric: "?", criteria: { "?": { score: 0.7 } }, more: 1 } },
  { appraisal: null },
  { appraisal: [[[]]] },
  { document: { name: "?", text: "{" } },
  { document: { name: "?", text: DEEP } },
  { document: { name: "?", text: `{"a": ${"9".repeat(400)}, "a": 1e999, "b": NaN, "c": "\\ud83d"}` } },
  { document: { name: "?", events: [["mapping", 1, null, null]], broken: [] } },
  { document: { name: "?", events: [["alias", 1, "x"]], broken: [] } },
  { document: { name: "?", events: [], broken: [[3, "?"]] } },
  { readings: { own: { vector: "?" }, managers: 1 } },
  { year: { quarters: 5 } },
  { year: { quarters: [null, { vector: "?" }] } },
  { promotion: { rubric: "?", total: "1", performance: "1" } },
  { calibration: { expert: { vector: "?" }, readings: [{ vector: "?" }, 3] } },
  { carry: { vector: "?", to: 3 } },
  { team: { go: 1 } },
  { team: { open: { name: 3 } } },
];

const UTF16 = new Uint8Array([0xff, 0xfe, 0x61, 0, 0x2c, 0, 0x62, 0, 10, 0, 0x31, 0, 0x2c, 0, 0x32, 0]);
const GB18030 = new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb, 0x3b, 0xd6, 0xf7, 0xb9, 0xdc, 10, 0xd5, 0xc5, 0x3b, 0x81, 0x30, 0x84, 0x36, 10]);
/** @type {[string, Uint8Array][]} */
const WRONG_FILES = Object.entries({
  "a.csv": GB18030,
  "b.csv": UTF16,
  "c.ndjson": new TextEncoder().encode('{}\n[1]\n{"vector": "?"}\nnull\n"\\ud800"\n{'),
  "d.csv": new Uint8Array([0x61, 0xff, 0xfe, 0x80, 10, 0]),
  "e.csv": new Uint8Array(),
  "f.csv": new TextEncoder().encode('a,b\n"1,2\n3"",4\n'),
  "g.txt": new TextEncoder().encode("rubric: ?\n"),
});
