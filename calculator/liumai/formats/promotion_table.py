"""Reads candidates for promotion from a table: name, total of values, performance. Standard library only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from liumai.analysis.promotion import Candidate, OffScaleError, composite, figure
from liumai.analysis.rows import Place, RejectedRow, RowMessage
from liumai.core.number_format import fraction
from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import Cell, Row, SpecialCell, blank, id_in, not_this, rubric_ids
from liumai.formats.group_file import Sheets, items_of, open_tables
from liumai.formats.tables.column_mapping import DoubtfulColumn, doubtful_columns, missing_kinds
from liumai.formats.tables.heading import Heading
from liumai.formats.tables.heading_names import PROMOTION_KINDS, Column, Headings
from liumai.formats.tables.lines import LineJudge
from liumai.formats.tables.open_table import OpenTable

Item = Candidate | RejectedRow | RowMessage


def read_promotion_sheets(
    sheets: Sheets, headings: Headings, rubrics: Mapping[str, Rubric], rubric: str | None = None
) -> Iterator[Item]:
    """The candidates, rejected rows and notices of several sheets; the errors are those of :func:`open_tables`."""
    tables = open_tables(
        sheets, headings, lambda name, rows: PromotionTable(rows, headings, rubrics, name, rubric)
    )
    return items_of(tables, rubrics)


class PromotionTable(OpenTable):
    """A table of candidates whose heading has been read: one that names the total and the performance."""

    def _is_complete(self, columns: Sequence[Column]) -> bool:
        return {"total", "performance"} <= {column.kind for column in columns}

    def _missing_columns(self, heading: Heading) -> list[Column]:
        return missing_kinds(heading, self._headings)

    def _doubtful_columns(self, heading: Heading, _rows: Sequence[Row]) -> list[DoubtfulColumn]:
        return doubtful_columns(heading, self._headings, [], self._sheet, self.missing)

    def _no_heading(self) -> Text:
        return _NO_HEADING

    def _read(self, heading: Heading) -> Iterator[Item]:
        ids = rubric_ids(self._rubrics)
        columns = heading.used(PROMOTION_KINDS)
        judge = LineJudge(heading, self._headings, self._rubrics, ("total", "performance"), _is_figure)
        for line in self._lines(judge):
            if isinstance(line, RowMessage | RejectedRow):
                yield line
                continue
            number, cells = line
            cell_of = {c.kind: cells[c.index] if c.index < len(cells) else None for c in columns}
            places = {c.kind: Place(number, c.index, c.heading, self._sheet) for c in columns}
            chosen = self._rubric if blank(cell_of.get("rubric")) else id_in(cell_of["rubric"], ids)
            yield _candidate(cell_of, places, Place(number, sheet=self._sheet), self._rubrics, chosen)


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
