"""Reads and writes CSV as spreadsheets do. Standard library only.

The encoding is found by :mod:`liumai.formats.text_encoding`. The separator is found by trying: it is the one with which
a heading of most columns is found in the first rows, so that commas in a title above the table do not matter.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Text
from liumai.formats.cells import SEARCHED, Cell, Row, SpecialCell
from liumai.formats.formula_escape import escape_formula, unescape_formula
from liumai.formats.plain_data import refused
from liumai.formats.text_encoding import DecodedText, decode

MOST_BYTES = 256 << 20  # of a CSV file, which is read whole
LONGEST_CELL = 1 << 17  # characters
DELIMITERS = ",;\t|"
CountHeadings = Callable[[Sequence[str]], int]  # how many cells of a row are known headings


def decode_csv(raw: bytes, count_headings: CountHeadings | None = None) -> DecodedText:
    """The text of a CSV file. Raises :class:`RefusedError` for bytes that are no text, and where there is none."""
    if len(raw) > MOST_BYTES:
        raise refused("too-large", "文件超过 256 MiB", "found more than 256 MiB; expected less")
    decoded = decode(raw, lambda text: _best_delimiter(text, count_headings)[0] > 1)
    if not decoded.text.strip():
        raise refused("empty", "文件是空的；应为一张表", "found nothing; expected a table")
    return decoded


def rows_of(decoded: DecodedText, count_headings: CountHeadings | None = None) -> Iterator[Row]:
    """The rows of a decoded CSV file. Raises :class:`RefusedError` where it cannot be read on."""
    text = decoded.text
    csv.field_size_limit(LONGEST_CELL)
    named = _NAMED_DELIMITER.match(text)
    delimiter = named[1] if named else _best_delimiter(text, count_headings)[1]
    lines: list[str] = []  # of the row that is read
    reader = csv.reader(_noted(io.StringIO(text, newline=""), lines), delimiter=delimiter)
    last_line = 0  # a row may span several lines
    try:
        for cells in reader:
            if len(lines) > 1:
                _refuse_swallowed_rows(lines, delimiter, last_line + 1)
            lines.clear()
            if not (named and last_line == 0):
                yield last_line + 1, [_cell(cell) for cell in cells]
            last_line = reader.line_num
    except csv.Error:  # the only one that this reader raises
        problem = Text(
            f"CSV 读不下去：有一格超过 {LONGEST_CELL} 个字符，可能是少了一个引号",
            f"not valid CSV: found a cell of more than {LONGEST_CELL} characters; is a quotation mark missing?",
        )
        raise RefusedError([Fault((), problem, last_line + 1, "syntax")]) from None


def _noted(lines: Iterable[str], noted: list[str]) -> Iterator[str]:
    """The lines; each is added to ``noted``."""
    for line in lines:
        noted.append(line)
        yield line


_ERRORS = frozenset(("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))


def _cell(text: str) -> Cell:
    """A cell's value: text, or the error that a formula had when a spreadsheet program wrote the file."""
    return SpecialCell("error", text) if text in _ERRORS else unescape_formula(text)


def _refuse_swallowed_rows(lines: Sequence[str], delimiter: str, number: int) -> None:
    """Raises :class:`RefusedError` where a quotation mark without a partner makes one cell of several rows.

    ``lines`` are those of one row, which begins at line ``number``. Where quotation marks have partners, each stands at
    the beginning or the end of a cell.
    """
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        if any(delimiter in line for line in lines[1:]):
            problem = Text(
                "CSV 读不下去：这一行有引号没有配对，后面的行都落进了同一格",
                "not valid CSV: a quotation mark here has no partner, so that the following rows fall into one cell",
            )
            raise RefusedError([Fault((), problem, number, "syntax")]) from None


# Excel's own first line, which names the separator.
_NAMED_DELIMITER = re.compile(r'"?sep=([,;\t|])"?[\r\n]', re.IGNORECASE)


def _best_delimiter(text: str, count_headings: CountHeadings | None) -> tuple[int, str]:
    """The most known headings that a row has with any separator, and that separator.

    Without a known heading: the most frequent one, outside quotes, of the first line that contains any.
    """
    head = text[: 1 << 16]
    found = (
        [(_most_headings(head, mark, count_headings), mark) for mark in DELIMITERS] if count_headings else []
    )
    most, mark = max(found, key=lambda pair: pair[0], default=(0, ","))
    return (most, mark) if most else (0, _most_frequent(head))


def _most_headings(head: str, delimiter: str, count_headings: CountHeadings) -> int:
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        return max(map(count_headings, islice(rows, SEARCHED)), default=0)
    except csv.Error:
        return 0


def _most_frequent(head: str) -> str:
    for line in io.StringIO(head):
        unquoted = "".join(line.split('"')[::2])
        if any(mark in unquoted for mark in DELIMITERS):
            return max(DELIMITERS, key=unquoted.count)
    return ","


def write_csv(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Rows as the bytes of a CSV file: UTF-8 with a byte order mark, formulas escaped, NUL (which no reader takes) as ``\\x00``."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([escape_formula(cell) if isinstance(cell, str) else cell for cell in row])
    text = buffer.getvalue().replace("\0", "\\x00")
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")
