"""A table whose heading has been read: what all kinds of tables have in common, whatever their rows are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from liumai.analysis.rows import Place, RejectedRow, RowMessage
from liumai.core.i18n import join_texts
from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import Cell, Row, blank, place_text
from liumai.formats.tables.column_mapping import DoubtfulColumn
from liumai.formats.tables.heading import Heading, UnknownColumn, find_heading, peek
from liumai.formats.tables.heading_names import LEFT_OUT, Column, Headings
from liumai.formats.tables.lines import LineJudge

MOST_UNKNOWN = 10  # notices of columns that are not known; more have one notice together


class OpenTable(ABC):
    """A table whose heading has been read.

    ``heading`` is None where there is none. ``doubtful`` are the columns that must be mapped before the rows are read, and
    ``missing`` what they can be; without a heading, those of the row that comes nearest to one.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        headings: Headings,
        rubrics: Mapping[str, Rubric],
        sheet: str = "",
        rubric: str | None = None,
    ) -> None:
        """``rubric`` is that of rows which name none."""
        self._headings, self._rubrics, self._sheet, self._rubric = headings, rubrics, sheet, rubric
        self._rows = peek(rows)
        found = find_heading(self._rows.first, headings, self._is_complete)
        self.heading: Heading | None
        self.heading, self._below = found or (None, 0)
        self.missing: list[Column] = []
        self.doubtful: list[DoubtfulColumn] = []
        if likely := found or self._nearest_to_a_heading():
            heading, below = likely
            self.missing = self._missing_columns(heading)
            self.doubtful = self._doubtful_columns(heading, self._rows.first[below:])

    @property
    def keys(self) -> list[str]:
        """The names by which a mapping may name a column of this table."""
        return self.heading.keys if self.heading else []

    def items(self) -> Iterator[Any]:
        """The rows, read or rejected, and notices about them and the columns.

        Without a heading the only item is a rejection of row 0; with a heading that names a column twice, a rejection
        of the heading. Raises :class:`~liumai.core.errors.RefusedError` where the file cannot be read on.
        """
        heading, sheet = self.heading, self._sheet
        if heading is None:
            if self._rows.error is not None:
                raise self._rows.error
            place = Place(0, sheet=sheet)
            yield RejectedRow(place, (RowMessage(place, self._no_heading()),))
        elif duplicates := heading.duplicates(self._headings.kinds):
            yield _twice(heading, duplicates, sheet)
        else:
            yield from _column_notices(heading, self._headings, sheet)
            yield from self._read(heading)

    def _nearest_to_a_heading(self) -> tuple[Heading, int] | None:
        """Of a table without a heading, the row with any known column, and the position of the first row below it."""
        return find_heading(self._rows.first, self._headings, bool)

    def _lines(self, judge: LineJudge) -> Iterator[Row | RowMessage | RejectedRow]:
        """The rows to be read; lines that are none are notices, and what cannot be read is rejected.

        Below a second heading with other columns nothing is read.
        """
        for number, cells in self._rows.after(self._below):
            if all(blank(cell) for cell in cells):
                continue
            place = Place(number, sheet=self._sheet)
            if problem := judge.problem(cells):
                yield RowMessage(place, problem)
            elif problem := judge.other_heading(cells):
                yield RejectedRow(place, (RowMessage(place, problem),))
                return
            elif problem := self._unreadable(judge, cells):
                yield RejectedRow(place, (RowMessage(place, problem),))
            else:
                yield number, cells

    def _unreadable(self, judge: LineJudge, cells: Sequence[Cell]) -> Text | None:
        """Why a row cannot be read as it stands, None where it can."""
        return judge.unquoted(cells, self._sheet)

    @abstractmethod
    def _is_complete(self, columns: Sequence[Column]) -> bool:
        """Whether columns make a heading."""

    @abstractmethod
    def _missing_columns(self, heading: Heading) -> list[Column]:
        """What the table has no column for."""

    @abstractmethod
    def _doubtful_columns(self, heading: Heading, rows: Sequence[Row]) -> list[DoubtfulColumn]:
        """The columns that look like one that is missing; ``rows`` are the first below the heading."""

    @abstractmethod
    def _no_heading(self) -> Text:
        """What is said of a table without a heading."""

    @abstractmethod
    def _read(self, heading: Heading) -> Iterator[Any]:
        """The rows below the heading, read or rejected, and notices about them."""


def _column_notices(heading: Heading, headings: Headings, sheet: str) -> Iterator[RowMessage]:
    """A notice for each column that is not read because its heading is not known, and for each that was mapped."""
    named = [unknown for unknown in heading.unknown if unknown.heading]
    if len(named) > MOST_UNKNOWN:
        yield RowMessage(Place(heading.number, sheet=sheet), _unknown_headings(named))
    else:
        for unknown in named:
            place = Place(heading.number, unknown.index, unknown.heading, sheet)
            yield RowMessage(place, _unknown_heading(headings.similar(unknown.heading)))
    for column in heading.columns:
        if column.mapped is not None:
            place = Place(heading.number, column.index, column.heading, sheet)
            yield RowMessage(place, _mapped(column))


def _twice(heading: Heading, duplicates: Sequence[Column], sheet: str) -> RejectedRow:
    """The rejection of a heading with several columns for the same thing."""
    places = [Place(heading.number, column.index, column.heading, sheet) for column in duplicates]
    problems = tuple(RowMessage(place, _DUPLICATE) for place in places)
    return RejectedRow(Place(heading.number, sheet=sheet), problems)


_DUPLICATE = Text("这一列的表头出现了两次；应只出现一次", "found this heading twice; expected it once")


def _unknown_heading(similar: str | None) -> Text:
    zh, en = f"（是否指 {similar}？）" if similar else "", f" (did you mean {similar}?)" if similar else ""
    return Text(
        f"不认得这个表头，这一列没有读{zh}", f"this heading is not known, its column was not read{en}"
    )


def _unknown_headings(columns: Sequence[UnknownColumn]) -> Text:
    places = [place_text(Place(0, c.index, c.heading)) for c in columns[:MOST_UNKNOWN]]
    listed, count = join_texts(places, Text("；", "; ")), len(columns)
    return Text(
        f"不认得这 {count} 列的表头，没有读：{listed.zh}……",
        f"the headings of these {count} columns are not known, so they were not read: {listed.en} …",
    )


def _mapped(column: Column) -> Text:
    if column.kind == LEFT_OUT or column.mapped is None:
        return Text("按你的对应，这一列没有读", "left out, as you mapped it")
    return Text(
        f"按你的对应，这一列当作“{column.mapped.zh}”读", f"read as “{column.mapped.en}”, as you mapped it"
    )
