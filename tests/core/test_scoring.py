"""The rules of scoring: tables worked out by hand, every pattern of a criterion, every set of scores."""

import itertools
from collections import Counter
from dataclasses import replace

import pytest

from liumai.core.appraisal import Appraisal, Entry, RecordedCase
from liumai.core.appraisal_file import ratings_for, read_appraisal
from liumai.core.number_format import points
from liumai.core.rubric import RATINGS, Rubric
from liumai.core.scoring import band_candidates, climb, read_cases, score, score_criterion
from liumai.core.vector import from_vector

LETTER = {"m": "met", "p": "partial", "u": "unmet", "-": "unrated"}


def ratings(letters):
    return tuple(LETTER[letter] for letter in letters)


def entry(letters, *cases):
    return Entry(ratings(letters), tuple(RecordedCase(level, verdict) for level, verdict in cases))


@pytest.mark.parametrize(
    ("letters", "score_", "stopped_at"),
    [
        ("mmmmm", 5, None),
        ("mmpuu", 2.5, 3),
        ("uuuuu", 0, 1),
        ("puuuu", 0.5, 1),
        ("ummmm", 0, 1),
        ("pmmmm", 0.5, 1),
        ("mmmmp", 4.5, 5),
        ("-----", 0, 1),
        ("mm---", 2, 3),
        ("m-mmm", 1, 2),
    ],
)
def test_climb(letters, score_, stopped_at):
    half_points, stop = climb(ratings(letters))
    assert (points(half_points), stop) == (score_, stopped_at)


# customer-first: level 1 has the exceptional half point; levels 1 and 2 are awarded by default.
@pytest.mark.parametrize(
    ("criterion", "letters", "findings"),
    [
        ("customer-first", "uuuuu", "written-cases explain-deduction written-warning hr-verify"),
        ("customer-first", "puuuu", "written-cases explain-deduction half-point-exceptional hr-verify"),
        ("teamwork", "puuuu", "written-cases explain-deduction hr-verify"),
        ("teamwork", "muuuu", "explain-deduction hr-verify"),
        ("teamwork", "mpuuu", "explain-deduction hr-unstated"),
        ("teamwork", "mmuuu", "hr-sample"),
        ("teamwork", "mmpuu", "hr-sample"),
        ("teamwork", "mmmuu", "written-cases hr-sample"),
        ("teamwork", "mmmpu", "written-cases hr-sample"),
        ("teamwork", "mmmmu", "written-cases hr-verify"),
        ("teamwork", "mmmmp", "written-cases hr-verify beneficiary-view division-approval"),
        ("teamwork", "mmmmm", "written-cases hr-verify beneficiary-view division-approval"),
        ("teamwork", "mumuu", "explain-deduction hr-verify gate-ignored"),
        ("teamwork", "mmupu", "hr-sample gate-ignored"),
        ("teamwork", "-----", "incomplete"),
        ("teamwork", "m-m--", "incomplete gate-ignored"),
        ("teamwork", "mmmm-", "incomplete"),
    ],
)
def test_findings_of_a_criterion(rubric, criterion, letters, findings):
    result = score_criterion(rubric, rubric.criterion[criterion], entry(letters), "assumed")
    assert " ".join(result.findings) == findings


YES, NO = "compliant", "non-compliant"


@pytest.mark.parametrize(
    ("letters", "cases", "effective", "raised"),
    [
        # 1. on evidence, met or partial, without a compliant case
        ("mmmuu", [], "mmuuu", {"case-required"}),
        ("mmpuu", [], "mmuuu", {"case-required"}),
        ("mmmuu", [(3, YES)], "mmmuu", set()),
        ("mmmuu", [(3, NO)], "mmuuu", {"case-required"}),
        # 2. by default, met, with a non-compliant case; partial stands
        ("mmuuu", [(2, NO)], "muuuu", {"case-contradicts"}),
        ("mpuuu", [(2, NO)], "mpuuu", set()),
        ("muuuu", [(2, NO)], "muuuu", set()),
        # 3. both kinds of case, not caught by 1 or 2
        ("mmmuu", [(3, YES), (3, NO)], "mmmuu", {"mixed-cases"}),
        ("mpuuu", [(2, YES), (2, NO)], "mpuuu", {"mixed-cases"}),
        ("mmuuu", [(2, YES), (2, NO)], "muuuu", {"case-contradicts"}),
        # levels above the stop are looked at too
        ("mummu", [(3, YES)], "mumuu", {"case-required", "gate-ignored"}),
        ("uuuum", [], "uuuuu", {"case-required", "gate-ignored"}),
        # what is not rated met or partial is left alone
        ("mm---", [(3, YES), (3, NO)], "mm---", set()),
        ("mmuuu", [(3, YES), (3, NO)], "mmuuu", set()),
    ],
)
def test_cases_with_recorded_evidence(rubric, letters, cases, effective, raised):
    one = entry(letters, *cases)
    result = score_criterion(rubric, rubric.criterion["teamwork"], one, "recorded")
    climb_findings = {finding.code for finding in rubric.findings if finding.when.climb}
    assert result.effective == ratings(effective)
    assert set(result.findings) & climb_findings == raised
    assert score_criterion(rubric, rubric.criterion["teamwork"], one, "assumed").effective == one.ratings


def test_the_findings_of_the_climb_come_last_in_their_order(rubric):
    one = entry("ummmp", (1, YES), (1, NO), (3, YES), (3, NO), (4, NO))
    result = score_criterion(rubric, rubric.criterion["teamwork"], one, "recorded")
    assert result.findings[-3:] == ("case-required", "mixed-cases", "gate-ignored")


