"""A virtual screen reader walks a rating from the first level to the announced result, in both languages."""

import pytest

from tests.support.calculator_page import SHEET, appraisal_of, expected_of, ready, result_of
from tests.support.screen_reader import ScreenReader, bundled

RATINGS = ["met", "met", "met", "partial", "unmet"]
TAPPED = "2"  # the score that is tapped for every other criterion
WORDS = {
    "zh": {
        "level": "第 {n} 级",
        "tap": "{name}：直接给一个分数",
        "partial": "目前合计 {total}，还没有评完。",
        "whole": "总分 {total}，满分 30。{band}",
        "result": "结果",
        "duties": "待办事项",
        "open": "（还没有写）",
    },
    "en": {
        "level": "Level {n}",
        "tap": "{name}: tap a score",
        "partial": "{total} so far; not fully rated yet.",
        "whole": "Total {total} of 30. {band}",
        "result": "Result",
        "duties": "To do",
        "open": "(still to do)",
    },
}


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    return bundled(tmp_path_factory.mktemp("screen-reader"))


def rate_level(reader, words, level, number, rating):
    """Walk to a level, hear its clause, and choose a rating; the choice must be spoken with its state."""
    heading = f"{words['level'].format(n=number)} {level}"
    heard = reader.walk_to(f"group, {heading}") + reader.walk_to(f"radio, {rating}, not checked")
    assert level in heard
    reader.act()
    reader.await_state(f"radio, {rating}, checked, position ")


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_a_rating_is_heard_from_the_first_level_to_the_result(open_page, script, rubrics, rubric, tongue):
    def text(of):
        return getattr(of, tongue)

    words = WORDS[tongue]
    page = open_page("calculator/" if tongue == "zh" else "en/calculator/")
    ready(page)
    reader = ScreenReader(page, script, SHEET)

    first, *others = rubric.criteria
    reader.walk_to(f"region, {text(first.name)}")
    reader.walk_to(f"heading, {text(first.name)}, level 2")
    for number, (level, rating) in enumerate(zip(first.levels, RATINGS, strict=True), 1):
        rate_level(reader, words, text(level.clause), number, text(rubric.words["rating"][rating]))
    reader.await_announcement("3.5")
    reader.await_announcement(words["partial"].format(total="3.5"))

    for criterion in others:
        reader.walk_to(f"region, {text(criterion.name)}")
        reader.walk_to(f"group, {words['tap'].format(name=text(criterion.name))}")
        reader.walk_to(f"button, {TAPPED}, not pressed")
        reader.act()
        reader.await_state(f"button, {TAPPED}, pressed")

    result = expected_of(rubrics, appraisal_of(page))
    assert result_of(page)["total"] == result["total"] == 13.5
    (band,) = (one for one in rubric.bands if one.id in result["band"]["candidates"])
    reader.await_announcement(words["whole"].format(total="13.5", band=text(band.name)))

    reader.walk_to(f"region, {words['result']}")
    heard = reader.walk_to(f"heading, {words['duties']}, level 3")
    assert {"13.5", text(band.name)} <= set(heard)
    reader.walk_to(f"button, {text(first.name)} {words['open']}")
