"""The hand-written pages, what they may ask of the data, and the terms that explain themselves on them."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from handbook import load_handbook
from hovering import Terms
from liumai.loader import rubric_folder
from liumai.model import GlossaryEntry, Spellings, Text
from prose import ProseError
from worked import decimal

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(path.relative_to(DOCS / "zh").as_posix() for path in (DOCS / "zh").rglob("*.md"))


@pytest.fixture(scope="module")
def book():
    return load_handbook("en", "six-veins-2006", rubric_folder())


def test_every_page_is_written_in_both_languages():
    assert sorted(path.relative_to(DOCS / "en").as_posix() for path in (DOCS / "en").rglob("*.md")) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_the_headings_have_the_same_anchors_in_both_languages(page):
    zh, en = (
        re.findall(
            r"^#{2,} .*?(?:\{ #([\w-]+) \})?$", (DOCS / language / page).read_text("utf-8"), re.MULTILINE
        )
        for language in ("zh", "en")
    )
    assert zh == en
    assert all(zh), "a heading without an anchor"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ('scores("no-such")', "finding no-such"),
        ('band("no-such").name', "band no-such"),
        ('figure("no-such")', "figure no-such"),
        ('name("no-such")', "criterion no-such"),
        ('rule_status("no-such")', "rule no-such"),
    ],
)
def test_a_page_that_asks_for_what_the_rubric_lacks_says_so(book, asked, told):
    with pytest.raises(ProseError, match=f"speaks of the {told}, which the rubric does not have"):
        book.render("{{ " + asked + " }}", "guide/any.md")


def test_a_page_has_its_worked_examples_scored(book):
    shown = book.render(
        '{{ judged("teamwork", "mmmuu", "2- 3+").score }} {{ judged("teamwork", "mmmuu").score }}'
        ' {{ appraised("mmmuu.mmmpu.mmpuu.mmmuu.mmpuu.mmpuu").total }}',
        "guide/any.md",
    )
    assert shown == "1 3 17"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(16), "16"),
        (Fraction(133, 8), "16.625"),
        (Fraction(33, 2), "16.5"),
        (Fraction(49, 3), "16 1/3"),
        (Fraction(0), "0"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_a_mean_is_shown_exactly(number, shown):
    assert decimal(number) == shown


def term(zh, en):
    return GlossaryEntry(id=en, term=Text(zh, en), also=Spellings(), text=Text("解释", "explained"))


def test_a_term_is_explained_once_and_as_a_whole_word():
    terms = Terms([term("半分", "case")], "en")
    html = "<p>non-compliant-case, cases, <a>case</a>, case, case</p>"
    assert terms.explain(html) == html.replace(" case,", ' <abbr title="explained">case</abbr>,', 1)


def test_a_chinese_term_needs_no_word_boundary():
    explained = Terms([term("半分", "half point")], "zh").explain("<p>给了半分就停。</p><h2>半分</h2>")
    assert explained == '<p>给了<abbr title="解释">半分</abbr>就停。</p><h2>半分</h2>'
