"""``liumai score`` and ``batch``: what goes in, what comes out, and the exit status."""

import json
import os
import subprocess

import pytest

from liumai.batch.scorer import CHUNK_LINES
from liumai.core.appraisal_file import read_appraisal
from liumai.core.result_json import explained_data, result_data
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from tests.support.command_line import LIUMAI, ROOT, liumai, liumai_process

VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmm-m.pmmmm.mmmmp"


def test_a_vector_is_scored_as_the_core_scores_it(rubric, rubrics):
    done = liumai_process("score", "--vector", VECTOR, "--format", "json")
    appraisal = from_vector(VECTOR, rubrics)
    assert done.returncode == 0
    assert json.loads(done.stdout) == explained_data(rubric, appraisal, score(rubric, appraisal))


def test_the_json_has_the_agreed_shape():
    given = b"""
rubric: six-veins-2006
criteria:
  customer-first: {score: 2.5}
  teamwork: {score: 3}
  embrace-change: {score: 3}
  integrity: {score: 3}
  passion: {score: 3}
  commitment: {score: 3}
"""
    data = json.loads(liumai("score", "-", "--format", "json", given=given).stdout)
    assert list(data)[:8] == "rubric complete total maximum band criteria findings vector".split()
    assert (data["rubric"], data["complete"], data["total"], data["maximum"]) == (
        "six-veins-2006",
        True,
        17.5,
        30,
    )
    assert data["band"] == {"certain": True, "candidates": ["meets"]}
    first = {key: data["criteria"][0][key] for key in ("id", "score", "complete", "stopped_at", "findings")}
    assert first == {
        "id": "customer-first",
        "score": 2.5,
        "complete": True,
        "stopped_at": 3,
        "findings": ["hr-sample"],
    }
    assert data["findings"] == []
    assert data["vector"] == "six-veins-2006:mmpuu.mmmuu.mmmuu.mmmuu.mmmuu.mmmuu"


