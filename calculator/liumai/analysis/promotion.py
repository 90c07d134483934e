"""Promotion: the weighted mean of values and performance on a common scale. Pure and exact."""

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
    """The composite and its parts, all on the rubric's common scale; ``weight`` is the share of values, 0 to 1."""

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
    """A candidate for promotion with the composite; ``total`` is in points, ``place`` is where the file names the person."""

    place: Place
    subject: str
    rubric: str
    total: Fraction
    promotion: Promotion


def figure(text: str) -> Fraction | None:
    """Parses a figure, with or without a percent sign; None where ``text`` is none."""
    return fraction(text.strip().removesuffix("%").removesuffix("％"))


class OffScaleError(LiumaiError, ValueError):
    """A figure outside its scale. ``kind`` is the column, ``total`` or ``performance``; ``problem`` is the message."""

    def __init__(self, kind: str, problem: Text) -> None:
        self.kind, self.problem = kind, problem
        super().__init__(problem.en)


def composite(rubric: Rubric, total: Fraction, performance: Fraction) -> Promotion:
    """The promotion of a total in points. Raises :class:`OffScaleError` for a figure off its scale, or a rubric that states no weight."""
    scale = next((Fraction(str(figure.value)) for figure in rubric.figures if figure.id == SCALE), None)
    for kind, value, top in (("total", total, Fraction(rubric.maximum)), ("performance", performance, scale)):
        if top is not None and not 0 <= value <= top:
            problem = expected(
                (), float(value), f"0 到 {float(top):g}", f"0 to {float(top):g}", "off-scale"
            ).problem
            raise OffScaleError(kind, problem)
    result = promotion(rubric, 2 * total, performance)
    if result is None:
        raise OffScaleError(
            "total",
            Text(f"{rubric.id} 没有写明晋升的比重", f"{rubric.id} states no weight of values in a promotion"),
        )
    return result
