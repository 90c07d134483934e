"""What the site publishes for other programs beside the rubrics: the cases as data."""

from __future__ import annotations

from typing import Any

from liumai.model import Rubric, to_data


def cases_data(rubric: Rubric) -> list[dict[str, Any]]:
    """Every case of a rubric with the level that it speaks of, as ACT Rules publish theirs."""
    return [
        {"rubric": rubric.id, "criterion": criterion.id, "level": level.level, **to_data(case)}
        for criterion in rubric.criteria
        for level in criterion.levels
        for case in level.cases
    ]
