"""Changes to the HTML of pages that Material has rendered, where overriding a small template cannot make them."""

from __future__ import annotations

import re
from html import escape

_EMPTY_TABINDEX = ' tabindex=""'
_SKIP_LINK = re.compile(r'<a href="([^"]*)" class="md-skip">[^<]*</a>')


def patch_page(html: str, skip_label: str, skip_to: str | None = None) -> str:
    """A page without the invalid ``tabindex=""`` that ``partials/nav-item.html`` puts on labels of the navigation, and with a
    link that skips the header and says where to: to the page's title, or to the element with the id ``skip_to``.
    """
    html = html.replace(_EMPTY_TABINDEX, "")

    def link(match: re.Match[str]) -> str:
        return f'<a href="{f"#{skip_to}" if skip_to else match[1]}" class="md-skip">{escape(skip_label)}</a>'

    return _SKIP_LINK.sub(link, html, count=1)
