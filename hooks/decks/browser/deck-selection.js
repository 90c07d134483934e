// Selects the cases that a deck shows from the query of its address alone: the same link always gives the same deck.
//
// 1. Candidates are the cases of the chosen criteria and levels, level by level in the rubric's order. Within a level
//    compliant, non-compliant and inapplicable ones take turns, each kind in the rubric's order; or, shuffled, in the
//    order that the seed gives.
// 2. The levels then take turns, each giving its next case, until the number is reached or the minutes are used up; a case
//    for which there are too few minutes left is skipped.
// 3. The chosen cases are shown level by level, each level's clause before them if the query has `clauses`; or, shuffled, in
//    the order that the seed gives.
//
// No name in the query is an option of reveal.js, which reads its options from there too.
// Random numbers are Mulberry32's from the seed; lists are shuffled by Fisher and Yates from their end.

/**
 * @typedef {{id: string, level: string, verdict: string, difficulty: "easy" | "medium" | "hard"}} DeckCase
 * @typedef {{opening: number, clause: number, vote: {easy: number, medium: number, hard: number}, verdict: number, closing: number}} Minutes
 * @typedef {{criteria: string[], levels: number[], count: number | null, minutes: number | null, seed: number | null, clauses: boolean}} Choice
 */

/** @param {string} search The query of the link. @returns {Choice} What it selects; invalid parts are ignored. */
export function readChoice(search) {
  const query = new URLSearchParams(search);
  const list = (/** @type {string} */ name) => (query.get(name) ?? "").split(",").filter(Boolean);
  const whole = (/** @type {string} */ name) => {
    const number = Number(query.get(name) ?? "");
    return Number.isInteger(number) && number > 0 ? number : null;
  };
  return {
    criteria: list("criteria"),
    levels: list("levels").map(Number),
    count: whole("cases"),
    minutes: whole("minutes"),
    seed: whole("seed"),
    clauses: query.has("clauses"),
  };
}

/** @param {Choice} choice @returns {string} The query from which readChoice reads the same choice. */
export function writeChoice(choice) {
  const search = [];
  if (choice.criteria.length) search.push(`criteria=${choice.criteria.join(",")}`);
  if (choice.levels.length) search.push(`levels=${choice.levels.join(",")}`);
  if (choice.count) search.push(`cases=${choice.count}`);
  if (choice.minutes) search.push(`minutes=${choice.minutes}`);
  if (choice.seed) search.push(`seed=${choice.seed}`);
  else if (choice.clauses) search.push("clauses");
  return search.length ? `?${search.join("&")}` : "";
}

/** @param {DeckCase} deckCase @param {Minutes} minutes */
export const minutesOf = (deckCase, minutes) => minutes.vote[deckCase.difficulty] + minutes.verdict;

/**
 * @param {DeckCase[]} cases All cases, in the rubric's order.
 * @param {Minutes} minutes
 * @param {Choice} choice
 * @returns {{cases: DeckCase[], clauses: boolean, minutes: number}} The cases in the deck's order, whether clauses stand
 *   before them, and the minutes of the whole deck, its opening and closing among them.
 */
export function choose(cases, minutes, choice) {
  const roll = choice.seed === null ? null : dice(choice.seed);
  const clauses = roll === null && choice.clauses;
  const levels = byLevel(cases.filter((deckCase) => fits(deckCase, choice)));
  const waiting = levels.map((level) => (roll ? shuffled(level, roll) : alternating(level)));
  let used = minutes.opening + minutes.closing;
  /** @type {DeckCase[]} */
  const chosen = [];
  for (let turn = true; turn; ) {
    turn = false;
    for (const queue of waiting) {
      const first = clauses && queue.length > 0 && !chosen.some((deckCase) => deckCase.level === queue[0].level) ? minutes.clause : 0;
      const place = queue.findIndex((deckCase) => choice.minutes === null || used + first + minutesOf(deckCase, minutes) <= choice.minutes);
      if (place < 0 || chosen.length === choice.count) continue;
      const [deckCase] = queue.splice(0, place + 1).slice(-1);
      chosen.push(deckCase);
      used += first + minutesOf(deckCase, minutes);
      turn = true;
    }
  }
  const inOrder = levels.flatMap((level) => chosen.filter((deckCase) => deckCase.level === level[0].level));
  return { cases: roll ? shuffled(chosen, roll) : inOrder, clauses, minutes: used };
}

/** @param {DeckCase} deckCase @param {Choice} choice */
function fits(deckCase, choice) {
  const at = deckCase.level.lastIndexOf("-");
  const criterion = deckCase.level.slice(0, at);
  const level = Number(deckCase.level.slice(at + 1));
  return (
    (choice.criteria.length === 0 || choice.criteria.includes(criterion)) &&
    (choice.levels.length === 0 || choice.levels.includes(level))
  );
}

/** @param {DeckCase[]} cases @returns {DeckCase[][]} */
function byLevel(cases) {
  /** @type {Map<string, DeckCase[]>} */
  const levels = new Map();
  for (const deckCase of cases) levels.set(deckCase.level, [...(levels.get(deckCase.level) ?? []), deckCase]);
  return [...levels.values()];
}

/** One of each verdict in turn. @param {DeckCase[]} cases */
function alternating(cases) {
  const kinds = ["compliant", "non-compliant", "inapplicable"].map((verdict) => cases.filter((deckCase) => deckCase.verdict === verdict));
  const longest = Math.max(...kinds.map((kind) => kind.length));
  return Array.from({ length: longest }, (_, turn) => kinds.flatMap((kind) => kind.slice(turn, turn + 1))).flat();
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. @param {number} seed @returns {() => number} */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** @template T @param {T[]} list @param {() => number} roll @returns {T[]} */
function shuffled(list, roll) {
  const mixed = [...list];
  for (let end = mixed.length - 1; end > 0; end--) {
    const other = Math.floor(roll() * (end + 1));
    [mixed[end], mixed[other]] = [mixed[other], mixed[end]];
  }
  return mixed;
}
