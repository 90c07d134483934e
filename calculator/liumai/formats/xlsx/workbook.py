"""Reads and writes XLSX workbooks with openpyxl.

Formulas are never evaluated: a cell has the value that the spreadsheet program stored, and a formula without a stored
value becomes a :class:`SpecialCell`.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from liumai.analysis.rows import Place, RowMessage
from liumai.core.errors import RefusedError
from liumai.core.rubric import Text
from liumai.formats.cells import MOST_COLUMNS, Cell, Row, SheetTable, SpecialCell, column_name
from liumai.formats.formula_escape import FORMULA
from liumai.formats.plain_data import refused

MOST_BYTES = 256 << 20  # unpacked; a sheet of 100,000 rows has about 60 MB
MOST_PARTS = 2000
_HOLDS_FORMULAS = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NEVER_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Workbook:
    """An XLSX file, read sheet by sheet and row by row."""

    def __init__(self, raw: bytes) -> None:
        """Raises :class:`RefusedError` where the bytes are not a workbook, or unpack to more than :data:`MOST_BYTES`."""
        self._raw = raw
        self._formulas = _has_formulas(raw)
        self._book = _open_workbook(raw, values=True)
        self._written = _open_workbook(raw, values=False) if self._formulas else None

    @property
    def size(self) -> int:
        """The number of rows of all visible sheets, as the file declares it."""
        return sum(sheet.max_row or 0 for sheet in self._book.worksheets if sheet.sheet_state == "visible")

    def sheets(self) -> Iterator[tuple[str, Iterator[Row]] | RowMessage]:
        """The name and rows of each visible sheet; a notice for each hidden one."""
        for number, sheet in enumerate(self._book.worksheets):
            if sheet.sheet_state == "visible":
                yield sheet.title, self._rows(number)
            else:
                yield RowMessage(Place(0, sheet=sheet.title), _HIDDEN)

    def _rows(self, number: int) -> Iterator[Row]:
        """A sheet's rows, numbered from 1. Formulas are compared with stored values only where the file has formulas."""
        sheet = self._book.worksheets[number]
        try:
            if self._written is None:
                for row, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
                    yield row, _trimmed([_cell(cell) for cell in cells])
                return
            written = self._written.worksheets[number].iter_rows(max_col=MOST_COLUMNS)
            for row, (cells, others) in enumerate(
                zip(sheet.iter_rows(max_col=MOST_COLUMNS), written, strict=False), 1
            ):
                yield row, _trimmed([_cell_or_formula(*pair) for pair in zip(cells, others, strict=False)])
        except _BROKEN as error:
            raise refused(
                "syntax",
                f"工作表“{sheet.title}”读不下去：{_reason(error)}",
                f"sheet “{sheet.title}” cannot be read to its end: {_reason(error)}",
            ) from None


# What a file can make of openpyxl and of what that is built on, zip and XML, no list holds: an encoding that does not exist,
# a number too large, a part packed in a way that is not known.
_BROKEN = Exception
_HIDDEN = Text("这张工作表是隐藏的，没有读", "this sheet is hidden, it was not read")


def _has_formulas(raw: bytes) -> bool:
    """Checks the archive's size before unpacking; returns whether any sheet has a formula."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise refused(
                    "too-large",
                    "工作簿解开后超过 256 MiB；应为一份评估表",
                    "found a workbook that unpacks to more than 256 MiB; expected a table of appraisals",
                )
            sheets = [
                p for p in parts if p.filename.startswith("xl/worksheets/") and p.filename.endswith(".xml")
            ]
            return any(_has_formula(archive, part) for part in sheets)
    except _BROKEN as error:
        if isinstance(error, RefusedError):
            raise
        raise _not_a_workbook(error) from None


def _has_formula(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as stream:
        before = b""
        while block := stream.read(1 << 16):
            if _HOLDS_FORMULAS.search(before + block):
                return True
            before = block[-16:]
    return False


def _open_workbook(raw: bytes, *, values: bool) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=values, keep_links=False)
    except _BROKEN as error:
        raise _not_a_workbook(error) from None


def _not_a_workbook(error: Exception) -> RefusedError:
    return refused(
        "not-text",
        f"不是能读的 XLSX 工作簿（{_reason(error)}）；应为 XLSX，没有密码",
        f"found no workbook that can be read ({_reason(error)}); expected XLSX without a password",
    )


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:100]


def _trimmed(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _cell(cell: Any) -> Cell:
    """A cell's plain value. Empty cells of openpyxl have no ``data_type``."""
    value = cell.value
    if value is None or (isinstance(value, str | int | float) and getattr(cell, "data_type", "n") != "e"):
        return value
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return SpecialCell("date", _date(value))
    return SpecialCell("error", str(value))


def _cell_or_formula(cell: Any, written: Any) -> Cell:
    """A cell's value; ``written`` is the same cell with its formula, reported where no value is stored."""
    if getattr(written, "data_type", "n") == "f" and cell.value is None:
        formula = written.value
        return SpecialCell(
            "formula", formula if isinstance(formula, str) else getattr(formula, "text", "") or "=…"
        )
    return _cell(cell)


def _date(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def write_workbook(tables: Iterable[SheetTable]) -> bytes:
    """The bytes of a workbook with a sheet for each table; headings are frozen, and no text becomes a formula."""
    book = openpyxl.Workbook(write_only=True)
    for name, headings, rows in tables:
        sheet = book.create_sheet(sheet_name(name))
        sheet.freeze_panes = "A2"
        for index, heading in enumerate(headings):
            sheet.column_dimensions[column_name(index)].width = _width(heading)
        sheet.append([heading_cell(sheet, heading) for heading in headings])
        for row in rows:
            sheet.append([safe_cell(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def safe_cell(sheet: Any, value: Cell) -> Any:
    """A cell with this value, which stays text even where it looks like a formula."""
    if not isinstance(value, str):
        return None if isinstance(value, SpecialCell) else value
    text = _NEVER_TEXT.sub(lambda match: f"\\x{ord(match[0]):02x}", value)[:32_767]
    if text.lstrip()[:1] not in FORMULA and "\n" not in text:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if text.lstrip()[:1] in FORMULA:
        cell.quotePrefix = True  # stays text when somebody edits it
    cell.alignment = Alignment(wrap_text="\n" in text, vertical="top")
    return cell


def heading_cell(sheet: Any, text: str) -> Any:
    """A styled heading cell."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E8EEF2")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def sheet_name(name: str) -> str:
    """The name as a valid sheet name: at most 31 characters, without ``[]:*?/\\``."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


def _width(heading: str) -> int:
    return min(40, 4 + sum(2 if ord(c) > 0x2E80 else 1 for c in heading))
