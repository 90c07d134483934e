"""A calibration round: several readers rate the same case material, and are compared with each other and with an expert.

Agreement is Krippendorff's alpha (:mod:`liumai.analysis.krippendorff`): for one criterion on the ratings of its levels
(ordinal), for the total on the scores of the criteria (interval).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from liumai.analysis.krippendorff import Agreement, agreement, disagreement
from liumai.core.appraisal import Appraisal, Result
from liumai.core.number_format import decimal, points
from liumai.core.result_json import result_data
from liumai.core.rubric import RATINGS, Criterion, Rating, Rubric

RANK: Mapping[Rating, int | None] = {"unmet": 0, "partial": 1, "met": 2, "unrated": None}


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader's appraisal with its result. ``line`` is the line of the pasted input, from 1."""

    line: int
    appraisal: Appraisal
    result: Result


def calibration_data(
    rubric: Rubric, expert: Appraisal, result: Result, readers: Sequence[Reader]
) -> dict[str, Any]:
    """The round as plain data, scores in points.

    ``criteria`` and ``total`` hold the expert's score, the distribution of the complete ``scores`` of the readers, and their
    agreement. ``order`` lists the ids of the criteria on which readers disagree, least agreement first. ``readers`` holds
    each reader's differences from the expert.
    """
    criteria = [
        _criterion_data(criterion, index, result, readers) for index, criterion in enumerate(rubric.criteria)
    ]
    units = [
        [_complete_score(reader.result, index) for reader in readers]
        for index, _ in enumerate(rubric.criteria)
    ]
    totals = [reader.result.half_points if reader.result.complete else None for reader in readers]
    return {
        "people": len(readers),
        "expert": result_data(expert, result),
        "criteria": [data for data, _ in criteria],
        "total": {"expert": points(result.half_points)}
        | _spread(totals)
        | _agreement_data(agreement(units, "interval")),
        "order": _order(criteria),
        "readers": [_reader_data(result, reader) for reader in readers],
    }


def _criterion_data(
    criterion: Criterion, index: int, expert: Result, readers: Sequence[Reader]
) -> tuple[dict[str, Any], Agreement]:
    rated = [reader.appraisal.entries[index].ratings for reader in readers]
    levels = [[ratings[level] for ratings in rated] for level, _ in enumerate(criterion.levels)]
    ranks = [[RANK[rating] for rating in level] for level in levels]
    agreed = agreement(ranks, "ordinal")
    spreads = [disagreement(rank for rank in level if rank is not None) for level in ranks]
    scored = expert.criteria[index]
    data = {
        "id": criterion.id,
        "expert": points(scored.half_points),
        **_spread([_complete_score(reader.result, index) for reader in readers]),
        **_agreement_data(agreed),
        "level": spreads.index(max(spreads)) + 1 if any(spreads) else None,
        "levels": [
            {"level": number, "expert": rating, "ratings": {name: level.count(name) for name in RATINGS}}
            for number, (rating, level) in enumerate(zip(scored.effective, levels, strict=True), 1)
        ],
    }
    return data, agreed


def _complete_score(result: Result, index: int) -> int | None:
    """The half points of the criterion number ``index`` (from 0); None where it is incomplete."""
    scored = result.criteria[index]
    return scored.half_points if scored.complete else None


def _spread(values: Iterable[int | None]) -> dict[str, Any]:
    """The distribution of scores given in half points, as points; ``open`` counts the missing ones (None)."""
    values = list(values)
    known = sorted(value for value in values if value is not None)
    return {
        "scores": [{"score": points(value), "people": n} for value, n in sorted(Counter(known).items())],
        "open": len(values) - len(known),
        "mean": _mean(known),
        "lowest": points(known[0]) if known else None,
        "highest": points(known[-1]) if known else None,
    }


def _mean(half_points: Sequence[int]) -> dict[str, str] | None:
    """The mean in points: exact, and as displayed (rounded to two decimal places); None without scores."""
    if not half_points:
        return None
    mean = Fraction(sum(half_points), 2 * len(half_points))
    rounded = round(mean, 2)
    return {"exact": decimal(mean), "shown": decimal(mean) if mean == rounded else f"≈ {float(rounded):.2f}"}


def _agreement_data(agreed: Agreement) -> dict[str, Any]:
    """Alpha rounded to two decimal places, or the reason why it is undefined."""
    alpha = None if agreed.alpha is None else f"{float(round(agreed.alpha, 2)):.2f}"
    return {"alpha": alpha, "undefined": agreed.undefined, "reading": agreed.reading}


def _order(criteria: Iterable[tuple[dict[str, Any], Agreement]]) -> list[str]:
    disagreeing = [
        (agreed.alpha, data["id"]) for data, agreed in criteria if agreed.alpha is not None and data["level"]
    ]
    return [name for _, name in sorted(disagreeing, key=lambda pair: pair[0])]


def _reader_data(expert: Result, reader: Reader) -> dict[str, Any]:
    gaps = []
    for expected, actual in zip(expert.criteria, reader.result.criteria, strict=True):
        difference = actual.half_points - expected.half_points
        if not actual.complete or difference == 0:
            continue
        differing = (a != b for a, b in zip(expected.effective, actual.effective, strict=True))
        gaps.append(
            {
                "criterion": actual.id,
                "score": points(actual.half_points),
                "difference": points(difference),
                "level": list(differing).index(True) + 1,
            }
        )
    return {
        "line": reader.line,
        "total": points(reader.result.half_points),
        "complete": reader.result.complete,
        "difference": points(reader.result.half_points - expert.half_points),
        "scores": [
            points(criterion.half_points) if criterion.complete else None
            for criterion in reader.result.criteria
        ],
        "gaps": gaps,
    }
