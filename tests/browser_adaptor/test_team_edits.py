"""What HR does with the rows of an open file in the page: marks, corrected cells, a sample, what goes back."""

import json

import pytest

from liumai.browser import requests as browser
from liumai.core.record_codec import to_data
from tests.support.read_tables import read_csv

MAIN = "six-veins-2006"
HEAD = "姓名,主管,时段,客户第一,团队合作,拥抱变化,诚信,激情,敬业,看过"
TABLE = f"{HEAD}\n甲,李,2006Q2,3,3,3,3,3,3,✓\n乙,李,2006Q2,oops,3,3,3,3,3,\n丙,王,2006Q2,3,2,3,3,3,3,".encode()


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
