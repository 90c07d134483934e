"""Two readings side by side: where they part, and in which order it is talked about."""

import pytest
from hypothesis import given, settings

from liumai.analysis.comparison import differences, readings_data, same_rubric
from liumai.core.appraisal import Appraisal, Entry, RecordedCase
from liumai.core.errors import RefusedError
from liumai.core.number_format import points
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from tests.support.strategies import APPRAISAL

OWN = "six-veins-2006:mmmpu.mmmmu.mmmuu.mmmuu.mmmuu.mmpuu"
MANAGERS = "six-veins-2006:mmpuu.mmmuu.mmmuu.mmmuu.mpuuu.mmmuu"


def parted(rubric, own, managers):
    return differences(rubric, own, score(rubric, own), managers, score(rubric, managers))


def test_the_largest_difference_comes_first(rubric, rubrics):
    found = parted(rubric, from_vector(OWN, rubrics), from_vector(MANAGERS, rubrics))
    assert [(p.criterion, points(p.half_points), p.levels) for p in found] == [
        ("passion", -1.5, (2, 3)),
        ("customer-first", -1, (3, 4)),
        ("teamwork", -1, (4,)),
        ("commitment", 0.5, (3,)),
    ]
    assert found[0].text.en == (
        "Passion: 3 from the employee, 1.5 from the manager, 1.5 lower."
        " Start with level 2: the employee says met, the manager partly met."
    )
    assert "高 0.5 分" in found[3].text.zh


def test_the_same_score_read_otherwise_is_told_too(rubric, rubrics):
    zeros = ".".join(["uuuuu"] * 5)
    own, managers = (from_vector(f"six-veins-2006:{first}.{zeros}", rubrics) for first in ("mmumu", "mmuuu"))
    (found,) = parted(rubric, own, managers)
    assert (found.criterion, found.half_points, found.level) == ("customer-first", 0, 4)
    assert "2 from both" in found.text.en


def test_the_same_ratings_that_cases_make_count_otherwise_are_told(rubric):
    entry = Entry(("met", "met", "met", "unmet", "unmet"))
    shown = Entry(entry.ratings, (RecordedCase(3, "compliant"),))
    own = Appraisal(rubric.id, (shown,) * 6, "recorded")
    managers = Appraisal(rubric.id, (*(shown,) * 5, entry), "recorded")
    (found,) = parted(rubric, own, managers)
    assert (found.criterion, points(found.half_points), found.level) == ("commitment", -1, 3)
    assert "the employee says met, the manager unmet" in found.text.en


def test_readings_under_two_rubrics_are_refused(rubrics):
    swords = from_vector("nine-swords:" + ".".join(["mmuuu"] * 9), rubrics)
    with pytest.raises(RefusedError) as refused:
        same_rubric(swords, from_vector(OWN, rubrics))
    assert "nine-swords, six-veins-2006" in str(refused.value)


@settings(max_examples=40)
@given(APPRAISAL, APPRAISAL)
def test_the_two_sides_mirror_each_other(rubric, own, managers):
    there, back = parted(rubric, own, managers), parted(rubric, managers, own)
    assert {p.criterion: p.half_points for p in there} == {p.criterion: -p.half_points for p in back}
    assert parted(rubric, own, own) == ()
    data = readings_data(rubric, own, score(rubric, own), managers, score(rubric, managers))
    assert data["difference"] == data["managers"]["result"]["total"] - data["own"]["result"]["total"]
    assert sum(p.half_points for p in there) == 2 * data["difference"]
    assert not any("{" in p.text.zh + p.text.en for p in there)
