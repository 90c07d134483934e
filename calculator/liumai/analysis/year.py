"""Combines quarterly results into a year (季度 → 年度): a proposal, which 1 over 1 plus HR decides on.

Pure and exact: means are fractions, in points. The rubric states which findings a year raises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from liumai.core.appraisal import Result
from liumai.core.rubric import Rubric
from liumai.core.scoring import band_candidates

Trend = Literal["improving", "steady", "declining"]

# The least-squares line through four quarters rises where this weighted sum is positive.
WEIGHTS = (-3, -1, 1, 3)


@dataclass(frozen=True, slots=True)
class Year:
    """The year computed from its quarters.

    ``counted`` are the quarters with a complete appraisal, from 1 up; no other enters a mean. ``mean``
    and ``criteria`` (the rubric's order) are in points, None and empty where no quarter counts.
    ``trend`` is None but for four that do; ``candidates`` is None without bands or a mean.
    """

    counted: tuple[int, ...]
    mean: Fraction | None
    criteria: tuple[Fraction, ...]
    trend: Trend | None
    candidates: tuple[str, ...] | None
    findings: tuple[str, ...]


def year(rubric: Rubric, quarters: Sequence[Result | None]) -> Year:
    """The year of one person from the results of its quarters, in order; None is a quarter not appraised.

    Raises ValueError for more than four quarters, or for a result of another rubric.
    """
    if len(quarters) > len(WEIGHTS):
        raise ValueError(f"a year has {len(WEIGHTS)} quarters, not {len(quarters)}")
    if any(result is not None and result.rubric != rubric.id for result in quarters):
        raise ValueError(f"every quarter must be appraised under {rubric.id}")
    complete = {n: result for n, result in enumerate(quarters, 1) if result is not None and result.complete}
    results = tuple(complete.values())
    mean = _mean([result.half_points for result in results]) if results else None
    return Year(
        counted=tuple(complete),
        mean=mean,
        criteria=tuple(_mean(scores) for scores in _by_criterion(results)),
        trend=_trend(results) if len(results) == len(WEIGHTS) else None,
        candidates=band_candidates(rubric, 2 * mean) if mean is not None and rubric.bands else None,
        findings=_findings(rubric, missing=len(results) < len(WEIGHTS)),
    )


def _by_criterion(results: Sequence[Result]) -> list[list[int]]:
    rows = ([criterion.half_points for criterion in result.criteria] for result in results)
    return [list(scores) for scores in zip(*rows, strict=True)]


def _mean(half_points: Sequence[int]) -> Fraction:
    return Fraction(sum(half_points), 2 * len(half_points))


def _trend(results: Sequence[Result]) -> Trend:
    slope = sum(weight * result.half_points for weight, result in zip(WEIGHTS, results, strict=True))
    return "improving" if slope > 0 else "declining" if slope < 0 else "steady"


def _findings(rubric: Rubric, *, missing: bool) -> tuple[str, ...]:
    return tuple(
        finding.code
        for finding in rubric.findings
        if finding.scope == "year" and finding.when.quarters_missing == missing
    )
