"""Parses the quarter in a period such as 2006Q2, Q2 2006 or 2006年第二季度."""

from __future__ import annotations

import re
import unicodedata

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_QUARTER = re.compile(r"(?<![a-z])q\s*([1-4])(?!\d)|第?\s*([1-4一二三四])\s*季度?")


def quarter_of(period: str) -> tuple[str, int] | None:
    """The label beside the quarter (the year as written, normalised) and the quarter's number, 1 to 4.

    None where the text names no quarter, or more than one.
    """
    text = unicodedata.normalize("NFKC", period).lower()
    match = _QUARTER.search(text)
    if match is None or _QUARTER.search(text, match.end()):
        return None
    digit = match[1] or match[2]
    label = re.sub(r"[\s年/_.-]+", " ", text[: match.start()] + " " + text[match.end() :])
    return label.strip(), _NUMERALS.get(digit) or int(digit)
