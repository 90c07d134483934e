"""One manager's appraisals together: how totals spread, what HR checks, what goes back.

Pure and exact. Which finding a team raises is the rubric's data, and so is how many people it takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liumai.core.appraisal import Result
from liumai.core.rubric import ClimbEvent, Figure, Rubric

PEOPLE = "same-total-people"  # the figure of the rubric: how many people on one total are too alike
RETURNED: tuple[ClimbEvent, ...] = (
    "case-required",
    "case-contradicts",
)  # cases that a rating does not survive


@dataclass(frozen=True, slots=True)
class Duty:
    """Findings on one criterion of one appraisal; ``appraisal`` is its place in the team, from 0."""

    appraisal: int
    criterion: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """What a manager's appraisals come to.

    ``totals`` are the half points of complete appraisals with how many people have them, highest
    first; ``bands`` the bands that they may fall into, likewise, highest first. ``incomplete`` are
    the places of appraisals that have no total yet. ``checks`` is what HR has to see to,
    ``returned`` what goes back to the manager, both in the order of the team.
    """

    totals: tuple[tuple[int, int], ...]
    bands: tuple[tuple[tuple[str, ...], int], ...]
    incomplete: tuple[int, ...]
    checks: tuple[Duty, ...]
    returned: tuple[Duty, ...]
    findings: tuple[str, ...]


def team(rubric: Rubric, results: Sequence[Result], people: int | None = None) -> Team:
    """The team of one manager, from the results of its appraisals.

    ``people`` says how many there are where some have several appraisals; else each is of somebody else. Raises ValueError for a result of another rubric.
    """
    if any(result.rubric != rubric.id for result in results):
        raise ValueError(f"every appraisal must be made under {rubric.id}")
    complete = sorted((r for r in results if r.complete), key=lambda r: -r.half_points)
    return Team(
        totals=tuple(Counter(result.half_points for result in complete).items()),
        bands=tuple(Counter(r.candidates for r in complete if r.candidates is not None).items()),
        incomplete=tuple(place for place, result in enumerate(results) if not result.complete),
        checks=tuple(_duties(results, hr_check_codes(rubric))),
        returned=tuple(_duties(results, return_codes(rubric))),
        findings=_findings(rubric, results, len(results) if people is None else people),
    )


def _duties(results: Sequence[Result], codes: set[str]) -> Iterable[Duty]:
    for place, result in enumerate(results):
        for criterion in result.criteria:
            if found := tuple(code for code in criterion.findings if code in codes):
                yield Duty(place, criterion.id, found)


def hr_check_codes(rubric: Rubric) -> set[str]:
    """The findings that HR has to see to."""
    return {finding.code for finding in rubric.findings if "hr" in finding.actors}


def return_codes(rubric: Rubric) -> set[str]:
    """The findings for which an appraisal goes back to the manager."""
    return {finding.code for finding in rubric.findings if finding.when.climb in RETURNED}


def same_total_people(rubric: Rubric) -> Figure | None:
    """How many people all on one total count as no differentiation; None where the rubric does not say."""
    return next((figure for figure in rubric.figures if figure.id == PEOPLE), None)


def _findings(rubric: Rubric, results: Sequence[Result], count: int) -> tuple[str, ...]:
    """Only complete appraisals can be known to be alike: one that is not may still come out different."""
    people = same_total_people(rubric)
    totals = {result.half_points for result in results}
    alike = (
        people is not None
        and count >= people.value
        and len(totals) == 1
        and all(result.complete for result in results)
    )
    return tuple(
        finding.code
        for finding in rubric.findings
        if finding.scope == "team" and finding.when.same_total == alike
    )
