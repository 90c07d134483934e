"""Tables and lines in text files: CSV as spreadsheets write it, and NDJSON.

CSV is read in UTF-8, with its mark or without, in UTF-16 with its mark, and in GB 18030, as a Chinese Excel writes
it; parted by commas, semicolons or tabs. Standard library alone.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Text
from liumai.formats.cells import Cell, Row
from liumai.formats.plain_data import refused

MOST_BYTES = 256 << 20  # of a CSV file, which is read whole
LONGEST_CELL = 1 << 17  # characters
DELIMITERS = ",;\t"
FORMULA = frozenset("=+-@\t\r＝＋－＠")  # what a spreadsheet takes for the beginning of a formula


def read_csv(raw: bytes) -> Iterator[Row]:
    """The rows of a CSV file. Raises :class:`RefusedError` where it is no text, or a cell has no end."""
    text = _decoded(raw)
    if not text.strip():
        raise refused("empty", "文件是空的；应为一张表", "found nothing; expected a table")
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    before = 0
    try:
        for cells in reader:
            yield before + 1, [_undefused(cell) for cell in cells]
            before = reader.line_num
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
    """What parts the cells: the one that the first line with any of them has most of, quoted text left out."""
    for line in io.StringIO(text[: 1 << 16]):
        bare = "".join(line.split('"')[::2])
        if any(mark in bare for mark in DELIMITERS):
            return max(DELIMITERS, key=bare.count)
    return ","


def defused(text: str) -> str:
    """A text that no spreadsheet runs as a formula: one that looks like it gets an apostrophe before it."""
    return f"'{text}" if _looks_like_a_formula(text.lstrip("'")) else text


def _undefused(text: str) -> str:
    return text[1:] if text.startswith("'") and _looks_like_a_formula(text.lstrip("'")) else text


def _looks_like_a_formula(text: str) -> bool:
    return text[:1] in FORMULA or text.lstrip()[:1] in FORMULA


def write_csv(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Rows as CSV that spreadsheets open safely: UTF-8 with its mark, formula-like texts defused."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    for row in rows:
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])
    return codecs.BOM_UTF8 + made.getvalue().encode("utf-8", "replace")
