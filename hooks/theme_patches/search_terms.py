"""The search index: keeps the glossary's Chinese terms whole, and leaves unused language files out of the site."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

import jieba
from mkdocs.structure.files import Files

# The theme brings stemmers for thirty languages; the search worker loads these for the configured ones.
_LANGUAGE_FILES = "assets/javascripts/lunr/"
_USED = frozenset({"lunr.stemmer.support.min.js", "lunr.multi.min.js", "lunr.zh.min.js"})


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
