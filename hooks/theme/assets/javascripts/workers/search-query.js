// Searches a query as an ordinary one is written: full-width letters and digits at ordinary width, and the signs round its words
// as spaces. ASCII signs with a meaning in a query (+ - : ^ ~ * ") stay; so do the signs within foreign words and names.
//
// The build puts this before the theme's search worker: a worker calls its listeners in the order in which they were added,
// and this one has to come before the theme's. It depends on the worker's messages alone, not on how the script is minified.

{
  const QUERY = 2; // the type of the message, of the theme's own
  const SIGNS = /(?!(?<=\p{L})[’·](?=\p{L}))(?:[()[\]{}<>,;!?]|(?![\0-\x7f])[\p{P}\p{S}\p{Z}])/gu;

  const plain = (/** @type {string} */ query) => query.replace(/\p{Cf}/gu, "").replace(SIGNS, " ").normalize("NFKC");

  addEventListener("message", (event) => {
    const { type, data } = event.data ?? {};
    if (type !== QUERY || typeof data !== "string" || plain(data) === data) return;
    event.stopImmediatePropagation();
    dispatchEvent(new MessageEvent("message", { data: { type, data: plain(data) } }));
  });
}
