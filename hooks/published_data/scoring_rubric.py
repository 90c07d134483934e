"""The rubric reduced to what scoring needs, for the engine in the page: about a fifth of the largest rubric."""

from __future__ import annotations

from dataclasses import replace

from liumai.core.rubric import Criterion, Rubric


def scoring_only(rubric: Rubric) -> Rubric:
    """The rubric without what is only read: its levels' meanings, cases, questions and disputes.

    Results, traces and reports are the same as with the whole rubric.
    """
    return replace(rubric, criteria=tuple(_reduced(criterion) for criterion in rubric.criteria))


def _reduced(criterion: Criterion) -> Criterion:
    levels = tuple(
        replace(level, meaning=None, cases=(), questions=(), disputes=()) for level in criterion.levels
    )
    return replace(criterion, levels=levels)
