"""Takes pages' HTML from the build cache while their Markdown, and the addresses of all pages, stay the same."""

from __future__ import annotations

import copy
import logging
from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from hooks.build_cache import BuildCache

LOG = logging.getLogger(
    "mkdocs.structure.pages"
)  # to which MkDocs reports broken links while it renders a page


@dataclass(frozen=True)
class RenderedPage:
    """Everything that ``Page.render`` sets on a page.

    ``links`` are the anchors that the page links to, by the path of the file that has them; ``warnings`` the log records
    about its links.
    """

    content: str | None
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    links: dict[str, dict[str, str]]
    warnings: list[logging.LogRecord]


def cache_rendering(files: Files, config: MkDocsConfig, cache: BuildCache) -> None:
    """Make MkDocs render each page of ``files`` through the cache."""
    context = _context(files, config)
    for file in files.documentation_pages():
        if file.page is not None:
            file.page.render = partial(_render, file.page, cache, context)  # type: ignore[method-assign]


def _context(files: Files, config: MkDocsConfig) -> Hashable:
    """What a page's HTML depends on beside its Markdown: the targets of links, and the configuration of Markdown."""
    targets = [(file.src_uri, file.url, file.inclusion) for file in files]
    return repr((targets, config.markdown_extensions, config.mdx_configs, config.validation))


def _render(page: Page, cache: BuildCache, context: Hashable, config: MkDocsConfig, files: Files) -> None:
    """Like ``Page.render``."""
    key = ("markdown", page.file.src_uri, page.markdown, context)
    rendered = cache.get(key, lambda: _rendered(page, config, files))
    page.content, page._title_from_render = rendered.content, rendered.title
    page.present_anchor_ids = rendered.anchors
    page.toc = copy.deepcopy(rendered.toc)  # the tags plugin adds entries to that of its page
    page.links_to_anchors = {files.src_uris[path]: anchors for path, anchors in rendered.links.items()}
    for warning in rendered.warnings:
        LOG.handle(warning)


def _rendered(page: Page, config: MkDocsConfig, files: Files) -> RenderedPage:
    warnings: list[logging.LogRecord] = []

    def collect(record: logging.LogRecord) -> bool:
        warnings.append(record)
        return False

    LOG.addFilter(collect)
    try:
        Page.render(page, config, files)
    finally:
        LOG.removeFilter(collect)
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    return RenderedPage(
        page.content, page.toc, page._title_from_render, page.present_anchor_ids, links, warnings
    )
