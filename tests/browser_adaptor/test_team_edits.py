"""What HR does with the rows of an open file in the page: marks, corrected cells, a sample, what goes back."""

import json

import pytest

from liumai.analysis.scored_file import ScoredFile, years_of
from liumai.browser import requests as browser
from liumai.browser.several_files import default_period
from liumai.core.record_codec import to_data
from liumai.formats.group_file import read_appraisals
from tests.support.read_tables import read_csv

MAIN = "six-veins-2006"
HEAD = "姓名,主管,时段,客户第一,团队合作,拥抱变化,诚信,激情,敬业,看过"
TABLE = (
    f"{HEAD}\n甲,李,2006Q2,3,3,3,3,3,3,✓\n乙,李,2006Q2,oops,3,3,3,3,3,\n丙,王,2006Q2,3,2,3,3,3,3,".encode()
)


@pytest.fixture
def ask(rubrics):
    for rubric in rubrics.values():
        browser.add_rubric(json.dumps(to_data(rubric)))

    def answer(request, file=None):
        return json.loads(browser.answer(json.dumps({"team": request}), file)[0])

    answer({"open": {"name": "a.csv", "rubric": MAIN}}, TABLE)
    assert answer({"go": 100})["team"]["notes"] == [{"at": 0, "looked_at": True, "corrections": []}]
    return answer


def exported(**what):
    request = {"team": {"export": {"kind": "csv", "language": "en"} | what}}
    (_, headings), *lines = read_csv(browser.answer(json.dumps(request))[1])
    return [dict(zip(headings, cells, strict=False)) for _, cells in lines]


def test_a_mark_stands_in_the_export(ask):
    assert ask({"mark": {"at": 2, "looked_at": True}}) == {"team": {"looked_at": True}}
    assert ask({"mark": {"at": 0, "looked_at": False}}) == {"team": {"looked_at": False}}
    assert [bool(row["Looked at"]) for row in exported()] == [False, False, True]
    for at in (1, 9, -1, True):
        assert ask({"mark": {"at": at, "looked_at": True}})["faults"]


def test_a_score_is_corrected_and_all_is_scored_again(ask):
    answer = ask({"correct": {"at": 2, "criterion": "teamwork", "to": "4"}})["team"]
    assert answer["row"][2] == 19
    assert answer["notes"] == [
        {"at": 2, "looked_at": False, "corrections": [{"zh": "团队合作：2 → 4", "en": "Teamwork: 2 → 4"}]}
    ]
    assert [one["exact"] for one in (team["mean"] for team in answer["sums"]["teams"])] == ["18", "19"]
    row = exported()[2]
    assert (row["Teamwork"], row["Total"], row["Corrected cells"]) == ("4", "19", "Teamwork: 2 → 4")


@pytest.mark.parametrize("wrong", [{"criterion": "teamwork", "to": "9"}, {"criterion": "teamwork", "to": "x"},
    {"criterion": "none", "to": "3"}, {"criterion": "teamwork", "to": 3}, {"column": "E", "to": "3"}])  # fmt: skip
def test_what_cannot_be_put_there_changes_nothing(ask, wrong):
    before = exported()
    assert ask({"correct": {"at": 2} | wrong})["faults"]
    assert exported() == before


def test_a_cell_that_was_not_read_is_corrected(ask):
    (fault,) = ask({"correct": {"at": 1, "column": "D", "to": "7"}})["faults"]
    assert "7" in fault["problem"]["en"]
    assert ask({"correct": {"at": 1, "column": "E", "to": "3"}})["faults"]  # that cell is not wrong
    answer = ask({"correct": {"at": 1, "column": "D", "to": "mmmpu"}})["team"]
    assert (answer["row"][1], answer["row"][2], answer["sums"]["refused"]) == ("乙", 18.5, 0)
    assert exported()[1]["Corrected cells"] == "客户第一: oops → mmmpu"


def test_the_sample_is_that_of_the_analysis(ask):
    draw = {"rubric": MAIN, "count": 5, "seed": "7"}
    first = ask({"sample": draw})["team"]
    assert (sorted(first["drawn"]), first["pool"]) == ([0, 2], 2)
    assert ask({"sample": draw})["team"] == first
    for wrong in ({"count": -1}, {"seed": " "}, {"rubric": "none"}, {"seed": 3}):
        assert ask({"sample": draw | wrong})["faults"]


