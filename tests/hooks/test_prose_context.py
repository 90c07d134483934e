"""The hand-written pages, what they may ask of the data, and the terms that explain themselves on them."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from hooks.build_cache import BuildCache, TemplateCache
from hooks.content.handbook import load_handbook
from hooks.content.prose_context import PageError
from hooks.content.prose_examples import decimal
from hooks.delivery.cache_busting import Addresses
from hooks.pages.glossary_tooltips import GlossaryTooltips
from hooks.pages.page_builder import PageBuilder
from liumai.core.rubric import Basis, Text
from liumai.rubric_files.content_records import GlossaryEntry, Spellings
from liumai.rubric_files.loader import rubric_folder

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(path.relative_to(DOCS / "zh").as_posix() for path in (DOCS / "zh").rglob("*.md"))


@pytest.fixture(scope="module")
def book():
    return load_handbook("en", "six-veins-2006", rubric_folder())


def built(book):
    """What makes the pages of a handbook. None of these tests looks at addresses, so their versions are made up."""
    versions = dict.fromkeys(book.rubrics, "0")
    return PageBuilder(book, Addresses("0", versions, versions), BuildCache(enabled=False), TemplateCache())


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
    with pytest.raises(PageError, match=f"speaks of the {told}, which the rubric does not have"):
        built(book).render("{{ " + asked + " }}", "guide/any.md")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("{{ nmae }}", "found nmae, which no page can use; did you mean name?"),
        ("{{ name() }}", "TypeError: .*missing 1 required positional argument: 'criterion'"),
        ("{{ rubric.no_such.thing }}", "has no attribute 'no_such'"),
        ("{{ name('teamwork')|t }}", "AttributeError: "),
        ("{{ judged('no-such', 'mmm').score }}", "found 'no-such', which the rubric does not have"),
        ("{{ appraised('mm').total }}", "found 1 groups; expected 6"),
        ("{% if half %}", "Unexpected end of template"),
    ],
)
def test_any_mistake_in_a_page_is_told_with_its_line_and_reason(book, wrong, told):
    with pytest.raises(PageError, match=told) as raised:
        built(book).render(f"# Title\n\nHalf a point is {{{{ half }}}}.\n\n{wrong}\n", "guide/any.md")
    assert raised.value.line == 5
    assert raised.value.__cause__ is None and raised.value.__suppress_context__  # no second traceback


# The three figures that every copy lost, as an adopter may fill them in: any of them, in any combination.
FILLED = [
    {key: figure for key, figure in (("top", 4.25), ("bottom", 2.5), ("total", 9.0)) if key in keys}
    for keys in (
        (),
        *[("top",), ("bottom",), ("total",)],
        *[("top", "bottom"), ("top", "total"), ("bottom", "total")],
        ("top", "bottom", "total"),
    )
]


def filled(book, language, figures, **basis):
    """The handbook whose rubric has these figures filled in."""
    own = Basis(status="authored", **basis)
    changes = {
        "consistently-exceeds": ("grade", figures.get("top")),
        "unacceptable": ("grade", figures.get("bottom")),
        "needs-improvement": ("from_", figures.get("total")),
    }
    bands = []
    for band in book.rubric.bands:
        key, figure = changes.get(band.id, ("", None))
        known = figure is not None
        bands.append(replace(band, **{key: figure, f"{key.rstrip('_')}_basis": own}) if known else band)
    rubric = replace(book.rubric, bands=tuple(bands))
    return replace(book, language=language, rubrics={**book.rubrics, rubric.id: rubric})


@pytest.fixture(scope="module", params=FILLED, ids=lambda figures: "-".join(figures) or "none")
def figures(request):
    return request.param


@pytest.fixture(scope="module", params=["zh", "en"])
def told(request, book, figures):
    """What the guide says, page by page, once the figures are filled in; without badges, in plain words."""
    own = built(filled(book, request.param, figures))

    def read(page):
        text = own.render(
            (DOCS / request.param / "guide" / f"{page}.md").read_text("utf-8"), f"guide/{page}.md"
        )
        return re.sub(r"<[^>]+>", "", re.sub(r' ?<a class="status.*?</a>', "", text))

    read.language, read.pages = request.param, {page.path: page.markdown for page in own.pages(["index.md"])}
    return read


def says(told, page, zh, en):
    return (zh if told.language == "zh" else en) in told(page)


def test_the_guide_speaks_of_the_total_that_divides_as_it_is(told, figures):
    divided = "total" in figures
    assert says(told, "scoring", "12 分以下：最低的两档", "Under 12: the two lowest bands") == divided
    assert says(told, "scoring", "为什么定不了档", "why there is no band") != divided
    assert says(told, "scoring", "给出“需要改进”", "says “Needs improvement”.") == divided
    assert says(told, "scoring", "1 over 1 plus HR", "1 over 1 plus HR") != divided
    assert says(told, "start-here", "- 总分不到 12 分。", "- the total is under 12.") != divided
    assert says(told, "one-over-one", "| 总分在 12 分以下 |", "| The total is under 12 |") != divided
    assert (
        says(
            told,
            "low-score",
            "9 分及以上是“需要改进”，不到 9 分",
            "From there up a total is “Needs improvement”, under it",
        )
        == divided
    )
    assert says(told, "low-score", "为了躲开 9 分", "stay clear of 9.") == divided
    assert says(told, "low-score", "先定下归哪一档", "Settle the band first") != divided
    assert says(told, "questions", "9 分及以上是“需要改进”", "From 9 it is “Needs improvement”") == divided
    assert says(told, "questions", "无法断定", "It is uncertain") != divided
    assert says(told, "history", "分档定不下来", "has no certain band") != divided


def test_the_guide_speaks_of_the_grades_as_they_are(told, figures):
    top = "top" in figures
    assert says(told, "questions", "最高一档为什么没有等级", "Why has the top band no grade") != top
    assert (
        says(told, "questions", "最高一档的等级是哪里来的", "Where is the grade of the top band from") == top
    )
    assert says(told, "questions", "现在填的是 4.25", "here it is 4.25") == top
    assert says(told, "promotion", "最高一档的等级已经缺失", "The grade of the top band is lost") != top
    assert (
        says(told, "history", "“一贯持续超出期望”的等级：4.25", "“Consistently exceeds expectations”: 4.25")
        == top
    )
    assert says(told, "history", "“不可接受”的等级：2.5", "“Unacceptable”: 2.5") == ("bottom" in figures)
    assert says(told, "history", "你的公司都已经填了", "yours has.") == (len(figures) == 3)
    assert says(told, "history", "有的你的公司已经填了", "yours has filled in some") == (
        len(figures) in (1, 2)
    )


def test_no_sentence_of_the_guide_is_left_without_its_end(told):
    for page in ("start-here", "scoring", "low-score", "one-over-one", "questions", "history", "promotion"):
        text = told(page)
        assert not re.search(r"\bNone\b(?! has)", text) and not re.search(r" [.,;:。；：，](?:\s|$)", text), (
            page
        )


def test_the_gaps_page_tells_what_was_filled_in_and_always_how(told, figures):
    page = told.pages["gaps.md"]
    lost, _, settled = page.partition("{ #illegible }")[::-1]
    heading = "自己填上的" if told.language == "zh" else "Filled in"
    assert (f"## {heading} {{ #settled }}" in page) == bool(figures)
    for key, anchor in (
        ("top", "band-consistently-exceeds-grade"),
        ("bottom", "band-unacceptable-grade"),
        ("total", "band-needs-improvement-from"),
    ):
        assert (f'id="{anchor}"' in settled) == (key in figures)
        assert (f'id="{anchor}"' in lost) != (key in figures)
    example = page.partition("{ #fill }")[2]
    assert example.count("```") == 2 and "settled_by" in example
    assert ("null" in example) == (len(figures) < 3)


def test_pages_of_rules_list_no_doubt_that_cannot_arise(told, figures):
    for page in ("six-veins-2006/rules.md", "findings.md"):
        assert ('id="finding-band-uncertain"' in told.pages[page]) == ("total" not in figures)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whoever_settled_a_figure_is_named(book, language):
    own = built(filled(book, language, {"top": 4.25}, settled_by=Text("薪酬委员会", "the pay committee")))
    who = "薪酬委员会" if language == "zh" else "the pay committee"
    pages = {page.path: page.markdown for page in own.pages(["index.md"])}
    assert who in pages["gaps.md"].partition("{ #illegible }")[0]
    assert who in pages["six-veins-2006/rules.md"].partition('id="band-exceeds"')[0]


def test_a_page_has_its_worked_examples_scored(book):
    shown = built(book).render(
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
    terms = GlossaryTooltips([term("半分", "case")], "en")
    html = "<p>non-compliant-case, cases, <a>case</a>, case, case</p>"
    assert terms.explain(html) == html.replace(" case,", ' <abbr title="explained">case</abbr>,', 1)


def test_a_chinese_term_needs_no_word_boundary():
    explained = GlossaryTooltips([term("半分", "half point")], "zh").explain(
        "<p>给了半分就停。</p><h2>半分</h2>"
    )
    assert explained == '<p>给了<abbr title="解释">半分</abbr>就停。</p><h2>半分</h2>'


PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
MOST = 80_000  # bytes of a picture


@pytest.mark.parametrize("page", PAGES)
def test_the_pictures_of_a_page_are_there_in_both_languages_described_and_light(page):
    named = {}
    for language in ("zh", "en"):
        path = DOCS / language / page
        told = PICTURE.findall(path.read_text("utf-8"))
        named[language] = [file for _, file in told]
        for words, file in told:
            assert len(words) > 10, f"{file} is not described"
            assert 0 < (path.parent / file).stat().st_size < MOST, file
    assert named["zh"] == named["en"]


def test_every_picture_is_shown_somewhere():
    shown = {
        (path.parent / file).resolve()
        for path in [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]
        for file in re.findall(r'(?:\]\(|src=")([^")]+\.webp)', path.read_text("utf-8"))
    }
    assert shown == set(DOCS.rglob("*.webp"))
    assert len(shown) > 10
