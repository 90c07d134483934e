"""Slips in YAML: each is reported once, with its line, in our own words and in both languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.core.errors import RefusedError
from liumai.formats.yaml_file import parse
from liumai.formats.yaml_slips import normal_lines
from liumai.formats.yaml_slips.messages import MESSAGES
from liumai.formats.yaml_slips.scanner import Slip, find_slip
from tests.support.shipped_rubrics import FOLDER as RUBRICS
from tests.support.yaml_slips import EXPECTED, FOLDER, faults_of, file_of


def source_of(name):
    return normal_lines(file_of(name).read_bytes().decode())


def test_every_file_is_in_the_table_and_every_slip_has_a_file():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(EXPECTED)
    assert {expected["slip"] for expected in EXPECTED.values()} - {None} == set(MESSAGES)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_slip_is_reported_once_with_its_line(name, rubrics):
    (fault,) = faults_of(name, rubrics)
    expected = EXPECTED[name]
    assert fault.line == expected["line"]
    if expected["slip"]:
        piece = re.compile(r"\{\w+\}")
        for text, message in zip(
            (fault.problem.zh, fault.problem.en), MESSAGES[expected["slip"]], strict=True
        ):
            assert all(words in text for words in piece.split(message))
        assert fault.code == "syntax"


@pytest.mark.parametrize("name", EXPECTED)
def test_no_message_is_a_parsers_english_alone(name, rubrics):
    (fault,) = faults_of(name, rubrics)
    chinese = re.sub(r"（[^）]*）", "", fault.problem.zh)
    assert len(re.findall(r"[\u4e00-\u9fff]", chinese)) >= 5


def test_what_is_not_foreseen_has_a_message_in_both_languages_and_the_parsers_words_in_brackets(rubrics):
    (fault,) = faults_of("general", rubrics)
    assert re.fullmatch(r"YAML 语法有误：这一行或它前面的一行，解析器读不懂（.+）", fault.problem.zh)
    assert re.fullmatch(
        r"not valid YAML: the parser cannot read this line or the one before it \(.+\)", fault.problem.en
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\n\r"])
def test_lines_are_counted_alike_whatever_ends_them(end):
    text = end.join(["rubric: six-veins-2006", "criteria:", "  teamwork:", "    score: [", "  passion: {}"])
    with pytest.raises(RefusedError) as refused:
        parse("a.yaml", text.encode())
    (fault,) = refused.value.faults
    assert fault.line == (7 if end == "\n\r" else 4)  # of "\n\r", each is a line end


def test_line_ends_of_unicode_are_spaces_not_lines():
    data = parse("a.yaml", "a: x\u2028y\u2029z\x85w\nb: 1\n".encode())
    assert data.data == {"a": "x y z w", "b": 1} and data.lines["b",] == 2


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("rubric: 六脉".encode("gbk"), ("像是用 GBK（GB 18030）保存的", "seems to be saved in GBK")),
        ("rubric: 六脉".encode("utf-16"), ("用 UTF-16 保存的", "saved in UTF-16")),
        ("rubric: x".encode("utf-16"), ("用 UTF-16 保存的", "saved in UTF-16")),
        (b"\xfe\xff\0r\0u", ("用 UTF-16 保存的", "saved in UTF-16")),
        (b"a: \xff", ("第 3 字节处不是 UTF-8 文字", "at offset 3 that is not UTF-8")),
        (b"\x89PNG\r\n\x1a\n\x00\xff", ("不是 UTF-8 文字", "not UTF-8")),
    ],
)
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_a_file_of_another_encoding_is_refused_with_what_to_do(name, raw, words):
    with pytest.raises(RefusedError) as refused:
        parse(name, raw)
    (fault,) = refused.value.faults
    assert words[0] in fault.problem.zh and words[1] in fault.problem.en and fault.code == "not-text"


VALID = sorted(RUBRICS.rglob("*.yaml"))


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.relative_to(RUBRICS).as_posix())
def test_no_slip_is_seen_in_a_file_without_one(file):
    assert find_slip(normal_lines(file.read_text(encoding="utf-8"))) is None


@given(st.text(st.sampled_from("{}[]:,-&*!|>'\"#%@`? \n\tabr0.：“”\\"), max_size=120))
def test_any_text_is_scanned(text):
    slip = find_slip(normal_lines(text))
    assert slip is None or (
        isinstance(slip, Slip) and 1 <= slip.line <= text.count("\n") + 1 and slip.fault()
    )


@pytest.mark.parametrize("text", ["- " * 300_000, "[" * 300_000, "a" + " " * 600_000, '"\\"' * 200_000, "a：" * 200_000, "a: " * 200_000, "'" * 500_001, " \t" * 300_000, "- a\n" * 200_000])  # fmt: skip
def test_a_text_made_to_keep_the_scanner_busy_does_not(text):
    find_slip(text)  # in quadratic time this never ends
