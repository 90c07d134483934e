"""A year from its quarters: worked by hand, and what holds of any four."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.year import year
from liumai.core.appraisal import Appraisal, Entry
from liumai.core.appraisal_file import ratings_for
from liumai.core.scoring import score

HALF_POINTS = st.lists(st.integers(0, 10), min_size=6, max_size=6)
YEAR = st.lists(HALF_POINTS, min_size=4, max_size=4)


def quarter(rubric, half_points):
    entries = tuple(Entry(ratings_for(half, 5)) for half in half_points)
    return score(rubric, Appraisal(rubric.id, entries))


def spread(total):
    """Six scores, in half points, that make a total of so many points."""
    share, rest = divmod(round(2 * total), 6)
    return [share + (place < rest) for place in range(6)]


def unfinished(rubric):
    return score(rubric, Appraisal(rubric.id, (Entry(("unrated",) * 5),) * 6))


@pytest.mark.parametrize(
    ("totals", "mean", "trend", "candidates"),
    [
        ((15.5, 16, 17, 18), Fraction(133, 8), "improving", ("meets",)),
        ((18, 17, 16, 15.5), Fraction(133, 8), "declining", ("meets",)),
        ((16, 16, 16, 16), Fraction(16), "steady", ("meets",)),
        ((15, 18, 18, 15), Fraction(33, 2), "steady", ("meets",)),
        ((15, 18, 17, 15.5), Fraction(131, 8), "improving", ("meets",)),  # 3 × 0.5 outweighs 1
        ((18, 18, 18, 17.5), Fraction(143, 8), "declining", ("meets",)),  # 17.875 is not yet 18
        ((18, 18, 17.5, 18.5), Fraction(18), "improving", ("partly-exceeds",)),
        ((12, 12, 12, 11.5), Fraction(95, 8), "declining", ("needs-improvement", "unacceptable")),
        ((0, 0, 0, 0), Fraction(0), "steady", ("needs-improvement", "unacceptable")),
        ((30, 30, 30, 30), Fraction(30), "steady", ("consistently-exceeds",)),
    ],
)
def test_four_quarters(rubric, totals, mean, trend, candidates):
    whole = year(rubric, [quarter(rubric, spread(total)) for total in totals])
    assert (whole.mean, whole.trend, whole.candidates) == (mean, trend, candidates)
    assert whole.counted == (1, 2, 3, 4)
    assert whole.findings == ()


def test_the_mean_of_each_criterion(rubric):
    scores = ([6, 4, 5, 6, 5, 5], [6, 5, 5, 6, 5, 5], [6, 6, 5, 6, 5, 6], [7, 6, 6, 6, 5, 6])
    whole = year(rubric, [quarter(rubric, row) for row in scores])
    assert whole.criteria == tuple(Fraction(n, 8) for n in (25, 21, 21, 24, 20, 22))


def test_a_quarter_that_is_missing_or_not_fully_rated_does_not_count(rubric):
    first, third = quarter(rubric, spread(16)), quarter(rubric, spread(17))
    whole = year(rubric, [first, unfinished(rubric), third, None])
    assert (whole.counted, whole.mean, whole.trend) == ((1, 3), Fraction(33, 2), None)
    assert whole.findings == ("quarters-missing",)
    assert whole.candidates == ("meets",)


def test_a_year_of_thirds_is_exact(rubric):
    whole = year(rubric, [quarter(rubric, spread(total)) for total in (16, 16.5, 16.5)])
    assert whole.mean == Fraction(49, 3)
    assert whole.findings == ("quarters-missing",)


def test_a_year_without_any_quarter_proposes_nothing(rubric):
    whole = year(rubric, [unfinished(rubric), None])
    assert (whole.mean, whole.criteria, whole.trend, whole.candidates) == (None, (), None, None)
    assert whole.findings == ("quarters-missing",)


def test_a_rubric_without_bands_has_none_for_the_year(rubrics):
    swords = rubrics["nine-swords"]
    result = score(swords, Appraisal(swords.id, (Entry(ratings_for(6, 5)),) * 9))
    whole = year(swords, [result] * 4)
    assert (whole.mean, whole.candidates, whole.findings) == (27, None, ())


def test_a_fifth_quarter_and_a_foreign_one_are_refused(rubric, rubrics):
    with pytest.raises(ValueError, match="4 quarters, not 5"):
        year(rubric, [None] * 5)
    with pytest.raises(ValueError, match="under six-veins-2006"):
        year(rubric, [unfinished(rubrics["six-veins-revised"])])


def test_a_result_that_lacks_a_criterion_is_refused_and_not_left_out_of_the_means(rubric):
    whole = quarter(rubric, spread(16))
    with pytest.raises(ValueError, match="zip"):
        year(rubric, [whole, replace(whole, criteria=whole.criteria[:5])])


@given(YEAR)
def test_the_means_of_the_criteria_make_the_mean_of_the_totals(rubric, scores):
    whole = year(rubric, [quarter(rubric, row) for row in scores])
    assert sum(whole.criteria) == whole.mean
    lowest, highest = min(map(sum, scores)), max(map(sum, scores))
    assert Fraction(lowest, 2) <= whole.mean <= Fraction(highest, 2)


@given(YEAR)
def test_a_year_turned_round_keeps_its_mean_and_turns_its_trend(rubric, scores):
    results = [quarter(rubric, row) for row in scores]
    there, back = year(rubric, results), year(rubric, results[::-1])
    assert (there.mean, there.candidates) == (back.mean, back.candidates)
    opposite = {"improving": "declining", "steady": "steady", "declining": "improving"}
    assert back.trend == opposite[there.trend]


@given(HALF_POINTS)
def test_a_year_of_four_like_quarters_is_that_quarter(rubric, scores):
    result = quarter(rubric, scores)
    whole = year(rubric, [result] * 4)
    assert (whole.mean, whole.trend) == (Fraction(result.half_points, 2), "steady")
    assert whole.candidates == result.candidates
