"""Parses the built pages: their links, anchors, headings and texts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SILENT = frozenset(("script", "style", "template", "svg"))
ADDRESSES = ("href", "src", "runtime", "data-address")
SHEET = re.compile(r'<template data-sheet="[^"]+" data-address="(?P<address>[^"]+)"[^>]*>')
HEADINGS = ("h1", "h2", "h3")


@dataclass
class Text:
    """A stretch of text: the tags around it, outermost first, and the language named nearest to it."""

    words: str
    tags: tuple[str, ...]
    language: str


@dataclass
class Heading:
    """A heading, and whether anything was said between it and the next of its level or above."""

    level: int
    words: str = ""
    filled: bool = False


@dataclass
class BuiltPage:
    """One page of the site, at its path there: ``en/gaps/``."""

    path: str
    links: list[tuple[str, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: BuiltPage) -> None:
        super().__init__()
        self.page = page
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.page.links += [(f"{tag} {name}", given[name] or "") for name in ADDRESSES if name in given]
        self.page.links += [(tag, each) for each in (given.get("rubrics") or "").split()]
        inside = [name for name, _ in self._open]
        if given.get("id"):
            self.page.ids.append(str(given["id"]))
            # Material's own begin with two underscores.
            if "article" in inside and not str(given["id"]).startswith("__"):
                self.page.anchors.append(str(given["id"]))
        if tag in VOID:
            return
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        self._open.append((tag, language))
        if tag in HEADINGS and "article" in inside and not SILENT & set(inside):
            self.page.headings.append(Heading(int(tag[1])))
        if "article" in inside and tag in ("table", "form"):
            self._fill()

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _ in self._open):  # neither a stray one nor that of ``<br />``
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        tags = tuple(name for name, _ in self._open)
        words = data.strip()
        if not words or SILENT & set(tags):
            return
        self.page.texts.append(Text(words, tags, self._open[-1][1] if self._open else ""))
        if "article" not in tags or not self.page.headings:
            return
        if set(HEADINGS) & set(tags):
            self.page.headings[-1].words += words
        else:
            self._fill()

    def _fill(self) -> None:
        """What is said under a heading is said under those above it too."""
        level = 7
        for heading in reversed(self.page.headings):
            if heading.level < level:
                heading.filled, level = True, heading.level


def whole(file: Path) -> str:
    """A page's HTML with the calculator's sheets in it that it fetches when their rubric is chosen."""

    def with_sheet(match: re.Match[str]) -> str:
        address = urlsplit(match["address"]).path
        sheet: str = json.loads((file.parent / address).read_text(encoding="utf-8"))["html"]
        return match[0] + sheet

    return SHEET.sub(with_sheet, file.read_text(encoding="utf-8"))


def read_site(site: Path) -> dict[str, BuiltPage]:
    """Every page of the site by its path: ``en/`` for ``en/index.html``."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        page = BuiltPage(file.relative_to(site).as_posix().removesuffix("index.html"))
        _Reader(page).feed(whole(file))
        pages[page.path] = page
    return pages
