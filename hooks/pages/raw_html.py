"""Blocks of raw HTML in generated Markdown: replaced by placeholders while Python-Markdown runs, which would parse each of their
tags twice only to leave it as it is. (Python-Markdown calls the same thing a raw-HTML stash.)
"""

from __future__ import annotations

import hashlib
import re

from markupsafe import Markup, escape

_PLACEHOLDER = re.compile(r'<div data-raw-html="(\w+)"></div>')
_ANCHOR = re.compile(r'\sid="([^"]+)"')


def without_indents(html: str) -> str:
    """HTML without its blank lines and indents."""
    lines = (line.strip() for line in html.splitlines())
    return "\n".join(line for line in lines if line)


class RawHtml:
    """The blocks of all pages of one language, by a hash of their content."""

    def __init__(self) -> None:
        self._blocks: dict[str, str] = {}

    def stash(self, html: str) -> Markup:
        """Store a block, without blank lines and indents; returns the placeholder for the Markdown."""
        block = without_indents(str(escape(html)))
        name = hashlib.sha256(block.encode()).hexdigest()[:16]
        self._blocks[name] = block
        return Markup('<div data-raw-html="{}"></div>').format(name)

    def restore(self, html: str) -> tuple[str, set[str]]:
        """The HTML of a page with its blocks in place of the placeholders, and the anchors that the blocks have."""
        blocks = [self._blocks[name] for name in _PLACEHOLDER.findall(html)]
        whole = _PLACEHOLDER.sub(lambda match: self._blocks[match[1]], html)
        return whole, {anchor for block in blocks for anchor in _ANCHOR.findall(block)}
