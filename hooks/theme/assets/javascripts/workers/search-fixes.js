// Corrects the search library of the theme, lunr 2.3.9. The build appends this to the theme's search worker, where `lunr` is
// global. It uses the library's documented classes alone, so it does not depend on how the theme's scripts are minified.

(({ TokenSet, QueryParser, stopWordFilter }) => {
  // lunr minimises its tree of words by comparing nodes as text: labels and numbers of their edges, with nothing between.
  // An edge "1" to node 23 then equals an edge "12" to node 3, different nodes are merged, and a search that comes upon a
  // word which is not in the index fails whole. A space after each number keeps them apart.
  TokenSet.prototype.toString = function () {
    if (this._str) return this._str;
    const edges = Object.keys(this.edges).sort();
    return (this.final ? "1" : "0") + edges.map((label) => `${label}${this.edges[label].id} `).join("");
  };

  // The theme searches for each word as the beginning of one. A stop word ("the") is not in the index, but others begin
  // with it ("then"): it is left out of the query, unless there is nothing else in that.
  const parse = QueryParser.prototype.parse;
  QueryParser.prototype.parse = function () {
    const query = parse.call(this);
    const words = query.clauses.filter((/** @type {{term: string}} */ { term }) => stopWordFilter(term.replace(/\*/g, "")));
    if (words.length) query.clauses = words;
    return query;
  };
  // @ts-expect-error the theme's worker has it as a global
})(self.lunr);
