"""The records of one appraisal and of its result. Frozen, standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from liumai.core.rubric import Evidence, Rating, Verdict


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """A case that an appraisal records at one level of a criterion."""

    level: int
    verdict: Verdict
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an appraisal says of one criterion: a rating for each level, cases, a justification."""

    ratings: tuple[Rating, ...]
    cases: tuple[RecordedCase, ...] = ()
    justification: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One person's appraisal under one rubric; ``entries`` follow the rubric's criteria."""

    rubric: str
    entries: tuple[Entry, ...]
    evidence: Evidence = "assumed"
    subject: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """The score of one criterion.

    ``half_points`` counts halves; ``stopped_at`` is the level where the climb stopped, None at the
    top; ``effective`` are the ratings that counted after the cases were read.
    """

    id: str
    half_points: int
    complete: bool
    stopped_at: int | None
    findings: tuple[str, ...]
    effective: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of an appraisal. ``candidates`` is None without bands or while incomplete."""

    rubric: str
    complete: bool
    half_points: int
    maximum: int
    candidates: tuple[str, ...] | None
    criteria: tuple[CriterionResult, ...]
    findings: tuple[str, ...]
