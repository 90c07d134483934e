"""No request raises, however ill-meant: the wrong thing at every place of every kind of request, and odd bytes as files."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liumai import browser
from liumai.core.record_codec import to_data

VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"
SIDE = {"vector": VECTOR}
REQUESTS = [
    {"vector": VECTOR, "moves": True, "text": "en"},
    {"appraisal": {"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 2, "cases": [{"level": 1}]}}}},
    {"document": {"name": "a.json", "text": "{}"}},
    {"document": {"name": "a.yaml", "events": [["document", 1], ["scalar", 1, None, None, "x", True]], "broken": []}},
    {"carry": {"vector": VECTOR, "to": "six-veins-revised", "reviewed": {"teamwork-2": "met"}}},
    {"readings": {"own": SIDE, "managers": SIDE}},
    {"calibration": {"expert": SIDE, "readings": [{"line": 1, "vector": VECTOR}]}},
    {"year": {"quarters": [SIDE, None], "rubric": "six-veins-2006"}},
    {"promotion": {"rubric": "six-veins-2006", "total": "18 7/8", "performance": "92"}},
    {"team": {"open": {"name": "a.csv", "rubric": "six-veins-2006"}}},
    {"team": {"go": 400}},
    {"team": {"sum": True}},
    {"team": {"export": {"kind": "csv", "language": "en"}}},
    {"team": {"close": True}},
]  # fmt: skip
ODD = [
    None,
    True,
    False,
    0,
    -1,
    10**30,
    1.5,
    float("nan"),
    "",
    "?",
    "__proto__",
    "\ud800",
    [],
    [[]],
    {},
    {"?": []},
]
FILES = [
    None,
    b"",
    b"subject,teamwork\na,3\n",
    b"PK\x03\x04",
    b"\xff\xfea\0",
    b"\x81\x30\x84\x36",
    b"{}\n[1]\nnull",
]
NAMES = ["a.csv", "a.xlsx", "a.ndjson", "a", "a.pdf", ""]


@pytest.fixture(scope="module")
def ask(rubrics, changes):
    for published in (*rubrics.values(), *changes.values()):
        browser.add_rubric(json.dumps(to_data(published)))
    return lambda request, file=None: json.loads(browser.answer(json.dumps(request), file)[0])


def places(data, path=()):
    """The path to every value in plain data, the whole among them."""
    yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def with_value(data, path, value):
    if not path:
        return value
    changed = copy.deepcopy(data)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


def is_answered(answer):
    return bool(answer.get("faults")) or any(
        answer.get(kind) is not None
        for kind in ("result", "readings", "calibration", "year", "promotion", "team")
    )


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: "-".join(next(iter(one.items()))[0:1]))
def test_the_wrong_thing_at_any_place_is_answered_or_refused(ask, request_):
    for path in places(request_):
        for odd in ODD:
            assert is_answered(ask(with_value(request_, path, odd), FILES[2]))


@settings(max_examples=60)
@given(
    st.sampled_from(FILES) | st.binary(max_size=200),
    st.sampled_from(NAMES),
    st.sampled_from([None, "?", "six-veins-2006"]),
)
def test_odd_bytes_as_a_file_are_read_or_refused(ask, file, name, rubric):
    assert is_answered(ask({"team": {"open": {"name": name, "rubric": rubric}}}, file))
    assert is_answered(ask({"team": {"go": 9}}))
    assert is_answered(ask({"team": {"sum": True}}))


def test_an_unknown_rubric_of_a_team_is_refused_in_both_languages(ask):
    (fault,) = ask({"team": {"open": {"name": "a.csv", "rubric": "?"}}}, FILES[2])["faults"]
    assert fault["path"] == "rubric" and fault["code"] == "unknown-name"
    assert "six-veins-2006" in fault["problem"]["zh"] and "expected" in fault["problem"]["en"]
