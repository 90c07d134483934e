"""Tooltips for the glossary's terms: the first occurrence of a term on a page becomes an ``<abbr>``.

Python-Markdown's own abbreviations need word boundaries, which Chinese does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from liumai.rubric_files.content_records import GlossaryEntry

PROSE = frozenset(("p", "li", "td", "dd"))
# Elements in which a tooltip would disturb, or is there already.
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


class GlossaryTooltips:
    """Finds the terms of a glossary in HTML of one language."""

    def __init__(self, glossary: Iterable[GlossaryEntry], language: str) -> None:
        self._entries: dict[str, GlossaryEntry] = {}
        self._language = language
        for entry in glossary:
            for spelling in (getattr(entry.term, language), *getattr(entry.also, language)):
                self._entries.setdefault(spelling.lower(), entry)
        names = sorted(map(re.escape, self._entries), key=len, reverse=True)
        # An English term matches only as a whole word, not as a part of a hyphenated one.
        before, after = ("", "") if language == "zh" else (r"(?<![\w-])", r"(?![\w-])")
        self._pattern = re.compile(f"{before}(?:{'|'.join(names)}){after}", re.IGNORECASE) if names else None

    def explain(self, html: str) -> str:
        """A page's HTML with an ``<abbr>`` around the first occurrence of each term."""
        if self._pattern is None:
            return html
        page = LexborHTMLParser(html)
        body = page.body
        assert body is not None  # the parser adds one to any text
        explained: set[str] = set()
        for text in list(_prose(body, False)):
            self._explain(text, page, explained)
        return body.inner_html or html if explained else html

    def _explain(self, text: LexborNode, page: LexborHTMLParser, explained: set[str]) -> None:
        assert self._pattern is not None
        words = text.text_content or ""
        rest = 0
        for match in self._pattern.finditer(words):
            entry = self._entries[match[0].lower()]
            if entry.id in explained:
                continue
            explained.add(entry.id)
            term = page.create_node("abbr")
            term.attrs["title"] = getattr(entry.text, self._language)
            term.insert_child(match[0])
            text.insert_before(words[rest : match.start()])
            text.insert_before(term)
            rest = match.end()
        if rest:
            text.insert_before(words[rest:])
            text.remove()


def _prose(node: LexborNode, inside: bool) -> Iterator[LexborNode]:
    """The text nodes below a node that may get tooltips; ``inside`` says that the node is within prose."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            if inside:
                yield child
        elif child.tag not in CLOSED:
            yield from _prose(child, inside or child.tag in PROSE)
