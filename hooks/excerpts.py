"""Parts of the project's own files, shown on pages as they stand, so that no page shows what is no longer so."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

from markupsafe import Markup

ROOT = Path(__file__).resolve().parents[1]


def excerpt(path: str, start: str = "", until: str = "") -> Markup:
    """A file's lines from the first that begins with ``start`` up to the next that begins with ``until``.

    Raises ValueError where the file has no such line.
    """
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    at = next((number for number, line in enumerate(lines) if line.startswith(start)), None)
    if at is None:
        raise ValueError(f"{path} has no line that begins with {start!r}")
    rest = lines[at + 1 :]
    if until and not any(line.startswith(until) for line in rest):
        raise ValueError(f"{path} has no line after that which begins with {until!r}")
    kept = takewhile(lambda line: not until or not line.startswith(until), rest)
    return Markup("\n".join([lines[at], *kept]).rstrip())  # goes into a block of code, which escapes it
