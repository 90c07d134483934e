"""Finds the heading of a table among its first rows: one row, or two where groups of columns have a heading of their own.

Of two rows, the names of both count for every column: "姓名" above a blank cell, "团队合作" below "价值观得分", "案例" below
"团队合作". A CSV file has the text of merged cells in the first of them alone, a workbook in all of them. Rows above the
heading are titles and are skipped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from liumai.core.errors import RefusedError
from liumai.formats.cells import SEARCHED, Cell, Row, blank, column_name, normal
from liumai.formats.tables.heading_names import Column, Headings

SAMPLED = 50  # rows below the heading by which an unknown column is judged
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_Complete = Callable[[Sequence[Column]], bool]


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column whose heading is not known. ``key`` names it in a mapping: its heading, or its letter without one.

    ``like`` is what it would mean if no other column did, or if it were the only one.
    """

    index: int
    heading: str
    key: str
    like: Column | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table: its last row's number, the columns, and its rows' normalised texts."""

    number: int
    columns: list[Column]
    unknown: list[UnknownColumn]
    lines: list[list[str]]
    keys: list[str] = field(default_factory=list)

    def used(self, kinds: Iterable[str]) -> list[Column]:
        """The columns of some kinds."""
        return [column for column in self.columns if column.kind in kinds]

    def has(self, kind: str) -> bool:
        """Whether there is a column of a kind."""
        return any(column.kind == kind for column in self.columns)

    def duplicates(self, kinds: Iterable[str]) -> list[Column]:
        """The columns of these kinds that stand for the same thing as another."""
        used = self.used(kinds)
        return [column for column in used if sum(column.means_as(other) for other in used) > 1]


@dataclass(slots=True)
class PeekedRows:
    """The rows of a table, of which the first are read ahead.

    ``error`` is what kept from reading the first ones; it is raised where the iteration comes to it.
    """

    first: list[Row]
    rest: Iterator[Row]
    error: RefusedError | None = None

    def after(self, position: int) -> Iterator[Row]:
        """The rows from a position on."""
        yield from self.first[position:]
        if self.error is not None:
            raise self.error
        yield from self.rest


def peek(rows: Iterable[Row]) -> PeekedRows:
    """Reads as many rows as a heading is searched and judged by."""
    rest = iter(rows)
    first: list[Row] = []
    try:
        first.extend(islice(rest, SEARCHED + SAMPLED))
    except RefusedError as error:
        return PeekedRows(first, iter(()), error)
    return PeekedRows(first, rest)


def find_heading(rows: Sequence[Row], headings: Headings, complete: _Complete) -> tuple[Heading, int] | None:
    """The heading, and the position of the first row below it; None where no row is one.

    ``complete`` says whether columns make a heading. A row with a single known column may be a title, such as the name
    of a criterion, so that a later row with more goes before it.
    """
    first: tuple[Heading, int] | None = None
    for position in range(min(SEARCHED, len(rows))):
        heading, below = _heading_at(rows, position, headings)
        if complete(heading.columns):
            if len(heading.used(headings.kinds)) > 1:
                return heading, below
            if not any(map(_is_number, rows[position][1])):
                first = first or (heading, below)
    return first


def criteria_below_another(rows: Sequence[Row], headings: Headings) -> bool:
    """Whether a column of rows without a heading has several criteria, one below another."""
    criteria: dict[int, set[tuple[tuple[str, str], ...]]] = {}
    for _, cells in rows[:SEARCHED]:
        for index, cell in enumerate(cells):
            column = headings.column(index, [cell]) if isinstance(cell, str) else None
            if column and column.kind == "rating":
                criteria.setdefault(index, set()).add(tuple(sorted(column.criteria.items())))
    return any(len(found) > 1 for found in criteria.values())


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or (
        isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()) is not None
    )


def _heading_at(rows: Sequence[Row], position: int, headings: Headings) -> tuple[Heading, int]:
    """The heading whose first or second row is at this position."""
    number, cells = rows[position]
    row = _texts(cells)
    alone = _of_rows(number, [], row, headings)
    if position and rows[position - 1][0] == number - 1:
        both = _of_rows(number, _texts(rows[position - 1][1]), row, headings)
        if len(both.used(headings.kinds)) > len(alone.used(headings.kinds)):
            return both, position + 1
    if position + 1 < len(rows):
        number, below = rows[position + 1]
        if _is_second_row(alone, below, headings):
            both, lower = (_of_rows(number, upper, _texts(below), headings) for upper in (row, []))
            if len(both.used(headings.kinds)) > len(lower.used(headings.kinds)):
                return both, position + 2
    return alone, position + 1


def _is_second_row(upper: Heading, cells: Sequence[Cell], headings: Headings) -> bool:
    """Whether a row goes on with the heading above it: all its cells are text and, below used columns, known headings."""
    texts = _texts(cells)
    used = upper.used(headings.kinds)
    if not used or any(not blank(cell) and not isinstance(cell, str) for cell in cells):
        return False
    if upper.lines[-1] == [normal(text) for text in texts]:
        return False  # the heading again, as printed on the next page
    columns = _of_rows(0, upper.lines[-1], texts, headings).used(headings.kinds)
    known = {column.index for column in columns if column.index < len(texts) and texts[column.index]}
    return bool(known) and all(c.index in known for c in used if c.index < len(texts) and texts[c.index])


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.strip() if isinstance(cell, str) else "" for cell in cells]


def _ways(upper: Sequence[str], lower: Sequence[str], index: int) -> list[str]:
    """How a column's heading can be read: with the group's heading before it, and by itself."""
    above = upper[index] if index < len(upper) else ""
    below = lower[index] if index < len(lower) else ""
    if not below:
        return [above] if above else []
    group = next((text for text in reversed(upper[: index + 1]) if text), "")
    return [f"{group}{below}", f"{group} {below}", below] if group else [below]


def _of_rows(number: int, upper: list[str], lower: list[str], headings: Headings) -> Heading:
    ways = [_ways(upper, lower, index) for index in range(max(len(upper), len(lower)))]
    keys = _keys(ways)
    found: list[Column] = []
    unknown: list[UnknownColumn] = []
    for index, texts in enumerate(ways):
        column = headings.column(index, texts, keys[index])
        if column:
            found.append(column)
        else:
            unknown.append(UnknownColumn(index, texts[-1] if texts else "", keys[index]))
    columns, doubtful = _without_rivals(found, keys)
    lines = [[normal(text) for text in row] for row in (upper, lower) if any(row)]
    return Heading(number, columns, sorted([*unknown, *doubtful], key=lambda c: c.index), lines, keys)


def _keys(ways: Sequence[Sequence[str]]) -> list[str]:
    """By which name a mapping names each column: its heading, with its group's where several are alike, else its letter."""
    plain = [texts[-1] if texts else "" for texts in ways]
    grouped = [texts[-2] if len(texts) > 1 else text for texts, text in zip(ways, plain, strict=True)]
    alike_plain, alike_grouped = (Counter(normal(text) for text in texts) for texts in (plain, grouped))
    keys = []
    for index, text in enumerate(plain):
        if text and alike_plain[normal(text)] > 1:
            text = "" if alike_grouped[normal(grouped[index])] > 1 else grouped[index]
        keys.append(" ".join(text.split()) or column_name(index))
    return keys


def _without_rivals(columns: list[Column], keys: list[str]) -> tuple[list[Column], list[UnknownColumn]]:
    """Takes synonyms back where another column has the name itself, or several are synonyms of the same thing."""
    kept, doubtful = [], []
    for column in columns:
        rivals = [other for other in columns if other is not column and other.means_as(column)]
        if column.exact or not rivals:
            kept.append(column)
        else:
            doubtful.append(UnknownColumn(column.index, column.heading, keys[column.index], column))
    return kept, doubtful
