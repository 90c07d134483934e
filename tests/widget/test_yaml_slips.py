"""The page and the command line say the same of a file with a slip, although their parsers differ."""

import json
import subprocess

import pytest

from liumai.browser import requests as browser
from liumai.core.errors import dotted
from liumai.core.record_codec import to_data
from tests.support.command_line import ROOT
from tests.support.yaml_slips import EXPECTED, faults_of, file_of


@pytest.fixture(scope="module")
def in_page(rubrics):
    """The faults that the page reports of each file: the worker's parser runs in node, the core in this process."""
    for rubric in rubrics.values():
        browser.add_rubric(json.dumps(to_data(rubric)))
    files = [file_of(name) for name in EXPECTED]
    command = [ROOT / "tools" / "with-node", "node", ROOT / "tests" / "support" / "parse-yaml.mjs", *files]
    parsed = json.loads(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout)
    requests = (json.dumps({"document": {"name": "a.yaml"} | document}) for document in parsed)
    answers = [json.loads(browser.answer(request)[0]) for request in requests]
    return dict(zip(EXPECTED, (answer["faults"] for answer in answers), strict=True))


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - {"general"}))
def test_the_page_says_the_same_as_the_command_line(in_page, rubrics, name):
    expected = [
        {
            "line": fault.line,
            "path": dotted(fault.path),
            "problem": to_data(fault.problem),
            "code": fault.code,
        }
        for fault in faults_of(name, rubrics)
    ]
    assert in_page[name] == expected
    assert [fault["line"] for fault in in_page[name]] == [EXPECTED[name]["line"]]


def test_what_is_not_foreseen_differs_in_the_parsers_own_words_only(in_page, rubrics):
    (fault,), (other,) = in_page["general"], faults_of("general", rubrics)
    assert (fault["line"], fault["code"]) == (other.line, other.code)
    assert fault["problem"]["zh"].split("（")[0] == other.problem.zh.split("（")[0]
    assert fault["problem"]["en"].split(" (")[0] == other.problem.en.split(" (")[0]
