"""Workbooks: the template filled in and read back, and cells, sheets and archives that are up to no good."""

import contextlib
import datetime
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.rows import AppraisalRow, RejectedRow, RowMessage
from liumai.core.errors import RefusedError
from liumai.core.vector import to_vector
from liumai.formats.cells import SpecialCell
from liumai.formats.group_file import read_appraisals
from liumai.formats.xlsx.template import Template
from liumai.formats.xlsx.workbook import Workbook
from liumai.formats.xlsx.workbook_writer import write_workbook

MAIN = "six-veins-2006"
HEAD = ["Name", "Manager", "Customer First", "Teamwork"]


def saved(book):
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def book_of(*rows, title="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def read(raw, rubrics, rubric=MAIN):
    return list(read_appraisals("xlsx", raw, rubrics, rubric))


def rewritten(raw, **parts):
    """A workbook with some parts of its archive in other words: ``{name: text -> text}``."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            short = name.rpartition("/")[2].replace(".", "_")
            new.writestr(name, parts[short](data.decode()) if short in parts else data)
    return made.getvalue()


@pytest.mark.parametrize("name", [MAIN, "nine-swords"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_is_filled_in_and_read_back(rubrics, name, language):
    rubric = rubrics[name]
    book = openpyxl.load_workbook(io.BytesIO(Template(rubric, language).workbook()))
    sheet = book[name]
    headings = [cell.value for cell in sheet[1]]
    assert len(headings) == 5 + 2 * len(rubric.criteria)
    criteria = len(rubric.criteria)
    recorded = getattr(rubric.words["evidence"]["recorded"], language)
    sheet.append(["a", "李", "2006Q2", None, None, *[2.5] * criteria])
    sheet.append(["b", "李", "2006Q2", name, recorded, *["mmpuu"] * criteria, "3+ x\n1- y"])
    sheet.append([])
    sheet.append(["c", "李", "2006Q2", None, None, 2.3])
    first, second, bad = read(saved(book), rubrics, None)
    assert to_vector(first.appraisal) == f"{name}:" + ".".join(["mmpuu"] * criteria)
    assert (second.appraisal.evidence, len(second.appraisal.entries[0].cases)) == ("recorded", 2)
    assert (bad.place.sheet, bad.place.row, bad.problems[0].place.column) == (name, 5, 5)


def test_the_template_offers_lists_and_explains_itself(rubric):
    book = openpyxl.load_workbook(io.BytesIO(Template(rubric, "en").workbook()))
    sheet, how, lists = book.worksheets
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered == {
        "D2:D2000": "'Choices'!$A$2:$A$2",
        "E2:E2000": "'Choices'!$B$2:$B$3",
        "F2:K2000": "'Choices'!$C$2:$C$12",
    }
    assert [row[2].value for row in lists.iter_rows(min_row=2, max_row=12)] == [n / 2 for n in range(11)]
    text = " ".join(str(cell.value) for (cell,) in how.iter_rows(max_col=1))
    assert "2006Q2" in text and "mmpuu" in text and rubric.id in text


def test_hostile_and_odd_cells_are_named_and_the_other_rows_are_read(rubrics):
    book = book_of(
        HEAD,
        ["a", "李", datetime.date(2026, 5, 2), 3],
        ["b", "李", "=1+1", 3],
        [datetime.datetime(2006, 6, 30), "李", 3, 3],
        ["d", "=HYPERLINK(0)", 3, 3],
        ["e", "李", "2.5", "mmpuu"],
    )
    *bad, good = read(saved(book), rubrics)
    assert [(one.place.row, one.problems[0].place.column) for one in bad] == [(2, 2), (3, 2), (4, 0), (5, 1)]
    told = [one.problems[0].problem.en for one in bad]
    assert "a date (2026-05-02)" in told[0] and "a formula (=1+1)" in told[1]
    assert "a date (2006-06-30)" in told[2] and "a formula (=HYPERLINK(0))" in told[3]
    assert isinstance(good, AppraisalRow) and good.place.row == 6


def test_a_formula_counts_by_the_value_that_was_kept(rubrics):
    raw = saved(book_of(HEAD, ["a", "李", "=2+0.5", 3]))
    kept = rewritten(
        raw, sheet1_xml=lambda xml: xml.replace("<v></v>", "<v>2.5</v>").replace("<v />", "<v>2.5</v>")
    )
    (member,) = read(kept, rubrics)
    assert to_vector(member.appraisal).startswith(f"{MAIN}:mmpuu.mmmuu")


def test_an_error_value_is_named(rubrics):
    book = book_of(HEAD, ["a", "李", "#N/A", 3])
    book.active["C2"].data_type = "e"
    (refused,) = read(saved(book), rubrics)
    assert "an error (#N/A)" in refused.problems[0].problem.en


def test_hidden_sheets_are_read_and_sheets_of_something_else_left_aside_and_both_said_so(rubrics):
    book = book_of(HEAD, ["a", "李", 3, 3], title="Team")
    for name in ("Hidden", "Budget"):
        book.create_sheet(name).append([*HEAD] if name == "Hidden" else ["cost", "of"])
    book["Hidden"].append(["x", "李", 3, 3])
    book["Hidden"].sheet_state = "hidden"
    items = read(saved(book), rubrics)
    assert [one.subject for one in items if isinstance(one, AppraisalRow)] == ["a", "x"]
    notices = {one.place.sheet: one.problem.en for one in items if isinstance(one, RowMessage)}
    assert "is hidden, but was read too" in notices["Hidden"] and "no row of headings" in notices["Budget"]


def test_a_workbook_without_any_heading_is_refused(rubrics):
    (refused,) = read(saved(book_of(["a", "b"], [1, 2])), rubrics)
    assert isinstance(refused, RejectedRow) and refused.place.row == 0


def test_several_sheets_are_read_and_one_may_be_spoilt(rubrics):
    book = book_of(HEAD, ["a", "李", 3, 3], title=MAIN)
    other = book.create_sheet("Second")
    other.append([*HEAD, "teamwork"])
    other.append(["b", "李", 3, 3, 3])
    member, refused = read(saved(book), rubrics)
    assert member.place.sheet == MAIN and refused.place.sheet == "Second"
    assert "twice" in refused.problems[0].problem.en


def bomb():
    """A sheet that says it unpacks to 300 MB of nothing."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:  # fmt: skip
        for _ in range(300):
            part.write(b" " * (1 << 20))
    return made.getvalue()


def many_parts():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(2001):
            archive.writestr(str(number), b"")
    return made.getvalue()


GOOD = saved(book_of(HEAD, ["a", "李", 3, 3]))
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04", GOOD[:-30], GOOD[:200], b"\xd0\xcf\x11\xe0" + b"\0" * 600, bomb, many_parts,
        rewritten(GOOD, workbook_xml=lambda _: "<workbook/>"),
        rewritten(GOOD, workbook_xml=lambda xml: xml[:100]),
        rewritten(GOOD, sheet1_xml=lambda xml: xml[: len(xml) // 2]),
        rewritten(GOOD, sheet1_xml=lambda xml: f"{LAUGHS}]>" + xml.replace("<sheetData>", "<sheetData><row><c><v>&h;</v></c></row>")),
        rewritten(GOOD, sheet1_xml=lambda xml: xml.replace('r="1"', 'r="x"')),
        rewritten(GOOD, sheet1_xml=lambda xml: xml.replace('t="inlineStr"><is><t>Name</t></is>', 't="s"><v>7</v>')),
    ],
)  # fmt: skip
def test_what_is_no_workbook_or_more_than_one_is_refused_in_words(rubrics, raw):
    try:
        items = read(raw() if callable(raw) else raw, rubrics)
    except RefusedError as refused:
        problem = refused.faults[0].problem
    else:
        problem = next(one for one in items if isinstance(one, RejectedRow)).problems[0].problem
    assert (problem.zh and "expected" in problem.en) or "cannot be read" in problem.en


@pytest.mark.parametrize("part", ["workbook_xml", "sheet1_xml", "_Content_Types__xml", "styles_xml"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda xml: '<?xml version="1.0" encoding="no-such-encoding"?>' + xml.partition("?>")[2],
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace("<", "<<", 3),
        lambda _: "",
    ],
    ids=["an encoding that does not exist", "cut short", "no XML", "empty"],
)
def test_xml_damaged_inside_the_archive_is_read_or_refused_in_words(rubrics, part, damage):
    name = part.replace("_Content_Types__xml", "[Content_Types]_xml")
    try:
        items = read(rewritten(GOOD, **{name: damage}), rubrics)
    except RefusedError as refused:
        problem = refused.faults[0].problem
    else:
        problem = next((one for one in items if isinstance(one, RejectedRow)), None)
        problem = problem and problem.problems[0].problem
        needless = part in ("styles_xml", "_Content_Types__xml")
        assert problem is None if needless else problem
        if needless:
            assert items == read(GOOD, rubrics)
    assert problem is None or (problem.zh and problem.en)


def locked(raw):
    """A workbook that says of its parts that a password is on them."""
    for start, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw = re.sub(
            re.escape(start) + rb".{%d}" % (at - 4) + b"\0",
            lambda part: part[0][:-1] + b"\1",
            raw,
            flags=re.S,
        )
    return raw


def test_a_workbook_with_a_password_is_refused_in_words(rubrics):
    with pytest.raises(RefusedError) as refused:
        read(locked(GOOD), rubrics)
    assert "expected XLSX without a password" in refused.value.faults[0].problem.en


@given(at=st.lists(st.integers(0, len(GOOD) * 8 - 1), min_size=1, max_size=20))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(rubrics, at):
    damaged = bytearray(GOOD)
    for bit in at:
        damaged[bit // 8] ^= 1 << bit % 8
    with contextlib.suppress(RefusedError):
        read(bytes(damaged), rubrics)


def test_a_cell_far_down_does_not_make_a_million_rows_of_nothing(rubrics):
    book = book_of(HEAD, ["a", "李", 3, 3])
    book.active["XFD300000"] = "far"
    assert [one.subject for one in read(saved(book), rubrics)] == ["a"]


def test_texts_that_look_like_formulas_are_written_as_text_and_come_back():
    texts = ["=1+1", "+1", "-x", "@a", "＝1", "\t=1", "'=x", "plain", "two\nlines", "bell\x07"]
    raw = write_workbook([("a/b:c", ["=head", "n"], [[text, -1.5] for text in texts])])
    book = openpyxl.load_workbook(io.BytesIO(raw))
    sheet = book.worksheets[0]
    assert sheet.title == "a b c"
    assert {cell.data_type for (cell,) in sheet.iter_rows(max_col=1)} == {"s"}
    assert all(cell.quotePrefix for (cell,) in sheet.iter_rows(min_row=2, max_row=7, max_col=1))
    rows = next(iter(Workbook(raw)))[1]
    assert [cells for _, cells in rows][1:] == [[text.replace("\x07", "\\x07"), -1.5] for text in texts]


def test_a_date_stays_what_a_person_sees():
    raw = saved(book_of([datetime.datetime(2026, 5, 2, 8), datetime.time(8, 30), True]))
    ((_, cells),) = next(iter(Workbook(raw)))[1]
    assert cells == [SpecialCell("date", "2026-05-02"), SpecialCell("date", "08:30:00"), True]
