"""Number formats decide what is read of a number, as they decide what a spreadsheet shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.formats.cells import SpecialCell
from liumai.formats.xlsx.number_formats import number_format, shown_number
from tests.support.workbook_xml import cells, styles_xml


@pytest.mark.parametrize(
    ("code", "number", "value"),
    [
        (9, "0.92", "92%"), (10, "0.925", "92.5%"), (9, "1", "100%"), (9, "0", "0%"), (9, "-0.5", "-50%"),
        (9, "0.07", "7%"), (9, "0.29", "29%"), (9, "12.5", "1250%"), (9, "0.57499999999999996", "57.5%"), (9, "1e300", 1e300),
        ("0.00%", "0.3333333333333333", "33.3333333333333%"), ("0%;[Red]-0%", "-0.25", "-25%"), ('0"%"', "3", 3), (r"0\%", "3", 3),
        ("0;0%", "-0.5", "-50%"), ("0;0%", "0.5", 0.5), ("0;0;0%", "0", "0%"),
        ("General", "2.5", 2.5), ("0.00E+00", "2.5", 2.5), ("# ?/?", "2.5", 2.5), ("[Red]0.0", "2.5", 2.5), ("0_-;0_d", "3", 3),
        ('0" days"', "3", 3), (r"0\d", "3", 3), ("[$€-407]#,##0", "3", 3), ("@", "3", 3), ("G/通用格式", "3", 3), ("[>3]0;0", "3", 3),
        ("yyyy-mm-dd", "38898", "2006-06-30"), ("d.m.yy", "38898.75", "2006-06-30"), ("yyyy年m月", "38898", "2006-06-30"),
        ('yyyy"年"m"月"d"日"', "38898", "2006-06-30"), ("[$-409]d-mmm-yy;@", "38898", "2006-06-30"), ("aaaa", "38898", "2006-06-30"),
        ("[DBNum1]e", "38898", "2006-06-30"), ("h:mm", "0.3541666666666667", "08:30:00"), ("mm:ss.0", "0.99998842593", "23:59:59"),
        (14, "59", "1900-02-28"), (14, "61", "1900-03-01"), (14, "1", "1900-01-01"), (14, "2958465", "9999-12-31"),
        (14, "2958465.9999999", "9999-12-31"), (22, "38898.9999999", "2006-07-01"), (57, "38898", "2006-06-30"),
        (31, "38898", "2006-06-30"), (45, "0.5", "12:00:00"), (46, "1.5", "1 day, 12:00:00"), ("[h]:mm", "0.25", "6:00:00"),
    ],
)  # fmt: skip
def test_the_number_format_decides_what_is_read(code, number, value):
    (found,) = cells(f'<c s="1"><v>{number}</v></c>', styles=styles_xml(0, code))
    shown_as_date = isinstance(value, str) and "%" not in value
    assert found == (SpecialCell("date", value) if shown_as_date else value)
    assert type(found) in (SpecialCell, type(value))


@pytest.mark.parametrize("number", ["-1", "2958466", "1e300"])
def test_a_date_outside_of_the_calendar_is_shown_as_spreadsheets_do(number):
    assert cells(f'<c s="1"><v>{number}</v></c>', styles=styles_xml(0, 14)) == [SpecialCell("error", "#####")]


def test_days_may_count_from_1904():
    styles, properties = styles_xml(0, 14), '<workbookPr date1904="1"/>'
    dates = "".join(f'<c s="1"><v>{day}</v></c>' for day in (37436, 1, 2957003, 2957004))
    found = cells(dates, styles=styles, properties=properties)
    assert [one.shown for one in found] == ["2006-06-30", "1904-01-02", "9999-12-31", "#####"]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_in_any_format_has_a_value(number):
    for code in ("0", "0%", "yyyy", "[h]", "0;0%;yyyy"):
        for from_1904 in (False, True):
            assert shown_number(repr(number), number_format(code), from_1904=from_1904) is not None


@given(st.text(st.sampled_from('0#?%;[]"\\_*hmsydaegG-+.@/ 红')))
def test_any_format_is_understood_or_taken_for_a_number(code):
    assert set(number_format(code)) <= {"number", "percent", "date", "elapsed"}


@pytest.mark.parametrize(
    "styles", ["<styleSheet", "no XML", '<styleSheet><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>']
)
def test_styles_that_cannot_be_read_mean_no_format(styles):
    assert cells('<c s="0"><v>0.5</v></c><c s="7"><v>1</v></c>', styles=styles) == [0.5, 1]
