"""Tells the lines of a table that are no rows of it: totals and averages, notes, and the heading printed again.

The words by which they begin are data (``table-line`` in the words), and the rest of the line decides:

- A line that begins with "合计", "Total" or the like is a total, unless manager, period and valid ratings are all
  there: then it is a person of that name. A line that only ends with such a word ("Team average", "张三 小计") is a total
  where the table has a manager or a period and the line has neither.
- A line of a word that is a name too ("Max", "Overall") is a total where there is a manager or a period and the line has
  neither.
- A line without any rating is a note where it begins with "注：", "制表人" or the like, where one text fills it from side
  to side, or where a single cell is filled in that is not the name in a table of names alone.
- A line is the heading again where it has the texts of the heading, or every filled cell is a name of its column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import Cell, blank, normal
from liumai.formats.tables.heading import Heading
from liumai.formats.tables.heading_names import Column, Headings, word_lists, word_pattern

_LONGEST_NAME = 30  # characters; a single cell with more, or with a sign of a sentence, is a note
_SENTENCE = re.compile(r"[:;,.!?。，；！？]")
_IsFigure = Callable[[Column, Cell], bool]


class LineJudge:
    """Judges the lines below one heading."""

    def __init__(
        self,
        heading: Heading,
        headings: Headings,
        rubrics: Mapping[str, Rubric],
        figures: Sequence[str],
        is_figure: _IsFigure,
    ) -> None:
        """``figures`` are the kinds of the columns with figures, ``is_figure`` whether a cell of one is valid."""
        self._headings = headings
        self._is_figure = is_figure
        self._figures = heading.used(figures)
        self._columns = {column.index: column for column in heading.used(headings.kinds)}
        self._index = {column.kind: column.index for column in self._columns.values() if not column.criteria}
        self._lines = [_stripped(line) for line in heading.lines]
        self._width = len(heading.keys)
        self._beginnings = {text for line in heading.lines for text in line if text}
        lists = word_lists(rubrics, "table-line")
        totals, notes = (_alternatives(lists.get(key, [])) for key in ("total", "note"))
        self._total = re.compile(rf"(?:{totals})(?:\s*[:(\[\d].*)?")
        self._total_or_name = re.compile(_alternatives(lists.get("total-or-name", [])))
        self._ends_with_total = re.compile(rf".*(?:{totals})")
        self._note = re.compile(rf"(?:{notes})\s*\d*\s*(?:[:.)\]].*)?", re.DOTALL)

    def problem(self, cells: Sequence[Cell]) -> Text | None:
        """What a line is that is no row of the table; None for a row."""
        labels = self._labels(cells)
        if not any(map(self._is_suspect, labels)) and _has_two_values(cells):
            return None  # most rows: what follows costs time
        filled = {index: cell for index, cell in enumerate(cells) if not blank(cell)}
        if labels and self._is_heading(labels[0], cells, filled):
            return _HEADING_AGAIN
        if any(self._is_total(label, filled) for label in labels):
            return _TOTAL
        return _NOTE if labels and self._is_note(labels[0], filled) else None

    def other_heading(self, cells: Sequence[Cell]) -> Text | None:
        """What is wrong with a line that is a heading with other columns; None for any other line."""
        # One figure is enough, and quick: this is asked of all rows.
        figures = (cells[column.index] for column in self._figures if column.index < len(cells))
        first = next((cell for cell in figures if not blank(cell)), None)
        named = isinstance(first, str) and self._headings.known(normal(first)) is not None
        return _OTHER_HEADING if named and self._headings.count(cells) > 1 else None

    def nameless(self, cells: Sequence[Cell]) -> Text | None:
        """What is wrong with a line that has neither a name nor any other such text; None for any other line.

        A sheet's sums or averages often have no word before them. A table of names alone, or without them, has none.
        """
        indices = [self._index[kind] for kind in ("subject", "manager", "period") if kind in self._index]
        if len(indices) < 2 or "subject" not in self._index:
            return None
        if any(index < len(cells) and not blank(cells[index]) for index in indices):
            return None
        rated = any(c.index < len(cells) and not blank(cells[c.index]) for c in self._figures)
        return _NAMELESS if rated else None

    def unquoted(self, cells: Sequence[Cell], sheet: str) -> Text | None:
        """What is wrong with a line of a CSV file that goes on to the right of the heading; None for any other line.

        Its values may stand one column off: "3,5" without quotation marks is two cells. ``sheet`` is empty for CSV.
        """
        beyond = cells[self._width :]
        return None if sheet or all(map(blank, beyond)) else _too_many_cells(len(cells), self._width)

    def _labels(self, cells: Sequence[Cell]) -> list[str]:
        """What may say what the line is, normalised: its first cell and the name, where they are text."""
        first = next((index for index, cell in enumerate(cells) if not blank(cell)), 0)
        indices = dict.fromkeys((first, self._index.get("subject", first)))
        texts = [cells[index] for index in indices if index < len(cells)]
        return [label for cell in texts if isinstance(cell, str) and (label := normal(cell))]

    def _is_suspect(self, label: str) -> bool:
        return (
            label in self._beginnings
            or self._headings.known(label) is not None
            or self._ends_with_total.match(label) is not None
            or self._total_or_name.fullmatch(label) is not None
            or self._note.fullmatch(label) is not None
        )

    def _is_heading(self, label: str, cells: Sequence[Cell], filled: Mapping[int, Cell]) -> bool:
        if label in self._beginnings:
            line = [normal(cell) if isinstance(cell, str) else "" for cell in cells]
            if _stripped(line) in self._lines:
                return True
        elif not self._headings.known(label):
            return False
        used = [(self._columns[index], cell) for index, cell in filled.items() if index in self._columns]
        return len(used) > 1 and all(self._is_name(column, cell) for column, cell in used)

    def _is_name(self, column: Column, cell: Cell) -> bool:
        known = self._headings.column(0, [cell]) if isinstance(cell, str) else None
        return known is not None and known.means_as(column)

    def _is_total(self, label: str, filled: Mapping[int, Cell]) -> bool:
        head = [self._index[kind] in filled for kind in ("manager", "period") if kind in self._index]
        if self._total_or_name.fullmatch(label):
            return bool(head) and not any(head)
        if self._total.fullmatch(label):
            return not (len(head) == 2 and all(head) and self._is_rated(filled))
        return bool(head) and not any(head) and self._ends_with_total.fullmatch(label) is not None

    def _is_rated(self, filled: Mapping[int, Cell]) -> bool:
        """Whether there are figures, and all of them are valid."""
        cells = [(column, filled[column.index]) for column in self._figures if column.index in filled]
        return bool(cells) and all(self._is_figure(column, cell) for column, cell in cells)

    def _is_note(self, label: str, filled: Mapping[int, Cell]) -> bool:
        figures = [(column, filled[column.index]) for column in self._figures if column.index in filled]
        if not label or any(
            not isinstance(cell, str) or self._is_figure(column, cell) for column, cell in figures
        ):
            return False
        if self._note.fullmatch(label):
            return True
        if len(set(filled.values())) > 1:
            return False
        return len(filled) > 2 or self._is_lone_note(label, next(iter(filled)))

    def _is_lone_note(self, label: str, index: int) -> bool:
        column = self._columns.get(index)
        if column is None or column.kind in ("manager", "period"):
            return True
        if column.kind != "subject":
            return False  # a rating, cases, or what an otherwise empty row is filled in with
        head = "manager" in self._index or "period" in self._index
        return head or len(label) > _LONGEST_NAME or _SENTENCE.search(label) is not None


def _has_two_values(cells: Sequence[Cell]) -> bool:
    first: Cell = None
    for cell in cells:
        if not blank(cell):
            if first is not None and cell != first:
                return True
            first = cell
    return False


def _stripped(line: list[str]) -> list[str]:
    while line and not line[-1]:
        line = line[:-1]
    return line


def _alternatives(words: Sequence[str]) -> str:
    """A pattern for any of the words, those in letters only as whole words."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(map(word_pattern, longest_first)) or r"(?!)"


_HEADING_AGAIN = Text("这一行又是表头，没有当作数据读", "the heading again: set aside")
_TOTAL = Text(
    "这一行是合计、平均或满分，没有当作一个人读",
    "a line of totals, averages or maximum points: set aside, not read as a person",
)
_NOTE = Text(
    "这一行是附注（没有评分），没有当作一个人读", "a note without any rating: set aside, not read as a person"
)
_NAMELESS = Text(
    "没有姓名，也没有主管和时段，看不出是一个人还是一行合计",
    "found neither a name, nor a manager or a period: this may be a person or a line of totals",
)
_OTHER_HEADING = Text(
    "这一行是另一张表的表头，列不一样，所以从这里往下都没有读；请把这张表放进另外的工作表或文件",
    "the heading of another table with other columns: from here on nothing was read; put that table in a sheet or file of its own",
)


def _too_many_cells(found: int, expected: int) -> Text:
    return Text(
        f"这一行有 {found} 格，表头只有 {expected} 格；格子里有逗号（或别的分隔符）的，要加引号",
        f"found {found} cells where the heading has {expected}; a cell with a comma (or whatever separates cells) in it "
        "needs quotation marks",
    )
