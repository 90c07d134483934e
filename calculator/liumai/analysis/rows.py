"""The rows of a file of appraisals: scored, rejected, and what is reported about them."""

from __future__ import annotations

from dataclasses import dataclass

from liumai.core.appraisal import Appraisal, Result
from liumai.core.rubric import Text


@dataclass(frozen=True, slots=True)
class Scored:
    """An appraisal of a file with its result."""

    member: Member
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
class Member:
    """An appraisal of a file, and whose it is."""

    place: Place
    subject: str
    manager: str
    period: str
    appraisal: Appraisal


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place."""

    place: Place
    problem: Text


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be scored, with everything that is wrong with it; and of its texts what could be read."""

    place: Place
    problems: tuple[Problem, ...]
    subject: str = ""
    manager: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was left aside, and costs no row."""

    place: Place
    problem: Text


Item = Member | Refused | Notice
