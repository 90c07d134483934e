"""The rows of a file of appraisals: scored, rejected, and what is reported about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from liumai.core.appraisal import Appraisal, Result
from liumai.core.rubric import Text


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """An appraisal of a file with its result."""

    member: AppraisalRow
    result: Result


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file. ``column`` counts from 0; None is the whole row. Row 0 is the whole sheet or file."""

    row: int
    column: int | None = None
    heading: str = ""
    sheet: str = ""
    line: bool = False  # a line of a text file, which has no columns


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """An appraisal of a file, and whose it is."""

    place: Place
    subject: str
    manager: str
    period: str
    appraisal: Appraisal


Severity = Literal["error", "notice"]


@dataclass(frozen=True, slots=True)
class RowMessage:
    """What is reported about one place of a file: an ``error``, which rejects its row, or a ``notice``, which costs no row."""

    place: Place
    problem: Text
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be scored, with everything that is wrong with it; and of its texts what could be read."""

    place: Place
    problems: tuple[RowMessage, ...]
    subject: str = ""
    manager: str = ""
    period: str = ""


# What a reader of a file yields, in the order of the file; a message by itself is a notice.
Item = AppraisalRow | RejectedRow | RowMessage
