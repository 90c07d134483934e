"""Changes to the HTML of pages that Material has rendered, where overriding a small template cannot make them."""

from __future__ import annotations

_EMPTY_TABINDEX = ' tabindex=""'


def patch_page(html: str) -> str:
    """A page without the invalid ``tabindex=""`` that ``partials/nav-item.html`` puts on labels of the navigation."""
    return html.replace(_EMPTY_TABINDEX, "")
