"""The handouts as PDF: they open, have the pages they should, embed their fonts, and are found by a search in Chinese."""

import functools
import re

import pypdf
import pytest

from hooks.handouts.handouts import handouts, worksheet_cases
from tests.support.shipped_rubrics import shipped_rubrics

MAIN = shipped_rubrics()["six-veins-2006"]
NAMES = [handout.name for handout in handouts(MAIN)]
LANGUAGES = {"zh": "", "en": "en/"}
A4, A3_LANDSCAPE = (595, 842), (1191, 842)


@functools.cache
def opened(site, language, name):
    return pypdf.PdfReader(site / LANGUAGES[language] / "handouts" / f"{name}.pdf")


@functools.cache
def said(pdf):
    """All text of a PDF without spaces and line ends, as a search through it takes it."""
    return bare(" ".join(page.extract_text() for page in pdf.pages))


def bare(text):
    return re.sub(r"\s|\N{SOFT HYPHEN}", "", text)


def pages_of(name):
    """The least and the most pages that a handout may have."""
    if name in ("rules", "matrix"):
        return 1, 1
    return (2, 4)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_handout_opens_with_its_pages_and_fonts(site, language, name):
    pdf = opened(site, language, name)
    least, most = pages_of(name)
    assert least <= len(pdf.pages) <= most
    width, height = (round(float(side)) for side in pdf.pages[0].mediabox[2:])
    assert (width, height) == (A3_LANDSCAPE if name == "matrix" else A4)
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = inner["/FontDescriptor"].get_object()
        assert any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")), font["/BaseFont"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_finds_every_clause_on_the_poster_and_in_the_form(site, language):
    for name in ("matrix", "form"):
        text = said(opened(site, language, name))
        for level in MAIN.level.values():
            assert bare(getattr(level.clause, language)) in text, (name, level.clause)


def test_no_character_is_written_as_the_radical_that_looks_like_it(site):
    for name in NAMES:
        text = said(opened(site, "zh", name))
        assert len(re.findall("[一-鿿]", text)) > 300
        assert re.findall("[⺀-⿟]", text) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("criterion", MAIN.criteria, ids=lambda criterion: criterion.id)
def test_worksheet_and_answers_have_the_same_cases_and_only_one_tells(site, language, criterion):
    worksheet = said(opened(site, language, f"{criterion.id}-worksheet"))
    answers = said(opened(site, language, f"{criterion.id}-answers"))
    cases = list(worksheet_cases(criterion))
    assert len(cases) >= 15 and [number for number, _, _ in cases] == list(range(1, len(cases) + 1))
    assert len({case.id for _, _, case in cases}) == len(cases)
    assert {case.verdict for _, _, case in cases} == {"compliant", "non-compliant", "inapplicable"}
    for _, _, case in cases:
        text, why = bare(getattr(case.text, language)), bare(getattr(case.why, language))
        # A page's end may part a text; its beginning stands whole.
        assert text[:20] in worksheet and why[:20] in answers
        assert why[:20] not in worksheet
    assert len({case.verdict for _, _, case in cases[:5]}) >= 2, "the order gives the answer away"


def test_the_rules_card_has_every_rule_and_finding(site):
    text = said(opened(site, "zh", "rules"))
    for each in (*MAIN.rules, *MAIN.findings, *MAIN.bands):
        assert bare(each.name.zh) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trainers_page_links_every_pdf(site, language):
    html = (site / LANGUAGES[language] / "trainers" / "materials" / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'handouts/([\w-]+)\.pdf"', html)) == set(NAMES)
    assert set(re.findall(r'handouts/([\w-]+)/"', html)) == set(NAMES)
