"""Promotion: values and performance on one scale, each with its weight. Pure and exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from liumai.analysis.rows import Place
from liumai.core.errors import LiumaiError, expected
from liumai.core.number_format import fraction
from liumai.core.rubric import Rubric, Text

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be promoted, and how the composite comes about; ``total`` is in points."""

    place: Place
    subject: str
    rubric: str
    total: Fraction
    promotion: Promotion


def figure(text: str) -> Fraction | None:
    """A figure as people write it, a percentage too."""
    return fraction(text.strip().removesuffix("%").removesuffix("％"))


class OffScaleError(LiumaiError, ValueError):
    """A figure beyond its scale; ``kind`` is the column's."""

    def __init__(self, kind: str, problem: Text) -> None:
        self.kind, self.problem = kind, problem
        super().__init__(problem.en)


def composite(rubric: Rubric, total: Fraction, performance: Fraction) -> Promotion:
    """The promotion of a total in points. Raises :class:`OffScaleError` for a figure off its scale, or a rubric that states no weight."""
    scale = next((Fraction(str(figure.value)) for figure in rubric.figures if figure.id == SCALE), None)
    for kind, value, top in (("total", total, Fraction(rubric.maximum)), ("performance", performance, scale)):
        if top is not None and not 0 <= value <= top:
            found = expected((), float(value), f"0 到 {float(top):g}", f"0 to {float(top):g}").problem
            raise OffScaleError(kind, found)
    made = promotion(rubric, 2 * total, performance)
    if made is None:
        raise OffScaleError(
            "total",
            Text(f"{rubric.id} 没有写明晋升的比重", f"{rubric.id} states no weight of values in a promotion"),
        )
    return made
