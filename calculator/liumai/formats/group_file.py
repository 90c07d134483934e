"""Reads a group of appraisals from an XLSX, CSV or NDJSON file; a row with faults becomes a rejected row."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from liumai.analysis.rows import AppraisalRow, Item, Place, RejectedRow, RowMessage
from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Rubric, Text
from liumai.formats.appraisal_table import AppraisalTable
from liumai.formats.cells import HIDDEN_SHEET, MOST_COLUMNS, TOO_WIDE, Row, blank
from liumai.formats.csv_file import decode_csv, rows_of
from liumai.formats.file_signatures import is_spreadsheet
from liumai.formats.ndjson_file import read_lines, rejected
from liumai.formats.tables.column_mapping import refuse_doubtful, refuse_unused
from liumai.formats.tables.heading_names import APPRAISAL_KINDS, Headings
from liumai.formats.tables.open_table import OpenTable
from liumai.formats.text_encoding import guess_notice

Kind = Literal["xlsx", "csv", "lines", "document"]
# What a reader finds out while it reads a sheet, and is asked for once that has been read; None for nothing.
LateNotice = Callable[[], RowMessage | None]
Sheets = Iterable[tuple[str, Iterable[Row]] | RowMessage | LateNotice]
_KINDS: Mapping[str, Kind] = {
    "xlsx": "xlsx", "xlsm": "xlsx", "csv": "csv", "tsv": "csv", "txt": "csv", "xls": "csv", "ndjson": "lines", "jsonl": "lines",
}  # fmt: skip   # A text under the name .xls is a table with tabs, as many programs export it.


def kind_of(name: str, raw: bytes) -> Kind:
    """The format of a file: any file of a spreadsheet program is ``xlsx``, which may refuse it; else by the name's suffix,
    ``document`` (YAML, JSON) if unknown.
    """
    return "xlsx" if is_spreadsheet(raw) else _KINDS.get(name.rpartition(".")[2].lower(), "document")


def sheets_of(kind: Kind, raw: bytes, headings: Headings) -> Sheets:
    """The sheets of a CSV file or a workbook. Raises :class:`RefusedError` where it cannot be opened.

    ``headings`` are those by which the separator and the encoding of a CSV file are found.
    """
    if kind == "csv":
        return _csv_sheets(raw, headings)
    from liumai.formats.xlsx.workbook import Workbook  # imported here because many files are no workbooks

    return Workbook(raw)


def _csv_sheets(raw: bytes, headings: Headings) -> Sheets:
    """A CSV file as a sheet without a name, after a notice where its encoding is a guess."""
    decoded = decode_csv(raw, headings.count)
    notice = guess_notice(decoded)
    rows = _Narrowed(rows_of(decoded, headings.count))
    notices = [RowMessage(Place(0), notice)] if notice else []
    return [*notices, ("", rows), rows.notice]


class _Narrowed:
    """Rows without the cells to the right of the last column that is read, as those of a workbook are."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows, self._beyond = rows, False

    def __iter__(self) -> Iterator[Row]:
        for number, cells in self._rows:
            if len(cells) > MOST_COLUMNS:
                self._beyond = self._beyond or not any(map(blank, cells[MOST_COLUMNS - 1 : MOST_COLUMNS + 1]))
                yield number, cells[:MOST_COLUMNS]
            else:
                yield number, cells

    def notice(self) -> RowMessage | None:
        """A notice where a row went on there, once all rows have been read; a stray cell is nothing."""
        return RowMessage(Place(0), TOO_WIDE) if self._beyond else None


