"""What goes back to each manager: as a list, as tables and as a text to send."""

import pytest

from liumai.analysis.return_lists import return_lists
from liumai.analysis.scored_file import ScoredFile
from liumai.analysis.team import by_urgency, one_by_one_codes
from liumai.formats.group_file import read_appraisals
from liumai.formats.return_tables import ReturnTables
from liumai.formats.xlsx.sheet_names import distinct_names

MAIN = "six-veins-2006"
TABLE = """姓名,主管,时段,案例读法,客户第一,团队合作,拥抱变化,诚信,激情,敬业
甲,李,2006Q2,只认记下的案例,3,3,3,3,3,3
乙,王,2006Q2,,3,3,3,3,3,3
丙,李,2006Q2,只认记下的案例,3,3,3,3,3,3
丁,,,只认记下的案例,3,3,3,3,3,3
"""


@pytest.fixture(scope="module")
def lists(rubrics, rubric):
    word = rubric.words["evidence"]["recorded"].zh
    reading = ScoredFile(rubrics)
    text = TABLE.replace("只认记下的案例", word)
    reading.take_all(read_appraisals("csv", text.encode(), rubrics, MAIN))
    assert not reading.rejected
    return return_lists(rubrics, reading.scored)


def test_each_manager_has_a_list_in_the_order_of_the_file(lists):
    found = [(one.manager, [back.row.appraisal_row.subject for back in one.returned]) for one in lists]
    assert found == [("李", ["甲", "丙"]), ("", ["丁"])]
    assert all(code == "case-required" for one in lists for back in one.returned for code, _ in back.reasons)


def test_the_text_says_who_goes_back_and_why(lists, rubrics, rubric):
    text = ReturnTables(rubrics, "zh").text(lists[0])
    finding = rubric.finding["case-required"]
    assert text.startswith("致李：\n下面 2 份评估退回")
    assert "1. 甲（2006Q2）" in text and "2. 丙（2006Q2）" in text and "乙" not in text
    assert finding.because.zh in text and finding.action.zh in text
    english = ReturnTables(rubrics, "en").text(lists[1])
    assert english.startswith("To (no manager given):\nThe appraisal below goes back")
    assert "1. 丁\n" in english and finding.action.en in english


def test_the_tables_have_a_row_for_each_reason_and_a_sheet_for_each_manager(lists, rubrics):
    tables = ReturnTables(rubrics, "en")
    _, headings, table_rows = tables.whole(lists)
    assert headings[:3] == ["Manager", "Name", "Period"]
    assert [row[:3] for row in table_rows] == [
        ["李", "甲", "2006Q2"],
        ["李", "丙", "2006Q2"],
        ["", "丁", ""],
    ]
    assert [name for name, _, _ in tables.each(lists)] == ["李", "(no manager given)"]
    assert [name for name, _, _ in tables.each(())] == ["Return list"]


def test_sheets_of_managers_with_like_names_are_told_apart():
    names = list(distinct_names(["A/B", "a b", "x" * 40, "x" * 41, ""]))
    assert names == ["A B", "a b-2", "x" * 31, f"{'x' * 29}-2", "-"]


def test_what_keeps_from_finishing_and_what_goes_back_is_the_most_urgent(rubric):
    order = by_urgency(rubric)
    assert order[:3] == ("incomplete", "case-required", "case-contradicts") and order[-1] == "hr-sample"
    assert sorted(order) == sorted(rubric.finding)
    assert "hr-sample" not in one_by_one_codes(rubric) and "hr-verify" in one_by_one_codes(rubric)
