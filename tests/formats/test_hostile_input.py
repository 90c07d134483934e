"""Input that means harm, or none at all: it is read or refused with reasons, in little memory, and never crashes."""

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.batch.scorer import Scorer
from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import RefusedError
from liumai.core.vector import from_vector
from liumai.formats.plain_data import LIMIT
from liumai.formats.yaml_file import parse
from tests.support.shipped_rubrics import shipped_rubrics

RUBRICS = shipped_rubrics()
HEAD = "rubric: six-veins-2006\ncriteria:\n"


def filled(head, piece, tail=""):
    """A document of the greatest size allowed, full of one piece."""
    room = LIMIT - len((head + tail).encode())
    return head + piece * (room // len(piece.encode())) + tail


def numbered(head, piece, count, tail=""):
    return head + "".join(piece.format(n) for n in range(count)) + tail


HOSTILE = {
    "unknown keys in JSON": numbered('{"rubric":"six-veins-2006","criteria":{', '"teamwork{0}":1,', 50_000, '"a":1}}'),
    "one key twice among many": numbered("{", '"k{0}":1,', 80_000, '"k1":2}'),
    "keys twice in many objects": filled('{"a":[', '{"a":1,"a":1},', "1]}"),
    "empty objects": filled('{"rubric":[', "{},", "1]}"),
    "a list of JSON": filled("[", "1,", "1]"),
    "lists in lists": "[" * (LIMIT // 2) + "]" * (LIMIT // 2),
    "objects in objects": '{"a":' * (LIMIT // 8) + "1" + "}" * (LIMIT // 8),
    "a list of YAML": filled("", "- a\n"),
    "a flow list of YAML": filled("a: [", "a,", "]"),
    "unknown keys in YAML": numbered("", "k{0}: 1\n", 90_000),
    "unknown criteria": numbered(HEAD, "  teamwork{0}: 1\n", 50_000),
    "one key over and over": filled("", "a: 1\n"),
    "anchors": filled("a: [", "&a b,", "]"),
    "tags": filled("a: [", "!a b,", "]"),
    "mappings as keys": numbered("", "? [{0}]\n: 1\n", 60_000),
    "indents without end": "".join(" " * depth + "a:\n" for depth in range(1400)),
    "wrong ratings": filled(HEAD + "  teamwork: {ratings: [", "mett,", "]}"),
    "wrong cases": filled(HEAD + "  teamwork: {score: 1, cases: [", "{level: 9,verdict: b},", "]}"),
    "right cases": filled(HEAD + "  teamwork: {score: 1, cases: [", "{level: 1,verdict: compliant},", "]}"),
    "a long text": filled(HEAD + "  teamwork: {score: 1, justification: '", "x", "'}"),
    "a long key": filled("", "x", ": 1"),
    "escapes": filled('"', "\\u4e00", '"'),
    "many digits": filled('{"rubric":', "9", "}"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_document_takes_little_memory_and_few_words(what):
    raw = HOSTILE[what].encode()
    assert len(raw) <= LIMIT
    tracemalloc.start()
    try:
        read_appraisal(parse("hostile", raw).data, RUBRICS)
    except RefusedError as refused:
        assert 1 <= len(refused.faults) <= 200
        assert all(len(fault.problem.en) < 1000 for fault in refused.faults)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 100e6


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw):
    refused_or(lambda: read_appraisal(parse("any", raw).data, RUBRICS))
    assert json.loads(Scorer(RUBRICS, "zh").score(1, [raw]).text)


@given(st.text(st.sampled_from("{}[]:,-&*!|>'\"#%@`? \n\tabr0."), max_size=80))
def test_any_marks_of_yaml_are_read_or_refused(text):
    refused_or(lambda: read_appraisal(parse("any", text.encode()).data, RUBRICS))


@given(st.one_of(st.text(max_size=80), st.from_regex(r"\A[a-z0-9-]{0,20}:?([mpu.-]{0,40})\Z")))
def test_any_vector_is_read_or_refused(vector):
    refused_or(lambda: from_vector(vector, RUBRICS))


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ENTRY = st.fixed_dictionaries(
    {}, optional={"ratings": PLAIN, "score": PLAIN, "cases": st.lists(st.fixed_dictionaries({}, optional={"level": PLAIN, "verdict": PLAIN, "text": PLAIN})), "justification": PLAIN}
)  # fmt: skip
APPRAISAL = st.fixed_dictionaries(
    {"rubric": st.just("six-veins-2006"), "criteria": st.dictionaries(st.sampled_from(["teamwork", "passion", "x"]), ENTRY | PLAIN)},
    optional={"evidence": PLAIN, "subject": PLAIN, "period": PLAIN, "more": PLAIN},
)  # fmt: skip


@given(PLAIN | APPRAISAL)
def test_any_data_is_read_or_refused(data):
    refused_or(lambda: read_appraisal(data, RUBRICS))


def refused_or(read):
    """Refusing is fine, with at least one fault; anything else that is raised is not."""
    try:
        read()
    except RefusedError as refused:
        assert refused.faults
