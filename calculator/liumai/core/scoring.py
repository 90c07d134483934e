"""Scores one appraisal under one rubric: the only place where anything is scored.

Pure and exact: scores are whole numbers of half points. Which findings a score raises is the
rubric's data; what the climb itself can raise (:data:`liumai.core.rubric.ClimbEvent`) is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING

from liumai.core.appraisal import Appraisal, CriterionResult, Entry, Result
from liumai.core.rubric import (
    ClimbEvent,
    Criterion,
    Evidence,
    Finding,
    Level,
    Range,
    Rating,
    Rubric,
    Stop,
    Verdict,
)

if TYPE_CHECKING:
    from fractions import Fraction  # only a year needs it; the browser does not load it for a score

MET, PARTIAL = 2, 1  # in half points: a level done, a level done in part
_COUNTS = ("met", "partial")


def score(rubric: Rubric, appraisal: Appraisal) -> Result:
    """The result of an appraisal that was read against this same rubric."""
    criteria = tuple(
        score_criterion(rubric, criterion, entry, appraisal.evidence)
        for criterion, entry in zip(rubric.criteria, appraisal.entries, strict=True)
    )
    complete = all(criterion.complete for criterion in criteria)
    total = sum(criterion.half_points for criterion in criteria)
    candidates, findings = outcome(rubric, total, complete)
    return Result(
        rubric=rubric.id,
        complete=complete,
        half_points=total,
        maximum=rubric.maximum,
        candidates=candidates,
        criteria=criteria,
        findings=findings,
    )


def outcome(rubric: Rubric, total: int, complete: bool) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The candidate bands of a total (in half points) and the findings of the appraisal as a whole.

    The candidates are None without bands, or while the appraisal is incomplete.
    """
    candidates = band_candidates(rubric, total) if complete and rubric.bands else None
    return candidates, _appraisal_findings(rubric, candidates)


def score_criterion(
    rubric: Rubric, criterion: Criterion, entry: Entry, evidence: Evidence
) -> CriterionResult:
    """The score of one criterion: its cases read, its levels climbed, its findings raised."""
    effective, events = effective_ratings(criterion, entry, evidence)
    half_points, stop = climb(effective)
    if stop is not None and any(rating in _COUNTS for rating in entry.ratings[stop:]):
        events = events | {"gate-ignored"}
    complete = stop is None or effective[stop - 1] != "unrated"
    level = criterion.levels[stop - 1] if stop is not None else None
    rating = effective[stop - 1] if stop is not None else None
    raised = tuple(
        finding.code
        for finding in rubric.findings
        if finding.scope == "criterion" and _raised(finding, half_points, complete, level, rating, events)
    )
    return CriterionResult(criterion.id, half_points, complete, stop, raised, effective)


def climb(ratings: Iterable[Rating]) -> tuple[int, int | None]:
    """Climb from level 1 up (通关制): half points earned, and the level where it stopped (None at the top).

    Met adds a point and goes on; partial adds half a point and stops; unmet and unrated stop.
    """
    half_points = 0
    for level, rating in enumerate(ratings, 1):
        if rating == "met":
            half_points += MET
        else:
            return half_points + (PARTIAL if rating == "partial" else 0), level
    return half_points, None


def effective_ratings(
    criterion: Criterion, entry: Entry, evidence: Evidence
) -> tuple[tuple[Rating, ...], frozenset[ClimbEvent]]:
    """The effective ratings of a criterion after its recorded cases are read, and the events which that raised."""
    read = [
        read_cases(
            level, rating, {case.verdict for case in entry.cases if case.level == level.level}, evidence
        )
        for level, rating in zip(criterion.levels, entry.ratings, strict=True)
    ]
    return tuple(rating for rating, _ in read), frozenset(event for _, event in read if event)


def read_cases(
    level: Level, rating: Rating, verdicts: Set[Verdict], evidence: Evidence
) -> tuple[Rating, ClimbEvent | None]:
    """The effective rating of one level, and the event that reading its cases raised; only their verdicts matter.

    With evidence ``assumed``, or where the rubric states no award, a rating counts as it stands.
    """
    if evidence == "assumed" or level.award == "unstated" or rating not in _COUNTS:
        return rating, None
    if level.award == "on-evidence" and "compliant" not in verdicts:
        return "unmet", "case-required"
    if level.award == "by-default" and rating == "met" and "non-compliant" in verdicts:
        return "unmet", "case-contradicts"
    return rating, "mixed-cases" if len(verdicts) == 2 else None


def band_candidates(rubric: Rubric, total: int | Fraction) -> tuple[str, ...]:
    """The bands that a total (in half points; a mean may lie between them) may fall into, highest first; one when it is certain.

    Bands stand in the rubric from the highest down. A band whose lower bound is illegible may hold
    the total or may not, so it is a candidate together with the first known one below it.
    """
    candidates = []
    for band in rubric.bands:
        if band.from_ is None:
            candidates.append(band.id)
        elif total >= 2 * band.from_:
            return (*candidates, band.id)
    return tuple(candidates)


def _appraisal_findings(rubric: Rubric, candidates: tuple[str, ...] | None) -> tuple[str, ...]:
    if candidates is None:
        return ()
    certain = candidates[0] if len(candidates) == 1 else None
    return tuple(
        finding.code
        for finding in rubric.findings
        if finding.scope == "appraisal"
        and (not finding.when.band or certain in finding.when.band)
        and (finding.when.band_uncertain is None or finding.when.band_uncertain == (certain is None))
    )


def _raised(
    finding: Finding,
    half_points: int,
    complete: bool,
    level: Level | None,
    rating: Rating | None,
    events: frozenset[ClimbEvent],
) -> bool:
    when = finding.when
    if when.climb is not None:
        return when.climb in events
    # An incomplete criterion raises only the findings stated for incomplete ones.
    if complete != (when.complete is not False):
        return False
    if when.score and not any(within(half_points, span) for span in when.score):
        return False
    return when.stop is None or _stopped(when.stop, level, rating)


def within(half_points: int, span: Range) -> bool:
    """Whether a score lies in a range that a rubric states in points, both ends included."""
    return (span.from_ is None or half_points >= 2 * span.from_) and (
        span.to is None or half_points <= 2 * span.to
    )


def _stopped(stop: Stop, level: Level | None, rating: Rating | None) -> bool:
    return (
        level is not None
        and (not stop.rating or rating in stop.rating)
        and (not stop.award or level.award in stop.award)
        and (not stop.half_point or level.half_point in stop.half_point)
    )
