"""Reads a group of appraisals from an XLSX, CSV or NDJSON file; a row with faults becomes a rejected row."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal

from liumai.analysis.rows import Item, Place, RejectedRow, RowMessage
from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Rubric, Text
from liumai.formats.appraisal_table import read_table
from liumai.formats.cells import HIDDEN_SHEET, Row
from liumai.formats.csv_file import read_csv
from liumai.formats.file_signatures import is_spreadsheet
from liumai.formats.ndjson_file import read_lines, rejected

Kind = Literal["xlsx", "csv", "lines", "document"]
Sheets = Iterable[tuple[str, Iterable[Row]] | RowMessage]
_KINDS: Mapping[str, Kind] = {
    "xlsx": "xlsx", "xlsm": "xlsx", "csv": "csv", "tsv": "csv", "txt": "csv", "xls": "csv", "ndjson": "lines", "jsonl": "lines",
}  # fmt: skip   # A text under the name .xls is a table with tabs, as many programs export it.


def kind_of(name: str, raw: bytes) -> Kind:
    """The format of a file: any file of a spreadsheet program is ``xlsx``, which may refuse it; else by the name's suffix,
    ``document`` (YAML, JSON) if unknown.
    """
    return "xlsx" if is_spreadsheet(raw) else _KINDS.get(name.rpartition(".")[2].lower(), "document")


def sheets_of(kind: Kind, raw: bytes) -> Sheets:
    """The sheets of a CSV file or a workbook. Raises :class:`RefusedError` where it cannot be opened."""
    if kind == "csv":
        return [("", read_csv(raw))]
    from liumai.formats.xlsx.workbook import Workbook  # imported here because many files are no workbooks

    return Workbook(raw)


def read_appraisals(
    kind: Kind, raw: bytes, rubrics: Mapping[str, Rubric], rubric: str | None = None
) -> Iterator[Item]:
    """The appraisals, rejected rows and notices of a file, in order; ``rubric`` is that of rows which name none.

    Raises :class:`RefusedError` where it cannot be opened.
    """
    if kind == "lines":
        return read_lines(io.BytesIO(raw), rubrics)
    return read_sheets(sheets_of(kind, raw), rubrics, rubric)


def read_sheets(sheets: Sheets, rubrics: Mapping[str, Rubric], rubric: str | None = None) -> Iterator[Item]:
    """The appraisals of several sheets. A sheet without a heading is skipped with a notice where another has one."""
    return read_tables(sheets, lambda rows, name: read_table(rows, rubrics, name, rubric), rubrics)


def read_tables[AnyItem](
    sheets: Sheets, read: Callable[[Iterable[Row], str], Iterator[AnyItem]], rubrics: Mapping[str, Rubric]
) -> Iterator[AnyItem | RejectedRow | RowMessage]:
    """What ``read`` makes of the rows and name of each sheet: its first item rejects row 0 where there is no heading.

    A sheet without a heading is skipped with a notice where another has one; a hidden one and those of a template
    without a word.
    """
    headless: dict[str, RejectedRow] = {}
    hidden: set[str] = set()
    heading_found = False
    for sheet in sheets:
        if isinstance(sheet, RowMessage):
            if sheet.problem == HIDDEN_SHEET:
                hidden.add(sheet.place.sheet)
            if not sheet.place.sheet or sheet.place.sheet not in headless:
                yield sheet
            continue
        name, rows = sheet
        items = read(rows, name)
        try:
            first = next(items, None)
        except RefusedError as error:
            heading_found = True  # perhaps: what broke off is not a sheet of something else
            yield _broken_off(error, name)
            continue
        if isinstance(first, RejectedRow) and first.place.row == 0:
            headless[name] = first
            continue
        heading_found = True
        if first is not None:
            yield from _until_error(chain([first], items), name)
    if not heading_found and not headless:
        yield rejected(RefusedError([Fault((), _NO_SHEET)]), Place(0))
    for name, rejected_row in headless.items():
        if not heading_found:
            yield rejected_row
        elif name not in hidden and not _is_template_sheet(name, rubrics):
            yield RowMessage(rejected_row.place, rejected_row.problems[0].problem)


_NO_SHEET = Text(
    "没有可以读的工作表；应有一张评估表", "found no sheet to read; expected a table of appraisals"
)


def _until_error[AnyItem](items: Iterator[AnyItem], sheet: str) -> Iterator[AnyItem | RejectedRow]:
    """The items until reading fails, then a rejected row with the reason."""
    try:
        yield from items
    except RefusedError as error:
        yield _broken_off(error, sheet)


def _broken_off(error: RefusedError, sheet: str) -> RejectedRow:
    return rejected(error, Place(error.faults[0].line or 0, sheet=sheet))


def _is_template_sheet(sheet: str, rubrics: Mapping[str, Rubric]) -> bool:
    """Whether a sheet is the instructions or choices of a template, which hold no appraisals."""
    words = (rubric.words["sheet"][name] for rubric in rubrics.values() for name in ("how", "lists"))
    return any(sheet in (word.zh, word.en) for word in words)