@pytest.mark.parametrize(
    ("total", "candidates"),
    [
        (30, ["consistently-exceeds"]),
        (24, ["consistently-exceeds"]),
        (23.5, ["exceeds"]),
        (20, ["exceeds"]),
        (19.5, ["partly-exceeds"]),
        (18, ["partly-exceeds"]),
        (17.5, ["meets"]),
        (15, ["meets"]),
        (14.5, ["needs-to-rise"]),
        (12, ["needs-to-rise"]),
        (11.5, ["needs-improvement", "unacceptable"]),
        (0, ["needs-improvement", "unacceptable"]),
    ],
)
def test_bands(rubric, total, candidates):
    assert band_candidates(rubric, int(total * 2)) == tuple(candidates)


def test_where_even_the_lowest_band_is_illegible_it_stays_a_candidate(rubric):
    lowest = replace(rubric.bands[-1], from_=None)
    own = replace(rubric, bands=(*rubric.bands[:-1], lowest))
    assert band_candidates(own, 0) == ("needs-improvement", "unacceptable")


def test_an_adopter_who_fills_the_gap_gets_certain_bands(rubric):
    filled = [replace(band, from_=9) if band.from_ is None else band for band in rubric.bands]
    own = replace(rubric, bands=tuple(filled))
    low = score(own, read_appraisal(scores(own, [1.5] * 6), {own.id: own}))
    lower = score(own, read_appraisal(scores(own, [1, 1, 1, 1, 1, 1]), {own.id: own}))
    assert (low.candidates, low.findings) == (("needs-improvement",), ())
    assert (lower.candidates, lower.findings) == (("unacceptable",), ("warning-total",))


def scores(rubric, values):
    given = zip(rubric.criteria, values, strict=True)
    return {"rubric": rubric.id, "criteria": {criterion.id: {"score": value} for criterion, value in given}}


def test_an_appraisal_of_another_shape_is_refused_and_never_scored_in_part(rubric):
    whole = from_vector("six-veins-2006:mmmmm.mmmmm.mmmmm.mmmmm.mmmmm.mmmmm", {rubric.id: rubric})
    with pytest.raises(ValueError, match="zip"):
        score(rubric, replace(whole, entries=whole.entries[:5]))
    with pytest.raises(ValueError, match="zip"):
        score_criterion(rubric, rubric.criteria[0], entry("mmmm"), "recorded")


@pytest.mark.parametrize("rating", RATINGS)
def test_where_a_rubric_states_no_award_cases_say_nothing(rubrics, rating):
    level = rubrics["nine-swords"].criteria[0].levels[0]
    assert level.award == "unstated"
    assert read_cases(level, rating, {YES, NO}, "recorded") == (rating, None)


def test_an_appraisal_is_complete_when_every_criterion_is(rubric):
    all_but_one = from_vector("six-veins-2006:mmmmm.mmmmm.mmmmm.mmmmm.mmmmm.mmmm-", {rubric.id: rubric})
    result = score(rubric, all_but_one)
    assert (result.complete, result.candidates, points(result.half_points)) == (False, None, 29)
    assert result.findings == ()


def test_every_rating_pattern_of_a_criterion(rubric: Rubric):
    """All 1,024, against the climb told the long way round."""
    seen = set()
    for pattern in itertools.product(RATINGS, repeat=5):
        result = score_criterion(rubric, rubric.criterion["teamwork"], Entry(pattern), "assumed")
        below = list(itertools.takewhile(lambda rating: rating == "met", pattern))
        stop = len(below) + 1 if len(below) < 5 else None
        at_stop = pattern[len(below)] if stop else None
        assert points(result.half_points) == len(below) + (0.5 if at_stop == "partial" else 0)
        assert result.stopped_at == stop
        assert result.complete == (at_stop != "unrated")
        ignored = any(rating in ("met", "partial") for rating in pattern[len(below) + 1 :])
        assert ("gate-ignored" in result.findings) == ignored
        assert len(set(result.findings)) == len(result.findings)
        seen.add(pattern)
    assert len(seen) == 1024


def test_every_combination_of_six_scores(rubric: Rubric):
    """All 11**6: a total is the sum of six scores, and its band the one that the table gives."""
    floors = [
        (24, "consistently-exceeds"),
        (20, "exceeds"),
        (18, "partly-exceeds"),
        (15, "meets"),
        (12, "needs-to-rise"),
    ]
    lowest = ("needs-improvement", "unacceptable")
    expected = [next(((name,) for floor, name in floors if half >= 2 * floor), lowest) for half in range(61)]
    counted = Counter(map(sum, itertools.product(range(11), repeat=6)))
    assert counted.total() == 1_771_561
    for total in counted:
        assert band_candidates(rubric, total) == expected[total]
    assert len(counted) == 61


def test_totals_of_whole_appraisals_are_the_sums_of_their_scores(rubric: Rubric):
    """Each pair of scores in each pair of places, through the whole of the scoring."""
    zero = [ratings_for(0, 5)] * 6
    for first, second in itertools.combinations(range(6), 2):
        for one, other in itertools.product(range(11), repeat=2):
            chosen = list(zero)
            chosen[first], chosen[second] = ratings_for(one, 5), ratings_for(other, 5)
            result = score(rubric, Appraisal(rubric.id, tuple(map(Entry, chosen))))
            assert result.half_points == one + other
            assert [c.half_points for c in result.criteria if c.half_points] == [h for h in (one, other) if h]
