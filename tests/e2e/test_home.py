"""The home page: the first action, the draft that is kept, the way for each reader; and the tabs and neighbours of all pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import SHEET, ready, tap
from tests.support.page_checks import accessible

LANGUAGES = ["", "en/"]
GUIDED = ".actions .md-button--primary"
SCORING = ["calculator/", "people/", "readings/", "year/", "team/", "carry/", "guide/calculator/"]
MOST_TABS = 6
MOST_STOPS = 10  # of the tab key, from the page's start to the first criterion's score
# As if the rubric had been saved by a tab in which nothing was scored: what is stored is then of another content.
CHANGE_DRAFT = """() => {
    const key = Object.keys(localStorage).find((one) => one.endsWith(" draft six-veins-2006"));
    const draft = JSON.parse(localStorage[key]);
    draft.value.criteria["customer-first"] = { score: 3.5 };
    localStorage[key] = JSON.stringify(draft);
}"""


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("", 390, "light"), ("en/", 390, "dark"), ("en/", 1280, "light")]
)
def test_the_first_screen_leads_into_the_questions(open_page, language, width, scheme):
    page = open_page(language, width=width, height=844, color_scheme=scheme)
    accessible(page)
    button = page.locator(GUIDED)
    expect(button).to_have_count(1)
    box = button.bounding_box()
    assert box["y"] + box["height"] <= 844, "the button is on the first screen"
    button.click()
    expect(page.locator("dialog.guided")).to_be_visible(timeout=60_000)
    expect(page).to_have_url(re.compile(r"/calculator/(\?guided)?(#.*)?$"))


def test_a_draft_goes_on_in_the_questions_when_its_result_is_there(open_page, served):
    page = open_page("en/calculator/")
    ready(page)
    tap(page, "customer-first", 2)
    page.locator("[data-part=kept][data-status=kept]").wait_for()
    page.goto(f"{served.address}en/calculator/?guided")
    expect(page.locator("dialog.guided")).to_be_visible(timeout=60_000)
    page.wait_for_function("document.querySelector('appraisal-calculator').result?.total === 2")
    expect(page.locator("dialog.guided h2")).to_contain_text("Teamwork")


@pytest.mark.parametrize(
    ("language", "scored", "rated"),
    [
        ("", "接着评：张三 2006Q2，3 / 30", "接着评：张三 2006Q2，已评 1 项"),
        ("en/", "Go on with 张三 2006Q2, 3/30", "Go on with 张三 2006Q2, criteria rated: 1"),
    ],
)
def test_a_draft_that_is_kept_is_offered_with_the_cores_total(open_page, served, language, scored, rated):
    page = open_page(language)
    expect(page.locator("kept-draft")).to_be_hidden()
    page.goto(f"{served.address}{language}calculator/")
    ready(page)
    page.locator(f"{SHEET} [data-field=subject]").fill("张三")
    page.locator(f"{SHEET} [data-field=period]").fill("2006Q2")
    tap(page, "customer-first", 3)
    page.wait_for_function("document.querySelector('appraisal-calculator').result?.total === 3")
    page.locator("[data-part=kept][data-status=kept]").wait_for()
    page.goto(served.address + language)
    link = page.locator("kept-draft a")
    expect(link).to_have_text(scored)
    accessible(page)
    page.evaluate(CHANGE_DRAFT)
    page.reload()
    expect(link).to_have_text(rated)
    link.click()
    ready(page)
    expect(page.locator(f"{SHEET} [data-field=subject]")).to_have_value("张三")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reader_has_one_way_from_home(open_page, served, language):
    page = open_page(language)
    links = page.locator("#who + .cards a").evaluate_all("all => all.map((link) => link.href)")
    assert len(links) == 4
    for link in links:
        page.goto(link)
        path, _, anchor = link.partition("#")
        expect(page.locator(f"#{anchor}" if anchor else "h1")).to_be_visible()
        assert path.startswith(served.address + language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_few_tabs_and_every_page_of_scoring_shows_the_others(open_page, served, language):
    page = open_page(f"{language}calculator/")
    tabs = page.locator(".md-tabs__link").evaluate_all("all => all.map((link) => link.textContent.trim())")
    assert 2 < len(tabs) == len(set(tabs)) <= MOST_TABS
    for path in SCORING:
        page.goto(f"{served.address}{language}{path}")
        links = page.locator(".neighbours a")
        addresses = links.evaluate_all("all => all.map((link) => link.href)")
        assert [address.removeprefix(served.address + language) for address in addresses] == SCORING
        expect(page.locator(".neighbours [aria-current=page]")).to_have_count(1)
        assert page.locator(".neighbours [aria-current=page]").get_attribute("href") == links.nth(
            SCORING.index(path)
        ).get_attribute("href")
    page.goto(f"{served.address}{language}trainers/calibration/")
    expect(page.locator(".neighbours a")).to_have_count(2)


def test_neighbours_stay_in_one_line_on_a_phone_and_are_not_printed(open_page):
    page = open_page("en/year/", width=390)
    neighbours = page.locator(".neighbours")
    assert neighbours.bounding_box()["height"] < 60
    here = neighbours.locator("[aria-current]").bounding_box()
    assert here["x"] >= 0 and here["x"] + here["width"] <= 390, "the page that is shown is in view"
    accessible(page)
    neighbours.locator("a[href$='/team/']").click()
    page.wait_for_selector("team-view")
    expect(page.locator(".neighbours [aria-current=page]")).to_have_attribute(
        "href", re.compile("(team/|\\./)$")
    )
    page.emulate_media(media="print")
    expect(page.locator(".neighbours")).to_be_hidden()


@pytest.mark.parametrize(("language", "words"), [("", "跳到评定表"), ("en/", "Skip to the ratings")])
def test_the_first_rating_is_few_tabs_from_the_start_of_the_page(open_page, language, words):
    page = open_page(f"{language}calculator/#a=six-veins-2006:mumpu.mmmmm.uuuuu.puuuu.mm---.mpmmm&to=edit")
    ready(page)
    address = page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == words
    page.keyboard.press("Enter")
    stops = 1
    while not page.evaluate("document.activeElement.closest('.scores-strip, [data-level]') !== null"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= MOST_STOPS, "the first level is further than that"
    assert page.evaluate("location.href") == address, "the address keeps the ratings"


@pytest.mark.parametrize(("language", "words"), [("", "跳到正文"), ("en/", "Skip to the content")])
def test_the_skip_link_says_where_it_leads_and_leads_there(open_page, language, words):
    page = open_page(f"{language}guide/scoring/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == words
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "h1"


def test_two_neighbouring_levels_are_compared_at_first(open_page):
    page = open_page("en/compare/")
    for side, level in (("left", 1), ("right", 2)):
        expect(page.locator(f"[data-part={side}] h2")).to_have_text(f"Customer First · Level {level}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "calculator/", "year/", "team/"])
def test_one_order_of_the_steps_is_told(open_page, language, path):
    page = open_page(language + path)
    steps = page.locator("ol.order li").all_inner_texts()
    assert len(steps) == 5
    assert "1 over 1 plus HR" in steps[2]
