"""Tables as other people's programs leave them: headings of two rows, lines that are no rows, encodings, separators."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.rows import AppraisalRow, RejectedRow, RowMessage
from liumai.core.errors import RefusedError
from liumai.core.vector import to_vector
from liumai.formats.cells import MOST_COLUMNS
from liumai.formats.csv_file import decode_csv
from liumai.formats.group_file import case_count, read_appraisals
from liumai.formats.tables.heading_names import APPRAISAL_KINDS, Headings
from tests.support.read_tables import read_csv, read_promotions, read_table

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
MAIN = "six-veins-2006"
HEAD = ["姓名", "主管", "时段", "客户第一", "团队合作", "拥抱变化", "诚信", "激情", "敬业"]
ROW = ["张三", "李四", "2006Q2", 3, 3, 2.5, 3, 3, 3]


def read(rubrics, *rows, rubric=MAIN):
    return list(read_table(enumerate(rows, 1), rubrics, rubric=rubric))


def file_of(rubrics, name):
    return list(read_appraisals("csv", (CASES / name).read_bytes(), rubrics, MAIN))


def people(items):
    return [item.subject for item in items if isinstance(item, AppraisalRow | RejectedRow)]


def notices(items):
    return [(item.place.row, item.problem.en) for item in items if isinstance(item, RowMessage)]


PERSON = f"{MAIN}:mmmuu.mmmuu.mmuuu.mmmmu.mmmuu.mmmuu"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("two-row-header.csv", ["甲一", "甲二"]),
        ("footer.csv", ["甲一", "甲二", "丙一", "丙二"]),
        ("title-comma-semicolon.csv", ["甲一", "甲二"]),
        ("cp1252b.csv", ["Jürgen Müller", "Märta Löfgren"]),
    ],
)
def test_each_file_has_its_people_and_no_others(rubrics, name, found):
    items = file_of(rubrics, name)
    assert people(items) == found
    read_rows = [item for item in items if isinstance(item, AppraisalRow)]
    assert len(read_rows) == len(found) and to_vector(read_rows[0].appraisal) == PERSON
    assert {item.manager for item in read_rows} == {"Bob Hahn" if name == "cp1252b.csv" else "乙"}


def test_what_stands_below_a_table_is_set_aside_and_told_once_each(rubrics):
    assert notices(file_of(rubrics, "footer.csv")) == [
        (5, "a line of totals, averages or maximum points: set aside, not read as a person"),
        (6, "a note without any rating: set aside, not read as a person"),
        (7, "the heading again: set aside"),
    ]


def test_a_guessed_encoding_is_told_with_what_to_do(rubrics):
    ((row, problem),) = notices(file_of(rubrics, "cp1252b.csv"))
    assert row == 0 and "Windows-1252" in problem and "CSV UTF-8" in problem


def test_a_sign_before_a_digit_begins_no_case(rubrics):
    first, second = (item for item in file_of(rubrics, "cases-en.csv") if isinstance(item, AppraisalRow))
    assert first.appraisal.entries[1].cases[0].level == 3
    for row in (first, second):
        (case,) = row.appraisal.entries[1].cases
        assert "three people" in case.text or "2-3 people a week" in case.text
    assert (
        case_count([first, second]).problem.en == "2 cases read in 2 cells; the exported workbook lists them"
    )
    assert case_count([]) is None


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("3+ a\n2-3 people", 1),
        ("３＋ａ；２－３ 人", 1),
        ("3+ a\n2- 3 people left", 2),
        ("3+a; 2−10 of them", 1),
    ],
)
def test_cases_are_counted_as_people_write_them(rubrics, cell, count):
    (item,) = read(rubrics, [*HEAD, "团队合作案例"], [*ROW, cell])
    assert len(item.appraisal.entries[1].cases) == count


GROUPED = ["姓名", "主管", "时段", "价值观得分", None, None, None, None, None]
BELOW = [None, None, None, *HEAD[3:]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (GROUPED, BELOW),
        ([*HEAD[:3], *["价值观得分"] * 6], HEAD),  # as a workbook gives merged cells: in all that they cover
        ([*HEAD[:4], "其他价值观", "", "", "", ""], ["", "", "", "", *HEAD[4:]]),
        (HEAD, ["Name", "Manager", "Period", "Customer First", "Teamwork", *["得分"] * 4]),
    ],
)
@pytest.mark.parametrize("titles", [[], [["二季度评估, 全体"], []], [["Manager", "Bob"]]])
def test_of_a_heading_in_two_rows_every_name_counts(rubrics, first, second, titles):
    (item,) = read(rubrics, *titles, first, second, ROW)
    assert (item.subject, item.manager, item.period) == ("张三", "李四", "2006Q2")
    assert item.appraisal == read(rubrics, HEAD, ROW)[0].appraisal


def test_scores_and_cases_may_stand_below_their_criterion(rubrics):
    first = ["姓名", "团队合作", None, "诚信", None]
    (item,) = read(rubrics, first, [None, "得分", "案例", "Score", "cases"], ["甲", 3, "3+ x", 2, "1- y"])
    assert to_vector(item.appraisal).split(".")[1] == "mmmuu"
    assert [len(entry.cases) for entry in item.appraisal.entries] == [0, 1, 0, 1, 0, 0]


@pytest.mark.parametrize(
    "heading",
    ["Teamwork (4513)", "团队合作(满分5)", "团队合作（0–5 分）", "Teamwork [Score]", "Teamwork: score", "Teamwork [Total Pts: 5 Score] |123", "团队合作 (Teamwork)", "Teamwork rating", "团队合作得分"],
)  # fmt: skip
def test_what_a_gradebook_adds_to_a_name_does_not_hide_it(rubrics, heading):
    (item,) = read(rubrics, [*HEAD[:4], heading, *HEAD[5:]], ROW)
    assert item.appraisal == read(rubrics, HEAD, ROW)[0].appraisal


@pytest.mark.parametrize("subject", ["员工姓名", "Employee name", "员工", "Employee", "Staff"])
@pytest.mark.parametrize(
    ("manager", "period"), [("直属主管", "季度"), ("Line manager", "Quarter"), ("经理", "考核周期")]
)
def test_headings_that_can_mean_one_thing_only_are_known(rubrics, subject, manager, period):
    (item,) = read(rubrics, [subject, manager, period, *HEAD[3:]], ROW)
    assert (item.subject, item.manager, item.period) == ("张三", "李四", "2006Q2")


def test_a_column_with_the_name_itself_goes_before_one_with_a_synonym(rubrics):
    notice, item = read(rubrics, [*HEAD, "员工"], [*ROW, "10023"])
    assert notice.place.column == 9 and item.subject == "张三"


NO_PEOPLE = {
    "a total": ["合计", None, None, 9, 9, 9, 9, 9, 9],
    "without figures": ["Total:", None, None],
    "an average": ["平均", "", "", "3", "3", "3", "4.5", "2.5", "3"],
    "an average of a team": ["李四 小计", None, None, 3, 3, 3, 3, 3, 3],
    "a mean below the managers": [None, "Mean", None, 3, 3, 3, 3, 3, 3],
    "maximum points": ["Points Possible", None, None, 5, 5, 5, 5, 5, 5],
    "a total with a number": ["合计（3 人）", None, None, 9, 9, 9, 9, 9, 9],
    "a note": ["注：半分须附案例"],
    "a note at the end": [*[None] * 8, "Note: half points need a case"],
    "who made it": ["制表人：王五", None, "审核：赵六"],
    "a section": ["销售部"],
    "a note over all columns": ["数据截至六月三十日"] * 9,
    "the heading again": HEAD,
    "the heading in English": ["Name", "Manager", "Period", "Customer First", "Teamwork"],
}


@pytest.mark.parametrize("what", NO_PEOPLE)
def test_a_line_that_is_no_row_is_never_a_person(rubrics, what):
    first, notice, second = read(rubrics, HEAD, ROW, NO_PEOPLE[what], ROW)
    assert isinstance(notice, RowMessage) and notice.place.row == 3
    assert isinstance(first, AppraisalRow) and isinstance(second, AppraisalRow)


PEOPLE = {
    "a person called Total": ["Total", *ROW[1:]],
    "a name that begins like a total": ["Summers", None, None, *ROW[3:]],
    "a name that ends like one": ["Lee Wai Sum", *ROW[1:]],
    "ratings without a name": [None, None, None, *ROW[3:]],
    "not rated yet": ["甲", "乙", None],
    "a manager of their own": ["甲", "甲", "2006Q2", 3, 3, 3, 3, 3, 3],
    "a comment in place of a rating": [None, None, None, "see below"],
}


@pytest.mark.parametrize("what", PEOPLE)
def test_a_person_is_never_set_aside(rubrics, what):
    (item,) = read(rubrics, HEAD, PEOPLE[what])
    assert not isinstance(item, RowMessage)


def test_a_name_alone_is_a_person_where_the_table_has_nothing_else_of_people(rubrics):
    items = read(rubrics, ["姓名", "诚信"], ["甲"], ["制表人：乙"], ["丙", 3])
    assert people(items) == ["甲", "丙"] and notices(items)[0][0] == 3


def test_a_table_of_promotions_has_its_totals_and_synonyms_too(rubrics):
    rows = [["员工姓名", "价值观得分", "绩效得分"], ["甲", 21, 80], ["合计", 21, 80], ["注：试算"]]
    candidate, total, note = read_promotions(enumerate(rows, 1), rubrics, rubric=MAIN)
    assert candidate.subject == "甲"
    assert [total.place.row, note.place.row] == [3, 4] and isinstance(total, RowMessage)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("title", ["", "Values, second quarter, 2006, draft", "a;b;c;d;e;f;g;h;i;j;k"])
def test_the_separator_is_the_one_that_gives_a_heading(rubrics, delimiter, title):
    text = "\n".join([title, delimiter.join(HEAD), delimiter.join(map(str, ROW))])
    (item,) = read_appraisals("csv", text.encode(), rubrics, MAIN)
    assert item.subject == "张三" and item.place.row == 3


def test_the_line_by_which_excel_names_the_separator_is_no_row(rubrics):
    raw = "sep=|\r\n" + "|".join(HEAD) + "\r\n" + "|".join(map(str, ROW))
    (item,) = read_appraisals("csv", raw.encode(), rubrics, MAIN)
    assert (item.subject, item.place.row) == ("张三", 3)
    assert [row for _, row in read_csv(b'"sep=;"\na;b,c\n')] == [["a", "b,c"]]


@pytest.mark.parametrize(
    ("encoding", "head", "name", "guessed"),
    [
        ("utf-8", "姓名", "张三", False),
        ("utf-16-le", "姓名", "张三", False),
        ("utf-16-be", "Name", "张三", False),
        ("utf-32", "姓名", "张三", False),
        ("gb18030", "姓名", "王喆", False),
        ("gb18030", "Name", "王小明", False),
        ("gb18030", "Name", "王喆", True),
        ("cp1252", "Name", "José Núñez", True),
        ("cp1252", "Name", "Zoë O’Brien", True),
    ],
)
def test_an_encoding_is_found_by_evidence(rubrics, encoding, head, name, guessed):
    teamwork = "团队合作" if head == "姓名" else "Teamwork"
    raw = f"{head},{teamwork}\r\n{name},3\r\n".encode(encoding)
    decoded = decode_csv(raw, Headings(rubrics, APPRAISAL_KINDS).count)
    assert decoded.text.splitlines()[1] == f"{name},3" and decoded.guessed == guessed


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Name,Teamwork\nｱｲｳｴｵ,3\n".encode("shift-jis"), "save the table as"),
        ("姓名,团队合作\n".encode() * 9 + "张".encode()[:2] + b",3\n", "damaged bytes in line 10"),
        (b"\0a\0b", "save the table as"),
    ],
)
def test_what_no_evidence_speaks_for_is_refused_with_what_to_do(raw, words):
    with pytest.raises(RefusedError, match=words):
        decode_csv(raw)


NAMES = st.lists(
    st.text(st.sampled_from("王李张刘陈杨赵黄周吴徐孙明华"), min_size=2, max_size=4), min_size=3, max_size=8
)


@given(
    NAMES,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([("姓名", "团队合作", "诚信"), ("Name", "Teamwork", "Integrity")]),
    st.lists(st.integers(0, 10), min_size=8, max_size=8),
)
def test_any_table_is_read_back_whatever_it_was_written_in(rubrics, names, encoding, mark, end, head, halves):
    rows = [(name, half / 2, 3) for name, half in zip(names, halves, strict=False)]
    text = end.join(mark.join(map(str, row)) for row in [head, *rows]) + end
    items = list(read_appraisals("csv", text.encode(encoding), rubrics, MAIN))
    assert notices(items) == []
    assert [(item.subject, item.place.row) for item in items] == [
        (name, n) for n, (name, *_) in enumerate(rows, 2)
    ]


WESTERN = st.lists(
    st.sampled_from(["an", "er", "i", "ost", "äl", "ör", "ün", "él", "ñor", "s"]), min_size=1, max_size=4
)


@given(st.lists(WESTERN.map("".join), min_size=2, max_size=6))
def test_western_names_never_become_chinese(rubrics, names):
    raw = "\n".join(["Name;Teamwork", *(f"A{name};3" for name in names)]).encode("cp1252")
    items = list(read_appraisals("csv", raw, rubrics, MAIN))
    assert people(items) == [f"A{name}" for name in names]


def csv_of(rubrics, text):
    return list(read_appraisals("csv", text.encode(), rubrics, MAIN))


CSV_HEAD = ",".join(HEAD)
CSV_ROW = "张三,李四,2006Q2,3,3,2.5,3,3,3"


def test_a_quotation_mark_without_a_partner_is_told_and_swallows_nobody_silently(rubrics):
    for end in ("", "\n"):
        first, broken = csv_of(rubrics, f'{CSV_HEAD}\n{CSV_ROW}\n"{CSV_ROW}\n{CSV_ROW}{end}')
        assert first.subject == "张三"
        assert broken.place.row == 3 and "has no partner" in broken.problems[0].problem.en
    paired = f'{CSV_HEAD}\n"甲{CSV_ROW}\n{CSV_ROW}\n"Lee, Ann",李四,2006Q2,3,3,3,3,3,3\n'
    (broken,) = csv_of(rubrics, paired)
    assert broken.place.row == 2 and "没有配对" in broken.problems[0].problem.zh


def test_quotation_marks_with_partners_may_hold_lines_separators_and_quotations(rubrics):
    cases = '"3+ said ""yes"", then, at once,\nthanked A, B, C, D, E, F, G, H, I and J"'
    items = csv_of(rubrics, f"{CSV_HEAD},团队合作案例\n{CSV_ROW},{cases}\n{CSV_ROW},\n")
    assert people(items) == ["张三", "张三"] and not notices(items)


def test_a_row_of_csv_with_more_cells_than_the_heading_is_not_read_one_column_off(rubrics):
    rejected, read_one = csv_of(rubrics, f"{CSV_HEAD}\n李一,李四,2006Q2,3,2,5,3,3,3,3\n{CSV_ROW},,\n")
    assert isinstance(rejected, RejectedRow) and "10" in rejected.problems[0].problem.en
    assert isinstance(read_one, AppraisalRow)


def test_an_error_of_a_formula_is_an_error_in_csv_too(rubrics):
    (rejected,) = csv_of(rubrics, f"{CSV_HEAD}\n张三,#REF!,2006Q2,#N/A,3,3,3,3,3\n")
    assert [message.place.column for message in rejected.problems] == [1, 3]
    assert rejected.problems[0].problem.en == "found an error (#REF!); expected text"


def test_a_second_table_with_other_columns_is_told_and_not_read_by_the_first_heading(rubrics):
    other = [*HEAD[:3], HEAD[4], HEAD[3], *HEAD[5:]]
    first, rejected = read(rubrics, HEAD, ROW, other, ["李一", "李四", "2006Q2", 1, 5, 3, 3, 3, 3])
    assert first.subject == "张三" and isinstance(rejected, RejectedRow)
    assert rejected.place.row == 3 and "another table" in rejected.problems[0].problem.en


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Ann", "Bob"], ["Teamwork", 3, 3], ["Integrity", 3, 2.5]],
        [["Name", "Ann", "Bob"], ["Teamwork", "3", "3"], ["Integrity", "3", "2.5"]],
        [["Name", "Criterion", "Score"], ["Ann", "Teamwork", 3], ["Ann", "Integrity", 2]],
    ],
)
def test_criteria_below_one_another_are_told_as_such(rubrics, rows):
    (rejected,) = read(rubrics, *rows)
    assert "one below another" in rejected.problems[0].problem.en


@pytest.mark.parametrize("before", ["3、", "3. ", "Q3. ", "3题：", "3) "])
def test_the_number_of_a_question_before_a_heading_does_not_hide_it(rubrics, before):
    (item,) = read(rubrics, [*HEAD[:3], *(before + name for name in HEAD[3:])], ROW)
    assert [item] == read(rubrics, HEAD, ROW)


def test_many_unknown_columns_have_one_notice(rubrics):
    head = [*HEAD, *(f"extra {n}" for n in range(100))]
    (told,) = notices(read(rubrics, head, ROW))
    assert "100 columns" in told[1] and "extra 0" in told[1] and "extra 50" not in told[1]


def test_columns_that_are_too_far_right_are_told_of_csv(rubrics):
    items = csv_of(rubrics, f"{CSV_HEAD}{',x' * MOST_COLUMNS}\n{CSV_ROW}\n")
    assert people(items) == ["张三"] and "too wide" in notices(items)[-1][1]
    items = csv_of(rubrics, f"{CSV_HEAD}{',' * MOST_COLUMNS}x\n{CSV_ROW}\n")
    assert people(items) == ["张三"] and not notices(items)


@pytest.mark.parametrize("word", ["Max", "最高分", "标准差", "Std Dev", "人数", "Weight", "Overall"])
def test_a_line_of_statistics_is_no_person(rubrics, word):
    assert people(read(rubrics, HEAD, ROW, [word, None, None, 3, 3, 3, 3, 3, 3])) == ["张三"]
    assert people(read(rubrics, HEAD, [word, *ROW[1:]])) == [word]


def test_somebody_called_max_is_a_person_in_a_table_of_names_alone(rubrics):
    assert people(read(rubrics, [HEAD[0], *HEAD[3:]], ["Max", 3, 3, 3, 3, 3, 3])) == ["Max"]


def test_figures_without_name_manager_and_period_are_not_counted_as_a_person(rubrics):
    _, rejected = read(rubrics, HEAD, ROW, [None, None, None, 3, 3, 3, 3, 3, 3])
    assert isinstance(rejected, RejectedRow) and "neither a name" in rejected.problems[0].problem.en


@pytest.mark.parametrize(
    ("head", "cells", "period"),
    [
        (["年度", "季度"], [2006, "Q2"], "2006 Q2"),
        (["Year", "Quarter"], [2006, 2], "2006 Q2"),
        (["Year", "Quarter"], [2006, "2005Q2"], "2005Q2"),
        (["Year", "Quarter"], [None, "Q2"], "Q2"),
    ],
)
def test_a_year_in_a_column_of_its_own_belongs_to_the_period(rubrics, head, cells, period):
    items = read(rubrics, [HEAD[0], *head, *HEAD[3:]], ["张三", *cells, *ROW[3:]])
    assert [item.period for item in items if isinstance(item, AppraisalRow)] == [period]


def test_a_score_with_what_cannot_be_seen_is_a_score(rubrics):
    assert read(rubrics, HEAD, [*ROW[:3], "\u200b3", "3\ufeff", *ROW[5:]]) == read(rubrics, HEAD, ROW)
