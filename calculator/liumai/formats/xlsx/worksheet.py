"""Reads the rows of one worksheet, as they are in the file and without holding them.

What the sheet declares of itself is not believed: its dimension is not read, and cells and rows without an address
follow the one before. Rows and cells that are missing cost nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from liumai.formats.cells import MOST_COLUMNS, Cell, Row, SpecialCell
from liumai.formats.plain_data import refused
from liumai.formats.xlsx.number_formats import NumberFormat, iso_date, shown_number
from liumai.formats.xlsx.xml_events import Attributes, DamagedPartError, Readable, XmlHandler, utf8_pieces

MOST_ROWS = 1_048_576  # of a sheet, in any spreadsheet program
MOST_MERGED = 200_000  # ranges of one sheet
TRUE = ("1", "true")  # of an attribute or cell
_MOST_REMEMBERED = 1000  # numbers
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class BookContents:
    """What all sheets of a workbook share: texts, number formats by the index that cells give, the first day."""

    texts: Sequence[str]
    formats: Mapping[str, NumberFormat]
    from_1904: bool


@dataclass(frozen=True)
class MergedRange:
    """A range of merged cells; rows count from 1, columns from 0, the last ones included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass
class Hidden:
    """The hidden rows and columns of a sheet that were read and hold something: ranges of numbers, first and last.

    ``beyond`` says that a row goes on to the right of the last column that is read; a stray cell there is nothing.
    """

    rows: list[tuple[int, int]] = field(default_factory=list)
    columns: list[tuple[int, int]] = field(default_factory=list)
    beyond: bool = False

    def add_row(self, row: int) -> None:
        """Adds a row after those before it."""
        if self.rows and self.rows[-1][1] == row - 1:
            self.rows[-1] = (self.rows[-1][0], row)
        else:
            self.rows.append((row, row))


def plain_text(text: str) -> str:
    """A text of the file as a person sees it: ``_x000D_`` and the like are characters, and all line breaks are alike."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def column_index(letters: str) -> int:
    """The index of a column (from 0) by its name: A is 0, AA is 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


class _ColumnIndexes(dict[str, int | None]):
    """Indexes of columns by the address of a cell without its digits; None for no address."""

    def __missing__(self, letters: str) -> int | None:
        match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?", letters, re.ASCII)
        index = self[letters] = column_index(match[1]) if match else None
        return index


