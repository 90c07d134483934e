"""What of a rubric bears on scores, for the engine in the page: of the fullest, a fifth of what is written."""

from __future__ import annotations

from dataclasses import replace

from liumai.model import Criterion, Rubric

SCORING = "rubric/scoring/"  # their folder in the site


def scoring_only(rubric: Rubric) -> Rubric:
    """The rubric without what is only read: its levels' meanings and cases, and what is discussed of them.

    It scores, explains its scores and tells of them as the whole rubric does.
    """
    return replace(rubric, criteria=tuple(_slim(criterion) for criterion in rubric.criteria))


def _slim(criterion: Criterion) -> Criterion:
    levels = tuple(
        replace(level, meaning=None, cases=(), questions=(), disputes=()) for level in criterion.levels
    )
    return replace(criterion, levels=levels)
