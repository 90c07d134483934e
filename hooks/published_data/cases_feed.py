"""The cases of a rubric as data for other programs (``cases.json``)."""

from __future__ import annotations

from typing import Any

from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric


def cases_data(rubric: Rubric) -> list[dict[str, Any]]:
    """Every case of a rubric with its criterion and level, a flat list as ACT Rules publish their test cases."""
    return [
        {"rubric": rubric.id, "criterion": criterion.id, "level": level.level, **to_data(case)}
        for criterion in rubric.criteria
        for level in criterion.levels
        for case in level.cases
    ]
