"""A table of results is read again: HR's marks, corrected cells, and the exact ratings behind the scores."""

from liumai.analysis.rows import AppraisalRow, RejectedRow
from liumai.analysis.scored_file import ScoredFile
from liumai.core.vector import to_vector
from liumai.formats.csv_file import write_csv
from liumai.formats.group_file import read_appraisals
from liumai.formats.group_tables import GroupTables

MAIN = "six-veins-2006"
HEAD = "姓名,主管,时段,案例读法,客户第一,团队合作,拥抱变化,诚信,激情,敬业,客户第一案例,看过"


def read(rubrics, *lines):
    reading = ScoredFile(rubrics)
    text = "\n".join([HEAD, *lines])
    reading.take_all(read_appraisals("csv", text.encode(), rubrics, MAIN))
    return reading


def again(reading, language="zh"):
    """The export of the results, read again; and its table."""
    _, headings, table_rows = next(GroupTables(reading.rubrics, language).of_team(reading))
    table = [headings, *table_rows]
    back = ScoredFile(reading.rubrics)
    back.take_all(read_appraisals("csv", write_csv(table), reading.rubrics, MAIN))
    return back, table


def edited(reading, column, value):
    """The export with one cell of its first row changed by hand, read again."""
    _, headings, table_rows = next(GroupTables(reading.rubrics, "zh").of_team(reading))
    first, *rest = (list(row) for row in table_rows)
    first[headings.index(column)] = value
    back = ScoredFile(reading.rubrics)
    raw = write_csv([headings, first, *rest])
    back.take_all(read_appraisals("csv", raw, reading.rubrics, MAIN))
    return back


def test_marks_go_round(rubrics):
    reading = read(
        rubrics,
        "甲,李,2006Q2,,3,3,3,3,3,3,,✓",
        "乙,李,2006Q2,,3,3,3,3,3,3,,否",
        "丙,李,2006Q2,,3,3,3,3,3,3,,",
    )
    assert [row.appraisal_row.looked_at for row in reading.scored] == [True, False, False]
    for language in ("zh", "en"):
        back, _ = again(reading, language)
        assert [row.appraisal_row.looked_at for row in back.scored] == [True, False, False]


def test_results_are_the_same_when_the_export_is_read_again(rubrics, rubric):
    recorded = rubric.words["evidence"]["recorded"].zh
    reading = read(
        rubrics,
        f"甲,李,2006Q2,{recorded},3,3,mpmuu,3,mm---,3,3+ 做了,",
        "乙,李,2006Q2,,mpmuu,3,3,3,-----,3,,",
    )
    for language in ("zh", "en"):
        back, _ = again(reading, language)
        assert [row.result for row in back.scored] == [row.result for row in reading.scored]
        pairs = zip(back.scored, reading.scored, strict=True)
        assert all(
            to_vector(a.appraisal_row.appraisal) == to_vector(b.appraisal_row.appraisal) for a, b in pairs
        )


def test_a_score_that_somebody_changes_in_the_export_counts(rubrics):
    reading = read(rubrics, "甲,李,2006Q2,,mpmuu,3,3,3,3,3,,")
    assert to_vector(edited(reading, "客户第一", 2).scored[0].appraisal_row.appraisal).startswith(
        f"{MAIN}:mmuuu."
    )
    assert not edited(reading, "客户第一", None).scored[0].result.complete
    unchanged = edited(reading, "主管", "王").scored[0].appraisal_row.appraisal
    assert to_vector(unchanged).startswith(f"{MAIN}:mpmuu.")
    assert edited(reading, "向量", "no vector").scored[0].result.half_points == 33


def test_a_cell_that_was_not_read_is_corrected_and_the_export_says_so(rubrics):
    reading = read(rubrics, "甲,李,2006Q2,,oops,9,3,3,3,3,,")
    (row,) = reading.rejected
    still = row.reread(4, "3")
    assert isinstance(still, RejectedRow) and [p.place.column for p in still.problems] == [5]
    fixed = still.reread(5, "2.5")
    assert isinstance(fixed, AppraisalRow)
    assert [one.zh for one in fixed.corrections] == ["客户第一：oops → 3", "团队合作：9 → 2.5"]
    reading.put(0, fixed)
    assert reading.scored[0].result.half_points == 35 and not reading.rejected
    back, table = again(reading)
    column = table[0].index("改过的格")
    assert table[1][column] == "客户第一：oops → 3；团队合作：9 → 2.5"
    assert again(back)[1][1][column] == table[1][column]
