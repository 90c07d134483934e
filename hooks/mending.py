"""Mends what the theme's scripts do wrong for this site, once they are copied into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class MendError(Exception):
    """The theme has changed: a mend no longer fits."""


@dataclass(frozen=True)
class _Mend:
    files: str
    old: str
    new: str


_MENDS = (
    # A query is cut into the words of the index, but one that ends where the query ends was never looked at.
    _Mend(
        "assets/javascripts/workers/search.*.min.js",
        "o<t.length;o++)t.slice(s,o)in e",
        "o<=t.length;o++)t.slice(s,o)in e",
    ),
    # Instant navigation asks the sitemap which addresses are pages, and took them for absolute ones, with the host's
    # name. Ours are relative, for any host and sub-path (theme/sitemap.xml).
    _Mend(
        "assets/javascripts/bundle.*.min.js", "fi(new URL(n.textContent),t)", "fi(new URL(n.textContent,t),t)"
    ),
    # The copy button of each block of code stood in a navigation of its own, without a name.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'x("nav",{class:"md-code__nav"})',
        'x("div",{class:"md-code__nav"})',
    ),
    # It fetched and swapped a page for the first entry of the history that the reader went to, though it was of the same page.
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'let s=t.pipe(ne("pathname"),',
        "let at=location.pathname,s=t.pipe(g(u=>u.pathname!==at&&(at=u.pathname,!0)),",
    ),
    # It notes how far a page is scrolled in the history's entry, and threw away what others note there: the
    # calculator's steps (calculator/widget/steps.js).
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'history.replaceState(a,"")',
        'history.replaceState({...history.state,...a},"")',
    ),
    _Mend(
        "assets/javascripts/bundle.*.min.js",
        'history.replaceState(c,"")',
        'history.replaceState({...history.state,...c},"")',
    ),
)


def mend_theme(site: Path) -> None:
    """Mend the scripts of a built site. Raises MendError where a script is not as it was when the mend was made."""
    for mend in _MENDS:
        for path in site.glob(mend.files):
            script = path.read_text(encoding="utf-8")
            if mend.old not in script:
                raise MendError(f"{path.name}: no longer has {mend.old!r}, which hooks/mending.py replaces")
            path.write_text(script.replace(mend.old, mend.new, 1), encoding="utf-8")
