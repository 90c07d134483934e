"""A manager's appraisals together: spread, HR's list, what goes back, and all on one total."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.team import Duty, team
from liumai.core.appraisal_file import read_appraisal
from liumai.core.scoring import score
from liumai.core.vector import from_vector


def result(rubric, *letters):
    groups = [*letters, *["mmmuu"] * (6 - len(letters))]
    return score(rubric, from_vector(f"{rubric.id}:{'.'.join(groups)}", {rubric.id: rubric}))


def test_the_spread_of_totals_and_bands(rubric):
    results = [
        result(rubric, *["mmmmu"] * 6),
        result(rubric),
        result(rubric, "mmmmu", "mmuuu"),
        result(rubric, "m----"),
    ]
    found = team(rubric, results)
    assert found.totals == ((48, 1), (36, 2))
    assert found.bands == ((("consistently-exceeds",), 1), (("partly-exceeds",), 2))
    assert found.incomplete == (3,)


def test_a_total_under_twelve_is_counted_under_both_its_bands(rubric):
    assert team(rubric, [result(rubric, *["muuuu"] * 6)]).bands == (
        (("needs-improvement", "unacceptable"), 1),
    )


def test_what_hr_has_to_look_at(rubric):
    results = [result(rubric, "mmmmp"), result(rubric, *["mpuuu"] * 6)]
    checks = team(rubric, results).checks
    assert checks[0] == Duty(0, "customer-first", ("hr-verify", "beneficiary-view"))
    assert {(duty.appraisal, *duty.findings) for duty in checks[1:]} == {(0, "hr-sample"), (1, "hr-unstated")}
    assert len(checks) == 12


def test_an_appraisal_whose_cases_do_not_carry_it_goes_back(rubric):
    given_ = {
        "rubric": rubric.id,
        "evidence": "recorded",
        "criteria": {
            "customer-first": {"score": 3},
            "teamwork": {"score": 2, "cases": [{"level": 2, "verdict": "non-compliant", "text": "x"}]},
            "passion": {"score": 2},
        },
    }
    found = team(rubric, [result(rubric), score(rubric, read_appraisal(given_, {rubric.id: rubric}))])
    assert found.returned == (
        Duty(1, "customer-first", ("case-required",)),
        Duty(1, "teamwork", ("case-contradicts",)),
    )


@pytest.mark.parametrize(
    ("people", "findings"),
    [
        ([], ()),
        ([("mmmuu",)] * 2, ()),
        ([("mmmuu",)] * 3, ("no-differentiation",)),
        ([("mmmmu", "mmuuu"), ("mmmuu",), ("mmuuu", "mmmmu")], ("no-differentiation",)),
        ([("mmmuu",), ("mmmuu",), ("mmmpu",)], ()),
        ([("mmmuu",)] * 3 + [("mmm--",)], ()),
    ],
)
def test_all_on_one_total(rubric, people, findings):
    assert team(rubric, [result(rubric, *letters) for letters in people]).findings == findings


@pytest.mark.parametrize(
    ("people", "findings"), [(None, ("no-differentiation",)), (3, ("no-differentiation",)), (2, ())]
)
def test_several_appraisals_of_one_person_are_no_more_people(rubric, people, findings):
    assert team(rubric, [result(rubric)] * 4, people).findings == findings


def test_a_rubric_that_says_nothing_of_teams_raises_nothing(rubrics):
    swords = rubrics["nine-swords"]
    alike = score(swords, from_vector(f"nine-swords:{'.'.join(['mmuuu'] * 9)}", rubrics))
    found = team(swords, [alike] * 5)
    assert (found.totals, found.bands, found.findings) == (((36, 5),), (), ())


def test_another_rubrics_result_is_refused(rubric, rubrics):
    with pytest.raises(ValueError, match="six-veins-2006"):
        team(
            rubric,
            [score(rubrics["nine-swords"], from_vector(f"nine-swords:{'.'.join(['mmuuu'] * 9)}", rubrics))],
        )


@given(
    st.lists(
        st.lists(st.sampled_from(["uuuuu", "mpuuu", "mmmuu", "mmmmm", "mm---"]), min_size=6, max_size=6),
        max_size=8,
    )
)
def test_everybody_is_counted_once(rubric, people):
    results = [result(rubric, *letters) for letters in people]
    found = team(rubric, results)
    assert sum(count for _, count in found.totals) + len(found.incomplete) == len(people)
    assert sum(count for _, count in found.bands) == sum(count for _, count in found.totals)
    assert list(found.totals) == sorted(found.totals, reverse=True)
