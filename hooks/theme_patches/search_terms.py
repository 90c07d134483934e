"""The search index: keeps the glossary's Chinese terms whole, leaves calculators out, and unused language files out of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

import jieba
from mkdocs.structure.files import Files

# The theme brings stemmers for thirty languages; the search worker loads these for the configured ones.
_LANGUAGE_FILES = "assets/javascripts/lunr/"
_USED = frozenset({"lunr.stemmer.support.min.js", "lunr.multi.min.js", "lunr.zh.min.js"})


_CALCULATOR = re.compile(r"<appraisal-calculator\b.*?</appraisal-calculator>", re.DOTALL)
_START = re.compile(r"<(?:appraisal-calculator|h[1-6])\b")


def exclude_calculators(html: str) -> str:
    """A page's content, in which the search plugin leaves out calculators: their questions and labels are no text to find.

    The plugin takes ``data-search-exclude`` of an element as ended by the first end tag of the same name within it, and any
    heading with an id for a section. So the attribute stands on the one element that does not nest, and on every heading in it.
    """
    return _CALCULATOR.sub(lambda found: _START.sub(r"\g<0> data-search-exclude", found[0]), html)


class SearchDictionary:
    """The words that are added to the dictionary of jieba, by which the search plugin splits Chinese text."""

    def __init__(self) -> None:
        self.terms: tuple[str, ...] = ()

    def set_terms(self, terms: Iterable[str]) -> None:
        """Make exactly these terms the added words."""
        terms = tuple(terms)
        if terms == self.terms:
            return
        if self.terms:
            jieba.dt.initialized = False  # jieba removes added words only by loading its dictionary anew
        for term in terms:
            jieba.add_word(term)
        self.terms = terms


def drop_unused_languages(files: Files) -> None:
    """Remove the search's files for languages that the site does not have."""
    for file in [file for file in files if file.src_uri.startswith(_LANGUAGE_FILES)]:
        if PurePosixPath(file.src_uri).name not in _USED:
            files.remove(file)
