"""Analyses the appraisals of one manager's team: distribution of totals, HR's checks, appraisals to send back.

Pure and exact. The rubric states which findings a team raises, and from how many people on.
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
    """Findings on one criterion of one appraisal; ``appraisal`` is its index in the team, from 0."""

    appraisal: int
    criterion: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """The analysis of one team.

    ``totals`` are the half points of complete appraisals with how many people have them, highest
    first; ``bands`` the bands that they may fall into, likewise, highest first. ``incomplete`` are
    the indexes of incomplete appraisals. ``checks`` are the findings that HR checks, ``returned``
    those that send an appraisal back to the manager, both in the order of the team.
    """

    totals: tuple[tuple[int, int], ...]
    bands: tuple[tuple[tuple[str, ...], int], ...]
    incomplete: tuple[int, ...]
    checks: tuple[Duty, ...]
    returned: tuple[Duty, ...]
    findings: tuple[str, ...]


def team(
    rubric: Rubric, results: Sequence[Result], people: int | None = None, *, duties: bool = True
) -> Team:
    """The team of one manager, from the results of its appraisals.

    ``people`` is the number of people where some have several appraisals; by default one each. Without ``duties``, ``checks``
    and ``returned`` stay empty: a large file has hundreds of thousands, which not every caller reads.
    Raises ValueError for a result of another rubric.
    """
    if any(result.rubric != rubric.id for result in results):
        raise ValueError(f"every appraisal must be made under {rubric.id}")
    complete = sorted((r for r in results if r.complete), key=lambda r: -r.half_points)
    return Team(
        totals=tuple(Counter(result.half_points for result in complete).items()),
        bands=tuple(Counter(r.candidates for r in complete if r.candidates is not None).items()),
        incomplete=tuple(index for index, result in enumerate(results) if not result.complete),
        checks=tuple(_duties(results, hr_check_codes(rubric))) if duties else (),
        returned=tuple(_duties(results, return_codes(rubric))) if duties else (),
        findings=_findings(rubric, results, len(results) if people is None else people),
    )


def _duties(results: Sequence[Result], codes: set[str]) -> Iterable[Duty]:
    matching: dict[
        tuple[str, ...], tuple[str, ...]
    ] = {}  # by a criterion's findings; thousands of results share few
    for index, result in enumerate(results):
        for criterion in result.criteria:
            found = matching.get(criterion.findings)
            if found is None:
                found = tuple(code for code in criterion.findings if code in codes)
                matching[criterion.findings] = found
            if found:
                yield Duty(index, criterion.id, found)


def hr_check_codes(rubric: Rubric) -> set[str]:
    """The codes of the findings that HR has to check."""
    return {finding.code for finding in rubric.findings if "hr" in finding.actors}


def return_codes(rubric: Rubric) -> set[str]:
    """The codes of the findings for which an appraisal is returned to the manager."""
    return {finding.code for finding in rubric.findings if finding.when.climb in RETURNED}


def same_total_people(rubric: Rubric) -> Figure | None:
    """The number of people from which equal totals count as no differentiation; None where the rubric states none."""
    return next((figure for figure in rubric.figures if figure.id == PEOPLE), None)


def _findings(rubric: Rubric, results: Sequence[Result], count: int) -> tuple[str, ...]:
    """The codes of the team's findings. Totals count as equal only if complete: an incomplete one may still change."""
    people = same_total_people(rubric)
    totals = {result.half_points for result in results}
    same_total = (
        people is not None
        and count >= people.value
        and len(totals) == 1
        and all(result.complete for result in results)
    )
    return tuple(
        finding.code
        for finding in rubric.findings
        if finding.scope == "team" and finding.when.same_total == same_total
    )
