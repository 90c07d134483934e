"""Columns that look like one that is read: nothing is read until somebody has said what they are."""

import pytest

from liumai.analysis.rows import AppraisalRow, RowMessage
from liumai.analysis.scored_file import ScoredFile
from liumai.core.errors import RefusedError
from liumai.formats.csv_file import write_csv
from liumai.formats.group_file import read_appraisals, read_sheets
from liumai.formats.group_tables import GroupTables
from liumai.formats.tables.column_mapping import MappingNeededError
from liumai.formats.tables.heading_names import APPRAISAL_KINDS, Headings
from tests.support.read_tables import read_table

MAIN = "six-veins-2006"
HEAD = ["姓名", "主管", "时段", "客户第一", "团队合作", "拥抱变化", "诚信", "激情", "敬业"]
ROW = ["张三", "李四", "2006Q2", 3, 3, 2.5, 3, 3, 3]


def read(rubrics, head, *rows, mapping=None):
    return list(read_table(enumerate([head, *rows], 1), rubrics, rubric=MAIN, mapping=mapping))


def renamed(**names):
    """The heading with some columns called otherwise, by index."""
    return [names.get(f"c{index}", name) for index, name in enumerate(HEAD)]


@pytest.mark.parametrize(
    ("index", "heading", "suggested"),
    [
        (0, "员工名", "subject"),
        (0, "Name of the person", "subject"),
        (0, "Emplyee", "subject"),
        (1, "主管是谁", "manager"),
        (1, "Manager's name", "manager"),
        (1, "Mananger", "manager"),
        (2, "Which quarter?", "period"),
        (2, "Peroid", "period"),
        (4, "Team work", "teamwork"),
        (4, "团队协作", "teamwork"),
        (4, "Teamwork (self)", "teamwork"),
        (4, "How they help others", ""),
        (4, "", ""),
    ],
)
def test_a_column_that_may_be_one_that_is_read_stops_the_reading(rubrics, index, heading, suggested):
    with pytest.raises(MappingNeededError) as needed:
        read(rubrics, renamed(**{f"c{index}": heading}), ROW, ROW)
    (column,) = needed.value.columns
    assert (column.place.column, column.suggested) == (index, suggested)
    assert column.key == (heading or "E")
    assert suggested in ["", *(target.id for target in needed.value.targets)]
    assert "nothing was read" in needed.value.faults[0].problem.en


@pytest.mark.parametrize(
    ("more", "cells"),
    [
        (["部门", "Email", "Comments"], ["销售", "a@b.c", "fine"]),
        (["Team name"], ["A"]),  # there is a name already
        (["Score of another thing"], [3]),  # all criteria are there already
    ],
)
def test_a_column_that_is_nothing_of_the_kind_stays_a_notice(rubrics, more, cells):
    *found, item = read(rubrics, [*HEAD, *more], [*ROW, *cells])
    assert isinstance(item, AppraisalRow)
    assert [notice.place.heading for notice in found] == more


def test_a_column_that_counts_the_rows_is_no_criterion(rubrics):
    rows = [[str(n), *ROW[:-1]] for n in (1, 2, 3)]
    *_, item = read(rubrics, ["Nr", *HEAD[:-1]], *rows)
    assert isinstance(item, AppraisalRow)


def test_a_mapped_column_is_read_and_told(rubrics):
    head = renamed(c0="员工名", c4="Team work")
    first, second, item = read(rubrics, head, ROW, mapping={"员工名": "subject", "team  WORK": "团队合作"})
    assert item.subject == "张三" and item.appraisal == read(rubrics, HEAD, ROW)[0].appraisal
    assert [notice.problem.en for notice in (first, second)] == [
        "read as “Name”, as you mapped it",
        "read as “Teamwork”, as you mapped it",
    ]


def test_a_column_may_be_left_out(rubrics):
    notice, item = read(rubrics, renamed(c4="Team work"), ROW, mapping={"Team work": ""})
    assert notice.problem.en == "left out, as you mapped it"
    assert item.appraisal.entries[1].ratings == ("unrated",) * 5


def test_a_column_without_a_heading_is_mapped_by_its_letter(rubrics):
    _, item = read(rubrics, renamed(c4=""), ROW, mapping={"E": "teamwork"})
    assert item.appraisal == read(rubrics, HEAD, ROW)[0].appraisal


def test_columns_with_the_same_heading_are_mapped_by_their_letters(rubrics):
    head = renamed(c3="Score", c4="Score")
    with pytest.raises(MappingNeededError) as needed:
        read(rubrics, head, ROW)
    assert [column.key for column in needed.value.columns] == ["D", "E"]


def test_of_two_columns_that_may_be_the_same_none_is_suggested(rubrics):
    with pytest.raises(MappingNeededError) as needed:
        read(rubrics, [*renamed(c4="Teamwork (self)"), "Teamwork (manager)"], [*ROW, 3])
    assert needed.value.arguments == ["Teamwork (self)=?", "Teamwork (manager)=?"]


