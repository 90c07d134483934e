"""Explains terms on hover: the first time that a page uses a term of the glossary, it becomes an ``<abbr>``.

Python-Markdown's own abbreviations look for word boundaries, which Chinese has none of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from liumai.model import GlossaryEntry

PROSE = ("p", "li", "td", "dd")
# Where a tooltip would be in the way, or is one already.
CLOSED = (
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
)
LIVE = ("appraisal-calculator", "case-filter", "level-compare")


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
        soup = BeautifulSoup(html, "html.parser")
        told: set[str] = set()
        for text in [text for text in soup.find_all(string=self._pattern) if _is_prose(text)]:
            self._explain(text, soup, told)
        return str(soup) if told else html

    def _explain(self, text: NavigableString, soup: BeautifulSoup, told: set[str]) -> None:
        assert self._pattern is not None
        parts: list[Any] = []
        rest = 0
        for found in self._pattern.finditer(text):
            entry = self._entries[found[0].lower()]
            if entry.id in told:
                continue
            told.add(entry.id)
            term = soup.new_tag("abbr", title=getattr(entry.text, self._language))
            term.string = found[0]
            parts += [text[rest : found.start()], term]
            rest = found.end()
        if parts:
            text.replace_with(*parts, text[rest:])


def _is_prose(text: NavigableString) -> bool:
    above = [parent.name for parent in text.parents if isinstance(parent, Tag)]
    return any(name in PROSE for name in above) and not any(name in CLOSED + LIVE for name in above)
