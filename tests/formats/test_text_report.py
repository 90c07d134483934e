"""The result as plain text: each duty once, with the criteria it is about; what is done apart from what is open."""

import pytest

from liumai.core.appraisal_file import read_appraisal
from liumai.core.scoring import score
from liumai.formats.text_report import summary


def report(rubrics, language, **criteria):
    """The text of an appraisal in which everything else stops at 2."""
    rubric = rubrics["six-veins-2006"]
    data = {c.id: {"score": 2} for c in rubric.criteria} | criteria
    given = read_appraisal({"rubric": rubric.id, "criteria": data}, rubrics)
    return summary(language, rubric, given, score(rubric, given))


def entry(points, *texts, verdict="compliant"):
    return {"score": points, "cases": [{"level": 3, "verdict": verdict, "text": text} for text in texts]}


def line_of(text, words):
    (line,) = (line for line in text.splitlines() if words in line)
    return line


@pytest.mark.parametrize(
    ("language", "action", "wanted"),
    [
        (
            "zh",
            "把支持这个分数的案例写下来",
            "- 主管：把支持这个分数的案例写下来。（团队合作、诚信；已写：激情）",
        ),
        (
            "en",
            "Write down the cases",
            "- Manager: Write down the cases that support the score. (Teamwork, Integrity; answered: Passion)",
        ),
    ],
)
def test_a_duty_stands_once_with_its_criteria(rubrics, language, action, wanted):
    text = report(
        rubrics, language, teamwork={"score": 3}, integrity=entry(3, "  "), passion=entry(3, "stayed")
    )
    assert line_of(text, action) == wanted


def test_a_duty_that_every_criterion_answers_is_ticked(rubrics):
    text = report(rubrics, "zh", teamwork=entry(3, "分给了两个组"))
    assert line_of(text, "把支持这个分数的案例写下来").startswith("✓ 主管：")
    assert line_of(text, "抽查").startswith("- HR：")


def test_the_duties_of_the_total_name_it(rubrics):
    low = {name: {"score": 1} for name in ("teamwork", "integrity", "passion", "commitment")}
    assert line_of(report(rubrics, "en", **low), "Settle it by 1 over 1").endswith("(Total)")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_has_no_vector_and_says_where_nothing_is_written(rubrics, language):
    text = report(rubrics, language, teamwork=entry(3, ""))
    assert "six-veins-2006:" not in text
    assert ("（还没有写内容）" if language == "zh" else "(nothing written yet)") in text
