"""What would change a result: tables worked out by hand, and every move tried against the scoring."""

import itertools

import pytest
from hypothesis import given, settings

from liumai.analysis.what_if import describe, what_if, what_if_data
from liumai.core.appraisal import Appraisal, Entry, RecordedCase
from liumai.core.appraisal_file import ratings_for
from liumai.core.number_format import points
from liumai.core.scoring import band_candidates, score
from liumai.core.vector import from_vector
from tests.support.strategies import APPRAISAL

VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"  # 16 points: meets


def asked(rubric, appraisal):
    return what_if(rubric, appraisal, score(rubric, appraisal))


def shown(ways):
    """Each way as ``level rating → score``."""
    return [
        f"{way['moves'][0]['level']} {way['moves'][0]['rating']} {way['moves'][0]['score']}" for way in ways
    ]


@pytest.mark.parametrize(
    ("criterion", "raises", "lowers"),
    [
        ("customer-first", ["3 met 3"], ["3 unmet 2"]),
        ("teamwork", [], ["5 partial 4.5", "5 unmet 4"]),
        ("embrace-change", ["1 partial 0.5", "1 met 1"], []),
        ("integrity", ["5 partial 4.5", "5 met 5"], ["4 partial 3.5", "4 unmet 3"]),
        # what was gated counts again as soon as the gate opens
        ("passion", ["1 met 5"], ["1 unmet 0"]),
    ],
)
def test_the_nearest_ratings_that_move_a_score(rubric, criterion, raises, lowers):
    appraisal = from_vector(VECTOR, {rubric.id: rubric})
    data = what_if_data(rubric, asked(rubric, appraisal))
    found = next(one for one in data["criteria"] if one["id"] == criterion)
    assert (shown(found["raises"]), shown(found["lowers"])) == (raises, lowers)


def test_an_exceptional_half_point_is_not_what_to_aim_for(rubric):
    zero = Appraisal(rubric.id, tuple(Entry(ratings_for(0, 5)) for _ in rubric.criteria))
    raises = asked(rubric, zero).raises
    assert [way.moves[0].rating for way in raises[0]] == ["met"]
    assert [way.moves[0].rating for way in raises[1]] == ["partial", "met"]


def of_scores(rubric, *scores):
    entries = tuple(Entry(ratings_for(int(2 * value), 5)) for value in scores)
    return Appraisal(rubric.id, entries)


@pytest.mark.parametrize(
    ("scores", "up", "down"),
    [
        ((3, 3, 3, 3, 3, 2.5), (1, 18), (1, 14.5)),
        ((3, 3, 3, 3, 3, 3), (2, 20), (1, 17.5)),
        ((4, 4, 4, 4, 4, 3.5), (1, 24), (1, 19.5)),
        ((4, 4, 4, 4, 4, 4), None, (1, 23.5)),
        ((2, 2, 2, 2, 2, 2), (3, 15), (1, 11.5)),
        # under 12 the band is uncertain, and there is none further down
        ((1, 1, 1, 1, 1, 1), (6, 12), None),
        ((5, 5, 5, 5, 5, 5), None, (2, 23.5)),
    ],
)
def test_the_fewest_ratings_to_another_band(rubric, scores, up, down):
    what = asked(rubric, of_scores(rubric, *scores))
    told = [
        way and (len(way.moves), points(way.result.half_points)) for way in (what.band_up, what.band_down)
    ]
    assert told == [up, down]


def test_a_case_goes_with_the_rating_that_it_lets_count(rubric):
    mm, yes, no = ("met", "met"), "compliant", "non-compliant"
    entries = [
        Entry((*mm, "met", "unmet", "unmet")),
        Entry((*mm, "unmet", "unmet", "unmet"), (RecordedCase(2, no), RecordedCase(1, yes))),
        *(Entry(ratings_for(4, 5)) for _ in rubric.criteria[2:]),
    ]
    what = asked(rubric, Appraisal(rubric.id, tuple(entries), "recorded"))
    first, second = ([way.moves[0] for way in ways] for ways in what.raises[:2])
    assert [(m.level, m.rating, m.case) for m in first] == [(3, "partial", "record"), (3, "met", "record")]
    assert [(m.level, m.rating, m.case) for m in second] == [(2, "partial", None), (2, "met", "withdraw")]


def test_an_appraisal_not_fully_rated_has_no_band_to_move(rubric):
    what = asked(
        rubric, from_vector("six-veins-2006:mm---.-----.-----.-----.-----.-----", {rubric.id: rubric})
    )
    assert (what.band_up, what.band_down) == (None, None)
    assert [points(way.result.half_points) for way in what.raises[0]] == [2.5, 3]


def test_a_way_to_a_band_never_ends_on_a_level_that_is_not_rated(rubric):
    vector = "six-veins-2006:" + ".".join(["mmu--"] * 5 + ["mmmmm"])  # 15 points
    up = asked(rubric, from_vector(vector, {rubric.id: rubric})).band_up
    assert (points(up.result.half_points), up.result.candidates) == (18, ("partly-exceeds",))


def test_many_ratings_are_counted_not_listed(rubric):
    up = asked(rubric, of_scores(rubric, 0, 0, 0, 0, 0, 0)).band_up
    assert up is not None and "12 (Needs to step up) is at least 12 ratings away" in describe(rubric, up).en


@settings(max_examples=40)
@given(APPRAISAL)
def test_a_move_does_what_it_says(rubric, appraisal):
    result = score(rubric, appraisal)
    what = what_if(rubric, appraisal, result)
    for place, (raises, lowers) in enumerate(zip(what.raises, what.lowers, strict=True)):
        before = result.criteria[place]
        assert bool(raises) == (before.stopped_at is not None)
        assert bool(lowers) == (before.half_points > 0)
        for way, sign in [*((way, 1) for way in raises), *((way, -1) for way in lowers)]:
            changed = [
                a.half_points - b.half_points
                for a, b in zip(way.result.criteria, result.criteria, strict=True)
            ]
            assert changed[place] * sign > 0
            assert not any(changed[:place] + changed[place + 1 :])
    for way, sign in ((what.band_up, 1), (what.band_down, -1)):
        if way is not None:
            assert way.result.candidates not in (None, result.candidates)
            assert (way.result.half_points - result.half_points) * sign > 0
            assert "{" not in describe(rubric, way).en + describe(rubric, way).zh


def test_no_shorter_way_to_another_band_exists(rubric):
    """Against every single rating changed, for totals around each bound."""
    for half in range(40):
        scores = [min(10, max(0, half - 7 * place)) / 2 for place in range(6)]
        appraisal = of_scores(rubric, *scores)
        result = score(rubric, appraisal)
        what = what_if(rubric, appraisal, result)
        for way, sign in ((what.band_up, 1), (what.band_down, -1)):
            single = [
                changed
                for place, level, rating in itertools.product(range(6), range(5), ("met", "partial", "unmet"))
                if rating != "partial" or (place, level) != (0, 0)
                for changed in [score(rubric, rated(appraisal, place, level, rating)).half_points]
                if band_candidates(rubric, changed) != result.candidates
                and (changed - result.half_points) * sign > 0
            ]
            if way is None:
                assert not single
            elif single:
                assert len(way.moves) == 1
                assert abs(way.result.half_points - result.half_points) == min(
                    abs(changed - result.half_points) for changed in single
                )
            else:
                assert len(way.moves) > 1


def rated(appraisal, place, level, rating):
    entries = list(appraisal.entries)
    ratings = entries[place].ratings
    entries[place] = Entry((*ratings[:level], rating, *ratings[level + 1 :]))
    return Appraisal(appraisal.rubric, tuple(entries))
