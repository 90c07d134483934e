"""A company's appraisals together, against tables worked out by hand; and what holds of any of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.organisation import organisation
from liumai.analysis.period import quarter_of
from liumai.analysis.person_years import years_by_person
from liumai.analysis.promotion import Candidate
from liumai.analysis.rows import ScoredRow
from liumai.analysis.scored_file import ScoredFile, years_of
from liumai.analysis.team import team
from liumai.core.number_format import decimal, fraction
from liumai.core.scoring import score
from liumai.core.scoring_cache import ScoringCache
from liumai.formats.cells import SpecialCell, column_name
from liumai.formats.group_json import organisation_data, team_data
from tests.support.read_tables import read_promotions, read_table
from tests.support.strategies import APPRAISAL

MAIN = "six-veins-2006"
IDS = ["customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"]
HEAD = ["姓名", "主管", "时段", *IDS]


def reading(rubrics, *rows, head=HEAD):
    found = ScoredFile(rubrics)
    found.take_all(read_table(enumerate([head, *rows], 1), rubrics, rubric=MAIN))
    return found


def spread(total):
    """Six scores that make a total in points."""
    halves = int(2 * total)
    return [(halves // 6 + (n < halves % 6)) / 2 for n in range(6)]


def person(name, manager, total, period="2006Q2"):
    return [name, manager, period, *spread(total)]


# Two managers, five and three people. 李: 24, 20, 18, 15, 11.5; mean 88.5 / 5 = 17.7. 王: three on 18.
COMPANY = [
    person("a", "李", 24), person("b", "李", 20), person("c", "李", 18), person("d", "李", 15), person("e", "李", 11.5),
    person("f", "王", 18), person("g", "王", 18), person("h", "王", 18),
]  # fmt: skip


def test_a_company_worked_out_by_hand(rubrics):
    found = reading(rubrics, *COMPANY)
    whole = organisation(rubrics, found.scored)
    li, wang = whole.groups
    assert (li.manager, li.people, li.mean) == ("李", 5, Fraction(177, 10))
    assert li.team.totals == ((48, 1), (40, 1), (36, 1), (30, 1), (23, 1))
    assert dict(li.team.bands) == {
        ("consistently-exceeds",): 1,
        ("exceeds",): 1,
        ("partly-exceeds",): 1,
        ("meets",): 1,
        ("needs-improvement", "unacceptable"): 1,
    }
    assert (li.team.findings, wang.team.findings) == ((), ("no-differentiation",))
    assert (wang.places, wang.mean) == ((5, 6, 7), 18)
    (everyone,) = whole.whole
    assert (everyone.people, everyone.mean) == (8, Fraction(88.5 + 54) / 8)
    assert everyone.team.findings == ()  # nobody is the manager of them all


def test_what_hr_checks_is_told_by_person_and_what_goes_back_too(rubrics):
    rows = [
        ["a", "李", "Q2", 5, 3, 1.5, 0, 2, 2.5],
        ["b", "李", "Q2", 2, 2, 2, 2, 2, 3],
    ]
    head = [*HEAD, "Evidence", "commitment cases", "teamwork cases"]
    rows = [[*rows[0], None, None, None], [*rows[1], "recorded", None, "2- x"]]
    data = team_data(reading(rubrics, *rows, head=head))
    checks = {(d["appraisal"], d["criterion"]): d["findings"] for d in data["checks"]}
    assert checks[0, "customer-first"] == ["hr-verify", "beneficiary-view"]
    assert checks[0, "teamwork"] == ["hr-sample"]
    assert checks[0, "embrace-change"] == ["hr-unstated"]
    assert checks[0, "integrity"] == ["written-warning", "hr-verify"]
    returned = {(d["appraisal"], d["criterion"]): d["findings"] for d in data["returned"]}
    assert returned == {(1, "teamwork"): ["case-contradicts"], (1, "commitment"): ["case-required"]}
    assert data["appraisals"][1]["subject"] == "b"


@pytest.mark.parametrize(
    ("people", "alike"),
    [
        ([("a", "李", "Q1"), ("b", "李", "Q1"), ("c", "李", "Q1")], True),
        ([("a", "李", "Q1"), ("b", "李", "Q1")], False),
        (
            [("a", "李", "Q1"), ("a", "李", "Q2"), ("a", "李", "Q3"), ("a", "李", "Q4")],
            False,
        ),  # one person's year
        ([("a", "李", "Q1"), ("b", "李", "Q1"), ("a", "李", "Q1")], False),  # the same person twice
        ([("", "李", "Q1"), ("", "李", "Q1"), ("", "李", "Q1")], True),  # nameless rows are people too
        ([("a", "", "Q1"), ("b", "", "Q1"), ("c", "", "Q1")], False),  # nobody's team
        ([("a", "李", "Q1"), ("b", "李", "Q1"), ("c", "王", "Q1")], False),
    ],
)
def test_who_is_compared_with_whom(rubrics, people, alike):
    found = reading(rubrics, *([*one, *[3] * 6] for one in people))
    groups = organisation(rubrics, found.scored).groups
    assert any("no-differentiation" in group.team.findings for group in groups) == alike


def test_the_same_person_and_period_twice_is_told(rubrics):
    found = reading(
        rubrics, person("a", "李", 18), person("b", "李", 15), person("a", "王", 20), person("", "", 1)
    )
    assert organisation(rubrics, found.scored).repeated == ((2, 0),)


def test_rubrics_are_kept_apart(rubrics):
    found = ScoredFile(rubrics)
    swords = [criterion.id for criterion in rubrics["nine-swords"].criteria]
    found.take_all(read_table(enumerate([HEAD, person("a", "李", 18)], 1), rubrics, rubric=MAIN))
    found.take_all(read_table(enumerate([["manager", *swords], ["李", *[3] * 9]], 1), rubrics))
    data = organisation_data(organisation(rubrics, found.scored))
    assert [(one["rubric"], one["people"]) for one in data["rubrics"]] == [(MAIN, 1), ("nine-swords", 1)]
    assert len(data["teams"]) == 2


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from(["李", "王", ""]),
        st.sampled_from(["Q1", "Q2"]),
        st.lists(st.sampled_from([0, 1.5, 2.5, 4, 5, None]), min_size=6, max_size=6),
    ),
    max_size=12,
)


@given(PEOPLE)
def test_a_companys_figures_are_the_sums_of_single_results(rubric, rubrics, people):
    found = reading(rubrics, *([*one[:3], *one[3]] for one in people))
    scored = found.scored
    whole = organisation(rubrics, scored)
    complete = [one.result for one in scored if one.result.complete]
    for groups in (whole.whole, whole.groups):
        counted = sum(total * count for group in groups for total, count in group.team.totals)
        assert counted == sum(result.half_points for result in complete)
        assert sorted(place for group in groups for place in group.places) == list(range(len(scored)))
        for name in ("checks", "returned"):
            duties = sorted(
                (d.appraisal, d.criterion, d.findings) for g in groups for d in getattr(g.team, name)
            )
            alone = [
                (place, d.criterion, d.findings)
                for place, one in enumerate(scored)
                for d in getattr(team(rubric, [one.result]), name)
            ]
            assert duties == sorted(alone)
    for group in whole.groups:
        results = [scored[place].result for place in group.places]
        assert team(rubric, results, group.people if group.manager else 0).findings == group.team.findings


@given(APPRAISAL)
def test_remembered_scores_are_those_of_the_core(rubric, appraisal):
    remembering = ScoringCache(rubric)
    assert remembering.score(appraisal) == remembering.score(appraisal) == score(rubric, appraisal)


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2006Q2", ("2006", 2)), ("2006-Q2", ("2006", 2)), ("Q3 2006", ("2006", 3)), ("2006 q4", ("2006", 4)), ("Ｑ１", ("", 1)),
        ("2006年第二季度", ("2006", 2)), ("2006年3季度", ("2006", 3)), ("第4季", ("", 4)), ("2006/Q1", ("2006", 1)),
        ("2006", None), ("", None), ("Q5", None), ("Q12", None), ("2006-06", None), ("Q1-Q2", None), ("faq1", None),
    ],
)  # fmt: skip
def test_a_period_tells_its_quarter(period, found):
    assert quarter_of(period) == found


# a: 15, 16, 17, 18 → 66 / 4 = 16.5, improving. b: 18 and 17 in the second and the fourth → 17.5, two missing.
YEARS = [
    person("a", "李", 15, "2006Q1"), person("a", "李", 16, "2006Q2"), person("a", "王", 17, "2006Q3"), person("a", "王", 18, "2006Q4"),
    person("b", "李", 17, "2006Q4"), person("b", "李", 18, "2006年第二季度"), person("b", "李", 20, "2007Q1"),
]  # fmt: skip


def test_the_years_of_many_people_worked_out_by_hand(rubrics):
    found = reading(rubrics, *YEARS)
    years, problems = years_by_person(rubrics, found.scored)
    assert problems == ()
    assert [(one.subject, one.label, one.quarters) for one in years] == [
        ("a", "2006", (0, 1, 2, 3)),
        ("b", "2006", (None, 5, None, 4)),
        ("b", "2007", (6, None, None, None)),
    ]
    a, b, _ = (one.year for one in years)
    assert (a.mean, a.trend, a.candidates, a.findings) == (Fraction(33, 2), "improving", ("meets",), ())
    assert (b.mean, b.trend, b.findings) == (Fraction(35, 2), None, ("quarters-missing",))


def test_what_belongs_to_no_year_is_told(rubrics):
    rows = [
        *YEARS[:2],
        person("a", "李", 1, "2006 Q1"),
        person("", "李", 1, "2006Q1"),
        person("c", "李", 1, "June"),
    ]
    rows.append(["d", "李", "2006Q1", *[9] * 6])
    years, problems = years_of(reading(rubrics, *rows))
    assert [one.quarters for one in years] == [(0, 1, None, None)]
    assert sorted({problem.place.row for problem in problems}) == [4, 5, 6, 7]
    assert years[0].year.mean == Fraction(31, 2)


@given(st.permutations(range(4)), st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_the_order_of_quarters_matters_to_the_trend_alone(rubrics, order, halves):
    def yearly(turned):
        rows = [person("a", "李", halves[n] / 2, f"2006Q{place}") for place, n in enumerate(turned, 1)]
        years, _ = years_by_person(rubrics, reading(rubrics, *rows).scored)
        return years[0].year

    one, other = yearly(range(4)), yearly(order)
    assert (one.mean, one.criteria, one.candidates) == (other.mean, other.criteria, other.candidates)
    slope = sum(weight * halves[n] for weight, n in zip((-3, -1, 1, 3), order, strict=True))
    assert other.trend == ("improving" if slope > 0 else "declining" if slope < 0 else "steady")


def promotions(rubrics, *rows, head=("Name", "Total", "Performance")):
    return list(read_promotions(enumerate([head, *rows], 1), rubrics, rubric=MAIN))


def test_composites_worked_out_by_hand(rubrics):
    # 21 of 30 is 70; with 80: 75. 18 7/8 of 30 is 62 11/12; with 92: 77 11/24.
    rows = [("a", 21, 80), ("b", "18 7/8", "92%"), ("c", "17.5", 92.0)]
    found = [item for item in promotions(rubrics, *rows) if isinstance(item, Candidate)]
    assert [one.promotion.composite for one in found] == [75, Fraction(1859, 24), Fraction(451, 6)]
    assert [decimal(one.promotion.values) for one in found] == ["70", "62 11/12", "58 1/3"]


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (("a", 31, 80), "B"), (("a", 20, 101), "C"), (("a", None, 80), "B"), (("a", "many", "x"), "BC"), (("a", -1, 80), "B"),
        (("a", SpecialCell("date", "2006-01-01"), 5), "B"), (("a", True, 5), "B"), (("a", "1/0", 5), "B"), (("a", float("nan"), 5), "B"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_used_is_named(rubrics, row, columns):
    (refused,) = promotions(rubrics, row)
    assert "".join(column_name(problem.place.column) for problem in refused.problems) == columns


def test_a_rubric_without_a_weight_has_no_composite(rubrics):
    (refused,) = promotions(
        rubrics, ("a", 21, 80, "nine-swords"), head=("Name", "Total", "Performance", "Rubric")
    )
    assert "states no weight" in refused.problems[0].problem.en


@given(st.fractions(0, 1000, max_denominator=999))
def test_a_figure_is_read_as_it_is_written(number):
    assert fraction(decimal(number)) == number


@pytest.mark.parametrize("text", ["", "x", "-1", "1/0", "1 2", "1.2.3", "1e9", "1" * 40, "½"])
def test_what_is_no_figure_is_none(text):
    assert fraction(text) is None


def test_a_scored_row_keeps_its_place(rubrics):
    found = reading(rubrics, person("a", "李", 18), ["b", "李", "x", *[9] * 6], person("c", "李", 18))
    assert [(type(row) is ScoredRow, getattr(row, "appraisal_row", row).place.row) for row in found.rows] == [
        (True, 2),
        (False, 3),
        (True, 4),
    ]
