"""What holds of every appraisal, whatever its ratings and cases."""

from hypothesis import given, settings
from hypothesis import strategies as st

from liumai.core.appraisal import Entry
from liumai.core.result_json import explained_data
from liumai.core.scoring import score, score_criterion
from liumai.core.vector import from_vector, to_vector
from tests.support.strategies import APPRAISAL, ENTRY, EVIDENCE, RATING

RANK = {"unrated": 0, "unmet": 0, "partial": 1, "met": 2}


@given(APPRAISAL)
def test_the_total_is_the_sum_of_the_scores(rubric, appraisal):
    result = score(rubric, appraisal)
    assert result.half_points == sum(criterion.half_points for criterion in result.criteria)
    assert 0 <= result.half_points <= 2 * result.maximum


@given(ENTRY, EVIDENCE, st.integers(0, 4), RATING)
def test_a_score_never_falls_when_a_rating_rises(rubric, entry, evidence, place, rating):
    criterion = rubric.criterion["teamwork"]
    raised = (*entry.ratings[:place], rating, *entry.ratings[place + 1 :])
    low, high = sorted((entry.ratings, raised), key=lambda ratings: RANK[ratings[place]])
    if RANK[low[place]] == RANK[high[place]]:
        return
    # Where cases are read, a non-compliant one makes "met" count as unmet while "partial" stands.
    cases = tuple(case for case in entry.cases if evidence == "assumed" or case.verdict == "compliant")
    before, after = (score_criterion(rubric, criterion, Entry(r, cases), evidence) for r in (low, high))
    assert after.half_points >= before.half_points


@given(ENTRY, EVIDENCE, st.tuples(*[RATING] * 5))
def test_a_level_above_the_stop_never_counts(rubric, entry, evidence, others):
    criterion = rubric.criterion["teamwork"]
    result = score_criterion(rubric, criterion, entry, evidence)
    if result.stopped_at is None:
        return
    stop = result.stopped_at
    changed = Entry(entry.ratings[:stop] + others[stop:], entry.cases)
    again = score_criterion(rubric, criterion, changed, evidence)
    assert (again.half_points, again.stopped_at, again.complete) == (
        result.half_points,
        stop,
        result.complete,
    )


@given(APPRAISAL)
def test_a_vector_carries_the_ratings_there_and_back(rubric, appraisal):
    back = from_vector(to_vector(appraisal), {rubric.id: rubric})
    assert [entry.ratings for entry in back.entries] == [entry.ratings for entry in appraisal.entries]
    assert to_vector(back) == to_vector(appraisal)


@given(APPRAISAL)
def test_the_band_is_known_exactly_when_the_appraisal_is_complete(rubric, appraisal):
    result = score(rubric, appraisal)
    assert (result.candidates is not None) == result.complete
    assert ("band-uncertain" in result.findings) == (result.complete and len(result.candidates) > 1)


@given(APPRAISAL)
def test_an_incomplete_criterion_raises_little(rubric, appraisal):
    of_climb = {finding.code for finding in rubric.findings if finding.when.climb}
    for criterion in score(rubric, appraisal).criteria:
        assert ("incomplete" in criterion.findings) == (not criterion.complete)
        if not criterion.complete:
            assert set(criterion.findings) <= {"incomplete"} | of_climb


@given(ENTRY)
def test_cases_can_only_lower_a_score(rubric, entry):
    criterion = rubric.criterion["teamwork"]
    assumed = score_criterion(rubric, criterion, entry, "assumed")
    recorded = score_criterion(rubric, criterion, entry, "recorded")
    assert recorded.half_points <= assumed.half_points


@settings(max_examples=50)
@given(APPRAISAL)
def test_every_score_can_be_explained_in_both_languages(rubric, appraisal):
    data = explained_data(rubric, appraisal, score(rubric, appraisal))
    for criterion in data["criteria"]:
        steps = [step for step in data["trace"] if step["criterion"] == criterion["id"]]
        assert any(str(criterion["score"]) in step["text"]["en"] for step in steps)
    for step in data["trace"]:
        assert step["text"]["zh"] and step["text"]["en"]
        assert "{" not in step["text"]["zh"] + step["text"]["en"]
        assert (step["rule"] is None) != (step["finding"] is None)
        assert step["status"] in ("source", "restored", "inferred", "authored")
