"""An appraisal carried to the next rubric: what keeps its rating, what is proposed, what is new."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liumai.analysis.migration import migrate, migration_data, read_reviewed
from liumai.core.appraisal import Appraisal, Entry, RecordedCase
from liumai.core.errors import RefusedError
from liumai.core.rubric import RATINGS
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from tests.support.strategies import CASE, RATING

SWORDS = "nine-swords:mmmmu.mmpuu.mmuuu.mmmuu.mmumu.mmmpu.mmmuu.mpuuu.mm-uu"


@pytest.fixture(scope="module")
def swords(rubrics, changes):
    appraisal = from_vector(SWORDS, rubrics)
    older, newer = rubrics["nine-swords"], rubrics["six-veins-2006"]
    step = changes["nine-swords", "six-veins-2006"]
    return lambda **reviewed: migrate(
        step, older, newer, appraisal, {name.replace("_", "-"): rating for name, rating in reviewed.items()}
    )


@pytest.mark.parametrize(
    ("level", "fate", "changes_", "proposal", "rating"),
    [
        ("customer-first-1", "carried", ["unchanged"], "met", "met"),
        ("customer-first-5", "carried", ["unchanged"], "unmet", "unmet"),
        ("customer-first-4", "look", ["modified"], "met", "unrated"),
        ("teamwork-2", "look", ["moved", "covered-by", "covered-by"], "partial", "unrated"),
        ("embrace-change-2", "look", ["moved"], "unmet", "unrated"),
        # collective-effort-2 met, teaching-and-learning-3 unmet
        ("teamwork-3", "look", ["merged", "merged"], "partial", "unrated"),
        # passion-3 met, passion-4 partial
        ("passion-3", "look", ["merged", "merged"], "partial", "unrated"),
        ("embrace-change-3", "added", [], "unrated", "unrated"),
    ],
)
def test_what_becomes_of_a_level(swords, level, fate, changes_, proposal, rating):
    found = next(one for one in swords().levels if one.level == level)
    assert (found.fate, [o.change for o in found.origins]) == (fate, changes_)
    assert (found.proposal, found.rating, found.reviewed) == (proposal, rating, False)


def test_only_a_look_makes_a_proposal_count(swords, rubric):
    before = swords()
    after = swords(teamwork_2="met", customer_first_1="unmet")
    assert migration_data(before)["reviewed"] == 0
    assert migration_data(after)["reviewed"] == 1  # a level that was carried needs no look, but may have one
    ratings = {level.level: level.rating for level in after.levels}
    assert (ratings["teamwork-2"], ratings["customer-first-1"]) == ("met", "unmet")
    assert score(rubric, after.appraisal).criteria[0].half_points == 0


def test_once_all_is_reviewed_the_appraisal_is_complete(swords, rubric):
    names = [level.level.replace("-", "_") for level in swords().levels if level.fate != "carried"]
    done = swords(**dict.fromkeys(names, "met"))
    data = migration_data(done)
    assert data["reviewed"] == data["of"] == len(names)
    assert score(rubric, done.appraisal).complete


def test_what_is_no_longer_asked_for_is_named(swords):
    left = swords().left
    assert left and all(origin.change == "removed" and origin.reason.zh for origin in left)


def test_cases_go_with_their_level(rubrics, changes):
    older, newer = rubrics["nine-swords"], rubrics["six-veins-2006"]
    entries = [Entry(("unrated",) * 5) for _ in older.criteria]
    place = list(older.criterion).index("collective-effort")
    entries[place] = Entry(("met",) * 5, (RecordedCase(3, "compliant", "a scene"),), "why")
    appraisal = Appraisal(older.id, tuple(entries), "recorded", "A. Person", "2005Q4")
    step = changes[older.id, newer.id]
    carried = migrate(step, older, newer, appraisal, {}).appraisal
    assert carried.entries[1].cases == (RecordedCase(2, "compliant", "a scene"),)
    assert carried.entries[1].justification == "why"
    assert (carried.evidence, carried.subject, carried.period) == ("recorded", "A. Person", "2005Q4")


@pytest.mark.parametrize("pair", [("nine-swords", "six-veins-2006"), ("six-veins-2006", "six-veins-revised")])
@settings(max_examples=25)
@given(data=st.data())
def test_nothing_counts_that_was_neither_carried_nor_looked_at(rubrics, changes, pair, data):
    older, newer = (rubrics[name] for name in pair)
    entry = st.builds(Entry, st.tuples(*[RATING] * 5), st.lists(CASE, max_size=2).map(tuple))
    appraisal = Appraisal(older.id, tuple(data.draw(entry) for _ in older.criteria))
    reviewed = data.draw(st.dictionaries(st.sampled_from(list(newer.level)), st.sampled_from(RATINGS)))
    carrying = migrate(changes[pair], older, newer, appraisal, reviewed)
    assert [level.level for level in carrying.levels] == list(newer.level)
    for level in carrying.levels:
        if level.level in reviewed:
            assert level.rating == reviewed[level.level]
        elif level.fate == "carried":
            assert level.rating == level.origins[0].rating
        else:
            assert level.rating == "unrated"
    written = [rating for entry in carrying.appraisal.entries for rating in entry.ratings]
    assert written == [level.rating for level in carrying.levels]
    named = {origin.level for level in carrying.levels for origin in level.origins}
    assert named | {origin.level for origin in carrying.left} == set(older.level)


def test_reviews_that_name_no_level_are_refused(rubric):
    for wrong in ([], None, {"teamwork-9": "met"}, {"teamwork-1": "good"}, {"teamwork-1": {}}):
        with pytest.raises(RefusedError):
            read_reviewed(rubric, wrong)
    assert read_reviewed(rubric, {"teamwork-1": "met"}) == {"teamwork-1": "met"}
