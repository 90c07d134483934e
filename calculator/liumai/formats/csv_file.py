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
from liumai.formats.cells import SEARCHED, Cell, Row
from liumai.formats.formula_escape import escape_formula, unescape_formula
from liumai.formats.plain_data import refused
from liumai.formats.text_encoding import DecodedText, decode

MOST_BYTES = 256 << 20  # of a CSV file, which is read whole
LONGEST_CELL = 1 << 17  # characters
DELIMITERS = ",;\t|"
CountHeadings = Callable[[Sequence[str]], int]  # how many cells of a row are known headings


def read_csv(raw: bytes, count_headings: CountHeadings | None = None) -> Iterator[Row]:
    """The rows of a CSV file, with their line numbers. Raises :class:`RefusedError` for bytes that are not valid CSV."""
    return rows_of(decode_csv(raw, count_headings), count_headings)


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
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    last_line = 0  # a row may span several lines
    try:
        for cells in reader:
            if not (named and last_line == 0):
                yield last_line + 1, [unescape_formula(cell) for cell in cells]
            last_line = reader.line_num
    except csv.Error as error:
        line = reader.line_num
        problem = Text(f"CSV 读不下去：{error}", f"not valid CSV: {error}")
        raise RefusedError([Fault((), problem, line, "syntax")]) from None


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
