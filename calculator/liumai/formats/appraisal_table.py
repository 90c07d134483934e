"""Reads appraisals from the rows of a table, of any file format: one row for each appraisal, one column for each criterion.

Criteria are named by id or by name in either language, in a heading of one or two rows. A row with faults is rejected
with a message for each cell, and reading goes on with the next; lines that are no rows are set aside with a notice.
Standard library only, because the page uses this module too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from liumai.analysis.rows import Item, Place, RejectedRow, RowMessage
from liumai.core.i18n import join_texts
from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import Cell, Row, blank, place_text
from liumai.formats.tables.appraisal_row import RowReader, is_rating, parse_cases
from liumai.formats.tables.column_mapping import (
    DoubtfulColumn,
    doubtful_columns,
    missing_kinds,
    refuse_doubtful,
    refuse_unused,
)
from liumai.formats.tables.heading import Heading, UnknownColumn, criteria_below_another, find_heading, peek
from liumai.formats.tables.heading_names import APPRAISAL_KINDS, LEFT_OUT, Column, Headings
from liumai.formats.tables.lines import LineJudge

MOST_UNKNOWN = 10  # notices of columns that are not known; more have one notice together


def read_table(
    rows: Iterable[Row],
    rubrics: Mapping[str, Rubric],
    sheet: str = "",
    rubric: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """The appraisals, rejected rows and notices of a table, in its order: see :class:`AppraisalTable`.

    Raises :class:`~liumai.formats.tables.column_mapping.MappingNeededError` where a column is doubtful.
    """
    headings = Headings(rubrics, APPRAISAL_KINDS, mapping)
    table = AppraisalTable(rows, headings, rubrics, sheet, rubric)
    refuse_unused(headings, table.keys)
    refuse_doubtful(table.doubtful, headings, table.missing)
    return table.items()


class AppraisalTable:
    """A table whose heading has been read.

    Rows without a rubric use the rubric that the sheet's name gives, else ``rubric``, else the main one of those that
    have all columns.
    """

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
        found = find_heading(self._rows.first, headings, _has_rating)
        self._below = found[1] if found else 0
        self.heading = found[0] if found else None
        # Without a known criterion: the doubtful columns of the row that comes nearest to a heading.
        self.doubtful: list[DoubtfulColumn] = []
        self.missing: list[Column] = []
        self._below_another = found is None and criteria_below_another(self._rows.first, headings)
        likely = None if self._below_another else found or find_heading(self._rows.first, headings, bool)
        if likely:
            self.missing = [*missing_kinds(likely[0], headings), *self._missing(likely[0])]
            self.doubtful = doubtful_columns(
                likely[0],
                headings,
                self._rows.first[likely[1] :],
                sheet,
                self.missing,
                self._is_rating,
                _is_cases,
            )

    @property
    def keys(self) -> list[str]:
        """The names by which a mapping may name a column of this table."""
        return self.heading.keys if self.heading else []

    def items(self) -> Iterator[Item]:
        """The rows, and notices about them and the columns.

        Without a heading the only item is a rejection of row 0; with a heading that names a column twice, a rejection
        of the heading. Raises :class:`~liumai.core.errors.RefusedError` where the file cannot be read on.
        """
        heading, sheet = self.heading, self._sheet
        if heading is None:
            if self._rows.error is not None:
                raise self._rows.error
            place = Place(0, sheet=sheet)
            yield RejectedRow(
                place, (RowMessage(place, _CRITERIA_BELOW if self._below_another else _NO_HEADING),)
            )
            return
        if duplicates := heading.duplicates(APPRAISAL_KINDS):
            yield twice(heading, duplicates, sheet)
            return
        yield from column_notices(heading, self._headings, sheet)
        candidates = _rubrics_with(heading, self._rubrics)
        default = self._default(candidates)
        named = self._rubric or sheet in self._rubrics or heading.has("rubric")
        if len(candidates) > 1 and default and not named:
            yield RowMessage(Place(heading.number, sheet=sheet), _read_by(default, candidates))
        yield from self._read(heading, default)

    def _read(self, heading: Heading, default: str | None) -> Iterator[Item]:
        reader = RowReader(heading.used((*APPRAISAL_KINDS, "year")), self._rubrics, self._sheet, default)
        judge = LineJudge(heading, self._headings, self._rubrics, ("rating",), self._is_rating)
        for number, cells in self._rows.after(self._below):
            if all(blank(cell) for cell in cells):
                continue
            place = Place(number, sheet=self._sheet)
            if problem := judge.problem(cells):
                yield RowMessage(place, problem)
            elif problem := judge.other_heading(cells):
                yield RejectedRow(place, (RowMessage(place, problem),))
                return
            elif problem := judge.unquoted(cells, self._sheet) or judge.nameless(cells):
                yield RejectedRow(place, (RowMessage(place, problem),))
            else:
                yield from reader.read(number, cells)

    def _default(self, candidates: Mapping[str, Rubric]) -> str | None:
        return self._sheet if self._sheet in self._rubrics else self._rubric or main_rubric(candidates)

    def _missing(self, heading: Heading) -> Iterator[Column]:
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


def _has_rating(columns: Sequence[Column]) -> bool:
    return any(column.kind == "rating" for column in columns)


def _is_cases(cell: Cell) -> bool:
    return not isinstance(parse_cases(cell), Text)


def column_notices(heading: Heading, headings: Headings, sheet: str) -> Iterator[RowMessage]:
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


def twice(heading: Heading, duplicates: Sequence[Column], sheet: str) -> RejectedRow:
    """The rejection of a heading with several columns for the same thing."""
    places = [Place(heading.number, column.index, column.heading, sheet) for column in duplicates]
    problems = tuple(RowMessage(place, _DUPLICATE) for place in places)
    return RejectedRow(Place(heading.number, sheet=sheet), problems)


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


def _read_by(rubric: str, candidates: Iterable[str]) -> Text:
    others = ", ".join(name for name in candidates if name != rubric)
    return Text(
        f"没有写明标准，按 {rubric} 读；{others} 的表头也是这些",
        f"no rubric is named, so it is read by {rubric}; {others} has the same headings",
    )
