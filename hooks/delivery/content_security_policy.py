"""The site's Content-Security-Policy, computed from the inline scripts and styles of the finished pages.

Every page of both languages has the same policy: instant navigation replaces the content of one document, which keeps the
policy that it was loaded with. So the policy lists the hash of each inline script of any page: the theme's, and early-start.js.

A worker gets a policy only from a header of its own response; host_headers.py writes the headers for several hosts.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

# Placeholder in pages and files that show the policy; without characters that HTML or JSON escapes.
PLACEHOLDER = "LIUMAI-CONTENT-SECURITY-POLICY"
BY_LINES = f"{PLACEHOLDER}-BY-LINES"  # for the policy with each directive on a line of its own
REFERRER = '<meta name="referrer" content="same-origin">'
CHARSET = '<meta charset="utf-8">'
# Types of <script> that are data, not code.
DATA = frozenset({"application/json", "application/ld+json"})
# Suffixes of the files that may have a placeholder; _headers has none.
SUFFIXES = frozenset({".html", ".json", ".conf", ""})


class PolicyError(Exception):
    """A page has no place for the policy; the message names the page."""


@dataclass
class InlineHashes:
    """Hashes of inline scripts, styles and style attributes, as the policy writes them."""

    scripts: set[str] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)

    def add(self, page: str) -> None:
        """Add those of one page."""
        tree = LexborHTMLParser(page)
        for script in tree.css("script:not([src])"):
            if script.attributes.get("type") not in DATA:
                self.scripts.add(_hash(script.text() or ""))
        self.styles |= {_hash(style.text() or "") for style in tree.css("style")}
        self.attributes |= {_hash(styled.attributes["style"] or "") for styled in tree.css("[style]")}


def policy(inline: InlineHashes) -> str:
    """The policy for pages with these inline parts."""
    # 'unsafe-hashes' allows these very style attributes (the shares in the pictures), and no other.
    attributes = ["'unsafe-hashes'", *sorted(inline.attributes)] if inline.attributes else ["'none'"]
    directives = {
        "default-src": ["'none'"],
        # Pyodide compiles WebAssembly; 'wasm-unsafe-eval' allows nothing else.
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
    """Write the policy into every page of a finished site and in place of every placeholder. Returns the policy.

    Raises PolicyError if a page does not declare its charset as the theme does.
    """
    inline = InlineHashes()
    for page in site.rglob("*.html"):
        inline.add(page.read_text(encoding="utf-8"))
    content = policy(inline)
    meta = f'{CHARSET}<meta http-equiv="Content-Security-Policy" content="{content}">{REFERRER}'
    for path in _with_placeholders(site):
        text = path.read_text(encoding="utf-8")
        separator = ";\n" if path.suffix == ".html" else "; "
        filled = text.replace(BY_LINES, content.replace("; ", separator)).replace(PLACEHOLDER, content)
        if path.suffix == ".html":
            if CHARSET not in filled:
                raise PolicyError(f"{path.relative_to(site)}: no {CHARSET} for the policy to stand behind")
            filled = filled.replace(CHARSET, meta, 1)  # before anything that the policy applies to
        if filled != text:
            path.write_text(filled, encoding="utf-8")
    return content


def _with_placeholders(site: Path) -> Iterator[Path]:
    yield from (path for path in site.rglob("*") if path.is_file() and path.suffix in SUFFIXES)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
