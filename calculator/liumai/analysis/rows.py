"""The rows of a file of appraisals: scored, rejected, and what is reported about them."""

from __future__ import annotations

from dataclasses import dataclass

from liumai.core.appraisal import Appraisal, Result
from liumai.core.rubric import Text


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """A row of a file that was read and scored."""

    appraisal_row: AppraisalRow
    result: Result


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file. ``column`` counts from 0, None is the whole row; ``row`` counts from 1, 0 is the whole sheet or file."""

    row: int
    column: int | None = None
    heading: str = ""
    sheet: str = ""
    line: bool = False  # a line of a text file, which has no columns


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """A row of a file that was read: the appraisal, its person, manager and period."""

    place: Place
    subject: str
    manager: str
    period: str
    appraisal: Appraisal


@dataclass(frozen=True, slots=True)
class RowMessage:
    """A message about one position of a file: an error in a :class:`RejectedRow`, a notice where it stands by itself."""

    place: Place
    problem: Text


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be scored, with all its errors and what could be read of its texts."""

    place: Place
    problems: tuple[RowMessage, ...]
    subject: str = ""
    manager: str = ""
    period: str = ""


# What the reader of a file yields, in the order of the file; a message by itself is a notice.
Item = AppraisalRow | RejectedRow | RowMessage
