"""Pages as MkDocs renders them from Markdown, each kept as long as its Markdown and the addresses of all pages stay."""

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

from hooks.kept import kept

LOG = logging.getLogger("mkdocs.structure.pages")  # tells of a page's broken links as it is rendered


@dataclass(frozen=True)
class Rendered:
    """What rendering a page gives it. ``links`` are the anchors it links to, by the path of the file that has them;
    ``remarks`` is what MkDocs has to say about its links.
    """

    content: str | None
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    links: dict[str, dict[str, str]]
    remarks: list[logging.LogRecord]


def surroundings(files: Files, config: MkDocsConfig) -> Hashable:
    """What a page's HTML depends on beside its Markdown: where links lead, and the extensions of Markdown."""
    leads = [(file.src_uri, file.url, file.inclusion) for file in files]
    return repr((leads, config.markdown_extensions, config.mdx_configs, config.validation))


def keep_rendering(page: Page, around: Hashable) -> None:
    """Let MkDocs take the page's HTML from what is kept. ``around`` are the surroundings of all pages."""
    page.render = partial(_render, page, around)  # type: ignore[method-assign]


def _render(page: Page, around: Hashable, config: MkDocsConfig, files: Files) -> None:
    key = ("rendered", page.file.src_uri, page.markdown, around)
    made = kept(key, lambda: _rendered(page, config, files))
    page.content, page._title_from_render, page.present_anchor_ids = made.content, made.title, made.anchors
    page.toc = copy.deepcopy(made.toc)  # the page of tags gets more entries
    page.links_to_anchors = {files.src_uris[path]: links for path, links in made.links.items()}
    for remark in made.remarks:
        LOG.handle(remark)


def _rendered(page: Page, config: MkDocsConfig, files: Files) -> Rendered:
    remarks: list[logging.LogRecord] = []

    def held(record: logging.LogRecord) -> bool:
        remarks.append(record)
        return False

    LOG.addFilter(held)
    try:
        Page.render(page, config, files)
    finally:
        LOG.removeFilter(held)
    links = {file.src_uri: leads for file, leads in (page.links_to_anchors or {}).items()}
    return Rendered(page.content, page.toc, page._title_from_render, page.present_anchor_ids, links, remarks)
