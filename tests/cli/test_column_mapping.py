"""``--map``: columns that look like ones that are read stop the reading, with a command that is ready to copy."""

import csv
import io
import json
import re
import shlex

import pytest

from tests.support.command_line import liumai

HEAD = ["员工名", "主管", "时段", "客户第一", "Team work", "拥抱变化", "诚信", "激情", "敬业"]
ROW = ["甲", "李", "2006Q2", 3, 3, 2.5, 3, 3, 3]


@pytest.fixture
def file(tmp_path):
    return written(tmp_path / "team table.csv", HEAD, ROW)


def written(file, *rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8")
    return file


def test_nothing_is_scored_and_the_columns_are_listed(file, tmp_path):
    out = tmp_path / "out.csv"
    done = liumai("team", str(file), "--out", str(out), "--lang", "en")
    told = done.stderr.decode()
    assert (done.returncode, done.stdout, out.exists()) == (2, b"", False)
    assert "row 1, column A “员工名”; row 1, column E “Team work”" in told
    assert '--map "员工名=subject" --map "Team work=teamwork"' in told
    assert "什么都没有读" in liumai("team", str(file), "--lang", "zh").stderr.decode()


@pytest.mark.parametrize("command", ["team", "year"])
def test_the_command_that_is_printed_reads_the_file(file, command):
    refused = liumai(command, str(file), "--rubric", "six-veins-2006", "--format", "json", "--lang", "en")
    (line,) = re.findall(r"^ +liumai (.*)$", refused.stderr.decode(), re.MULTILINE)
    done = liumai(*shlex.split(line))
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert [notice["problem"]["en"] for notice in data["notices"]] == [
        "read as “Name”, as you mapped it",
        "read as “Teamwork”, as you mapped it",
    ]
    if command == "team":
        assert (data["appraisals"][0]["subject"], data["appraisals"][0]["total"]) == ("甲", 17.5)
    else:
        assert data["years"][0]["subject"] == "甲"


def test_a_promotion_has_the_mapping_too(tmp_path):
    file = written(tmp_path / "p.csv", ["谁的姓名", "总分", "绩效"], ["甲", 21, 80])
    refused = liumai("promotion", str(file), "--lang", "en")
    assert refused.returncode == 2 and '--map "谁的姓名=subject"' in refused.stderr.decode()
    done = liumai("promotion", str(file), "--map", "谁的姓名=subject", "--format", "json")
    assert json.loads(done.stdout)["promotions"][0]["subject"] == "甲"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--map", "Team work"], "expected HEADING=COLUMN"),
        (["--map", "=teamwork"], "expected HEADING=COLUMN"),
        (["--map", "a=passion", "--map", "a=teamwork"], "twice"),
        (["--map", "Team work=temwork"], "did you mean teamwork"),
        (["--map", "Teem=teamwork"], "no heading “Teem” is there to be mapped; the file has: 员工名, 主管"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(file, arguments, words):
    done = liumai("team", str(file), *arguments, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"") and words in done.stderr.decode()


def test_a_mapping_without_a_table_is_refused(tmp_path):
    lines = tmp_path / "a.ndjson"
    lines.write_text("{}\n")
    for arguments in (
        ["team", str(lines)],
        ["year", "none", "none"],
        ["promotion", "--total", "20", "--performance", "80"],
    ):
        done = liumai(*arguments, "--map", "a=passion", "--lang", "en")
        assert done.returncode == 2 and "one table" in done.stderr.decode()


def test_columns_may_be_left_out(file):
    done = liumai("team", str(file), "--map", "员工名=", "--map", "Team work=", "--format", "json")
    (one,) = json.loads(done.stdout)["appraisals"]
    assert (one["subject"], one["total"], one["complete"]) == ("", 14.5, False)


def test_how_many_cases_were_read_is_told_once(tmp_path):
    rows = [[*ROW, "3+ a\n2-3 people"], [*ROW, "2- b; 3+ c"], [*ROW, None]]
    file = written(tmp_path / "cases.csv", ["姓名", *HEAD[1:4], "团队合作", *HEAD[5:], "团队合作案例"], *rows)
    done = liumai("team", str(file), "--rubric", "six-veins-2006", "--format", "json")
    assert [one["problem"]["en"] for one in json.loads(done.stdout)["notices"]] == [
        "3 cases read in 2 cells; the exported workbook lists them"
    ]
