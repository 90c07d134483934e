"""Number formats: what a spreadsheet shows of a number, as a percentage, a date or with 15 significant digits.

Source: ECMA-376, part 1, 18.8.30 (numFmt, with the built-in formats) and 18.17.4 (dates).
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from liumai.formats.cells import Cell, SpecialCell
from liumai.formats.xlsx.xml_events import Attributes, XmlHandler

Shown = Literal["number", "percent", "date", "elapsed"]
NumberFormat = tuple[Shown, ...]  # of each section: of positive numbers, negative ones, zero

_GENERAL: NumberFormat = ("number",)
_PERCENT_IDS, _DATE_IDS = (9, 10), (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59), *range(71, 82))
_BUILT_IN: Mapping[int, NumberFormat] = {
    **dict.fromkeys(_PERCENT_IDS, ("percent",)),
    **dict.fromkeys(_DATE_IDS, ("date",)),
    46: ("elapsed",),
}
_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")  # colours, conditions, languages
_NO_DATE = re.compile(r"general|standard|e[+-]", re.IGNORECASE)
_DATE = re.compile(r"[dmyhse]|aaa", re.IGNORECASE)
_LAST_DAY = 2_958_466  # after 9999-12-31
_DAY = 86_400  # seconds
_DAY_0 = datetime.date(1899, 12, 30)
_DAYS_TO_1904 = 1462
_LEAP_BUG = 60  # days before this serial are one less, for spreadsheets have 29 February 1900
_MOST_PERCENT = 1e12  # beyond it, the number itself: more digits help nobody


def number_format(code: str) -> NumberFormat:
    """What a format's code shows numbers as, by section."""
    plain = _LITERAL.sub("", code)
    return tuple(_section(section) for section in plain.split(";")[:3])


def _section(code: str) -> Shown:
    if "%" in code:
        return "percent"
    if _ELAPSED.search(code):
        return "elapsed"
    return "date" if _DATE.search(_NO_DATE.sub("", _BRACKETS.sub("", code))) else "number"


class Styles(XmlHandler):
    """The number formats of a workbook's cells, by the index that cells give; only those that are not plain numbers."""

    def __init__(self) -> None:
        super().__init__(
            {"numFmt": self._add_format, "cellXfs": self._enter, "xf": self._add_cell_format},
            {"cellXfs": self._leave},
        )
        self.by_index: dict[str, NumberFormat] = {}
        self._by_id = dict(_BUILT_IN)
        self._in_cell_formats = False
        self._count = 0

    def _add_format(self, attributes: Attributes) -> None:
        number = attributes.get("numFmtId", "")
        if number.isdecimal():
            self._by_id[int(number)] = number_format(attributes.get("formatCode", ""))

    def _enter(self, _attributes: Attributes) -> None:
        self._in_cell_formats = True

    def _leave(self) -> None:
        self._in_cell_formats = False

    def _add_cell_format(self, attributes: Attributes) -> None:
        if not self._in_cell_formats:
            return
        number = attributes.get("numFmtId", "")
        found = self._by_id.get(int(number), _GENERAL) if number.isdecimal() else _GENERAL
        if set(found) != {"number"}:
            self.by_index[str(self._count)] = found
        self._count += 1


def shown_number(text: str, shown_as: NumberFormat | None, *, from_1904: bool) -> Cell:
    """The value of a cell with this number, as its format shows it. What is no number stays text."""
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    if shown_as is not None:
        match _applied(shown_as, number):
            case "percent" if abs(number) < _MOST_PERCENT:
                return _percent(number)
            case "date":
                return _date(number, from_1904=from_1904)
            case "elapsed" if abs(number) < _LAST_DAY:
                return SpecialCell("date", str(datetime.timedelta(seconds=round(number * _DAY))))
    return rounded(number)


def rounded(number: float) -> int | float:
    """The number with 15 significant digits, all that a spreadsheet shows: 2.9999999999999996 is 3."""
    if number.is_integer() and abs(number) < 1e15:
        return int(number)
    digits = f"{number:.15g}"
    number = float(digits)
    return int(Decimal(digits)) if number.is_integer() and abs(number) < 1e21 else number


def _applied(sections: NumberFormat, number: float) -> Shown:
    index = 1 if number < 0 else 2 if number == 0 else 0
    return sections[index if index < len(sections) else 0]


def _percent(number: float) -> str:
    percent = Decimal(f"{number:.15g}").scaleb(2)
    digits = f"{percent:f}"
    return f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits}%"


_OUTSIDE = "#####"  # what a spreadsheet shows of a date before its first or after its last


def _date(number: float, *, from_1904: bool) -> SpecialCell:
    """The ISO date of a serial number; of a number under 1, which has no day, the time."""
    if not 0 <= number < _LAST_DAY - (_DAYS_TO_1904 if from_1904 else 0):
        return SpecialCell("error", _OUTSIDE)
    seconds = int(number * _DAY + 0.5)
    if seconds < _DAY:
        return SpecialCell("date", str(datetime.time(seconds // 3600, seconds // 60 % 60, seconds % 60)))
    days = min(seconds // _DAY, _LAST_DAY - 1)
    if from_1904:
        days += _DAYS_TO_1904
    elif days < _LEAP_BUG:
        days += 1
    return SpecialCell("date", str(_DAY_0 + datetime.timedelta(days=days)))


def iso_date(text: str) -> SpecialCell:
    """The date of a cell that stores it in ISO 8601: its day, else its time."""
    day, _, time = text.strip().partition("T")
    return SpecialCell("date", day or time.removesuffix("Z"))
