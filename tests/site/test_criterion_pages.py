"""A criterion's page has all that a manager looks for, in both languages."""

import pytest
from bs4 import BeautifulSoup


def soup(site, language, name):
    text = (site / language / "six-veins-2006" / name / "index.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


NAMES = ["customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_each_level_has_its_clause_meaning_award_half_point_and_cases(site, rubric, name, language):
    page = soup(site, "" if language == "zh" else "en", name)
    for level in rubric.criterion[name].levels:
        heading = page.find(id=f"level-{level.level}")
        assert getattr(level.clause, language) in heading.get_text()
        section = []
        for following in heading.find_next_siblings():
            if following.name == "h2":
                break
            section.append(following)
        words = " ".join(" ".join(part.get_text(" ").split()) for part in section)
        assert getattr(rubric.words["award"][level.award], language) in words
        if level.half_point_note:
            assert getattr(level.half_point_note, language) in words
        assert " ".join(getattr(level.meaning.points[0], language).split()) in words
        assert any(part.select(".status") for part in section)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_each_case_has_a_permalink_its_verdict_in_words_and_its_reason(site, rubric, name, language):
    page = soup(site, "" if language == "zh" else "en", name)
    for level in rubric.criterion[name].levels:
        for case in level.cases:
            article = page.find("article", id=case.id)
            words = article.get_text()
            assert getattr(rubric.words["verdict"][case.verdict], language) in words
            assert article.select_one(".case__mark")["aria-hidden"] == "true"
            assert article.find("a", href=f"#{case.id}")
            assert " ".join(getattr(case.why, language).split()) in " ".join(words.split())
            assert article.select_one(f".status--{case.status}")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_the_motto_shows_where_it_is_from(site, rubric, name, language):
    motto = rubric.criterion[name].motto
    shown = soup(site, "" if language == "zh" else "en", name).select_one("p.motto")
    assert getattr(motto, language) in " ".join(shown.get_text().split())
    (badge,) = shown.select(".status")
    assert f"status--{motto.status}" in badge["class"]
    assert badge.get_text(strip=True) == getattr(rubric.words["status"][motto.status], language)
