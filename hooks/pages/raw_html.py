"""Blocks of HTML in Markdown: set aside while it is rendered, which would read each of their tags twice to leave it as it is."""

from __future__ import annotations

import hashlib
import re

from markupsafe import Markup, escape

_PLACE = re.compile(r'<div data-aside="(\w+)"></div>')
_ANCHOR = re.compile(r'\sid="([^"]+)"')


def without_indents(html: str) -> str:
    """HTML without its blank lines and indents."""
    lines = (line.strip() for line in html.splitlines())
    return "\n".join(line for line in lines if line)


class Blocks:
    """The blocks of all pages of one language, by a hash of what they hold."""

    def __init__(self) -> None:
        self._aside: dict[str, str] = {}

    def set_aside(self, html: str) -> Markup:
        """Take a block without its blank lines and indents; what stands in the Markdown for it."""
        block = without_indents(str(escape(html)))
        name = hashlib.sha256(block.encode()).hexdigest()[:16]
        self._aside[name] = block
        return Markup('<div data-aside="{}"></div>').format(name)

    def put_in(self, html: str) -> tuple[str, set[str]]:
        """The HTML of a page with its blocks, and the anchors that are in those."""
        blocks = [self._aside[name] for name in _PLACE.findall(html)]
        whole = _PLACE.sub(lambda found: self._aside[found[1]], html)
        return whole, {anchor for block in blocks for anchor in _ANCHOR.findall(block)}