def read_appraisals(
    kind: Kind,
    raw: bytes,
    rubrics: Mapping[str, Rubric],
    rubric: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """The appraisals, rejected rows and notices of a file, in order; ``rubric`` is that of rows which name none.

    ``mapping`` says for headings which column they are, or "" for one to leave out. Raises :class:`RefusedError` where
    the file cannot be opened, and :class:`~liumai.formats.tables.column_mapping.MappingNeededError` where a column is doubtful.
    """
    if kind == "lines":
        return read_lines(io.BytesIO(raw), rubrics)
    headings = Headings(rubrics, APPRAISAL_KINDS, mapping)
    return read_sheets(sheets_of(kind, raw, headings), headings, rubrics, rubric)


def read_sheets(
    sheets: Sheets, headings: Headings, rubrics: Mapping[str, Rubric], rubric: str | None = None
) -> Iterator[Item]:
    """The appraisals of several sheets. A sheet without a heading is skipped with a notice where another has one.

    All headings are read at once, so that a doubtful column stops the reading before anything is scored: see
    :func:`read_appraisals` for the errors.
    """
    tables = open_tables(
        sheets, headings, lambda name, rows: AppraisalTable(rows, headings, rubrics, name, rubric)
    )
    return items_of(tables, rubrics)


class SheetItem(NamedTuple):
    """A table of one sheet, whose heading has been read."""

    sheet: str
    table: OpenTable


def open_tables(
    sheets: Sheets, headings: Headings, open_table: Callable[[str, Iterable[Row]], OpenTable]
) -> list[SheetItem | RowMessage | LateNotice]:
    """Reads the headings of all sheets, with ``open_table`` for each.

    Raises :class:`RefusedError` where a column is doubtful, and for a mapping of a heading that is not there. A sheet
    without a heading counts only where none has one.
    """
    tables = [
        SheetItem(sheet[0], open_table(*sheet)) if isinstance(sheet, tuple) else sheet for sheet in sheets
    ]
    opened = [item.table for item in tables if isinstance(item, SheetItem)]
    headed = [table for table in opened if table.heading is not None]
    counted = headed or opened
    if headed:
        refuse_unused(headings, (key for table in headed for key in table.keys))
    refuse_doubtful(
        [column for table in counted for column in table.doubtful],
        headings,
        [column for table in counted for column in table.missing],
    )
    return tables


def items_of(
    tables: Iterable[SheetItem | RowMessage | LateNotice], rubrics: Mapping[str, Rubric]
) -> Iterator[Any]:
    """The items and notices of open tables, in order.

    A sheet without a heading is skipped with a notice where another has one; a hidden one and those of a template
    without a word.
    """
    headless: dict[str, RejectedRow] = {}
    hidden: set[str] = set()
    heading_found = False
    for item in tables:
        if isinstance(item, SheetItem):
            name, table = item
            heading_found = heading_found or table.heading is not None
            for found in _until_error(table.items(), name):
                if table.heading is None and isinstance(found, RejectedRow):
                    headless[name] = found
                else:
                    yield found
        elif notice := item if isinstance(item, RowMessage) else item():
            if notice.problem == HIDDEN_SHEET:
                hidden.add(notice.place.sheet)
            if not notice.place.sheet or notice.place.sheet not in headless:
                yield notice
    if not heading_found and not headless:
        yield rejected(RefusedError([Fault((), _NO_SHEET)]), Place(0))
    for name, rejected_row in headless.items():
        if not heading_found:
            yield rejected_row
        elif name not in hidden and not _is_template_sheet(name, rubrics):
            yield RowMessage(rejected_row.place, rejected_row.problems[0].problem)


def case_count(rows: Iterable[AppraisalRow]) -> RowMessage | None:
    """A notice of how many cases were read, and in how many cells; None where there are none.

    Cases in a table are free text with signs, so that people should see whether all were found.
    """
    counts = [len(entry.cases) for row in rows for entry in row.appraisal.entries if entry.cases]
    if not counts:
        return None
    cases, cells = sum(counts), len(counts)
    of_cases, of_cells = "case" if cases == 1 else "cases", "cell" if cells == 1 else "cells"
    problem = Text(
        f"在 {cells} 格里读出 {cases} 个案例；导出的工作簿逐个列出",
        f"{cases} {of_cases} read in {cells} {of_cells}; the exported workbook lists them",
    )
    return RowMessage(Place(0), problem)


_NO_SHEET = Text(
    "没有可以读的工作表；应有一张评估表", "found no sheet to read; expected a table of appraisals"
)


def _until_error(items: Iterator[Any], sheet: str) -> Iterator[Any]:
    """The items until reading fails, then a rejected row with the reason."""
    try:
        yield from items
    except RefusedError as error:
        fault = error.faults[0]
        yield rejected(error, Place(fault.line or 0, sheet=sheet))


def _is_template_sheet(sheet: str, rubrics: Mapping[str, Rubric]) -> bool:
    """Whether a sheet is the instructions or choices of a template, which hold no appraisals."""
    words = (rubric.words["sheet"][name] for rubric in rubrics.values() for name in ("how", "lists"))
    return any(sheet in (word.zh, word.en) for word in words)
