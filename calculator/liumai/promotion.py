"""Promotion: values and performance on one scale, each with its weight. Pure and exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from liumai.model import Rubric

WEIGHT, SCALE = "promotion-weight", "promotion-scale"  # the figures of the rubric that this reads


@dataclass(frozen=True, slots=True)
class Promotion:
    """How a promotion's composite comes about. All but ``weight``, a share of 1, are on the rubric's common scale."""

    values: Fraction
    performance: Fraction
    weight: Fraction
    composite: Fraction


def promotion(rubric: Rubric, half_points: int | Fraction, performance: int | Fraction) -> Promotion | None:
    """The composite of a total of values (in half points; a year's mean may lie between them) and a performance on the common scale.

    None where the rubric states no weight for promotion. Raises ValueError for a total beyond the
    rubric's maximum, or a performance off the scale.
    """
    figures = {figure.id: Fraction(str(figure.value)) for figure in rubric.figures}
    if WEIGHT not in figures or SCALE not in figures:
        return None
    weight, scale = figures[WEIGHT] / 100, figures[SCALE]
    if not 0 <= half_points <= 2 * rubric.maximum:
        raise ValueError(f"found {half_points} half points; expected 0 to {2 * rubric.maximum}")
    if not 0 <= performance <= scale:
        raise ValueError(f"found a performance of {performance}; expected 0 to {scale}")
    values = Fraction(half_points) / (2 * rubric.maximum) * scale
    composite = weight * values + (1 - weight) * performance
    return Promotion(values, Fraction(performance), weight, composite)
