"""Appraisals read off the rows of a table: headings, cells, and what is said of those that cannot be used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.rows import AppraisalRow, RejectedRow, RowMessage
from liumai.core.appraisal_file import ratings_for
from liumai.core.vector import LETTERS, to_vector
from liumai.formats.cells import SpecialCell, column_name, place_text
from liumai.formats.tables.appraisal_row import RowReader
from tests.support.read_tables import read_promotions, read_table

HEAD = ["姓名", "主管", "时段", "客户第一", "团队合作", "拥抱变化", "诚信", "激情", "敬业"]
ROW = ["张三", "李四", "2006Q2", 3, 3, 2.5, 3, 3, 3]
MAIN = "six-veins-2006"


def read(rubrics, *rows, sheet="", rubric=MAIN):
    return list(read_table(enumerate(rows, 1), rubrics, sheet, rubric))


def only(rubrics, head, row, **options):
    (item,) = read(rubrics, head, row, **options)
    return item


def told(item):
    """What is wrong with a row: each column's letter with the English of it."""
    return [(column_name(p.place.column), p.problem.en) for p in item.problems]


def test_a_row_is_the_appraisal_it_says(rubrics):
    member = only(rubrics, HEAD, ROW)
    assert (member.subject, member.manager, member.period) == ("张三", "李四", "2006Q2")
    assert (member.place.row, to_vector(member.appraisal)) == (
        2,
        f"{MAIN}:mmmuu.mmmuu.mmpuu.mmmuu.mmmuu.mmmuu",
    )


@pytest.mark.parametrize(
    "head",
    [
        ["Name", "Manager", "Period", "Customer First", "Teamwork", "Embrace Change", "Integrity", "Passion", "Commitment"],
        ["subject", "manager", "period", "customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"],
        ["姓名*", " 主管 ", "时段：", "客户第一 / Customer First", "ＴＥＡＭＷＯＲＫ", "embrace  change", "诚信", "激情", "敬业"],
    ],
)  # fmt: skip
def test_headings_are_taken_in_both_languages_and_by_id(rubrics, head):
    assert only(rubrics, head, ROW).appraisal == only(rubrics, HEAD, ROW).appraisal


def test_columns_may_change_places_and_what_is_left_out_is_unrated(rubrics):
    member = only(rubrics, ["诚信", "姓名"], [3, "张三"])
    assert (member.subject, to_vector(member.appraisal)) == (
        "张三",
        f"{MAIN}:-----.-----.-----.mmmuu.-----.-----",
    )