def test_what_goes_back_is_listed_for_each_manager(ask, rubric):
    recorded = rubric.words["evidence"]["recorded"].zh
    raw = f"姓名,主管,案例读法,客户第一\n甲,李,{recorded},3\n乙,王,{recorded},3\n丙,王,,3".encode()
    ask({"open": {"name": "a.csv", "rubric": MAIN}}, raw)
    ask({"go": 100})
    lists = ask({"returns": {"language": "zh"}})["team"]["lists"]
    assert [(one["manager"], one["count"]) for one in lists] == [("李", 1), ("王", 1)]
    assert "1. 乙" in lists[1]["text"]
    assert [row["Name"] for row in exported(what="returns")] == ["甲", "乙"]
    assert [row["Name"] for row in exported(what="returns", manager="王")] == ["乙"]


def quarter(scores):
    return "\n".join(["姓名,主管,客户第一,团队合作,拥抱变化,诚信,激情,敬业", *scores]).encode()


def test_the_years_of_many_from_a_table_for_each_quarter_are_those_of_one_table(ask, rubrics):
    people = {"甲": (3, 3, 3.5, 4), "乙": (2, 2, 2, 2), "丙": (3, None, 3, 2)}
    for n in range(4):
        lines = [f"{name},李,{','.join([str(s[n])] * 6)}" for name, s in people.items() if s[n] is not None]
        opened = {"name": f"team-2006Q{n + 1}.csv", "rubric": MAIN, "position": n + 1}
        ask({"open": opened}, quarter(lines))
        ask({"go": 100})
    found = ask({"years": True})["team"]
    shown = [(y["subject"], y["year"], y["quarters"], y["trend"]) for y in found["years"]]
    assert shown == [
        ("甲", "2006", [18, 18, 21, 24], "improving"),
        ("乙", "2006", [12, 12, 12, 12], "steady"),
        ("丙", "2006", [18, None, 18, 12], None),
    ]
    means = [y["mean"] for y in found["years"]]
    assert [(m["rounded"], m["shown"]) for m in means] == [("20.25", "20.25"), ("12", "12"), ("16", "16")]
    assert found["problems"] == [] and found["years"][2]["findings"] == ["quarters-missing"]
    reading = ScoredFile(rubrics)
    whole = [
        f"{name},李,2006Q{n + 1},{','.join([str(s[n])] * 6)}"
        for n in range(4) for name, s in people.items() if s[n] is not None
    ]  # fmt: skip
    raw = "\n".join([HEAD.removesuffix(",看过"), *whole]).encode()
    reading.take_all(read_appraisals("csv", raw, rubrics, MAIN))
    years, _ = years_of(reading)
    assert [(y.subject, y.label, str(y.year.mean)) for y in years] == [
        (y["subject"], y["year"], y["mean"]["exact"]) for y in found["years"]
    ]
    assert [float(row["Mean"]) for row in exported(what="years")] == [20.25, 12, 16]


def test_the_promotions_of_many_are_those_of_one(ask):
    table = "姓名,总分,绩效\n甲,18.5,92\n乙,18 2/3,80\n丙,x,80".encode()
    found = ask({"candidates": {"name": "c.csv", "rubric": MAIN}}, table)["team"]
    assert [one["subject"] for one in found["promotions"]] == ["甲", "乙"]
    alone = {"rubric": MAIN, "total": "18 2/3", "performance": "80"}
    answer = json.loads(browser.answer(json.dumps({"promotion": alone}))[0])["promotion"]
    assert found["promotions"][1]["composite"]["exact"] == answer["composite"]["exact"]
    assert [problem["row"] for problem in found["problems"]] == [4]
    assert [row["Name"] for row in exported(what="promotions")] == ["甲", "乙"]
    assert (
        "mapping"
        in ask(
            {"candidates": {"name": "c.csv", "rubric": MAIN}}, "员工名,总分,绩效\n甲,1,2\n乙,1,2".encode()
        )["team"]
    )
    assert ask({"candidates": {"name": "c.ndjson", "rubric": MAIN}}, b"{}")["faults"]


@pytest.mark.parametrize(("name", "position", "period"), [
    ("team-2006Q2.csv", 1, "2006Q2"), ("2006年第三季度.xlsx", 1, "2006Q3"), ("Q4.csv", 2, "Q4"), ("names.csv", 3, "Q3"),
])  # fmt: skip
def test_the_quarter_of_a_file_is_in_its_name_or_its_place(name, position, period):
    assert default_period(name, position) == period
