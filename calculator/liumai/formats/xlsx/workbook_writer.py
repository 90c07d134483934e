"""Writes XLSX workbooks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from liumai.formats.cells import Cell, SheetTable, SpecialCell, column_name
from liumai.formats.csv_file import FORMULA

_NEVER_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
