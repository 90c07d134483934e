"""The types of cells and rows that all table readers share, and how messages show them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from liumai.analysis.rows import Place
from liumai.core.errors import expected, shown_text
from liumai.core.rubric import Rubric, Text

SEARCHED = 20  # the heading must be within this many rows from the top
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class SpecialCell:
    """A spreadsheet cell without a plain value. ``shown`` is its text, such as the formula or the ISO date."""

    kind: Literal["date", "formula", "error"]
    shown: str


Cell = str | int | float | bool | SpecialCell | None
# A sheet's name, its headings, and its rows.
SheetTable = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]
Row = tuple[int, Sequence[Cell]]  # its number as the file counts it, from 1, and its cells
# The notice about a hidden sheet, which is read as all others are.
HIDDEN_SHEET = Text("这张工作表是隐藏的，也读了", "this sheet is hidden, but was read too")
# The notice about cells to the right of the last column that is read.
TOO_WIDE = Text(
    f"表太宽：只读了前 {MOST_COLUMNS} 列，右边的没有读",
    f"the table is too wide: its first {MOST_COLUMNS} columns were read, what stands to the right was not",
)


def column_name(index: int) -> str:
    """The spreadsheet name of a column (from 0): A, B, … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place_text(place: Place) -> Text:
    """A place in words: sheet, row or line, column with its heading; empty for the whole file."""
    zh, en = [], []
    if place.sheet:
        zh.append(f"工作表“{place.sheet}”")
        en.append(f"sheet “{place.sheet}”")
    if place.row:
        zh.append(f"第 {place.row} 行")
        en.append(f"{'line' if place.line else 'row'} {place.row}")
    if place.column is not None:
        name, heading = column_name(place.column), shown_text(place.heading)
        zh.append(f"{name} 列“{heading}”" if heading else f"{name} 列")
        en.append(f"column {name} “{heading}”" if heading else f"column {name}")
    return Text("，".join(zh), ", ".join(en))


def normal(text: str) -> str:
    """A name normalised for comparison: NFKC, case-folded, spaces collapsed, without spaces, ``*`` and ``:`` at the ends."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip(" *:").casefold()


def ids_by_name(names_of: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Ids by normalised name, from each id with its names."""
    return {normal(name): key for key, names in names_of for name in names}


def rubric_ids(rubrics: Mapping[str, Rubric]) -> dict[str, str]:
    """Rubric ids by normalised name: a rubric is named by its id, or by its name in either language."""
    return ids_by_name((r.id, (r.id, r.name.zh, r.name.en)) for r in rubrics.values())


def id_in(cell: Cell, ids: Mapping[str, str]) -> str | None:
    """The id that a cell names, of ``ids`` by normalised name; None where it names none of them."""
    return ids.get(normal(cell)) if isinstance(cell, str) else None


def blank(cell: Cell) -> bool:
    """Whether a cell is empty or white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


_KINDS = {
    "date": Text("日期", "a date"),
    "formula": Text("公式", "a formula"),
    "error": Text("错误值", "an error"),
}


def not_this(cell: Cell, zh: str, en: str) -> Text:
    """The message for an invalid cell: its value, and what was expected (``zh``, ``en``)."""
    if isinstance(cell, SpecialCell):
        kind, what = _KINDS[cell.kind], shown_text(cell.shown)
        advice = Text("；请贴成数值", "; paste it as a value") if cell.kind == "formula" else Text("", "")
        return Text(
            f"写的是{kind.zh}（{what}）；应为{zh}{advice.zh}",
            f"found {kind.en} ({what}); expected {en}{advice.en}",
        )
    return expected((), cell, zh, en, "invalid").problem  # not the kind is wrong: all cells of CSV are text
