"""Reads appraisals from the rows of a table, of any file format: one row for each appraisal, one column for each criterion.

Criteria are named by id or by name in either language, in a heading of one or two rows. A row with faults is rejected
with a message for each cell, and reading goes on with the next; lines that are no rows are set aside with a notice.
Standard library only, because the page uses this module too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from liumai.analysis.rows import Item, Place, RejectedRow, RowMessage
from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import Cell, Row
from liumai.formats.tables.appraisal_row import RowReader, is_rating, parse_cases
from liumai.formats.tables.column_mapping import DoubtfulColumn, doubtful_columns, missing_kinds
from liumai.formats.tables.heading import Heading, criteria_below_another
from liumai.formats.tables.heading_names import APPRAISAL_KINDS, Column
from liumai.formats.tables.lines import LineJudge
from liumai.formats.tables.open_table import OpenTable


class AppraisalTable(OpenTable):
    """A table of appraisals whose heading has been read: one that names a criterion.

    Rows without a rubric use the rubric that the sheet's name gives, else ``rubric``, else the main one of those that
    have all columns.
    """

    def _is_complete(self, columns: Sequence[Column]) -> bool:
        return any(column.kind == "rating" for column in columns)

    def _nearest_to_a_heading(self) -> tuple[Heading, int] | None:
        return None if self._is_transposed() else super()._nearest_to_a_heading()

    def _is_transposed(self) -> bool:
        return criteria_below_another(self._rows.first, self._headings)

    def _missing_columns(self, heading: Heading) -> list[Column]:
        return [*missing_kinds(heading, self._headings), *self._missing_criteria(heading)]

    def _doubtful_columns(self, heading: Heading, rows: Sequence[Row]) -> list[DoubtfulColumn]:
        return doubtful_columns(
            heading, self._headings, rows, self._sheet, self.missing, self._is_rating, _is_cases
        )

    def _no_heading(self) -> Text:
        return _CRITERIA_BELOW if self._is_transposed() else _NO_HEADING

    def _unreadable(self, judge: LineJudge, cells: Sequence[Cell]) -> Text | None:
        return super()._unreadable(judge, cells) or judge.nameless(cells)

    def _read(self, heading: Heading) -> Iterator[Item]:
        candidates = _rubrics_with(heading, self._rubrics)
        default = self._default(candidates)
        named = self._rubric or self._sheet in self._rubrics or heading.has("rubric")
        if len(candidates) > 1 and default and not named:
            yield RowMessage(Place(heading.number, sheet=self._sheet), _read_by(default, candidates))
        reader = RowReader(heading.used((*APPRAISAL_KINDS, "year")), self._rubrics, self._sheet, default)
        judge = LineJudge(heading, self._headings, self._rubrics, ("rating",), self._is_rating)
        for line in self._lines(judge):
            if isinstance(line, RowMessage | RejectedRow):
                yield line
            else:
                yield from reader.read(*line)

    def _default(self, candidates: Mapping[str, Rubric]) -> str | None:
        return self._sheet if self._sheet in self._rubrics else self._rubric or main_rubric(candidates)

    def _missing_criteria(self, heading: Heading) -> Iterator[Column]:
        """What the table has no column for: ratings of its rubric, and cases of any rated criterion.

        No rating is missing where the table has all criteria of any rubric.
        """
        ratings, cases = heading.used(["rating"]), heading.used(["cases"])
        candidates = _rubrics_with(heading, self._rubrics)
        default = self._default(candidates) or main_rubric(self._rubrics)
        for rubric in [self._rubrics[default]] if default else []:
            whole = any(len(one.criteria) == len(ratings) for one in candidates.values())
            for criterion in rubric.criteria:
                rating = Column("rating", 0, "", {rubric.id: criterion.id})
                if not whole and not any(column.means_as(rating) for column in ratings):
                    yield rating
                noted = Column("cases", 0, "", {rubric.id: criterion.id})
                if not any(column.means_as(noted) for column in cases):
                    yield noted

    def _is_rating(self, column: Column, cell: Cell) -> bool:
        return any(
            is_rating(cell, len(self._rubrics[rubric].criterion[criterion].levels))
            for rubric, criterion in column.criteria.items()
        )


def _is_cases(cell: Cell) -> bool:
    return not isinstance(parse_cases(cell), Text)


def _rubrics_with(heading: Heading, rubrics: Mapping[str, Rubric]) -> dict[str, Rubric]:
    """The rubrics that have all criteria of the heading, by id."""
    ratings = [column.criteria for column in heading.used(["rating"])]
    return {name: rubric for name, rubric in rubrics.items() if all(name in criteria for criteria in ratings)}


def main_rubric(rubrics: Mapping[str, Rubric]) -> str | None:
    """The id of the default rubric: the one that others are based on, else the first with bands, else the first."""
    based_on = [rubric.based_on.rubric for rubric in rubrics.values() if rubric.based_on]
    with_bands = [rubric.id for rubric in rubrics.values() if rubric.bands]
    return next((name for name in [*based_on, *with_bands, *rubrics] if name in rubrics), None)


_NO_HEADING = Text(
    "没有找到表头：应有一行写着各项价值观的名称或代号",
    "found no row of headings; expected one that names the criteria, or gives their ids",
)
_CRITERIA_BELOW = Text(
    "各项价值观一项写在另一项下面；应写在同一行，做各列的表头，每人一行（表格软件里可以“转置”）",
    "the criteria stand one below another; expected them side by side as headings of columns, with a row for each person "
    "(a spreadsheet program can transpose the table)",
)


def _read_by(rubric: str, candidates: Iterable[str]) -> Text:
    others = ", ".join(name for name in candidates if name != rubric)
    return Text(
        f"没有写明标准，按 {rubric} 读；{others} 的表头也是这些",
        f"no rubric is named, so it is read by {rubric}; {others} has the same headings",
    )
