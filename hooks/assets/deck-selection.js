// Selects the cases of a deck from its link alone: the same link gives the same deck for everybody.
//
// 1. Candidates are the cases of the chosen criteria and levels, level by level in the rubric's order. Within a level
//    compliant, non-compliant and inapplicable cases alternate, each kind in the rubric's order; or, if shuffled, they are in
//    the order that the seed gives.
// 2. The levels then take turns, each giving its next case, until the number of cases is reached or the minutes are used up. A
//    case that needs more than the remaining minutes is skipped.
// 3. Not shuffled, the selected cases are grouped by level, each level optionally preceded by its clause; shuffled, they are in
//    the seed's order.
//
// The query's parameters differ from reveal.js's options, which it reads from the query as well.
// Random numbers are Mulberry32 from the seed; lists are shuffled by Fisher and Yates from their end.

/**
 * @typedef {{id: string, level: string, verdict: string, difficulty: "easy" | "medium" | "hard"}} DeckCase
 * @typedef {{opening: number, clause: number, vote: {easy: number, medium: number, hard: number}, verdict: number, closing: number}} Minutes
 * @typedef {{criteria: string[], levels: number[], count: number | null, minutes: number | null, seed: number | null, clauses: boolean}} Choice
 */

/** @param {string} search the link's query @returns {Choice} missing or invalid parameters choose nothing */
export function readChoice(search) {
  const parameters = new URLSearchParams(search);
  const list = (/** @type {string} */ name) => (parameters.get(name) ?? "").split(",").filter(Boolean);
  const whole = (/** @type {string} */ name) => {
    const number = Number(parameters.get(name) ?? "");
    return Number.isInteger(number) && number > 0 ? number : null;
  };
  return {
    criteria: list("criteria"),
    levels: list("levels").map(Number),
    count: whole("cases"),
    minutes: whole("minutes"),
    seed: whole("seed"),
    clauses: parameters.has("clauses"),
  };
}

/** @param {Choice} choice @returns {string} the query for it; readChoice is the inverse */
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

/** @param {DeckCase} one @param {Minutes} minutes */
export const minutesOf = (one, minutes) => minutes.vote[one.difficulty] + minutes.verdict;

/**
 * @param {DeckCase[]} cases all cases, in the rubric's order
 * @param {Minutes} minutes
 * @param {Choice} choice
 * @returns {{cases: DeckCase[], clauses: boolean, minutes: number}} the cases in the deck's order, whether clauses precede
 *   them, and the minutes of the whole deck, including its opening and closing
 */
export function choose(cases, minutes, choice) {
  const roll = choice.seed === null ? null : dice(choice.seed);
  const clauses = roll === null && choice.clauses;
  const levels = byLevel(cases.filter((one) => fits(one, choice)));
  const waiting = levels.map((level) => (roll ? shuffled(level, roll) : alternating(level)));
  let used = minutes.opening + minutes.closing;
  /** @type {DeckCase[]} */
  const chosen = [];
  for (let turn = true; turn; ) {
    turn = false;
    for (const queue of waiting) {
      const first = clauses && queue.length > 0 && !chosen.some((one) => one.level === queue[0].level) ? minutes.clause : 0;
      const place = queue.findIndex((one) => choice.minutes === null || used + first + minutesOf(one, minutes) <= choice.minutes);
      if (place < 0 || chosen.length === choice.count) continue;
      const [one] = queue.splice(0, place + 1).slice(-1);
      chosen.push(one);
      used += first + minutesOf(one, minutes);
      turn = true;
    }
  }
  const inOrder = levels.flatMap((level) => chosen.filter((one) => one.level === level[0].level));
  return { cases: roll ? shuffled(chosen, roll) : inOrder, clauses, minutes: used };
}

/** @param {DeckCase} one @param {Choice} choice */
function fits(one, choice) {
  const at = one.level.lastIndexOf("-");
  const criterion = one.level.slice(0, at);
  const level = Number(one.level.slice(at + 1));
  return (
    (choice.criteria.length === 0 || choice.criteria.includes(criterion)) &&
    (choice.levels.length === 0 || choice.levels.includes(level))
  );
}

/** @param {DeckCase[]} cases @returns {DeckCase[][]} */
function byLevel(cases) {
  /** @type {Map<string, DeckCase[]>} */
  const levels = new Map();
  for (const one of cases) levels.set(one.level, [...(levels.get(one.level) ?? []), one]);
  return [...levels.values()];
}

/** Cases with their verdicts alternating. @param {DeckCase[]} cases */
function alternating(cases) {
  const kinds = ["compliant", "non-compliant", "inapplicable"].map((verdict) => cases.filter((one) => one.verdict === verdict));
  const longest = Math.max(...kinds.map((kind) => kind.length));
  return Array.from({ length: longest }, (_, turn) => kinds.flatMap((kind) => kind.slice(turn, turn + 1))).flat();
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. @param {number} seed @returns {() => number} */
export function dice(seed) {
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
