"""A calibration round: how a room spreads, where it parts, and how each reader differs from the expert."""

import json

import pytest

from liumai import browser
from liumai.analysis.calibration import RANK
from liumai.analysis.krippendorff import agreement
from liumai.browser.calibration_request import MOST_READERS
from liumai.core.record_codec import to_data
from liumai.core.vector import from_vector

EXPERT = "six-veins-2006:mmpuu.mmmuu.mmmuu.mmmuu.mpuuu.mmmuu"
ROOM = [
    "six-veins-2006:mmpuu.mmmuu.mmmuu.mmmuu.mpuuu.mmmuu",
    "six-veins-2006:mmmuu.mmmuu.mmmuu.mmmuu.mmuuu.mmmuu",
    "six-veins-2006:mmmpu.mmmuu.mmmuu.mmpuu.uuuuu.mmmuu",
    "six-veins-2006:mmpuu.mmmuu.mm-uu.mmmuu.mmmuu.mmmuu",
]


@pytest.fixture
def ask(rubrics):
    for published in rubrics.values():
        browser.add_rubric(json.dumps(to_data(published)))

    def asked(readings, expert=EXPERT):
        request = {"calibration": {"expert": {"vector": expert}, "readings": readings}}
        return json.loads(browser.answer(json.dumps(request))[0])

    return asked


def of(told, criterion):
    return next(one for one in told["criteria"] if one["id"] == criterion)


def test_a_room_is_told_by_criterion(ask, rubrics):
    told = ask([{"line": n, "vector": vector} for n, vector in enumerate(ROOM, 1)])["calibration"]
    assert (told["people"], told["refused"]) == (4, [])
    first = of(told, "customer-first")
    assert first["scores"] == [
        {"score": 2.5, "people": 2},
        {"score": 3, "people": 1},
        {"score": 3.5, "people": 1},
    ]
    assert (first["expert"], first["lowest"], first["highest"]) == (2.5, 2.5, 3.5)
    assert first["mean"] == {"exact": "2.875", "shown": "≈ 2.88"}
    assert of(told, "commitment")["mean"] == {"exact": "3", "shown": "3"}
    assert first["level"] == 3
    assert first["levels"][2] == {
        "level": 3,
        "expert": "partial",
        "ratings": {"met": 2, "partial": 2, "unmet": 0, "unrated": 0},
    }
    appraisals = [from_vector(vector, rubrics) for vector in ROOM]
    units = [[RANK[one.entries[0].ratings[level]] for one in appraisals] for level in range(5)]
    assert first["alpha"] == f"{float(agreement(units, 'ordinal').alpha):.2f}"
    open_one = of(told, "embrace-change")
    assert (open_one["open"], open_one["scores"]) == (1, [{"score": 3, "people": 3}])
    assert told["total"]["open"] == 1
    assert told["order"][0] == "passion" and "commitment" not in told["order"]
    assert of(told, "commitment")["alpha"] == "1.00"


def test_each_reader_is_told_where_they_differ_from_the_expert(ask):
    told = ask([{"line": 7, "vector": ROOM[2]}, {"line": 9, "vector": ROOM[3]}])["calibration"]
    seven, nine = told["readers"]
    assert (seven["line"], seven["total"], seven["difference"]) == (7, 15, -1)
    assert seven["gaps"] == [
        {"criterion": "customer-first", "score": 3.5, "difference": 1, "level": 3},
        {"criterion": "integrity", "score": 2.5, "difference": -0.5, "level": 3},
        {"criterion": "passion", "score": 0, "difference": -1.5, "level": 1},
    ]
    assert not nine["complete"] and nine["scores"][2] is None
    assert [gap["criterion"] for gap in nine["gaps"]] == ["passion"]


def test_one_reader_or_one_rating_has_no_agreement(ask):
    alone = ask([{"vector": ROOM[0]}])["calibration"]
    assert {one["undefined"] for one in alone["criteria"]} == {"no-pairs"}
    assert alone["total"]["alpha"] is None and alone["order"] == []
    tops = "six-veins-2006:" + ".".join(["mmmmm"] * 6)
    same = ask([{"vector": tops}] * 3)["calibration"]
    assert {one["undefined"] for one in [*same["criteria"], same["total"]]} == {"no-variation"}
    assert all(one["alpha"] is None for one in same["criteria"])


def test_each_fault_is_told_by_its_line_and_the_good_ones_are_kept(ask):
    swords = "nine-swords:" + ".".join(["mmuuu"] * 9)
    listed = ["hello", ROOM[0], swords, "six-veins-2006:mmx--", ROOM[1]]
    told = ask([{"line": n, "vector": vector} for n, vector in enumerate(listed, 1)])["calibration"]
    assert [reader["line"] for reader in told["readers"]] == [2, 5]
    assert [one["line"] for one in told["refused"]] == [1, 3, 4]
    assert "nine-swords" in told["refused"][1]["problem"]["en"]
    assert "six-veins-2006" in told["refused"][1]["problem"]["zh"]


@pytest.mark.parametrize("readings", [None, 1, {}, [1, None, {"line": "x"}, {"line": True, "vector": 1}]])
def test_no_request_raises(ask, readings):
    told = ask(readings)
    assert "faults" in told or not told["calibration"]["readers"]


def test_a_room_too_large_and_an_expert_that_is_none_are_refused(ask):
    assert "500" in ask([{"vector": ROOM[0]}] * (MOST_READERS + 1))["faults"][0]["problem"]["en"]
    assert ask([], expert="?")["faults"]
