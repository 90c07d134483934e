"""Opens a file of many appraisals by what it is: XLSX, CSV or NDJSON. Faults become refusals; what was read stands."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal

from liumai.analysis.rows import Item, Place, RejectedRow, RowMessage
from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Rubric, Text
from liumai.formats.appraisal_table import read_table
from liumai.formats.cells import Row
from liumai.formats.csv_file import read_csv
from liumai.formats.ndjson_file import read_lines, rejected

Kind = Literal["xlsx", "csv", "lines", "document"]
Sheets = Iterable[tuple[str, Iterable[Row]] | RowMessage]
_KINDS: Mapping[str, Kind] = {
    "xlsx": "xlsx", "xlsm": "xlsx", "csv": "csv", "tsv": "csv", "txt": "csv", "ndjson": "lines", "jsonl": "lines",
}  # fmt: skip


def kind_of(name: str, raw: bytes) -> Kind:
    """What a file is: an archive is a workbook whatever its name; else by its ending; else one document of YAML or JSON."""
    return "xlsx" if raw[:4] == b"PK\x03\x04" else _KINDS.get(name.rpartition(".")[2].lower(), "document")


def sheets_of(kind: Kind, raw: bytes) -> Sheets:
    """The tables of a CSV file or a workbook. Raises :class:`RefusedError` where it cannot be opened."""
    if kind == "csv":
        return [("", read_csv(raw))]
    from liumai.formats.xlsx.workbook import Workbook  # only where there is one: openpyxl is large

    return Workbook(raw).sheets()


def read_appraisals(
    kind: Kind, raw: bytes, rubrics: Mapping[str, Rubric], rubric: str | None = None
) -> Iterator[Item]:
    """The appraisals of a file, one after the other. Raises :class:`RefusedError` where it cannot be opened at all."""
    if kind == "lines":
        return read_lines(io.BytesIO(raw), rubrics)
    return read_sheets(sheets_of(kind, raw), rubrics, rubric)


def read_sheets(sheets: Sheets, rubrics: Mapping[str, Rubric], rubric: str | None = None) -> Iterator[Item]:
    """The appraisals of several tables. A sheet without a heading is left aside where another has one."""
    headless: list[RejectedRow] = []
    found = False
    for sheet in sheets:
        if isinstance(sheet, RowMessage):
            yield sheet
            continue
        name, rows = sheet
        items = _till_broken(read_table(rows, rubrics, name, rubric), name)
        first = next(items, None)
        if isinstance(first, RejectedRow) and first.place.row == 0:
            headless.append(first)
            continue
        found = True
        if first is not None:
            yield from chain([first], items)
    if not found and not headless:
        yield rejected(RefusedError([Fault((), _NO_SHEET)]), Place(0))
    for refused in headless:
        if not found:
            yield refused
        elif not _explains(refused.place.sheet, rubrics):
            yield RowMessage(refused.place, refused.problems[0].problem, "notice")


_NO_SHEET = Text(
    "没有可以读的工作表；应有一张评估表", "found no sheet to read; expected a table of appraisals"
)


def _till_broken(items: Iterator[Item], sheet: str) -> Iterator[Item]:
    """What is read before a file breaks off, and then the reason."""
    try:
        yield from items
    except RefusedError as error:
        fault = error.faults[0]
        yield rejected(error, Place(fault.line or 0, sheet=sheet))


def _explains(sheet: str, rubrics: Mapping[str, Rubric]) -> bool:
    """Whether a sheet is one of a template's that hold no appraisals."""
    words = (rubric.words["sheet"][name] for rubric in rubrics.values() for name in ("how", "lists"))
    return any(sheet in (word.zh, word.en) for word in words)
