"""The site's Content-Security-Policy, made from what the finished pages hold.

Every page of both languages carries the same policy: instant navigation swaps the pages of one document, which keeps the
policy that it was loaded with. So the policy lists the hash of each inline script that any page has; they are the theme's,
a handful.

A worker has a policy only by a header of its own answer; hosting/ of the site has the headers for several hosts.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

# Stands where the policy will, in pages and files that print it; without a character that HTML or JSON escapes.
PLACE = "LIUMAI-CONTENT-SECURITY-POLICY"
BY_LINES = f"{PLACE}-BY-LINES"  # the same to be read by people: a line for each directive
REFERRER = '<meta name="referrer" content="same-origin">'
CHARSET = '<meta charset="utf-8">'
# Types of <script> that are data and never run.
DATA = frozenset({"application/json", "application/ld+json"})
PRINTED = frozenset(
    {".html", ".json", ".conf", ""}
)  # of the files that may have the place; _headers has no suffix


class PolicyError(Exception):
    """A page cannot be given the policy; the message names it and says why."""


@dataclass
class Inline:
    """Hashes of what stands inline in pages, in the policy's own form."""

    scripts: set[str] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)

    def add(self, page: str) -> None:
        """Add what one page has."""
        tree = LexborHTMLParser(page)
        for script in tree.css("script:not([src])"):
            if script.attributes.get("type") not in DATA:
                self.scripts.add(_hash(script.text() or ""))
        self.styles |= {_hash(style.text() or "") for style in tree.css("style")}
        self.attributes |= {_hash(styled.attributes["style"] or "") for styled in tree.css("[style]")}


def policy(inline: Inline) -> str:
    """The policy for pages with these inline parts."""
    # 'unsafe-hashes' lets these very style attributes stand, the shares in the pictures; it allows no other.
    attributes = ["'unsafe-hashes'", *sorted(inline.attributes)] if inline.attributes else ["'none'"]
    directives = {
        "default-src": ["'none'"],
        # WebAssembly is compiled by Pyodide; that word allows nothing else.
        "script-src": ["'self'", "'wasm-unsafe-eval'", *sorted(inline.scripts)],
        "worker-src": ["'self'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the theme's icons are data: in its stylesheets
        "font-src": ["'self'"],
        "style-src": ["'self'", *sorted(inline.styles)],
        "style-src-attr": attributes,
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def put_policy(site: Path) -> str:
    """Give every page of a finished site the policy, and print it wherever its place is kept. Returns the policy.

    Raises PolicyError where a page has no head of the usual form.
    """
    inline = Inline()
    for page in site.rglob("*.html"):
        inline.add(page.read_text(encoding="utf-8"))
    made = policy(inline)
    meta = f'{CHARSET}<meta http-equiv="Content-Security-Policy" content="{made}">{REFERRER}'
    for path in _printing(site):
        text = path.read_text(encoding="utf-8")
        given = text.replace(BY_LINES, made.replace("; ", ";\n" if path.suffix == ".html" else "; "))
        given = given.replace(PLACE, made)
        if path.suffix == ".html":
            if CHARSET not in given:
                raise PolicyError(f"{path.relative_to(site)}: no {CHARSET} for the policy to stand behind")
            given = given.replace(CHARSET, meta, 1)  # before anything that it is to govern
        if given != text:
            path.write_text(given, encoding="utf-8")
    return made


def _printing(site: Path) -> Iterator[Path]:
    yield from (path for path in site.rglob("*") if path.is_file() and path.suffix in PRINTED)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