@pytest.mark.parametrize(
    ("cell", "letters"),
    [
        (2.5, "mmpuu"), (2, "mmuuu"), (0, "uuuuu"), ("2.5", "mmpuu"), (" 2,5 ", "mmpuu"), ("２．５", "mmpuu"), ("5", "mmmmm"),
        ("mmpuu", "mmpuu"), ("MMP--", "mmp--"), ("m m p u u", "mmpuu"), ("●●◐○·", "mmpu-"), (None, "-----"), ("  ", "-----"),
    ],
)  # fmt: skip
def test_a_score_is_a_number_or_five_letters(rubrics, cell, letters):
    member = only(rubrics, HEAD, [*ROW[:3], cell, *ROW[4:]])
    assert to_vector(member.appraisal).partition(":")[2].split(".")[0] == letters


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (2.3, "found 2.3"), (5.5, "found 5.5"), (-1, "found -1"), (True, "found true"), ("good", "found good"), ("mmpu", "found mmpu"),
        ("mmpuuu", "found mmpuuu"), (1e300, "steps of a half"), (float("nan"), "found NaN"), (float("inf"), "found Infinity"), ("3/5", "3/5"),
        (SpecialCell("date", "2026-05-02"), "found a date (2026-05-02)"), (SpecialCell("formula", "=A1"), "paste it as a value"), (SpecialCell("error", "#N/A"), "found an error (#N/A)"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_and_the_next_row_is_read(rubrics, cell, words):
    bad, good = read(rubrics, HEAD, [*ROW[:4], cell, *ROW[5:]], ROW)
    assert isinstance(bad, RejectedRow) and isinstance(good, AppraisalRow)
    ((column, problem),) = told(bad)
    assert column == "E" and words in problem
    assert (bad.subject, bad.manager, bad.period) == ("张三", "李四", "2006Q2")
    assert place_text(bad.problems[0].place).zh == "第 2 行，E 列“团队合作”"


def test_every_wrong_cell_of_a_row_is_told_at_once_in_order(rubrics):
    row = [SpecialCell("formula", "=B1"), "李四", SpecialCell("date", "2006-06-30"), 3, 9, "x", 3, 3, 3]
    assert [column for column, _ in told(only(rubrics, HEAD, row))] == ["A", "C", "E", "F"]


def test_numbers_where_a_name_is_expected_are_its_digits(rubrics):
    member = only(rubrics, HEAD, [10023, 7.0, 2006.5, *ROW[3:]])
    assert (member.subject, member.manager, member.period) == ("10023", "7", "2006.5")


def test_empty_rows_are_passed_over_and_so_is_one_that_only_names_its_rubric(rubrics):
    head = [*HEAD, "标准"]
    items = read(rubrics, head, [None] * 10, [], [" "] * 9, [*[None] * 9, MAIN], [*ROW, MAIN])
    assert [item.place.row for item in items] == [6]


def test_the_heading_may_stand_under_a_title(rubrics):
    items = read(rubrics, ["2006 年第二季度评估"], [], HEAD, ROW)
    assert [item.place.row for item in items] == [4]


def test_without_a_heading_nothing_is_guessed(rubrics):
    (refused,) = read(rubrics, ["a", "b"], [1, 2])
    assert refused.place.row == 0 and "no row of headings" in refused.problems[0].problem.en


def test_a_heading_that_stands_twice_is_refused_whichever_names_it_has(rubrics):
    (refused,) = read(rubrics, [*HEAD, "teamwork"], [*ROW, 5])
    assert told(refused) == [("E", "found this heading twice; expected it once"), ("J", "found this heading twice; expected it once")]  # fmt: skip


def test_an_unknown_column_is_left_aside_and_said_so(rubrics):
    notice, member = read(rubrics, [*HEAD, "Teamwrok", None, ""], [*ROW, 5])
    assert isinstance(notice, RowMessage) and isinstance(member, AppraisalRow)
    assert (notice.place.column, notice.place.heading) == (9, "Teamwrok")
    assert "did you mean teamwork?" in notice.problem.en


def test_columns_of_an_exported_result_are_known_and_not_read(rubrics):
    assert isinstance(only(rubrics, [*HEAD, "总分", "Band", "findings"], [*ROW, 99, "x", "y"]), AppraisalRow)


@pytest.mark.parametrize(
    ("cell", "sheet", "rubric", "expected"),
    [
        ("six-veins-revised", "", None, "six-veins-revised"),
        ("六脉神剑 · 修订表述", MAIN, MAIN, "six-veins-revised"),
        (None, "six-veins-revised", MAIN, "six-veins-revised"),
        (None, "", "six-veins-revised", "six-veins-revised"),
    ],
)
def test_the_rubric_is_the_rows_else_the_sheets_else_what_was_asked_for(
    rubrics, cell, sheet, rubric, expected
):
    member = only(rubrics, [*HEAD, "标准"], [*ROW, cell], sheet=sheet, rubric=rubric)
    assert member.appraisal.rubric == expected


def test_where_none_is_named_the_headings_tell_and_a_choice_is_said(rubrics):
    swords = [criterion.name.zh for criterion in rubrics["nine-swords"].criteria]
    assert only(rubrics, swords, [3] * 9, rubric=None).appraisal.rubric == "nine-swords"
    notice, member = read(rubrics, HEAD, ROW, rubric=None)
    assert member.appraisal.rubric == MAIN and f"read by {MAIN}" in notice.problem.en


def test_an_unknown_rubric_and_a_criterion_of_another_are_named(rubrics):
    assert told(only(rubrics, [*HEAD, "标准"], [*ROW, "six"]))[0][0] == "J"
    refused = only(rubrics, [*HEAD, "群策群力"], [*ROW, 3])
    assert told(refused) == [("J", f"found 3; expected nothing: {MAIN} has no such criterion")]


def test_cases_decide_where_only_what_is_recorded_counts(rubrics):
    head = [*HEAD, "Evidence", "团队合作案例", "Customer First cases"]
    row = [*ROW, "按所列案例核对", "2- 说过就忘；没有记录; 3+ 发了资料", "1+ a\n 3＋ b; with a semicolon"]
    member = only(rubrics, head, row)
    assert member.appraisal.evidence == "recorded"
    team = member.appraisal.entries[1].cases
    assert [(c.level, c.verdict, c.text) for c in team] == [
        (2, "non-compliant", "说过就忘；没有记录"),
        (3, "compliant", "发了资料"),
    ]
    assert member.appraisal.entries[0].cases[1].text == "b; with a semicolon"


@pytest.mark.parametrize("cell", ["helped a lot", "+3 x", "0", 3, SpecialCell("date", "x")])
def test_cases_that_cannot_be_read_are_named(rubrics, cell):
    ((column, problem),) = told(only(rubrics, [*HEAD, "团队合作案例"], [*ROW, cell]))
    assert column == "J" and "expected cases" in problem


def test_a_case_beyond_the_levels_is_named_in_its_own_column(rubrics):
    ((column, problem),) = told(only(rubrics, [*HEAD, "团队合作案例"], [*ROW, "6+ x"]))
    assert column == "J" and "a level from 1 to 5" in problem


def test_cases_may_be_noted_before_a_criterion_is_rated(rubrics):
    member = only(rubrics, [*HEAD, "团队合作案例"], [*ROW[:4], None, *ROW[5:], "3+ x"])
    assert to_vector(member.appraisal).split(".")[1] == "-----" and member.appraisal.entries[1].cases


HALVES = st.lists(st.integers(0, 10), min_size=6, max_size=6)


@given(HALVES, st.booleans())
def test_scores_and_letters_say_the_same(rubrics, halves, letters):
    def cell(half):
        return "".join(LETTERS[r] for r in ratings_for(half, 5)) if letters else half / 2

    member = only(rubrics, HEAD, [*ROW[:3], *map(cell, halves)])
    assert [entry.ratings for entry in member.appraisal.entries] == [ratings_for(half, 5) for half in halves]


ANY = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.builds(SpecialCell, st.sampled_from(["date", "formula", "error"]), st.text())
)  # fmt: skip


