"""Reads and writes CSV as spreadsheets do. Standard library only.

Reads UTF-8 with or without a byte order mark, UTF-16 with one, and GB 18030 (as a Chinese Excel writes it), separated
by commas, semicolons or tabs.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Text
from liumai.formats.cells import Cell, Row
from liumai.formats.formula_escape import escape_formula, unescape_formula
from liumai.formats.plain_data import refused

MOST_BYTES = 256 << 20  # of a CSV file, which is read whole
LONGEST_CELL = 1 << 17  # characters
DELIMITERS = ",;\t"


def read_csv(raw: bytes) -> Iterator[Row]:
    """The rows of a CSV file, with their line numbers. Raises :class:`RefusedError` for bytes that are not valid CSV."""
    text = _decoded(raw)
    if not text.strip():
        raise refused("empty", "文件是空的；应为一张表", "found nothing; expected a table")
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    last_line = 0  # a row may span several lines
    try:
        for cells in reader:
            yield last_line + 1, [unescape_formula(cell) for cell in cells]
            last_line = reader.line_num
    except csv.Error as error:
        line = reader.line_num
        problem = Text(f"CSV 读不下去：{error}", f"not valid CSV: {error}")
        raise RefusedError([Fault((), problem, line, "syntax")]) from None


def _decoded(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise refused("too-large", "文件超过 256 MiB", "found more than 256 MiB; expected less")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refused(
        "not-text",
        "不是文字；应为 UTF-8 或 GB 18030 编码的 CSV",
        "found bytes that are no text; expected CSV in UTF-8 or GB 18030",
    )


def _delimiter(text: str) -> str:
    """The separator: the most frequent one, outside quotes, of the first line that contains any."""
    for line in io.StringIO(text[: 1 << 16]):
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
