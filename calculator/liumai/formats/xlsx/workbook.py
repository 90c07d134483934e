"""Reads XLSX workbooks: what their cells hold and show, in the page and on the command line alike.

Why not a library. openpyxl believes the declared dimension, fails on odd styles and properties, and shows neither merged
cells nor hidden rows where it streams; where it shows them it needs some 50 bytes for each byte of the sheet. calamine does not
tell number formats or hidden rows. What is needed of the format is small, so it is read here, with the standard library.

Formulas are never evaluated: a cell has the value that the spreadsheet program stored, and a formula without a stored
value becomes a :class:`SpecialCell`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from liumai.analysis.rows import Place, RowMessage
from liumai.core.errors import RefusedError
from liumai.core.i18n import join_texts
from liumai.core.rubric import Text
from liumai.formats.cells import HIDDEN_SHEET, TOO_WIDE, Row, column_name
from liumai.formats.plain_data import refused
from liumai.formats.xlsx.number_formats import NumberFormat, Styles
from liumai.formats.xlsx.package import Package
from liumai.formats.xlsx.worksheet import (
    TRUE,
    BookContents,
    Hidden,
    SheetRows,
    glance,
    merged_ranges,
    plain_text,
)
from liumai.formats.xlsx.xml_events import Attributes, XmlHandler

MOST_TEXTS = 5_000_000  # shared by a workbook's cells
_MOST_RANGES = 10  # of hidden rows, named in a notice


class Workbook:
    """An XLSX file, read sheet by sheet and row by row."""

    def __init__(self, raw: bytes) -> None:
        """Raises :class:`RefusedError` for a file that is no XLSX workbook, and for one that is damaged or too large."""
        self._package = Package(raw)
        name = self._package.workbook
        book = _Book()
        with self._package.part(name) as stream:
            book.read(stream)
        if not book.is_workbook:
            raise self._package.refused()
        try:
            relations = self._package.relations(name)
        except RefusedError:  # without them the parts have their usual names
            relations = []
        part_of = {kind: target for _, kind, target in relations}
        folder = posixpath.dirname(name)
        self._sheets = _sheets(book, relations, folder)
        self._contents = BookContents(
            self._read_texts(part_of.get("sharedstrings") or posixpath.join(folder, "sharedStrings.xml")),
            self._read_formats(part_of.get("styles") or posixpath.join(folder, "styles.xml")),
            book.from_1904,
        )
        self._glances: dict[str, tuple[int, bool]] = {}

    @property
    def size(self) -> int:
        """About how many rows all sheets have, for showing progress."""
        rows = 0
        for sheet in self._sheets:
            with suppress(RefusedError):  # the reading reports it
                rows += self._glance(sheet.part)[0]
        return rows

    def __iter__(self) -> Iterator[tuple[str, Iterator[Row]] | Callable[[], RowMessage | None]]:
        """The name and rows of each sheet; after each, what gives the notice about what was hidden of it, once it has been read."""
        for sheet in self._sheets:
            hidden = Hidden()
            yield sheet.name, self._rows(sheet.part, hidden)
            yield partial(_hidden_message, sheet, hidden)

    def _rows(self, part: str, hidden: Hidden) -> Iterator[Row]:
        """A sheet's rows that are not empty, numbered from 1."""
        merged = []
        if self._glance(part)[1]:
            with self._package.part(part) as stream:
                merged = merged_ranges(stream)
        with self._package.part(part) as stream:
            yield from SheetRows(self._contents, merged, hidden).rows(stream)

    def _glance(self, part: str) -> tuple[int, bool]:
        if part not in self._glances:
            with self._package.part(part) as stream:
                self._glances[part] = glance(stream)
        return self._glances[part]

    def _read_texts(self, part: str) -> list[str]:
        texts = _SharedTexts()
        if part in self._package:
            with self._package.part(part) as stream:
                texts.read(stream)
        return texts.found

    def _read_formats(self, part: str) -> dict[str, NumberFormat]:
        """The number formats; none where the styles cannot be read, for nothing else is needed of them."""
        styles = Styles()
        if part in self._package:
            try:
                with self._package.part(part) as stream:
                    styles.read(stream)
            except RefusedError:
                return {}
        return styles.by_index


