"""Texts that no spreadsheet runs, at whatever separator it splits, and that are read back unchanged."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.formats.csv_file import write_csv
from liumai.formats.formula_escape import escape_formula, unescape_formula
from tests.support.read_tables import read_csv

# The same table is in tests/widget/csv.test.mjs.
ESCAPED = {
    "foo;=HYPERLINK(1)": "foo;'=HYPERLINK(1)",
    "x\t=1+1": "x\t'=1+1",
    "a, @b": "a,' @b",
    'a;"=1"': 'a;\'"=1"',
    "a\r\n＝1": "a\r'\n'＝1",
    "'=1": "''=1",
    "\tplain": "'\tplain",
    "1 + 1; a-b": "1 + 1; a-b",
    "2006-06": "2006-06",
}
MARKS = st.text(st.sampled_from("=+-@＝＋－＠;,\t\r\n\"' a1张\u3000\xa0"), max_size=16)
BEGINS_A_FORMULA = re.compile(r"[\s\"]*[=+\-@＝＋－＠]")


@pytest.mark.parametrize("text", ESCAPED)
def test_a_formula_after_a_separator_of_another_reader_is_escaped(text):
    assert escape_formula(text) == ESCAPED[text]
    assert unescape_formula(ESCAPED[text]) == text


@given(st.one_of(MARKS, st.text(max_size=40)))
def test_unescaping_is_the_inverse_of_escaping(text):
    assert unescape_formula(escape_formula(text)) == text


@given(MARKS)
def test_a_text_that_escaping_never_makes_is_left_alone(text):
    original = unescape_formula(text)
    assert original == text or escape_formula(original) == text


@given(st.lists(MARKS, min_size=2, max_size=4))
def test_what_is_written_is_read_back_unchanged(row):
    assert [cells for _, cells in read_csv(write_csv([["a", "b"], row]))][1] == row


@given(st.lists(MARKS, min_size=1, max_size=4))
def test_no_field_begins_as_a_formula_wherever_a_reader_splits(row):
    text = write_csv([["name", *row]]).decode("utf-8-sig")
    for delimiter in ",;\t":
        for fields in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            assert not any(BEGINS_A_FORMULA.match(field) for field in fields), (delimiter, fields)
    for field in re.split(r"[;,\t\r\n]", text):  # a reader that knows no quotes
        assert not BEGINS_A_FORMULA.match(field), field


@pytest.mark.parametrize("text", ["\n" * 400_000 + "x-", "';" * 200_000 + "=", "=;" * 200_000])
def test_a_long_text_is_escaped_in_linear_time(text):
    assert unescape_formula(escape_formula(text)) == text  # in quadratic time this never ends


def test_a_nul_leaves_a_table_readable():
    assert [cells for _, cells in read_csv(write_csv([["a", "b"], ["x\0y", "z"]]))] == [
        ["a", "b"],
        ["x\\x00y", "z"],
    ]
