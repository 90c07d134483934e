"""A calibration round: many readers of one and the same appraisal, how they spread, and how they differ from an expert.

Readers' scores come from the climb like anyone's. How far they agree is told for each criterion by the ratings of its levels,
which are ordered (ordinal), and for the whole by the scores of the criteria (interval); see :mod:`liumai.analysis.krippendorff`.
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
    """One reader's ratings and what they come to; ``line`` is where they were pasted, from 1."""

    line: int
    appraisal: Appraisal
    result: Result


def calibration_data(
    rubric: Rubric, expert: Appraisal, result: Result, readers: Sequence[Reader]
) -> dict[str, Any]:
    """The round as plain data, scores in points.

    ``criteria`` and ``total`` have the expert's score, the ``scores`` of those who rated it in full, each with how many gave
    it, and the agreement; ``order`` names the criteria on which readers part, those of least agreement first; ``readers``
    have their gaps to the expert.
    """
    criteria = [
        _criterion_data(criterion, place, result, readers) for place, criterion in enumerate(rubric.criteria)
    ]
    units = [[_scored(reader.result, place) for reader in readers] for place, _ in enumerate(rubric.criteria)]
    totals = [reader.result.half_points if reader.result.complete else None for reader in readers]
    return {
        "people": len(readers),
        "expert": result_data(expert, result),
        "criteria": [data for data, _ in criteria],
        "total": {"expert": points(result.half_points)}
        | _spread(totals)
        | _told(agreement(units, "interval")),
        "order": _order(criteria),
        "readers": [_reader_data(result, reader) for reader in readers],
    }


def _criterion_data(
    criterion: Criterion, place: int, expert: Result, readers: Sequence[Reader]
) -> tuple[dict[str, Any], Agreement]:
    rated = [reader.appraisal.entries[place].ratings for reader in readers]
    levels = [[ratings[level] for ratings in rated] for level, _ in enumerate(criterion.levels)]
    ranks = [[RANK[rating] for rating in level] for level in levels]
    found = agreement(ranks, "ordinal")
    apart = [disagreement(rank for rank in level if rank is not None) for level in ranks]
    scored = expert.criteria[place]
    data = {
        "id": criterion.id,
        "expert": points(scored.half_points),
        **_spread([_scored(reader.result, place) for reader in readers]),
        **_told(found),
        "level": apart.index(max(apart)) + 1 if any(apart) else None,
        "levels": [
            {"level": number, "expert": rating, "ratings": {name: level.count(name) for name in RATINGS}}
            for number, (rating, level) in enumerate(zip(scored.effective, levels, strict=True), 1)
        ],
    }
    return data, found


def _scored(result: Result, place: int) -> int | None:
    """A criterion's half points; None where it is not rated in full."""
    scored = result.criteria[place]
    return scored.half_points if scored.complete else None


def _spread(values: Iterable[int | None]) -> dict[str, Any]:
    """How half points spread; ``open`` counts those that are not there."""
    values = list(values)
    given = sorted(value for value in values if value is not None)
    return {
        "scores": [{"score": points(value), "people": n} for value, n in sorted(Counter(given).items())],
        "open": len(values) - len(given),
        "mean": _mean(given),
        "lowest": points(given[0]) if given else None,
        "highest": points(given[-1]) if given else None,
    }


def _mean(half_points: Sequence[int]) -> dict[str, str] | None:
    """The mean exactly, and as it is shown: to two places where it does not end before."""
    if not half_points:
        return None
    mean = Fraction(sum(half_points), 2 * len(half_points))
    rounded = round(mean, 2)
    return {"exact": decimal(mean), "shown": decimal(mean) if mean == rounded else f"≈ {float(rounded):.2f}"}


def _told(found: Agreement) -> dict[str, Any]:
    """Alpha to two places, or why there is none."""
    alpha = None if found.alpha is None else f"{float(round(found.alpha, 2)):.2f}"
    return {"alpha": alpha, "undefined": found.undefined, "reading": found.reading}


def _order(criteria: Iterable[tuple[dict[str, Any], Agreement]]) -> list[str]:
    parting = [
        (found.alpha, data["id"]) for data, found in criteria if found.alpha is not None and data["level"]
    ]
    return [name for _, name in sorted(parting, key=lambda pair: pair[0])]


def _reader_data(expert: Result, reader: Reader) -> dict[str, Any]:
    gaps = []
    for theirs, own in zip(expert.criteria, reader.result.criteria, strict=True):
        difference = own.half_points - theirs.half_points
        if not own.complete or difference == 0:
            continue
        differing = (a != b for a, b in zip(theirs.effective, own.effective, strict=True))
        gaps.append(
            {
                "criterion": own.id,
                "score": points(own.half_points),
                "difference": points(difference),
                "level": list(differing).index(True) + 1,
            }
        )
    return {
        "line": reader.line,
        "total": points(reader.result.half_points),
        "complete": reader.result.complete,
        "difference": points(reader.result.half_points - expert.half_points),
        "scores": [points(one.half_points) if one.complete else None for one in reader.result.criteria],
        "gaps": gaps,
    }
