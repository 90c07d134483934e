"""Vectors, good and bad; and appraisals read from plain data."""

import pytest

from liumai.appraisal import read_appraisal
from liumai.faults import RefusedError, dotted
from liumai.vector import from_vector, to_vector

GOOD = "six-veins-2006:mmpuu.-----.mmmmm.uuuuu.pmmm-.mpu--"


def test_there_and_back(rubrics):
    assert to_vector(from_vector(GOOD, rubrics)) == GOOD


@pytest.mark.parametrize(
    ("vector", "told"),
    [
        ("", "no colon"),
        ("six-veins-2006", "no colon"),
        ("six-veins:" + GOOD.split(":")[1], "did you mean six-veins-"),
        ("six-veins-2006:mmpuu", "found 1 groups; expected 6"),
        (GOOD + ".mmmmm", "found 7 groups"),
        (GOOD[:-1], "found 4 letters; expected 5"),
        (GOOD[:-1] + "x", "found x; expected one of m, p, u, -"),
        (GOOD[:-1] + "M", "found M"),
        (GOOD + "\n", "found 6 letters"),
        (GOOD.replace("2006", "２００６"), "a rubric id"),
        ("six-veins-2006:" + "m" * 100_000, "found 1 groups"),
    ],
)
def test_what_does_not_parse_is_refused_with_the_reason(rubrics, vector, told):
    with pytest.raises(RefusedError) as refused:
        from_vector(vector, rubrics)
    assert told in str(refused.value)
    assert all(fault.problem.zh and len(fault.problem.en) < 400 for fault in refused.value.faults)


def test_every_fault_of_a_vector_is_told_at_once(rubrics):
    with pytest.raises(RefusedError) as refused:
        from_vector("six-veins-2006:mmxuu.----.mmmmm.uu?uu.mmmmm.mmmmm", rubrics)
    paths = [dotted(fault.path) for fault in refused.value.faults]
    assert paths == ["vector.customer-first[2]", "vector.teamwork", "vector.integrity[2]"]


def test_a_score_stands_for_ratings(rubrics):
    appraisal = read_appraisal(
        {"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 2.5}}}, rubrics
    )
    assert appraisal.entries[1].ratings == ("met", "met", "partial", "unmet", "unmet")
    assert appraisal.entries[0].ratings == ("unrated",) * 5


def test_every_fault_of_an_appraisal_is_told_at_once(rubrics):
    data = {
        "rubric": "six-veins-2006",
        "evidense": "recorded",
        "subject": 7,
        "criteria": {
            "customer-frist": {"score": 1},
            "teamwork": {
                "ratings": ["met", "mett", "met", "met"],
                "cases": [{"level": 6, "verdict": "good"}],
            },
            "integrity": {"score": 2.3},
            "passion": {"score": 1, "ratings": []},
            "commitment": {},
        },
    }
    with pytest.raises(RefusedError) as refused:
        read_appraisal(data, rubrics)
    told = {dotted(fault.path): fault.problem.en for fault in refused.value.faults}
    assert set(told) == {
        "evidense",
        "subject",
        "criteria.customer-frist",
        "criteria.teamwork.ratings",
        "criteria.teamwork.ratings[1]",
        "criteria.teamwork.cases[0].level",
        "criteria.teamwork.cases[0].verdict",
        "criteria.integrity.score",
        "criteria.passion",
        "criteria.commitment",
    }
    assert "did you mean customer-first?" in told["criteria.customer-frist"]
    assert "did you mean evidence?" in told["evidense"]