@dataclass(frozen=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


def _hidden_message(sheet: _Sheet, hidden: Hidden) -> RowMessage | None:
    problem = HIDDEN_SHEET if sheet.hidden else _hidden_notice(hidden)
    if hidden.beyond and not sheet.hidden:
        problem = join_texts([problem, TOO_WIDE], Text("；", "; ")) if problem else TOO_WIDE
    return RowMessage(Place(0, sheet=sheet.name), problem) if problem else None


class _Book(XmlHandler):
    """The workbook's part: name, relationship and state of each sheet, and whether days count from 1904."""

    def __init__(self) -> None:
        super().__init__({"workbook": self._root, "workbookPr": self._properties, "sheet": self._add_sheet})
        self.is_workbook = False
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def _root(self, _attributes: Attributes) -> None:
        self.is_workbook = True

    def _properties(self, attributes: Attributes) -> None:
        self.from_1904 = attributes.get("date1904") in TRUE

    def _add_sheet(self, attributes: Attributes) -> None:
        key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append((plain_text(attributes.get("name", "")), key, hidden))


def _sheets(book: _Book, relations: list[tuple[str, str, str]], folder: str) -> list[_Sheet]:
    """The sheets that have cells, in the workbook's order: those with charts or dialogs alone have none."""
    relation_of = {key: (kind, target) for key, kind, target in relations}
    found = []
    for number, (name, key, hidden) in enumerate(book.sheets, 1):
        usual = "worksheet", posixpath.join(folder, f"worksheets/sheet{number}.xml")
        kind, part = relation_of.get(key, usual)
        if kind == "worksheet":
            found.append(_Sheet(name, part, hidden))
    return found


class _SharedTexts(XmlHandler):
    """The texts that cells share, those with several formats joined."""

    def __init__(self) -> None:
        super().__init__({"si": self._start, "t": self._start_text}, {"si": self._add, "t": self._end_text})
        self.found: list[str] = []
        self._pieces: list[str] = []

    def _start(self, _attributes: Attributes) -> None:
        self._pieces.clear()

    def _start_text(self, _attributes: Attributes) -> None:
        self.collect_text(self._pieces.append)

    def _end_text(self) -> None:
        self.collect_text(None)

    def _add(self) -> None:
        self.found.append(plain_text("".join(self._pieces)))
        if len(self.found) > MOST_TEXTS:
            raise refused(
                "too-large",
                f"工作簿里的文字超过 {MOST_TEXTS} 段；应为一份评估表",
                f"found more than {MOST_TEXTS} texts in the workbook; expected a table of appraisals",
            )


def _hidden_notice(hidden: Hidden) -> Text | None:
    """What is said of hidden rows and columns that were read; None where there are none."""
    zh, en = [], []
    if hidden.rows:
        zh.append(f"第 {_ranges(hidden.rows, str, '、')} 行")
        en.append(f"{_plural('row', hidden.rows)} {_ranges(hidden.rows, str, ', ')}")
    if hidden.columns:
        zh.append(f"{_ranges(hidden.columns, column_name, '、')} 列")
        en.append(f"{_plural('column', hidden.columns)} {_ranges(hidden.columns, column_name, ', ')}")
    if not zh:
        return None
    return Text(f"{'，'.join(zh)}是隐藏的，也读了", f"hidden, but read too: {'; '.join(en)}")


def _plural(word: str, ranges: Sequence[tuple[int, int]]) -> str:
    return word if len(ranges) == 1 and ranges[0][0] == ranges[0][1] else f"{word}s"


def _ranges(ranges: Sequence[tuple[int, int]], shown: Callable[[int], str], comma: str) -> str:
    """Ranges of numbers as text: ``5–7, 12``, the first ten."""
    texts = [
        shown(first) if first == last else f"{shown(first)}–{shown(last)}"
        for first, last in ranges[:_MOST_RANGES]
    ]
    return comma.join(texts + ["…"] * (len(ranges) > _MOST_RANGES))
