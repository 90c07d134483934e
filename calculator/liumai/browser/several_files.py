"""Files of one year that the page opens together, such as a table for each quarter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from liumai.analysis.period import quarter_of
from liumai.analysis.rows import AppraisalRow, Item, Place, RejectedRow, RowMessage

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def default_period(name: str, position: int) -> str:
    """The period of rows that name none: the quarter in the file's name (``team-2006Q2.csv``), else the file's position, from 1."""
    stem = name.rpartition(".")[0] or name
    quarter = quarter_of(stem)
    if quarter is None:
        return f"Q{position}"
    year = _YEAR.search(quarter[0])
    return f"{year[0] if year else ''}Q{quarter[1]}"


def of_file(items: Iterable[Item], name: str, position: int) -> Iterator[Item]:
    """The items of one of several files: their places name the file, and rows without a period have that of the file."""
    period = default_period(name, position)
    for item in items:
        place = _in_file(item.place, name)
        if isinstance(item, RowMessage):
            yield replace(item, place=place)
        elif isinstance(item, RejectedRow):
            problems = tuple(replace(one, place=_in_file(one.place, name)) for one in item.problems)
            yield replace(item, place=place, problems=problems, period=item.period or period, reread=None)
        else:
            yield _dated(replace(item, place=place), period)


def _dated(row: AppraisalRow, period: str) -> AppraisalRow:
    if row.period.strip():
        return row
    return replace(row, period=period, appraisal=replace(row.appraisal, period=period))


def _in_file(place: Place, name: str) -> Place:
    return replace(place, sheet=f"{name} {place.sheet}".strip())
