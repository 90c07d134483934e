"""Parses the quarter in a period such as 2006Q2, Q2 2006, 2Q06, second quarter of 2006 or 2006年第二季度."""

from __future__ import annotations

import re

from liumai.analysis.folding import folded

_NUMBERS = {
    "一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
_QUARTER = re.compile(
    r"(?<![a-z])q\s*([1-4])(?!\d)"
    r"|(?<![\da-z])([1-4])\s?q(?![a-z]|\s*[1-4](?!\d))"
    r"|第?\s*([1-4一二三四])\s*个?\s*季度?"
    r"|(?<![a-z])(?:quarter|qtr)\.?\s*([1-4])(?!\d)"
    r"|(?<![a-z\d])(first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?:quarter|qtr)(?![a-z])"
)
_SEPARATORS = re.compile(r"(?:[\s/_.,:;'()\[\]·-]|(?<!财)年度?|(?<![a-z])of(?![a-z]))+")
_CHINESE_YEAR = re.compile("[〇零一二三四五六七八九]{4}(?=年)")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def quarter_of(period: str) -> tuple[str, int] | None:
    """The label beside the quarter (the year as written, normalised) and the quarter's number, 1 to 4.

    A year of two digits is one of this century. None where the text names no quarter, or more than one.
    """
    text = _CHINESE_YEAR.sub(lambda year: year[0].translate(_CHINESE_DIGITS), folded(period))
    match = _QUARTER.search(text)
    if match is None or _QUARTER.search(text, match.end()):
        return None
    number = next(group for group in match.groups() if group)
    label = _SEPARATORS.sub(" ", text[: match.start()] + " " + text[match.end() :]).strip()
    if re.fullmatch(r"\d\d", label):
        label = f"20{label}"
    return label, _NUMBERS.get(number) or int(number)
