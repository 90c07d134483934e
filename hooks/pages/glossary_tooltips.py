"""Explains terms on hover: the first time that a page uses a term of the glossary, it becomes an ``<abbr>``.

Python-Markdown's own abbreviations look for word boundaries, which Chinese has none of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from liumai.model import GlossaryEntry

PROSE = frozenset(("p", "li", "td", "dd"))
# Where a tooltip would be in the way, or is one already.
CLOSED = frozenset(
    [
        "a",
        "abbr",
        "code",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "button",
        "label",
        "legend",
        "summary",
        "figure",
        "form",
        "dl",
        "appraisal-calculator",
        "case-filter",
        "level-compare",
        "case-quiz",
        "calibration-round",
    ]
)


class Terms:
    """The glossary as one pattern over a language's running text."""

    def __init__(self, glossary: Iterable[GlossaryEntry], language: str) -> None:
        self._entries: dict[str, GlossaryEntry] = {}
        self._language = language
        for entry in glossary:
            for spelling in (getattr(entry.term, language), *getattr(entry.also, language)):
                self._entries.setdefault(spelling.lower(), entry)
        names = sorted(map(re.escape, self._entries), key=len, reverse=True)
        # An English term is a whole word, and no part of a hyphenated one.
        before, after = ("", "") if language == "zh" else (r"(?<![\w-])", r"(?![\w-])")
        self._pattern = re.compile(f"{before}(?:{'|'.join(names)}){after}", re.IGNORECASE) if names else None

    def explain(self, html: str) -> str:
        """The page's HTML with each term explained at its first use."""
        if self._pattern is None:
            return html
        page = LexborHTMLParser(html)
        body = page.body
        assert body is not None  # the parser makes one even of an empty text
        told: set[str] = set()
        for text in list(_prose(body, False)):
            self._explain(text, page, told)
        return body.inner_html or html if told else html

    def _explain(self, text: LexborNode, page: LexborHTMLParser, told: set[str]) -> None:
        assert self._pattern is not None
        words = text.text_content or ""
        rest = 0
        for found in self._pattern.finditer(words):
            entry = self._entries[found[0].lower()]
            if entry.id in told:
                continue
            told.add(entry.id)
            term = page.create_node("abbr")
            term.attrs["title"] = getattr(entry.text, self._language)
            term.insert_child(found[0])
            text.insert_before(words[rest : found.start()])
            text.insert_before(term)
            rest = found.end()
        if rest:
            text.insert_before(words[rest:])
            text.remove()


def _prose(node: LexborNode, inside: bool) -> Iterator[LexborNode]:
    """The texts below a node where a term may be explained; ``inside`` says that the node is within prose."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            if inside:
                yield child
        elif child.tag not in CLOSED:
            yield from _prose(child, inside or child.tag in PROSE)