@given(st.lists(st.lists(ANY, max_size=12), max_size=6))
def test_whatever_stands_in_the_cells_each_row_is_read_or_refused(rubrics, rows):
    items = read(rubrics, [*HEAD, "标准", "案例读法", "团队合作案例"], *rows)
    assert all(
        isinstance(item, AppraisalRow) or item.problems for item in items if not isinstance(item, RowMessage)
    )
    assert len({item.place.row for item in items}) == len(items) <= len(rows)


def test_cases_on_lines_of_their_own(rubrics):
    entry = only(rubrics, [*HEAD, "团队合作案例"], [*ROW, "2- x\n3+ y"]).appraisal.entries[1]
    assert [(case.level, case.verdict, case.text) for case in entry.cases] == [(2, "non-compliant", "x"), (3, "compliant", "y")]  # fmt: skip


@pytest.mark.parametrize("cell", [MAIN, " SIX-VEINS-2006 ", "ｓｉｘ-veins-2006"])
def test_a_rubric_is_named_alike_in_tables_of_appraisals_and_of_promotions(rubrics, cell):
    assert only(rubrics, [*HEAD, "标准"], [*ROW, cell]).appraisal.rubric == MAIN
    rows = [(1, ["标准", "总分", "绩效"]), (2, [cell, 21, 80]), (3, ["six-veins", 21, 80])]
    candidate, unknown = read_promotions(rows, rubrics)
    assert candidate.rubric == MAIN
    assert [problem.place.column for problem in unknown.problems] == [0]


RATINGS = st.sampled_from(
    [3, 2.5, 0, "3", "2,5", "３．５", "mmpuu", "mm", 7, 2.25, True, "", None, "三", 3.0, "5"]
)


@given(st.lists(st.tuples(*[RATINGS] * 6), max_size=8))
def test_a_rating_read_before_is_read_the_same_again(rubrics, rows):
    table = [HEAD, *([f"n{n}", "m", "2006Q2", *cells] for n, cells in enumerate(rows))]

    def read():
        return list(read_table(enumerate(table, 1), rubrics, rubric=MAIN))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RowReader, "_entries_of_ratings", lambda *_: None)
        one_by_one = read()
    assert read() == one_by_one