class SheetRows(XmlHandler):
    """The rows of a worksheet that hold anything, each when it is complete."""

    def __init__(self, book: BookContents, merged: Sequence[MergedRange], hidden: Hidden) -> None:
        text = self._start_text
        super().__init__(
            {"c": self._start_cell, "v": text, "t": text, "f": self._start_formula, "row": self._start_row,
             "col": self._add_hidden_columns},
            {"c": self._end_cell, "v": self._end_value, "t": self._end_text, "f": self._end_formula, "row": self._end_row},
        )  # fmt: skip
        self._book = book
        self._merged = _MergedValues(merged)
        self._hidden = hidden  # is filled in
        self._complete: list[Row] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._widest = 0
        self._columns = _ColumnIndexes()
        self._numbers: dict[tuple[str, NumberFormat | None], Cell] = {}
        self._shared_formulas: dict[str, str] = {}
        self._number = 0  # of the row, 0 before the first
        self._numbered = self._row_hidden = False
        self._cells: list[Cell] = []
        self._column = -1
        self._cell: Attributes = {}
        self._pieces: list[str] = []
        self._value: str | None = None
        self._texts: list[str] = []
        self._formula: str | None = None
        self._formula_id: str | None = None

    def rows(self, stream: Readable) -> Iterator[Row]:
        """The rows of the part, numbered from 1. Raises :class:`DamagedPartError` where the part breaks off."""
        for _ in self.feed(stream):
            yield from self._complete
            self._complete.clear()

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        self._numbered = number is not None
        self._number = self._number + 1 if number is None else _row_number(number)
        self._row_hidden = attributes.get("hidden") in TRUE
        self._cells = []
        self._column = -1

    def _start_cell(self, attributes: Attributes) -> None:
        """Finds the cell's column; also the row's number, where the row does not give it and the cell does."""
        self._cell = attributes
        self._value = self._formula = None
        self._texts.clear()
        reference = attributes.get("r")
        column = self._columns[reference.rstrip("0123456789")] if reference else None
        self._column = self._column + 1 if column is None else column
        if not self._numbered and reference and (match := _REFERENCE.fullmatch(reference)):
            self._number = _row_number(match[2])
            self._numbered = True

    def _start_text(self, _attributes: Attributes) -> None:
        self._pieces.clear()
        self.collect_text(self._pieces.append)

    def _start_formula(self, attributes: Attributes) -> None:
        self._start_text(attributes)
        self._formula_id = attributes.get("si")

    def _end_value(self) -> None:
        self.collect_text(None)
        self._value = "".join(self._pieces)

    def _end_text(self) -> None:
        self.collect_text(None)
        self._texts += self._pieces

    def _end_formula(self) -> None:
        """The formula's text. Of formulas that cells share only the first has it."""
        self.collect_text(None)
        self._formula = "".join(self._pieces)
        if self._formula_id is not None:
            if self._formula:
                self._shared_formulas[self._formula_id] = self._formula
            self._formula = self._shared_formulas.get(self._formula_id, "")

    def _end_cell(self) -> None:
        cells, column = self._cells, self._column
        if column >= MOST_COLUMNS:
            if column == MOST_COLUMNS == len(cells) and self._cell_value() is not None:
                self._hidden.beyond = True
            return
        value = self._cell_value()
        if value is None:
            return
        if column > len(cells):
            cells += [None] * (column - len(cells))
        if column == len(cells):
            cells.append(value)
        else:
            cells[column] = value

    def _cell_value(self) -> Cell:
        kind, value = self._cell.get("t", "n"), self._value
        if kind == "s":
            return self._shared_text(value) if value else None
        if kind == "inlineStr" and self._texts:
            return sys.intern(plain_text("".join(self._texts))) or None
        if not value:
            # A formula whose stored result is an empty text has an empty <v> of the kind "str".
            if self._formula is None or (kind == "str" and value is not None):
                return None
            return SpecialCell("formula", f"={self._formula or '…'}")
        if kind == "n":
            return self._number_value(value)
        match kind:
            case "b":
                return value.strip() in TRUE
            case "e":
                return SpecialCell("error", value)
            case "d":
                return iso_date(value)
        return sys.intern(plain_text(value))

    def _number_value(self, text: str) -> Cell:
        """The number as its format shows it. Most numbers of a table are a few scores: each is converted once."""
        shown_as = self._book.formats.get(self._cell.get("s", "0"))
        known = self._numbers.get((text, shown_as))
        if known is not None:
            return known
        value = shown_number(text, shown_as, from_1904=self._book.from_1904)
        if len(self._numbers) < _MOST_REMEMBERED:
            self._numbers[text, shown_as] = value
        return value

    def _shared_text(self, index: str) -> str | None:
        try:
            number = int(index)
            if number >= 0:
                return self._book.texts[number] or None
        except (ValueError, IndexError):
            pass
        raise DamagedPartError

    def _end_row(self) -> None:
        """Completes the row, unless it holds nothing of its own: in the middle of merged cells it is still empty."""
        cells = self._cells
        if not cells:
            return
        if self._hidden_columns and len(cells) > self._widest:
            self._widest = len(cells)
            self._hidden.columns = [
                (first, min(last, self._widest - 1))
                for first, last in self._hidden_columns
                if first < self._widest
            ]
        if self._row_hidden:
            self._hidden.add_row(self._number)
        if self._merged:
            self._merged.fill(self._number, cells)
            while cells and cells[-1] is None:
                cells.pop()
        self._complete.append((self._number, cells))

    def _add_hidden_columns(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden") in TRUE and first.isdecimal() and last.isdecimal():
            self._hidden_columns.append((int(first) - 1, int(last) - 1))


class _MergedValues:
    """Gives the cells of merged ranges the value of the range's first cell, row by row downwards."""

    def __init__(self, ranges: Sequence[MergedRange]) -> None:
        self._waiting = sorted(ranges, key=lambda merged: merged.first_row, reverse=True)
        # By column, the last row and the value of the range that covers it.
        self._by_column: dict[int, tuple[int, Cell]] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting or self._by_column)

    def fill(self, row: int, cells: list[Cell]) -> None:
        """Fills in a row; the rows before it are done already. A range whose first row is not in the file is empty."""
        for column, (last_row, value) in [*self._by_column.items()]:
            if row > last_row:
                del self._by_column[column]
            else:
                _put(cells, column, value)
        while self._waiting and self._waiting[-1].first_row <= row:
            merged = self._waiting.pop()
            if merged.first_row != row or merged.first_column >= len(cells):
                continue
            value = cells[merged.first_column]
            for column in range(merged.first_column, min(merged.last_column + 1, MOST_COLUMNS)):
                self._by_column[column] = (merged.last_row, value)
                _put(cells, column, value)


def _put(cells: list[Cell], column: int, value: Cell) -> None:
    cells += [None] * (column + 1 - len(cells))
    cells[column] = value


class _MergedRanges(XmlHandler):
    """The merged ranges of a worksheet, which stand after its rows."""

    def __init__(self) -> None:
        super().__init__({"mergeCell": self._add})
        self.found: list[MergedRange] = []

    def _add(self, attributes: Attributes) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        corners = [_REFERENCE.fullmatch(corner) for corner in (first, last or first)]
        if None in corners:
            return
        (left, right), (top, bottom) = (
            sorted(convert(match[group]) for match in corners if match)
            for group, convert in ((1, column_index), (2, int))
        )
        self.found.append(MergedRange(top, bottom, left, right))
        if len(self.found) > MOST_MERGED:
            raise refused(
                "too-large",
                f"合并的单元格超过 {MOST_MERGED} 处；应为一份评估表",
                f"found more than {MOST_MERGED} merged ranges; expected a table of appraisals",
            )


def merged_ranges(stream: Readable) -> list[MergedRange]:
    """The merged ranges of a worksheet's part."""
    ranges = _MergedRanges()
    ranges.read(stream)
    return ranges.found


def glance(stream: Readable) -> tuple[int, bool]:
    """About how many rows a worksheet's part has, and whether it may have merged cells: found without parsing it."""
    rows, merged, before = 0, False, b""
    for piece in utf8_pieces(stream):
        rows += piece.count(b"<row")
        merged = merged or b"mergeCell" in before + piece
        before = piece[-16:]
    return rows, merged


def _row_number(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text[:9]) <= MOST_ROWS):
        raise DamagedPartError
    return int(text)
