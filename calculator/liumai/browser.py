"""What the page's worker calls: JSON text in, JSON text out, so that nothing but text crosses over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from liumai.appraisal import read_appraisal
from liumai.faults import Fault, RefusedError, dotted
from liumai.model import Appraisal, Rubric, rubric_from_data, to_data
from liumai.output import explained_data
from liumai.scoring import score
from liumai.vector import from_vector

_rubrics: dict[str, Rubric] = {}


def add_rubric(text: str) -> None:
    """Make a published rubric (the text of ``rubric/<id>.json``) known to :func:`answer`."""
    rubric = rubric_from_data(json.loads(text))
    _rubrics[rubric.id] = rubric


def answer(request: str) -> str:
    """Score what the page sends: ``{"vector": …}`` or ``{"appraisal": …}``.

    The answer has ``result`` and the ``ratings`` of each criterion, or ``faults`` with their paths.
    """
    asked = json.loads(request)
    try:
        appraisal = _appraisal(asked)
    except RefusedError as refused:
        return json.dumps({"faults": [_fault_data(fault) for fault in refused.faults]}, ensure_ascii=False)
    rubric = _rubrics[appraisal.rubric]
    result = explained_data(rubric, appraisal, score(rubric, appraisal))
    ratings = {c.id: entry.ratings for c, entry in zip(rubric.criteria, appraisal.entries, strict=True)}
    return json.dumps({"result": result, "ratings": ratings}, ensure_ascii=False)


def _appraisal(asked: Mapping[str, Any]) -> Appraisal:
    if "vector" in asked:
        return from_vector(asked["vector"], _rubrics)
    return read_appraisal(asked["appraisal"], _rubrics)


def _fault_data(fault: Fault) -> dict[str, Any]:
    return {"path": dotted(fault.path), "problem": to_data(fault.problem)}
