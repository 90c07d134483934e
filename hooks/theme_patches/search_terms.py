"""The search: its index keeps our terms whole, and what it has of each page as long as the page stays the same; and its files."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import PurePosixPath
from typing import Any

import jieba
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from hooks.content.handbook import Handbook
from hooks.kept import kept

PLUGIN = "material/search"
# The theme brings parts for thirty languages.
_LANGUAGES = "assets/javascripts/lunr/"
_USED = frozenset({"lunr.stemmer.support.min.js", "lunr.multi.min.js", "lunr.zh.min.js"})
_whole: tuple[str, ...] = ()  # the words that jieba has been told of


def keep_terms_whole(book: Handbook) -> None:
    """Let the Chinese text be cut into words that our terms are among, and none that are terms no longer."""
    global _whole
    terms = tuple(entry.term.zh for entry in book.glossary)
    if terms == _whole:
        return
    if _whole:
        jieba.dt.initialized = False  # what it was told it forgets only with all the rest
    for term in terms:
        jieba.add_word(term)
    _whole = terms


def drop_languages(files: Files) -> None:
    """Leave out of the site what the search brings for languages that it has not."""
    for file in [file for file in files if file.src_uri.startswith(_LANGUAGES)]:
        if PurePosixPath(file.src_uri).name not in _USED:
            files.remove(file)


def keep_index(config: MkDocsConfig) -> None:
    """Let the theme's plugin take a page's part of the index from what is kept."""
    plugin: Any = config.plugins[PLUGIN]
    index = plugin.search_index
    add = index.add_entry_from_context

    def entries(page: Page) -> list[Any]:
        before = len(index.entries)
        add(page)
        made: list[Any] = index.entries[before:]
        del index.entries[before:]
        return made

    def add_kept(page: Page) -> None:
        index.entries += kept(_key(page), lambda: entries(page))

    index.add_entry_from_context = add_kept


def _key(page: Page) -> Hashable:
    """All that the entries are made of. An anchor is in the content as it is in the table of contents."""
    told = repr((page.meta.get("title"), page.meta.get("search"), page.meta.get("tags")))
    return ("indexed", page.url, page.title, page.content, told, _whole)