def test_a_line_of_totals_hides_no_ratings(rubrics):
    with pytest.raises(MappingNeededError):
        read(rubrics, renamed(c4="Mutual help"), ROW, ROW, ["合计", None, None, *[6] * 6])


def test_the_cases_of_a_criterion_are_not_lost_either(rubrics):
    with pytest.raises(MappingNeededError) as needed:
        read(rubrics, [*HEAD, "团队合作的事例"], [*ROW, "3+ x"])
    assert [column.suggested for column in needed.value.columns] == ["teamwork cases"]
    _, item = read(
        rubrics, [*HEAD, "团队合作的事例"], [*ROW, "3+ x"], mapping={"团队合作的事例": "teamwork cases"}
    )
    assert len(item.appraisal.entries[1].cases) == 1


def test_a_heading_of_which_no_criterion_is_known_is_asked_about(rubrics):
    with pytest.raises(MappingNeededError) as needed:
        read(rubrics, ["Name", "Team work", "Integrety"], ["a", 3, 3])
    assert [column.suggested for column in needed.value.columns] == ["teamwork", "integrity"]


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"Team work": "temwork"}, "did you mean teamwork"),
        ({"Team work": "total"}, "found total"),
        ({"Team work": "teamwork", "Teem": "passion"}, "no heading “Teem”"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_in_words(rubrics, mapping, words):
    with pytest.raises(RefusedError, match=words):
        read(rubrics, renamed(c4="Team work"), ROW, mapping=mapping)


def test_two_columns_mapped_to_one_are_refused(rubrics):
    (refused,) = read(rubrics, [*HEAD, "Team work"], [*ROW, 3], mapping={"Team work": "teamwork"})
    assert "found this heading twice" in refused.problems[0].problem.en


def test_a_doubtful_column_of_a_later_sheet_stops_the_reading_before_anything_is_read(rubrics):
    headings = Headings(rubrics, APPRAISAL_KINDS)
    sheets = [("a", enumerate([HEAD, ROW], 1)), ("b", enumerate([renamed(c4="Team work"), ROW], 1))]
    with pytest.raises(MappingNeededError) as needed:
        read_sheets(sheets, headings, rubrics, MAIN)
    assert [column.place.sheet for column in needed.value.columns] == ["b"]


def test_a_sheet_that_is_no_table_asks_nothing_where_another_is_one(rubrics):
    headings = Headings(rubrics, APPRAISAL_KINDS)
    sheets = [("a", enumerate([HEAD, ROW], 1)), ("b", enumerate([["姓名", "Team work"], ["甲", 3]], 1))]
    first, second = read_sheets(sheets, headings, rubrics, MAIN)
    assert isinstance(first, AppraisalRow) and isinstance(second, RowMessage)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_export_of_a_mapped_file_opens_without_asking(rubrics, language):
    raw = write_csv([[*renamed(c0="员工名", c4="Team work"), "团队合作案例"], [*ROW, "3+ x\n2- y"]])
    mapping = {"员工名": "subject", "Team work": "teamwork"}
    scored_file = ScoredFile(rubrics)
    scored_file.take_all(read_appraisals("csv", raw, rubrics, MAIN, mapping))
    (_, head, rows), *_, (_, _, problems) = GroupTables(rubrics, language).of_team(scored_file)
    table = [list(row) for row in rows]
    assert table[0][head.index({"zh": "读出的案例数", "en": "Cases read"}[language])] == 2
    assert [row[2] for row in problems] == ["A 员工名", "E Team work"]
    (item,) = read_appraisals("csv", write_csv([head, *table]), rubrics, MAIN)
    assert item.subject == "张三"
    assert [entry.ratings for entry in item.appraisal.entries] == [
        entry.ratings for entry in scored_file.scored[0].appraisal_row.appraisal.entries
    ]


@pytest.mark.parametrize(
    ("heading", "names"), [("Colleague", ["Ann", "Bob"]), ("你是谁", ["张三", "李一"]), ("姓", ["张", "张"])]
)
def test_a_table_without_names_asks_which_column_has_them(rubrics, heading, names):
    rows = [[name, *ROW[1:]] for name in names]
    with pytest.raises(MappingNeededError) as needed:
        read(rubrics, renamed(c0=heading), *rows)
    assert needed.value.arguments == [f"{heading}=?"]
    items = read(rubrics, renamed(c0=heading), *rows, mapping={heading: "subject"})
    assert [item.subject for item in items if isinstance(item, AppraisalRow)] == names


def test_what_is_no_name_is_not_asked_for(rubrics):
    rows = [["销售", *ROW[1:]], ["销售", *ROW[1:]], ["2006/7/1", *ROW[1:]]]
    items = read(rubrics, renamed(c0="部门"), *rows)
    assert len([item for item in items if isinstance(item, AppraisalRow)]) == 3
