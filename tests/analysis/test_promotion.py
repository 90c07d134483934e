"""Promotion: values and performance, half each, on a scale of a hundred."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.promotion import SCALE, WEIGHT, promotion

HALF_POINTS = st.integers(0, 60)
PERFORMANCE = st.fractions(0, 100, max_denominator=60)


@pytest.mark.parametrize(
    ("half_points", "performance", "values", "composite"),
    [
        (60, 100, 100, 100),
        (0, 0, 0, 0),
        (60, 0, 100, 50),
        (0, 100, 0, 50),
        (42, 80, 70, 75),
        (35, 92, Fraction(175, 3), Fraction(451, 6)),  # 17.5 of 30, and 92
        (1, Fraction(1, 3), Fraction(5, 3), 1),
    ],
)
def test_composite(rubric, half_points, performance, values, composite):
    found = promotion(rubric, half_points, performance)
    assert (found.values, found.performance, found.composite) == (values, performance, composite)
    assert found.weight == Fraction(1, 2)


@given(HALF_POINTS, PERFORMANCE)
def test_the_composite_lies_midway_between_its_halves(rubric, half_points, performance):
    found = promotion(rubric, half_points, performance)
    assert found.composite - found.values == found.performance - found.composite
    assert 0 <= found.composite <= 100


@given(HALF_POINTS, PERFORMANCE, PERFORMANCE)
def test_it_never_falls_when_performance_rises(rubric, half_points, one, other):
    low, high = sorted((one, other))
    assert promotion(rubric, half_points, low).composite <= promotion(rubric, half_points, high).composite


@pytest.mark.parametrize(
    ("half_points", "performance", "told"),
    [
        (61, 50, "found 61 half points; expected 0 to 60"),
        (-1, 50, "found -1 half points; expected 0 to 60"),
        (30, 101, "found a performance of 101; expected 0 to 100"),
        (30, -1, "found a performance of -1; expected 0 to 100"),
    ],
)
def test_what_is_off_the_scale_is_refused(rubric, half_points, performance, told):
    with pytest.raises(ValueError, match=f"^{told}$"):
        promotion(rubric, half_points, performance)


def test_a_rubric_that_states_no_weight_has_no_composite(rubrics):
    assert promotion(rubrics["nine-swords"], 45, 80) is None


@pytest.mark.parametrize("left_out", [WEIGHT, SCALE])
def test_a_weight_without_a_scale_is_none_nor_the_other_way_round(rubric, left_out):
    figures = tuple(figure for figure in rubric.figures if figure.id != left_out)
    assert len(figures) == len(rubric.figures) - 1
    assert promotion(replace(rubric, figures=figures), 45, 80) is None
