"""Reads candidates for promotion from a table: name, total of values, performance. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from liumai.analysis.promotion import Candidate, OffScaleError, composite, figure
from liumai.analysis.rows import Place, RejectedRow, RowMessage
from liumai.core.number_format import fraction
from liumai.core.rubric import Rubric, Text
from liumai.formats.appraisal_table import column_notices, twice
from liumai.formats.cells import Cell, Row, SpecialCell, blank, id_in, not_this, rubric_ids
from liumai.formats.group_file import Sheets, items_of, open_tables
from liumai.formats.tables.column_mapping import (
    DoubtfulColumn,
    doubtful_columns,
    missing_kinds,
    refuse_doubtful,
    refuse_unused,
)
from liumai.formats.tables.heading import Heading, find_heading, peek
from liumai.formats.tables.heading_names import PROMOTION_KINDS, Column, Headings
from liumai.formats.tables.lines import LineJudge

Item = Candidate | RejectedRow | RowMessage


def read_promotions(
    rows: Iterable[Row], rubrics: Mapping[str, Rubric], sheet: str = "", rubric: str | None = None
) -> Iterator[Item]:
    """The candidates, rejected rows and notices of a table: see :class:`PromotionTable`."""
    headings = Headings(rubrics, PROMOTION_KINDS)
    table = PromotionTable(rows, headings, rubrics, sheet, rubric)
    refuse_unused(headings, table.keys)
    refuse_doubtful(table.doubtful, headings, table.missing)
    return table.items()


def read_promotion_sheets(
    sheets: Sheets, headings: Headings, rubrics: Mapping[str, Rubric], rubric: str | None = None
) -> Iterator[Item]:
    """The candidates, rejected rows and notices of several sheets; the errors are those of :func:`open_tables`."""
    tables = open_tables(
        sheets, headings, lambda name, rows: PromotionTable(rows, headings, rubrics, name, rubric)
    )
    return items_of(tables, rubrics)


class PromotionTable:
    """A table of candidates whose heading has been read; ``rubric`` is that of rows which name none."""

    def __init__(
        self,
        rows: Iterable[Row],
        headings: Headings,
        rubrics: Mapping[str, Rubric],
        sheet: str = "",
        rubric: str | None = None,
    ) -> None:
        self._headings, self._rubrics, self._sheet, self._rubric = headings, rubrics, sheet, rubric
        self._rows = peek(rows)
        found = find_heading(self._rows.first, headings, _has_figures)
        self._below = found[1] if found else 0
        self.heading = found[0] if found else None
        likely = found or find_heading(self._rows.first, headings, bool)
        self.doubtful: list[DoubtfulColumn] = []
        self.missing: list[Column] = []
        if likely is not None:
            self.missing = missing_kinds(likely[0], headings)
            self.doubtful = doubtful_columns(likely[0], headings, [], sheet, self.missing)

    @property
    def keys(self) -> list[str]:
        """The names by which a mapping may name a column of this table."""
        return self.heading.keys if self.heading else []

    def items(self) -> Iterator[Item]:
        """The rows, and notices about them and the columns. Raises :class:`~liumai.core.errors.RefusedError`."""
        heading, sheet = self.heading, self._sheet
        if heading is None:
            if self._rows.error is not None:
                raise self._rows.error
            place = Place(0, sheet=sheet)
            yield RejectedRow(place, (RowMessage(place, _NO_HEADING),))
        elif duplicates := heading.duplicates(PROMOTION_KINDS):
            yield twice(heading, duplicates, sheet)
        else:
            yield from column_notices(heading, self._headings, sheet)
            yield from self._read(heading)

    def _read(self, heading: Heading) -> Iterator[Item]:
        ids = rubric_ids(self._rubrics)
        columns = heading.used(PROMOTION_KINDS)
        judge = LineJudge(heading, self._headings, self._rubrics, ("total", "performance"), _is_figure)
        for number, cells in self._rows.after(self._below):
            if all(blank(cell) for cell in cells):
                continue
            place = Place(number, sheet=self._sheet)
            if problem := judge.problem(cells):
                yield RowMessage(Place(number, sheet=self._sheet), problem)
                continue
            if problem := judge.other_heading(cells):
                yield RejectedRow(place, (RowMessage(place, problem),))
                return
            if problem := judge.unquoted(cells, self._sheet):
                yield RejectedRow(place, (RowMessage(place, problem),))
                continue
            cell_of = {c.kind: cells[c.index] if c.index < len(cells) else None for c in columns}
            places = {c.kind: Place(number, c.index, c.heading, self._sheet) for c in columns}
            chosen = self._rubric if blank(cell_of.get("rubric")) else id_in(cell_of["rubric"], ids)
            yield _candidate(cell_of, places, place, self._rubrics, chosen)


def _has_figures(columns: Sequence[Column]) -> bool:
    return {"total", "performance"} <= {column.kind for column in columns}


def _is_figure(_column: Column, cell: Cell) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and figure(cell) is not None)


def _candidate(
    cell_of: Mapping[str, Cell],
    places: Mapping[str, Place],
    row: Place,
    rubrics: Mapping[str, Rubric],
    chosen: str | None,
) -> Candidate | RejectedRow:
    problems: list[RowMessage] = []
    subject = cell_of.get("subject")
    if chosen is None:
        listed = ", ".join(rubrics)
        problems.append(
            RowMessage(
                places.get("rubric", row),
                not_this(cell_of.get("rubric"), f"标准的代号：{listed}", f"a rubric: one of {listed}"),
            )
        )
    total, performance = (
        _figure(cell_of.get(kind), places[kind], problems) for kind in ("total", "performance")
    )
    text = "" if subject is None or isinstance(subject, SpecialCell) else str(subject)
    if chosen is None or total is None or performance is None:
        return RejectedRow(row, tuple(problems), text)
    try:
        promotion = composite(rubrics[chosen], total, performance)
    except OffScaleError as error:
        return RejectedRow(row, (RowMessage(places[error.kind], error.problem),), text)
    return Candidate(row, text, chosen, total, promotion)


def _figure(cell: Cell, place: Place, problems: list[RowMessage]) -> Fraction | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = fraction(f"{cell:.9f}") if cell >= 0 else None
    else:
        number = figure(cell) if isinstance(cell, str) else None
    if number is None:
        problems.append(RowMessage(place, not_this(cell, "数字，如 18.5", "a figure, such as 18.5")))
    return number


_NO_HEADING = Text(
    "没有找到表头：应有总分和绩效两列",
    "found no row of headings; expected columns for the total and for performance",
)
