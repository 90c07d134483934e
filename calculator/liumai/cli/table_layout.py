"""Tables of a report that lose no text: at their natural width, else wrapped, else row by row as ``heading: value``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

GAP = 2  # columns of space between two columns of a table
NARROWEST_PROSE = 12  # columns of the terminal below which Chinese text, which has no spaces, is not wrapped
ColumnKind = Literal["name", "figure", "prose"]
_WORD = re.compile(r"[\u2e80-\uffff]+|[^\s\u2e80-\uffff]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Names and figures are never wrapped; prose is, at spaces or between Chinese characters."""

    heading: str
    kind: ColumnKind = "name"
    style: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, a text for each column."""

    cells: Sequence[str]
    style: str = ""


def lay_out(
    console: Console,
    columns: Sequence[Column],
    rows: Sequence[Row],
    colon: str,
    *,
    gap: int = GAP,
    headings: bool = True,
) -> RenderableType:
    """The table for this console's width. ``colon`` separates heading and value where the rows become lists."""
    texts = [[column.heading for column in columns], *(row.cells for row in rows)]
    natural = [max(map(cell_len, cells)) for cells in zip(*texts, strict=True)]
    least = [_least(column, cells) for column, cells in zip(columns, zip(*texts, strict=True), strict=True)]
    room = console.width - gap * (len(columns) - 1)
    if sum(least) > room:
        return Group(*_as_lists(columns, rows, colon))
    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), show_header=headings)
    for column, width in zip(columns, _fitted(natural, least, room), strict=True):
        right = column.kind == "figure"
        table.add_column(
            Line(column.heading),
            width=width,
            justify="right" if right else "left",
            overflow="fold",
            style=column.style,
        )
    for row in rows:
        table.add_row(*map(Line, row.cells), style=row.style)
    return table


def _least(column: Column, cells: Sequence[str]) -> int:
    """The width below which a column is not shrunk: its widest text, or for prose its widest word."""
    if column.kind != "prose":
        return max(map(cell_len, cells))
    heading, *texts = cells
    words = [word for text in texts for word in _WORD.findall(text)]
    return max([cell_len(heading), *map(_word_width, words)])


def _word_width(word: str) -> int:
    """The width that a word needs; Chinese text may be wrapped anywhere, but not into snippets."""
    return min(cell_len(word), NARROWEST_PROSE) if ord(word[0]) >= 0x2E80 else cell_len(word)


def _fitted(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit into ``room``: the natural ones, the widest columns shrunk first, none below its least."""
    widths = list(natural)
    for _ in range(sum(widths) - room):
        shrinkable = [n for n, width in enumerate(widths) if width > least[n]]
        widths[max(shrinkable, key=lambda n: widths[n])] -= 1
    return widths


def _as_lists(columns: Sequence[Column], rows: Sequence[Row], colon: str) -> Iterator[RenderableType]:
    """Each row as a list of its texts with their headings, all but the first indented."""
    for row in rows:
        for n, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
            text = f"{column.heading}{colon}{cell}" if column.heading else cell
            if cell:
                yield hanging("  ", text) if n else Line(text, style="bold")


def hanging(mark: str, text: Line | str) -> Table:
    """A text under a hanging indent of the width of ``mark``, which stands before its first line."""
    table = Table.grid(padding=0)
    table.add_column(width=cell_len(mark))
    table.add_column(overflow="fold")
    table.add_row(mark, Line(text) if isinstance(text, str) else text)
    return table
