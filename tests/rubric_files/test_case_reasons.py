"""Every case's reason quotes words of the clause that it turns on, in both languages.

A case that belongs elsewhere turns on the clause of the level it belongs to.
"""

import re

import pytest

from tests.support.shipped_rubrics import shipped_rubrics

RUBRIC = shipped_rubrics()["six-veins-2006"]
QUOTED = re.compile("“([^“”]+)”")
CASES = [
    pytest.param(RUBRIC.level[case.belongs_to or name].clause, case, id=case.id)
    for name, level in RUBRIC.level.items()
    for case in level.cases
]


def bare(text):
    """Text without punctuation, spaces and case, so that a quotation may start a sentence."""
    return re.sub(r"[\W_]+", "", text).lower()


def quotes_clause(why, clause):
    """Whether any quotation in ``why``, of two characters or more, stands word for word in ``clause``."""
    quoted = [bare(words) for words in QUOTED.findall(why)]
    return any(len(words) >= 2 and words in bare(clause) for words in quoted)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("clause", "case"), CASES)
def test_the_reason_of_a_case_quotes_the_clause(clause, case, language):
    why, words = getattr(case.why, language), getattr(clause, language)
    assert quotes_clause(why, words), f"{why}\nquotes nothing of: {words}"


@pytest.mark.parametrize(
    ("why", "found"),
    [
        ("It was “Kept in Mind”.", True),
        ("It was kept in mind.", False),
        ("It was “kept” in “view”.", True),
        ("It was “mindful”.", False),
        ("It was “a”.", False),
    ],
)
def test_only_quoted_words_of_the_clause_count(why, found):
    assert quotes_clause(why, "What is promised is kept in mind.") is found
