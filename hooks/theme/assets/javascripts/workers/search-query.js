// Searches a query as an ordinary one is written: full-width letters and digits at ordinary width, and the signs round its words
// as spaces; a level's number as the index has it, in digits and apart (“第三级”, "level three"). ASCII signs with a meaning in a query (+ - : ^ ~ * ") stay; so do the signs within foreign words and names.
//
// The build puts this before the theme's search worker: a worker calls its listeners in the order in which they were added,
// and this one has to come before the theme's. It depends on the worker's messages alone, not on how the script is minified.

{
  const QUERY = 2; // the type of the message, of the theme's own
  const SIGNS = /[()[\]{}<>,;!?]|(?![\0-\x7f])[\p{P}\p{S}\p{Z}]/gu;

  // The letters beside a sign are looked for here: Safari before 16.4 knows no (?<=…), and would run none of this script.
  const spaced = (/** @type {string} */ sign, /** @type {number} */ at, /** @type {string} */ query) => {
    const isInName = /[’·]/.test(sign) && /\p{L}$/u.test(query.slice(0, at)) && /^\p{L}/u.test(query.slice(at + 1));
    return isInName ? sign : " ";
  };
  const DIGITS = "〇一二三四五六七八九十";
  const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
  const levelNumber = (/** @type {string} */ _, /** @type {string} */ number) =>
    ` 第 ${DIGITS.indexOf(number) > 0 ? DIGITS.indexOf(number) : number} 级 `;
  const englishNumber = (/** @type {string} */ all, /** @type {string} */ word) => {
    const number = NUMBERS.indexOf(word.toLowerCase());
    return number < 0 ? all : `level ${number}`;
  };
  const numbered = (/** @type {string} */ query) =>
    query.replace(/\s*第\s*([一二三四五六七八九十]|\d+)\s*级\s*/gu, levelNumber).replace(/\blevel\s+([a-z]+)/giu, englishNumber);
  const plain = (/** @type {string} */ query) =>
    numbered(query.replace(/\p{Cf}/gu, "").replace(SIGNS, spaced).normalize("NFKC"));

  addEventListener("message", (event) => {
    const { type, data } = event.data ?? {};
    if (type !== QUERY || typeof data !== "string" || plain(data) === data) return;
    event.stopImmediatePropagation();
    dispatchEvent(new MessageEvent("message", { data: { type, data: plain(data) } }));
  });
}