def test_standard_input_may_be_json():
    appraisal = {"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 5}}}
    data = json.loads(
        liumai_process("score", "-", "--format", "json", given=json.dumps(appraisal).encode()).stdout
    )
    assert (data["total"], data["complete"], data["band"], data["criteria"][1]["stopped_at"]) == (
        5,
        False,
        None,
        None,
    )


def test_text_for_people_in_both_languages():
    chinese = liumai_process("score", "--vector", VECTOR, LC_ALL="zh_CN.UTF-8").stdout.decode()
    english = liumai_process("score", "--vector", VECTOR, "--lang", "en").stdout.decode()
    assert "客户第一" in chinese and "总分" in chinese and "通关" not in english
    assert "Customer First" in english and "Total" in english
    assert VECTOR in chinese.splitlines()[-1] and VECTOR in english.splitlines()[-1]


def test_terminal_codes_in_an_appraisal_are_shown_not_obeyed():
    appraisal = {"rubric": "six-veins-2006", "subject": "\x1b[31mred\x07", "criteria": {}}
    done = liumai("score", "-", given=json.dumps(appraisal).encode())
    assert b"\x1b" not in done.stdout and b"\\x1b[31mred\\x07" in done.stdout


HEAD = "rubric: six-veins-2006\ncriteria:\n"
DEEP = 100_000
# What is wrong, the file, and words that the message must have.
MALFORMED = {
    "an unknown key": (f"ruberic: x\n{HEAD}  {{}}\n", ["1: ruberic", "did you mean rubric"]),
    "no rubric": ("criteria: {}\n", ["rubric: missing"]),
    "no criteria": ("rubric: six-veins-2006\n", ["criteria: missing"]),
    "an unknown rubric": ("rubric: six-veins-2007\ncriteria: {}\n", [":1: rubric", "did you mean six-veins-2006"]),
    "a rubric that is a list": ("rubric: [six-veins-2006]\ncriteria: {}\n", ["rubric: found […]"]),
    "criteria that are a list": ("rubric: six-veins-2006\ncriteria: [teamwork]\n", [":2: criteria", "a mapping"]),
    "an unknown criterion": (f"{HEAD}  team-work: {{score: 1}}\n", [":3: criteria.team-work", "did you mean teamwork"]),
    "neither ratings nor score": (f"{HEAD}  teamwork: {{}}\n", [":3: criteria.teamwork", "expected exactly one"]),
    "both ratings and score": (f"{HEAD}  teamwork: {{score: 1, ratings: []}}\n", ["found both"]),
    "an entry that is a number": (f"{HEAD}  teamwork: 3\n", ["found 3", "a mapping"]),
    "a misspelt rating": (f"{HEAD}  teamwork:\n    ratings:\n      - met\n      - mett\n      - met\n      - met\n      - met\n", [":6: criteria.teamwork.ratings[1]", "did you mean met?"]),
    "four ratings": (f"{HEAD}  teamwork: {{ratings: [met, met, met, met]}}\n", ["found 4 ratings; expected 5"]),
    "a rating that is null": (f"{HEAD}  teamwork: {{ratings: [met, ~, met, met, met]}}\n", ["found null"]),
    "a score as text": (f"{HEAD}  teamwork: {{score: '2.5'}}\n", ["criteria.teamwork.score", "a number from 0 to 5"]),
    "a score off the scale": (f"{HEAD}  teamwork: {{score: 2.3}}\n", ["found 2.3", "steps of a half"]),
    "a score over the top": (f"{HEAD}  teamwork: {{score: 5.5}}\n", ["found 5.5"]),
    "a negative score": (f"{HEAD}  teamwork: {{score: -1}}\n", ["found -1"]),
    "a score of NaN": (f"{HEAD}  teamwork: {{score: .nan}}\n", ["found NaN"]),
    "an infinite score": (f"{HEAD}  teamwork: {{score: .inf}}\n", ["found Infinity"]),
    "a score that is true": (f"{HEAD}  teamwork: {{score: true}}\n", ["found true"]),
    "a case at level 6": (f"{HEAD}  teamwork: {{score: 1, cases: [{{level: 6, verdict: compliant}}]}}\n", ["cases[0].level: found 6; expected a level from 1 to 5"]),
    "a case without a level": (f"{HEAD}  teamwork: {{score: 1, cases: [{{verdict: compliant}}]}}\n", ["cases[0].level: missing"]),
    "an unknown verdict": (f"{HEAD}  teamwork: {{score: 1, cases: [{{level: 1, verdict: complaint}}]}}\n", ["did you mean compliant?"]),
    "an unknown kind of evidence": ("evidence: assume\n" + HEAD + "  teamwork: {score: 1}\n", ["did you mean assumed?"]),
    "a subject that is a number": ("subject: 12\n" + HEAD + "  teamwork: {score: 1}\n", [":1: subject", "expected text"]),
    "a key twice": (f"{HEAD}  teamwork: {{score: 1}}\n  teamwork: {{score: 2}}\n", [":4: criteria.teamwork: found this key twice"]),
    "a YAML tag": (f"{HEAD}  teamwork: !!python/object/apply:os.system ['true']\n", [":3: ", "tag"]),
    "an alias": (f"{HEAD}  teamwork: &one {{score: 1}}\n  integrity: *one\n", [":3: ", "anchor", ":4: ", "alias"]),
    "an alias bomb": ("a: &a [x, x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True)), ["alias"]),
    "a list instead of a mapping": ("- rubric\n", ["a mapping with rubric and criteria"]),
    "nothing": ("", ["found nothing"]),
    "two documents": ("rubric: six-veins-2006\n---\ncriteria: {}\n", ["second document"]),
    "wrong YAML": ("rubric: [six\n", ["not valid YAML"]),
    "a tab for an indent": ("rubric: six-veins-2006\ncriteria:\n\tteamwork: {score: 1}\n", [":3: not valid YAML"]),
    "wrong JSON": ('{"rubric": "six-veins-2006",\n "criteria": }', [":2: "]),
    "more than 1 MiB": ("# " + "x" * (1 << 20), ["more than 1 MiB"]),
    "deep nesting of lists": ("[" * DEEP, ["nest"]),
    "deep nesting of JSON": ('{"a":' * DEEP + "1" + "}" * DEEP, ["nest"]),
    "bytes that are no text": (b"\x89PNG\r\n\x1a\n\x00\xff", ["not UTF-8"]),
    "UTF-16": ("rubric: x".encode("utf-16"), ["not UTF-8"]),
    "control characters": ("rubric: \x00\x01", ["no text"]),
    "a million digits": (f"{HEAD}  teamwork: {{score: {'9' * 500_000}}}\n", ["criteria.teamwork.score", "steps of a half"]),
    "a mapping as a key": ("{[a]: 1}: 2\n", ["a plain name"]),
}  # fmt: skip


@pytest.mark.parametrize("what", MALFORMED)
def test_a_malformed_appraisal_is_refused_with_one_clear_message(tmp_path, what):
    text, told = MALFORMED[what]
    file = tmp_path / "a.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert str(file) in refusal(liumai("score", str(file)), told)


@pytest.mark.parametrize("what", ["an unknown key", "deep nesting of JSON", "more than 1 MiB", "UTF-16"])
def test_standard_input_is_refused_alike(what):
    text, told = MALFORMED[what]
    refusal(liumai("score", "-", given=text if isinstance(text, bytes) else text.encode()), told)


def refusal(done, told):
    """The message of a command that has refused what it was given, in these words among others."""
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Traceback" not in message and len(message) < 5_000
    for words in told:
        assert words in message
    return message


JSON_FAULTS = {
    '{"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 1, "score": 2}}}': "criteria.teamwork.score: found this key twice",
    '{"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": NaN}}}': "criteria.teamwork.score: found NaN",
    '{"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 1e999}}}': "found Infinity",
    '{"rubric": "six-veins-2006", "criteria": {"__proto__": {"score": 1}}}': "criteria.__proto__",
    "[]": "a mapping with rubric and criteria",
    "{": "not valid JSON",
    "": "not valid JSON",
}


@pytest.mark.parametrize("text", JSON_FAULTS)
def test_a_malformed_json_file_is_refused_too(tmp_path, text):
    file = tmp_path / "a.json"
    file.write_text(text)
    done = liumai("score", str(file))
    assert (done.returncode, done.stdout) == (2, b"")
    assert JSON_FAULTS[text] in done.stderr.decode()


def test_a_file_that_is_not_there():
    done = liumai_process("score", "nowhere.yaml")
    assert (done.returncode, done.stdout) == (2, b"") and b"nowhere.yaml: cannot be opened" in done.stderr


def test_faults_are_told_in_chinese_too():
    done = liumai("score", "--vector", "six-veins-2006:mm", "--lang", "zh")
    assert "应有 6 组" in done.stderr.decode()


def test_a_batch_keeps_order_and_goes_on_after_a_bad_line(tmp_path):
    good = {"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 1}}}
    lines = [
        json.dumps(good),
        '{"rubric": ',
        json.dumps(good | {"criteria": {"teamwork": {"score": 2}}}),
        "",
        '{"a":' * DEEP,
    ]
    file = tmp_path / "all.ndjson"
    file.write_text("\n".join(lines) + "\n")
    done = liumai_process("batch", str(file))
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1 and done.stderr == b""
    assert [result.get("total") for result in results] == [1, None, 2, None, None]
    assert [result.get("line") for result in results] == [None, 2, None, 4, 5]
    assert all(result["error"] for result in results if "line" in result)


def test_a_clean_batch_exits_with_0():
    line = json.dumps({"rubric": "six-veins-2006", "criteria": {}})
    done = liumai_process("batch", "-", given=f"{line}\n{line}".encode())
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 2


def test_an_overlong_line_of_a_batch_is_one_error(tmp_path):
    line = json.dumps({"rubric": "six-veins-2006", "criteria": {}})
    file = tmp_path / "long.ndjson"
    file.write_text('"' + "x" * (3 << 20) + f'"\n{line}\n')
    results = [json.loads(result) for result in liumai("batch", str(file)).stdout.splitlines()]
    assert "1 MiB" in results[0]["error"] and results[1]["total"] == 0 and len(results) == 2


def test_a_long_batch_is_shared_among_processes_and_keeps_its_order_and_line_numbers(tmp_path, rubrics):
    size = 2 * CHUNK_LINES + 7
    half_points = [n % 11 for n in range(size)]
    lines = [
        json.dumps({"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": half / 2}}})
        for half in half_points
    ]
    bad = CHUNK_LINES + 3
    lines[bad - 1] = "{}"
    file = tmp_path / "long.ndjson"
    file.write_text("\n".join(lines) + "\n")
    done = liumai_process("batch", str(file))
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1 and len(results) == size
    assert results[bad - 1]["line"] == bad
    rubric = rubrics["six-veins-2006"]
    for place in (0, 10, CHUNK_LINES, size - 1):
        appraisal = read_appraisal(json.loads(lines[place]), rubrics)
        assert results[place] == result_data(appraisal, score(rubric, appraisal))
    assert [r.get("total") for r in results] == [
        None if n == bad - 1 else half / 2 for n, half in enumerate(half_points)
    ]


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal to look at")
def test_a_batch_shows_its_progress_on_a_terminal_and_only_there(tmp_path):
    import pty

    file = tmp_path / "some.ndjson"
    file.write_text(json.dumps({"rubric": "six-veins-2006", "criteria": {}}) + "\n")
    ours, theirs = pty.openpty()
    env = os.environ | {"TERM": "xterm"}
    done = subprocess.run([LIUMAI, "batch", file], stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, env=env)
    os.close(theirs)
    shown = os.read(ours, 1 << 16)
    os.close(ours)
    assert json.loads(done.stdout)["total"] == 0
    assert "━".encode() in shown or b"bytes" in shown
    assert liumai("batch", str(file)).stderr == b""


def test_faults_of_a_rubric_are_all_told_with_their_lines(tmp_path):
    import shutil

    folder = tmp_path / "rubrics"
    shutil.copytree(ROOT / "rubric_data", folder)
    criterion = folder / "six-veins-2006" / "criteria" / "teamwork.yaml"
    criterion.write_text(criterion.read_text().replace("award: by-default", "award: by-defualt", 1))
    main = folder / "six-veins-2006" / "rubric.yaml"
    main.write_text(main.read_text().replace("from: 24", "from: 24.3", 1).replace("actors:", "actor:", 1))
    done = liumai("score", "--vector", VECTOR, LIUMAI_RUBRICS=str(folder))
    told = done.stderr.decode()
    assert done.returncode == 2
    assert (
        "teamwork.yaml:" in told
        and "levels[0].award: found by-defualt" in told
        and "did you mean by-default?" in told
    )
    assert (
        "rubric.yaml:" in told and "findings[0].actor: found actor" in told and "did you mean actors?" in told
    )


# A value of the wrong kind, as JSON and YAML alike have it, and how it is shown in both languages.
WRONG_KINDS = {
    '"3"': ('"3" (text)', '"3"（文字）'),
    '"three"': ('"three" (text)', '"three"（文字）'),
    '""': ('"" (text)', '""（文字）'),
    "true": ("true (a boolean)", "true（布尔值）"),
    "null": ("null (no value)", "null（空值）"),
    "[3]": ("[…] (a list)", "[…]（列表）"),
    '{"a": 3}': ("{…} (a mapping)", "{…}（映射）"),
}


@pytest.mark.parametrize("value", WRONG_KINDS)
@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_a_value_of_the_wrong_kind_is_shown_with_its_quotes_and_its_kind(tmp_path, value, suffix):
    file = tmp_path / f"a{suffix}"
    file.write_text(f'{{"rubric": "six-veins-2006", "criteria": {{"teamwork": {{"score": {value}}}}}}}')
    english, chinese = WRONG_KINDS[value]
    place = f"{file}: criteria.teamwork.score: "
    expected = "a number from 0 to 5 in steps of a half"
    assert refusal(liumai("score", str(file)), []) == f"{place}found {english}; expected {expected}\n"
    told = refusal(liumai("score", str(file), "--lang", "zh"), [])
    assert told == f"{place}写的是 {chinese}；应为0 到 5 的数字，以半分为一档\n"


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ('"subject": 12', "subject: found 12; expected text (put a number in quotes)"),
        ('"subject": false', "subject: found false (a boolean); expected text"),
        ('"evidence": null', "evidence: found null (no value); expected"),
        ('"criteria": "teamwork"', 'criteria: found "teamwork" (text); expected a mapping'),
        ('"criteria": {"teamwork": 3}', "teamwork: found 3; expected a mapping"),
        ('"criteria": {"teamwork": {"ratings": "met"}}', 'ratings: found "met" (text); expected a list'),
        ('"criteria": {"teamwork": {"ratings": [true, "3", "met", "met", "met"]}}', "ratings[0]: found true (a boolean)"),
    ],
)  # fmt: skip
def test_the_kind_is_named_wherever_it_is_wrong(rest, words):
    text = f'{{"rubric": "six-veins-2006", "criteria": {{}}, {rest}}}'
    if rest.startswith('"criteria"'):
        text = text.replace('"criteria": {}, ', "")
    refusal(liumai("score", "-", given=text.encode()), [words])


def test_a_figure_off_the_scale_is_shown_bare():
    text = b'{"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 9}}}'
    refusal(liumai("score", "-", given=text), ["score: found 9; expected a number from 0 to 5"])
