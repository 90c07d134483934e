"""The types of the protocol between page and core describe the answers as they are."""

import json

import pytest

from liumai.browser import protocol
from liumai.browser import requests as browser
from liumai.core.record_codec import to_data

MAIN = "six-veins-2006"
APPRAISAL = {"vector": f"{MAIN}:" + ".".join(["mmpuu"] * 6)}
PROMOTION = {"rubric": MAIN, "total": "18", "performance": "92"}
TABLE = b"subject,manager,period,teamwork\nA,M,2006Q2,3\nB,M,2006Q2,9"
TEAM_OPEN = {"team": {"open": {"name": "a.csv", "rubric": MAIN}}}
EXPORT = {"export": {"kind": "csv", "language": "en"}}


@pytest.fixture(scope="module")
def ask(rubrics, changes):
    for published in (*rubrics.values(), *changes.values()):
        browser.add_rubric(json.dumps(to_data(published)))
    return lambda request, file=None: json.loads(browser.answer(json.dumps(request), file)[0])


def has_keys_of(data, kind):
    """Whether ``data`` has all required keys of a TypedDict, and no key that it does not list."""
    return kind.__required_keys__ <= data.keys() <= kind.__required_keys__ | kind.__optional_keys__


@pytest.mark.parametrize(
    ("request_data", "kind"),
    [
        (APPRAISAL, protocol.ScoreAnswer),
        (APPRAISAL | {"moves": True, "text": "en"}, protocol.ScoreAnswer),
        ({"carry": APPRAISAL | {"to": None}}, protocol.CarryAnswer),
        ({"readings": {"own": APPRAISAL, "managers": APPRAISAL}}, protocol.ReadingsAnswer),
        (
            {"calibration": {"expert": APPRAISAL, "readings": [APPRAISAL | {"line": 1}]}},
            protocol.CalibrationAnswer,
        ),
        ({"year": {"quarters": [APPRAISAL, None]}}, protocol.YearAnswer),
        ({"promotion": PROMOTION}, protocol.PromotionAnswer),
        ({"promotion": PROMOTION | {"total": "x"}}, protocol.Refusal),
    ],
)
def test_an_answer_has_the_keys_of_its_type(ask, request_data, kind):
    assert has_keys_of(ask(request_data), kind)


def test_the_optional_keys_are_the_ones_that_a_request_asks_for(ask):
    assert {"moves", "text"} == protocol.ScoreAnswer.__optional_keys__
    assert ask(APPRAISAL | {"moves": True, "text": "en"}).keys() >= {"moves", "text"}
    assert not ask(APPRAISAL).keys() & {"moves", "text"}


def test_each_fault_has_the_keys_of_its_type(ask):
    faults = ask({"appraisal": {"rubrik": 1}})["faults"]
    assert len(faults) > 1 and all(has_keys_of(fault, protocol.FaultData) for fault in faults)


def test_the_answers_about_a_team_have_the_keys_of_their_types(ask):
    opened = ask(TEAM_OPEN, TABLE)
    assert has_keys_of(opened, protocol.TeamAnswer) and has_keys_of(opened["team"], protocol.TeamOpened)
    steps = (
        ({"go": 10}, protocol.TeamRows),
        ({"sum": True}, protocol.TeamSums),
        (EXPORT, protocol.TeamExported),
        ({"keys": ["张 三", "ＺＯË"]}, protocol.TeamKeys),
        ({"close": True}, protocol.TeamClosed),
    )
    for step, kind in steps:
        answer = ask({"team": step})
        assert has_keys_of(answer, protocol.TeamAnswer) and has_keys_of(answer["team"], kind)
