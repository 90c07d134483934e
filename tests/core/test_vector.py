"""Vectors, good and bad; and appraisals read from plain data."""

import pytest

from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import RefusedError, dotted
from liumai.core.vector import from_vector, to_vector

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


@pytest.mark.parametrize(("vector", "name"), [("seven:mmpuu", "seven"), ("seven:mm:puu", "seven")])
def test_an_unknown_rubric_is_the_text_before_the_first_colon(rubrics, vector, name):
    with pytest.raises(RefusedError) as refused:
        from_vector(vector, rubrics)
    (fault,) = refused.value.faults
    listed = ", ".join(rubrics)
    assert (fault.code, fault.path) == ("unknown-name", ("vector",))
    assert fault.problem.zh == f"写的是 {name}；应为以下之一：{listed}"
    assert fault.problem.en == f"found {name}; expected a rubric id before the colon: one of {listed}"


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


REFUSALS = [
    (7, "wrong-kind", ("vector",), "写的是 7；应为文字", "found 7; expected text"),
    (
        "mmm",
        "syntax",
        ("vector",),
        "没有冒号：mmm；应为 <标准>:<评定>",
        "found mmm, no colon; expected <rubric>:<ratings>",
    ),
    (
        "six-veins-2006:mmmmm",
        "wrong-count",
        ("vector",),
        "有 1 组；six-veins-2006 应有 6 组，以点分开",
        "found 1 groups; expected 6 for six-veins-2006, parted by dots",
    ),
    (
        "six-veins-2006:mmmmm.mmm.mmmmm.mmmmm.mmmmm.mmmmm",
        "wrong-count",
        ("vector", "teamwork"),
        "有 3 个字母；应为 5 个，每级一个",
        "found 3 letters; expected 5, one for each level",
    ),
    (
        "six-veins-2006:mmmmm.mmmxm.mmmmm.mmmmm.mmmmm.mmmmm",
        "unknown-name",
        ("vector", "teamwork", 3),
        "写的是 x；应为以下之一：m, p, u, -",
        "found x; expected one of m, p, u, -",
    ),
]


@pytest.mark.parametrize(("vector", "code", "path", "zh", "en"), REFUSALS)
def test_a_refusal_says_where_what_was_found_and_what_was_expected_in_both_languages(
    rubrics, vector, code, path, zh, en
):
    with pytest.raises(RefusedError) as refused:
        from_vector(vector, rubrics)
    told = [(fault.code, fault.path, fault.problem.zh, fault.problem.en) for fault in refused.value.faults]
    assert told == [(code, path, zh, en)]
