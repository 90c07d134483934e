// Searches a query as an ordinary one is written: full-width letters and digits at ordinary width, and the signs round its words
// as spaces. ASCII signs with a meaning in a query (+ - : ^ ~ * ") stay; so do the signs within foreign words and names.
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
  const plain = (/** @type {string} */ query) => query.replace(/\p{Cf}/gu, "").replace(SIGNS, spaced).normalize("NFKC");

  addEventListener("message", (event) => {
    const { type, data } = event.data ?? {};
    if (type !== QUERY || typeof data !== "string" || plain(data) === data) return;
    event.stopImmediatePropagation();
    dispatchEvent(new MessageEvent("message", { data: { type, data: plain(data) } }));
  });
}
