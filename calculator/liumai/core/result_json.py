"""The JSON object of a result: what ``liumai score --format json`` prints and the page's element holds."""

from __future__ import annotations

from typing import Any

from liumai.core.appraisal import Appraisal, CriterionResult, Result
from liumai.core.number_format import points
from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric
from liumai.core.trace import trace
from liumai.core.vector import to_vector


def result_data(appraisal: Appraisal, result: Result) -> dict[str, Any]:
    """The result as plain data, scores in points; names and texts of the appraisal stay out of it."""
    return {
        **outcome_data(result),
        "criteria": [criterion_data(criterion) for criterion in result.criteria],
        "findings": list(result.findings),
        "vector": to_vector(appraisal),
    }


def outcome_data(result: Result) -> dict[str, Any]:
    """The total and the band of a result as plain data."""
    candidates = result.candidates
    return {
        "rubric": result.rubric,
        "complete": result.complete,
        "total": points(result.half_points),
        "maximum": result.maximum,
        "band": None
        if candidates is None
        else {"certain": len(candidates) == 1, "candidates": list(candidates)},
    }


def criterion_data(criterion: CriterionResult) -> dict[str, Any]:
    """The score of one criterion as plain data."""
    return {
        "id": criterion.id,
        "score": points(criterion.half_points),
        "complete": criterion.complete,
        "stopped_at": criterion.stopped_at,
        "findings": list(criterion.findings),
        "effective": list(criterion.effective),
    }


def explained_data(rubric: Rubric, appraisal: Appraisal, result: Result) -> dict[str, Any]:
    """The result as plain data, with the steps that led to it under ``trace``."""
    return result_data(appraisal, result) | {"trace": to_data(trace(rubric, appraisal, result))}
