"""Parts prose into pieces that fit on slides, by reckoning how many lines it takes.

Widths are in ems: a Chinese character is one wide, any other about half of one; what a line wastes where a word
does not break is allowed for. No browser is asked, so a slide never depends on the machine that builds it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

NARROW = 0.53
GAP = 0.5  # lines between two blocks
_SENTENCES = re.compile(r"(?<=[。！？；])(?![”’」])|(?<=[.!?;])\s+(?=[\"“A-Z])|(?<=[。！？][”’])")


@dataclass(frozen=True)
class Block:
    """A paragraph of a slide, or a point of a list."""

    text: str
    point: bool = False


def width(text: str) -> float:
    """How wide a text is, in ems."""
    return sum(map(_width, text))


@cache
def _width(letter: str) -> float:
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else NARROW


def lines(text: str, ems: float) -> int:
    """How many lines a text takes at a width."""
    return max(1, math.ceil(width(text) / (ems - 1)))


def size_for(text: str, sizes: Sequence[tuple[str, float, int]]) -> str:
    """The first size (name, ems of a line, lines there is room for) at which a text fits; the last where none does."""
    fitting = (name for name, ems, room in sizes if lines(text, ems) <= room)
    return next(fitting, sizes[-1][0])


def parted(text: str, ems: float, room: int) -> list[str]:
    """A text in as few pieces as fit a room of lines each, parted between sentences, and of like length."""
    needed = math.ceil(lines(text, ems) / room)
    if needed <= 1:
        return [text]
    sentences = [part for part in _SENTENCES.split(text) if part and part.strip()]
    return [
        _joined(group) for group in _grouped([(part, lines(part, ems)) for part in sentences], room, needed)
    ]


def pages(blocks: Iterable[Block], ems: float, room: int) -> list[list[Block]]:
    """Blocks over as few slides as have room for them; a block too long for one is parted between sentences."""
    pieces = [Block(piece, block.point) for block in blocks for piece in parted(block.text, ems, room)]
    measured = [(piece, lines(piece.text, ems) + GAP) for piece in pieces]
    needed = math.ceil(sum(size for _, size in measured) / room)
    return _grouped(measured, room, max(1, needed))


def _grouped[T](measured: Sequence[tuple[T, float]], room: float, needed: int) -> list[list[T]]:
    """Things with their sizes in groups that a room holds, none much fuller than the rest."""
    goal = sum(size for _, size in measured) / needed
    groups: list[list[T]] = [[]]
    filled = 0.0
    for thing, size in measured:
        if groups[-1] and (filled + size > room + GAP or filled >= goal):
            groups.append([])
            filled = 0.0
        groups[-1].append(thing)
        filled += size
    return groups


def _joined(sentences: Sequence[str]) -> str:
    chinese = any("一" <= letter <= "鿿" for letter in sentences[0])
    return ("" if chinese else " ").join(sentence.strip() for sentence in sentences)
