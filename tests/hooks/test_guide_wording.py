"""What the guide says aloud: spoken lines, and the words of clauses that it quotes."""

import re
from pathlib import Path

import pytest

from hooks.content.handbook import load_handbook
from liumai.rubric_files.loader import rubric_folder

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = [
    (language, page.stem)
    for language in ("zh", "en")
    for page in sorted((DOCS / language / "guide").glob("*.md"))
]
# Where a climb stopped is not a score: whoever hears “I stopped at level 2” hears a score of 2.
STOP_AS_SCORE = r"停在第 ?\d 级|stop(?:s|ped)? at level \d"


def page_text(language, page):
    return (DOCS / language / "guide" / f"{page}.md").read_text("utf-8")


@pytest.mark.parametrize(("language", "page"), GUIDE)
def test_no_spoken_line_names_the_level_of_the_stop_as_if_it_were_the_score(language, page):
    spoken = [line for line in page_text(language, page).splitlines() if line.startswith(">")]
    assert [line for line in spoken if re.search(STOP_AS_SCORE, line)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_for_a_case_quotes_words_of_the_clause(language):
    rubric = load_handbook(language, "six-veins-2006", rubric_folder()).rubric
    clause = getattr(rubric.criterion["teamwork"].levels[2].clause, language)
    template = page_text(language, "scoring").partition("{ #template }")[2].partition("\n### ")[0]
    last_row = [line for line in template.splitlines() if line.startswith("|")][-1]
    quoted = re.findall("“(.*?)”", last_row)
    assert len(quoted) == 3
    assert [words for words in quoted if words not in clause] == []
