"""Which quarter a period names: 2006Q2, Q2 2006, 2006年第二季度."""

from __future__ import annotations

import re
import unicodedata

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_QUARTER = re.compile(r"(?<![a-z])q\s*([1-4])(?!\d)|第?\s*([1-4一二三四])\s*季度?")


def quarter_of(period: str) -> tuple[str, int] | None:
    """What stands beside the quarter (the year, as it was written) and its number; None where none is named."""
    plain = unicodedata.normalize("NFKC", period).lower()
    found = _QUARTER.search(plain)
    if found is None or _QUARTER.search(plain, found.end()):
        return None
    digit = found[1] or found[2]
    around = re.sub(r"[\s年/_.-]+", " ", plain[: found.start()] + " " + plain[found.end() :])
    return around.strip(), _NUMERALS.get(digit) or int(digit)
