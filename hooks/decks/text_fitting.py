"""Splits text into pieces that fit on slides, by estimating how many lines it takes.

Widths are in ems: a Chinese character is one em wide, any other about half an em; one em of each line is reserved for words
that do not break. No browser measures anything, so slides do not depend on the machine that builds them.
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
    """A paragraph of a slide, or an item of a list."""

    text: str
    point: bool = False


def width(text: str) -> float:
    """The width of a text in ems."""
    return sum(map(_width, text))


@cache
def _width(letter: str) -> float:
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else NARROW


def lines(text: str, ems: float) -> int:
    """The number of lines that a text takes in a column of ``ems``."""
    return max(1, math.ceil(width(text) / (ems - 1)))


def size_for(text: str, sizes: Sequence[tuple[str, float, int]]) -> str:
    """The name of the first of ``sizes`` (name, ems in a line, number of lines) that a text fits; of the last if none."""
    fitting = (name for name, ems, room in sizes if lines(text, ems) <= room)
    return next(fitting, sizes[-1][0])


def split_text(text: str, ems: float, room: int) -> list[str]:
    """A text in as few pieces of at most ``room`` lines as possible, of similar length, split between sentences."""
    needed = math.ceil(lines(text, ems) / room)
    if needed <= 1:
        return [text]
    sentences = [part for part in _SENTENCES.split(text) if part and part.strip()]
    return [
        _joined(group) for group in _grouped([(part, lines(part, ems)) for part in sentences], room, needed)
    ]


def pages(blocks: Iterable[Block], ems: float, room: int) -> list[list[Block]]:
    """Blocks distributed over as few slides of ``room`` lines as possible; longer blocks are split between sentences."""
    pieces = [Block(piece, block.point) for block in blocks for piece in split_text(block.text, ems, room)]
    measured = [(piece, lines(piece.text, ems) + GAP) for piece in pieces]
    needed = math.ceil(sum(size for _, size in measured) / room)
    return _grouped(measured, room, max(1, needed))


def _grouped[T](measured: Sequence[tuple[T, float]], room: float, needed: int) -> list[list[T]]:
    """Items with their sizes in about ``needed`` groups of similar size, none larger than ``room``."""
    goal = sum(size for _, size in measured) / needed
    groups: list[list[T]] = [[]]
    filled = 0.0
    for item, size in measured:
        if groups[-1] and (filled + size > room + GAP or filled >= goal):
            groups.append([])
            filled = 0.0
        groups[-1].append(item)
        filled += size
    return groups


def _joined(sentences: Sequence[str]) -> str:
    chinese = any("一" <= letter <= "鿿" for letter in sentences[0])
    return ("" if chinese else " ").join(sentence.strip() for sentence in sentences)
