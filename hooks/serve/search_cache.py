"""Takes pages' entries of the search index from the build cache while the pages stay the same."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from hooks.build_cache import BuildCache

PLUGIN = "material/search"


def cache_search_entries(config: MkDocsConfig, cache: BuildCache, terms: tuple[str, ...]) -> None:
    """Make the search plugin add entries through the cache. ``terms`` are the words added to jieba's dictionary."""
    plugin: Any = config.plugins[PLUGIN]
    index = plugin.search_index
    add_entries = index.add_entry_from_context

    def compute(page: Page) -> list[Any]:
        count = len(index.entries)
        add_entries(page)
        entries: list[Any] = index.entries[count:]
        del index.entries[count:]
        return entries

    def add_cached(page: Page) -> None:
        # Everything that entries are made from: the anchors of the table of contents are in the content too.
        meta = repr((page.meta.get("title"), page.meta.get("search"), page.meta.get("tags")))
        key = ("search", page.url, page.title, page.content, meta, terms)
        index.entries += cache.get(key, lambda: compute(page))

    index.add_entry_from_context = add_cached
