"""Excerpts of the project's own files, so that pages never show an outdated copy of one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from markupsafe import Markup

from hooks.paths import ROOT


def excerpt(path: str, start: str = "", until: str = "", notes: Sequence[str] = ()) -> Markup:
    """A file's lines from the first that begins with ``start`` up to the next that begins with ``until``.

    ``notes`` are keys of YAML in the order of the file: each gets the mark of a code annotation of Material, whose texts
    are the numbered list after the block. Raises ValueError if the file has no such line or key.
    """
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    at = next((number for number, line in enumerate(lines) if line.startswith(start)), None)
    if at is None:
        raise ValueError(f"{path} has no line that begins with {start!r}")
    rest = lines[at + 1 :]
    if until and not any(line.startswith(until) for line in rest):
        raise ValueError(f"{path} has no line after that which begins with {until!r}")
    shown = [lines[at], *takewhile(lambda line: not until or not line.startswith(until), rest)]
    for number, key in enumerate(notes, 1):
        place = next(
            (place for place, line in enumerate(shown) if line.lstrip(" -").startswith(f"{key}:")), None
        )
        if place is None:
            raise ValueError(f"that part of {path} has no key {key}")
        shown[place] += f"  # ({number})!"
    return Markup("\n".join(shown).rstrip())  # goes into a block of code, which escapes it
