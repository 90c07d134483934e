"""What the page asks of the core: answers whole, hostile requests refused, links that know their rules."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liumai.browser import requests as browser
from liumai.browser.rubric_store import RubricStore
from liumai.core.appraisal_file import appraisal_data, read_appraisal
from liumai.core.errors import RefusedError
from liumai.core.fingerprint import digest, fingerprint
from liumai.core.record_codec import to_data
from liumai.core.result_json import explained_data
from liumai.core.rubric import Text
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from liumai.formats.text_report import summary
from tests.support.strategies import APPRAISAL

VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"


@pytest.fixture(scope="session")
def ask(rubrics, changes):
    for published in (*rubrics.values(), *changes.values()):
        browser.add_rubric(json.dumps(to_data(published)))
    return lambda request: json.loads(browser.answer(json.dumps(request))[0])


def test_an_answer_is_whole(ask, rubrics, rubric):
    appraisal = from_vector(VECTOR, rubrics)
    result = score(rubric, appraisal)
    answer = ask({"vector": VECTOR, "moves": True, "text": "en"})
    assert answer["result"] == json.loads(json.dumps(explained_data(rubric, appraisal, result)))
    assert answer["ratings"]["customer-first"] == ["met", "met", "partial", "unmet", "unmet"]
    assert (answer["fingerprint"], answer["digest"]) == (fingerprint(rubric), digest(result))
    assert read_appraisal(answer["appraisal"], rubrics) == appraisal
    assert [one["id"] for one in answer["moves"]["criteria"]] == list(rubric.criterion)
    assert "Total: 16 / 30" in answer["text"] and VECTOR in answer["text"]
    assert "moves" not in ask({"vector": VECTOR}) and "text" not in ask({"vector": VECTOR})


@given(APPRAISAL, st.text(max_size=9), st.text(max_size=9))
def test_an_appraisal_survives_its_file(rubric, appraisal, subject, note):
    entries = (replace(appraisal.entries[0], justification=note), *appraisal.entries[1:])
    appraisal = replace(appraisal, subject=subject, period=note, entries=entries)
    written = json.loads(json.dumps(appraisal_data(rubric, appraisal)))
    assert read_appraisal(written, {rubric.id: rubric}) == appraisal


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "rubric evidence criteria teamwork ratings score cases level verdict text __proto__".split()
            )
            | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=50)
@given(JSON)
def test_no_request_raises(ask, data):
    side = {"vector": VECTOR}
    for request in (
        data,
        {"vector": data},
        {"appraisal": data},
        {"vector": VECTOR, "text": data},
        {"carry": data},
        {"carry": {"vector": VECTOR, "to": data}},
        {"carry": {"vector": VECTOR, "to": "six-veins-revised", "reviewed": data}},
        {"readings": data},
        {"readings": {"own": side, "managers": data}},
        {"document": data},
        {"document": {"name": "a", "text": data}},
        {"document": {"name": "a", "events": data, "broken": []}},
        {"document": {"name": "a", "events": [["document", 1], data], "broken": [data]}},
    ):
        answer = ask(request)
        assert answer["result"] or answer["faults"]
    whole = {"rubric": "six-veins-2006", "criteria": {"teamwork": data, "passion": {"score": data}}}
    assert ask({"appraisal": whole})["faults"]


def appraisal(**entry):
    return {"appraisal": {"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 2} | entry}}}


HOSTILE = {
    "nested": '{"appraisal": ' + "[" * 500_000 + "]" * 500_000 + "}",
    "nested mappings": '{"appraisal": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}",
    "a nested file": json.dumps({"document": {"name": "a.json", "text": "[" * 500_000}}),
    "a nested stream": json.dumps(
        {
            "document": {
                "name": "a",
                "events": [["document", 1]] + [["list", 1, None, None]] * 9_000,
                "broken": [],
            }
        }
    ),
    "an open stream": '{"document": {"name": "a", "events": [["document", 1], ["list", 1, null, null]], "broken": []}}',
    "not json": "{",
    "nothing": "",
    "a number": "7",
    "both": json.dumps({"vector": VECTOR, "appraisal": {}}),
    "neither": "{}",
    "a long integer": '{"appraisal": {"rubric": 1' + "0" * 5_000 + "}}",
    "a large score": json.dumps(appraisal(score=10**400)),
    "infinity": '{"appraisal": {"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 1e999}}}}',
    "prototype": '{"appraisal": {"rubric": "six-veins-2006", "criteria": {"__proto__": {"score": 1}}}}',
    "constructor": '{"appraisal": {"rubric": "constructor", "criteria": {}}}',
    "lists for names": '{"appraisal": {"rubric": [], "evidence": {}, "criteria": {"teamwork": {"ratings": [[], {}]}}}}',
    "many wrong cases": json.dumps(appraisal(cases=[{"level": "x", "verdict": "compliat"}] * 50_000)),
    "many wrong keys": json.dumps({"appraisal": {f"rubrik{i}": 1 for i in range(100_000)}}),
    "a long vector": json.dumps({"vector": "six-veins-2006:" + "." * 1_000_000}),
    "half a character": json.dumps(appraisal(extra="\ud800")),
}


@pytest.mark.usefixtures("ask")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_requests_are_refused_with_a_reason(name):
    answer = json.loads(browser.answer(HOSTILE[name])[0])
    assert answer["result"] is None
    assert 0 < len(answer["faults"]) <= browser.MOST_ANSWER_FAULTS
    for fault in answer["faults"]:
        assert fault["problem"]["zh"] and 0 < len(fault["problem"]["en"]) < 700


def test_a_file_is_read_with_its_lines(ask):
    documents = pytest.importorskip("liumai.formats.yaml_file")  # PyYAML is not in the browser
    text = "rubric: six-veins-2006\ncriteria:\n  teamwork:\n    score: 9\n  passion: {score: 1, score: 2}\n"
    events = [event_fields(event) for event in documents._events(text)]
    faults = ask({"document": {"name": "a.yaml", "events": events, "broken": []}})["faults"]
    assert [(fault["line"], fault["path"]) for fault in faults] == [(5, "criteria.passion.score")]
    with pytest.raises(RefusedError) as refused:
        documents.parse("a.yaml", text.encode())
    assert faults[0]["problem"] == to_data(refused.value.faults[0].problem)
    text = text.replace(", score: 2", "")
    events = [event_fields(event) for event in documents._events(text)]
    faults = ask({"document": {"name": "a.yaml", "events": events, "broken": []}})["faults"]
    assert [(fault["line"], fault["path"]) for fault in faults] == [(4, "criteria.teamwork.score")]
    faults = ask({"document": {"name": "a.json", "text": '{"rubric": 1,\n"criteria": }'}})["faults"]
    assert faults[0]["line"] == 2
    broken = ask({"document": {"name": "a.yaml", "events": [], "broken": [[3, "bad"], [4, "worse"]]}})[
        "faults"
    ]
    assert [fault["line"] for fault in broken] == [3, 4]


def event_fields(event):
    """An event as the page sends it."""
    if event.kind == "scalar":
        return [event.kind, event.line, event.anchor, event.tag, event.value, event.plain]
    if event.kind == "alias":
        return [event.kind, event.line, event.value]
    if event.kind in ("mapping", "list"):
        return [event.kind, event.line, event.anchor, event.tag]
    return [event.kind, event.line]


def test_a_fingerprint_is_of_the_rules_not_of_their_wording(rubric):
    levels = rubric.criteria[0].levels
    before = fingerprint(rubric)

    def with_level(**changed):
        first = replace(rubric.criteria[0], levels=(replace(levels[0], **changed), *levels[1:]))
        return replace(rubric, criteria=(first, *rubric.criteria[1:]))

    assert fingerprint(with_level(clause=Text("新的说法", "Said anew"), status="authored")) == before
    assert fingerprint(replace(rubric, name=Text("别的名字", "Another name"), words={})) == before
    wider = tuple(f for f in rubric.findings if f.scope in ("year", "team"))
    own = tuple(f for f in rubric.findings if f not in wider)
    assert wider
    assert fingerprint(replace(rubric, findings=own)) == before
    assert fingerprint(replace(rubric, findings=wider + own)) == before
    changed = [
        with_level(award="on-evidence"),
        with_level(half_point="usual"),
        replace(rubric, criteria=rubric.criteria[::-1]),
        replace(rubric, bands=(replace(rubric.bands[0], from_=25), *rubric.bands[1:])),
        *(replace(rubric, findings=tuple(f for f in rubric.findings if f is not one)) for one in own),
        replace(
            rubric, findings=(replace(rubric.findings[0], when=rubric.findings[1].when), *rubric.findings[1:])
        ),
    ]
    assert len({before, *map(fingerprint, changed)}) == 1 + len(changed)


def test_a_digest_is_of_the_result(rubric, rubrics):
    of = {
        vector: digest(score(rubric, from_vector(f"six-veins-2006:{vector}", rubrics)))
        for vector in (
            "mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu",
            "mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmm",
            "mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmm-",
            "mmpuu.mmmmm.uuuuu.mmmmu.pmmmm.mmmmu",
        )
    }
    assert len(set(of.values())) == 4
    again = score(rubric, from_vector("six-veins-2006:mmpuu.mmmmm.uummu.mmmmu.pmmmm.mmmmu", rubrics))
    assert digest(again) == of["mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_plain_text_tells_what_was_recorded(rubric, rubrics, language):
    data = {
        "rubric": "six-veins-2006",
        "subject": "A\x1b[31mB",
        "criteria": {
            "teamwork": {
                "score": 2,
                "cases": [{"level": 2, "verdict": "compliant", "text": "one\ntwo"}],
                "justification": "because",
            }
        },
    }
    given = read_appraisal(data, rubrics)
    text = summary(language, rubric, given, score(rubric, given))
    assert "\x1b" not in text and "one two" in text and "because" in text
    assert "{" not in text


def test_an_appraisal_is_carried_with_what_was_reviewed(ask):
    request = {"vector": VECTOR, "to": "six-veins-revised"}
    answer = ask({"carry": request})
    assert ask({"carry": {"vector": VECTOR}}) == answer
    assert answer["original"]["total"] == 16
    assert answer["result"]["rubric"] == "six-veins-revised" and not answer["result"]["complete"]
    names = [level["level"] for level in answer["carrying"]["levels"] if level["fate"] != "carried"]
    assert answer["carrying"]["of"] == len(names) and answer["carrying"]["reviewed"] == 0
    done = ask({"carry": request | {"reviewed": dict.fromkeys(names, "met")}})
    assert done["result"]["complete"] and done["carrying"]["reviewed"] == len(names)
    # a link keeps what was reviewed in the new vector itself
    assert ask({"carry": request | {"reviewed": done["result"]["vector"]}})["result"] == done["result"]


@pytest.mark.parametrize(
    ("vector", "to", "told"),
    [
        (VECTOR, "nine-swords", "six-veins-revised"),
        ("six-veins-revised:" + VECTOR.split(":")[1], None, "that another one followed"),
        ("six-veins-2006:m", "six-veins-revised", "expected 6"),
    ],
)
def test_what_cannot_be_carried_is_refused(ask, vector, to, told):
    (fault,) = ask({"carry": {"vector": vector, "to": to}})["faults"]
    assert told in fault["problem"]["en"]


def test_two_readings_are_answered_together(ask):
    own, managers = {"vector": VECTOR}, {"vector": VECTOR.replace("mmmmm", "mmmuu")}
    readings = ask({"readings": {"own": own, "managers": managers}})["readings"]
    assert (readings["own"]["result"]["total"], readings["managers"]["result"]["total"]) == (16, 14)
    assert [one["criterion"] for one in readings["talk"]] == ["teamwork"]
    faults = ask({"readings": {"own": {"vector": "x"}, "managers": managers}})["faults"]
    assert [fault["path"] for fault in faults] == ["own.vector"]
    swords = {"vector": "nine-swords:" + ".".join(["mmuuu"] * 9)}
    assert ask({"readings": {"own": own, "managers": swords}})["faults"][0]["path"] == "rubric"


def test_a_rubric_in_store_is_known_once_it_is_taken_and_scores_as_any(ask, rubric, monkeypatch):
    monkeypatch.setattr(browser, "_rubrics", RubricStore())
    text = json.dumps(to_data(replace(rubric, id="of-the-store")))
    vector = VECTOR.replace(rubric.id, "of-the-store")
    browser.store_rubric("a1b2", text)
    assert ask({"vector": vector})["faults"], "it is not known yet"
    assert not browser.know_rubric("another version")
    assert browser.know_rubric("a1b2")
    taken = ask({"vector": vector, "moves": True, "text": "en"})
    browser.add_rubric(text)
    assert taken["result"]["total"] == 16
    assert taken == ask({"vector": vector, "moves": True, "text": "en"})
