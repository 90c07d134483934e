"""CSV as spreadsheets write it, NDJSON, and texts that spreadsheets would run."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.rows import AppraisalRow, RejectedRow
from liumai.core.errors import RefusedError
from liumai.formats.csv_file import write_csv
from liumai.formats.formula_escape import FORMULA, escape_formula
from liumai.formats.group_file import kind_of, read_appraisals
from liumai.formats.ndjson_file import read_lines
from tests.support.read_tables import read_csv

TEXT = "姓名,主管,客户第一\r\n张三,李四,2.5\r\n"
ROWS = [["姓名", "主管", "客户第一"], ["张三", "李四", "2.5"]]


def cells(raw):
    return [row for _, row in read_csv(raw)]


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.encode("gbk"), TEXT.encode("gb18030"), TEXT.encode("utf-16"),
        TEXT.replace(",", ";").encode(), TEXT.replace(",", "\t").encode("gbk"), TEXT.replace("\r\n", "\n").encode(), TEXT.replace("\r\n", "\r").encode(),
        '"姓名","主管","客户第一"\n"张三",李四,"2.5"'.encode(),
    ],
)  # fmt: skip
def test_csv_is_read_however_a_spreadsheet_wrote_it(raw):
    assert cells(raw) == ROWS


def test_rows_are_numbered_by_the_line_where_they_begin():
    assert [number for number, _ in read_csv(b'a,b\n"x\ny",2\n\n3,4\n')] == [1, 2, 4, 5]


@pytest.mark.parametrize(
    "raw",
    [b"", b"  \n ", b"\x89PNG\r\n\x1a\n\x00\xff", b"a,b\0c\n", b"a," + b"x" * 200_000, b"\xff\xff,\xff"],
)
def test_what_is_no_table_is_refused(raw):
    with pytest.raises(RefusedError):
        cells(raw)


@given(st.text(st.sampled_from("=+-@\t＝＠＋－ab1' \n,;\"张"), max_size=12))
def test_no_text_leaves_as_a_formula_and_each_comes_back(text):
    raw = write_csv([["name", "note"], [text, "x"]])
    _, written = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert written[0][:1] not in FORMULA and written[0].lstrip()[:1] not in FORMULA
    assert cells(raw)[1] == [text, "x"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "＝1+1", "＋1", "－1", "＠a", "\r=1"]
)
def test_what_looks_like_a_formula_gets_an_apostrophe(text):
    # A tab or a line break is a place where another reader splits: the formula after it gets one as well.
    split = text[0] + "'" + text[1:] if text[0] in "\t\r" else text
    assert escape_formula(text) == f"'{split}"


def test_figures_stay_figures():
    assert write_csv([[-1.5, 2, None, "x"]]).decode("utf-8-sig") == "-1.5,2,,x\r\n"


def line(**more):
    return json.dumps({"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 3}}} | more).encode()


def test_each_line_of_ndjson_is_an_appraisal_that_may_name_its_manager(rubrics):
    lines = [
        line(subject="a", manager="李", period="Q1"), b"", b"{", line(manager=3), line(boss="x"),
        line(criteria={"teamwork": {"score": 9}}), b'{"a":' * 5000, b"\xff", line(),
    ]  # fmt: skip
    items = list(read_lines(lines, rubrics))
    assert [item.place.row for item in items] == [1, 3, 4, 5, 6, 7, 8, 9]
    assert (items[0].subject, items[0].manager, items[0].period) == ("a", "李", "Q1")
    assert [type(item) is AppraisalRow for item in items] == [
        True,
        False,
        False,
        False,
        False,
        False,
        False,
        True,
    ]
    assert "criteria.teamwork.score: found 9" in items[4].problems[0].problem.en
    assert isinstance(items[5], RejectedRow) and "nest" in items[5].problems[0].problem.en


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("a.csv", b"", "csv"), ("a.TSV", b"", "csv"), ("a.ndjson", b"", "lines"), ("a.xlsx", b"", "xlsx"),
        ("a.yaml", b"", "document"), ("a", b"PK\x03\x04", "xlsx"), ("a.csv", b"PK\x03\x04", "xlsx"), ("a", b"", "document"),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_ending_or_its_beginning(name, raw, kind):
    assert kind_of(name, raw) == kind


def test_what_was_read_before_a_file_broke_off_stands(rubrics):
    raw = b"name,teamwork\na,3\n" + b'b,"' + b"x" * 200_000
    first, broken = read_appraisals("csv", raw, rubrics, "six-veins-2006")
    assert isinstance(first, AppraisalRow) and isinstance(broken, RejectedRow)
    assert "not valid CSV" in broken.problems[0].problem.en
