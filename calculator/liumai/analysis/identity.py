"""Decides which spellings of a name or a period are the same, as people read them.

``person_key`` and ``period_key`` are equal for texts that stand for the same person or period; they are for comparison and
never shown. :class:`Spellings` gives all spellings of a file the first one, and lists which were joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from liumai.analysis.folding import clean, folded
from liumai.analysis.period import quarter_of
from liumai.analysis.rows import AppraisalRow, Place, RowMessage
from liumai.core.errors import shown_text
from liumai.core.rubric import Text

MOST_ROWS_NAMED = 10  # of one name's spellings in a message; the rest is "…"

_HAN = "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_BETWEEN_HAN = re.compile(f"(?<={_HAN}) (?={_HAN})")


@lru_cache(1 << 16)
def person_key(name: str) -> str:
    """The key of a person's name. Spaces between Chinese characters do not count: names of two characters are spaced out."""
    return _BETWEEN_HAN.sub("", folded(name))


@lru_cache(1 << 12)
def period_key(period: str) -> str:
    """The key of a period: its year and quarter where it names one, else its text without spaces."""
    quarter = quarter_of(period)
    if quarter is None:
        return folded(folded(period).replace(" ", ""))
    label, number = quarter
    return f"{year_key(label)} q{number}".strip()


def year_key(label: str) -> str:
    """The key of a label that :func:`liumai.analysis.period.quarter_of` has found beside a quarter."""
    return label.replace(" ", "")


KINDS: Mapping[str, Callable[[str], str]] = {
    "subject": person_key,
    "manager": person_key,
    "period": period_key,
}
_COUNTED_AS = {
    "subject": Text("按一个人计", "counted as one person"),
    "manager": Text("按一位主管计", "counted as one manager"),
    "period": Text("按一个时段计", "counted as one period"),
}


class Spellings:
    """The spellings of persons, managers and periods met so far; each is shown as the first of its kind, cleaned."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}  # what is shown, by spelling
        # What is shown and where it was met first, by key.
        self._first: dict[str, dict[str, tuple[str, Place]]] = {kind: {} for kind in KINDS}
        # Where each spelling was met first, by key, of those with several.
        self._joined: dict[str, dict[str, list[Place]]] = {kind: {} for kind in KINDS}

    def shown(self, kind: str, text: str, place: Place) -> str:
        """The spelling to show for ``text``. ``kind`` is one of :data:`KINDS`; ``place`` is where ``text`` stands."""
        known = self._known[kind]
        text = text.strip()
        if text not in known:
            known[text] = self._add(kind, text, place)
        return known[text]

    def _add(self, kind: str, text: str, place: Place) -> str:
        """What is shown for a spelling that has not been met before."""
        key = KINDS[kind](text)
        if not key:
            return ""
        if key not in self._first[kind]:
            self._first[kind][key] = clean(text), place
        else:
            self._joined[kind].setdefault(key, [self._first[kind][key][1]]).append(place)
        return self._first[kind][key][0]

    def notices(self) -> list[RowMessage]:
        """A message for each person, manager and period with several spellings, at the place of the second one."""
        return [
            _notice(kind, self._first[kind][key][0], places)
            for kind in KINDS
            for key, places in self._joined[kind].items()
        ]


def spelling_notices(rows: Iterable[AppraisalRow]) -> list[RowMessage]:
    """A message for each person and manager that ``rows`` write in several ways; their periods are one year's."""
    spellings = Spellings()
    for row in rows:
        for kind in ("subject", "manager"):
            spellings.shown(kind, getattr(row, kind), row.place)
    return spellings.notices()


def _notice(kind: str, shown: str, places: list[Place]) -> RowMessage:
    ways, name = len(places), shown_text(shown)
    zh, en = _rows(places)
    counted = _COUNTED_AS[kind]
    return RowMessage(
        Place(places[1].row, sheet=places[1].sheet, line=places[1].line),
        Text(
            f"“{name}”的写法有 {ways} 种{zh}；{counted.zh}",
            f"“{name}” is written in {ways} ways{en}: {counted.en}",
        ),
    )


def _rows(places: list[Place]) -> tuple[str, str]:
    """The rows of the places in brackets, in Chinese and in English; empty where a place has none."""
    if not all(place.row for place in places):
        return "", ""
    sheets = len({place.sheet for place in places}) > 1
    named = list(_named(places[:MOST_ROWS_NAMED], sheets=sheets))
    more = ["…"] if len(places) > len(named) else []
    zh, en = ("行", "lines") if places[0].line else ("行", "rows")
    return f"（第 {'、'.join([*named, *more])} {zh}）", f" ({en} {', '.join([*named, *more])})"


def _named(places: list[Place], *, sheets: bool) -> Iterator[str]:
    for place in places:
        yield f"{place.sheet} {place.row}" if sheets and place.sheet else str(place.row)
