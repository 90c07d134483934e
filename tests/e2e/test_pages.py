"""Pages of the handbook in Chromium: printing, links to the calculator, forms before their scripts have loaded."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("example", ["strong-but-gated", "rated-without-cases"])
def test_an_examples_link_opens_it_in_the_calculator_with_its_cases(open_page, example):
    page = open_page(f"six-veins-2006/examples/{example}/")
    shown = page.locator("[data-total]").inner_text()
    page.locator("a.md-button--primary").click()
    expect(page.locator(".sheet:not([hidden]) [data-part=total]")).to_have_text(shown, timeout=60_000)
    assert page.url.split("/calculator/#")[1].startswith("a=six-veins-2006:")


def test_a_criterion_prints_each_level_on_its_own_page_with_whole_cases(open_page):
    page = open_page("six-veins-2006/teamwork/", width=680, color_scheme="light")
    page.emulate_media(media="print")
    shown = page.evaluate("""() => [...document.querySelectorAll("article a, article button, article form")]
        .filter((each) => each.checkVisibility() && each.closest("#try, .calculator, .headerlink")).length""")
    assert shown == 0, "what is only for the screen is printed"
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    levels = page.locator(".level-heading").count()
    assert pages > levels
    cut = page.evaluate("""() => [...document.querySelectorAll(".case")]
        .filter((each) => getComputedStyle(each).breakInside !== "avoid").length""")
    assert cut == 0


@pytest.mark.parametrize("path", ["six-veins-2006/teamwork/", "en/six-veins-2006/rules/"])
def test_what_is_read_in_the_dark_prints_black_on_white_under_its_title(open_page, path):
    page = open_page(path, width=680, color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("h1").is_visible()
    dark = page.evaluate("""() => {
        const luminance = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
            return a < 0.1 ? null : (0.3 * r + 0.6 * g + 0.1 * b) / 255; };
        return [...document.querySelectorAll("article *")].filter((each) => each.checkVisibility())
            .filter((each) => (luminance(getComputedStyle(each).backgroundColor) ?? 1) < 0.8
                || (each.matches("p, td, th, li, h1, h2, h3") && luminance(getComputedStyle(each).color) > 0.6))
            .map((each) => each.outerHTML.slice(0, 80));
    }""")
    assert dark == []


CHOOSING = ["cases/", "compare/", "calculator/", "carry/", "readings/", "team/", "year/"]
CHOOSING += ["trainers/quiz/", "trainers/calibration/", "trainers/deck/"]
SHOWN = """() => [...document.querySelectorAll(".md-content :is(button, input, label, select, textarea)")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true })).length"""


@pytest.mark.fresh_context
@pytest.mark.parametrize("path", CHOOSING)
def test_nothing_can_be_chosen_before_its_script_hears_it(open_page, path):
    page, held, released = open_page("404.html"), [], []
    page.route("**/*.js", lambda route: route.continue_() if released else held.append(route))
    page.goto(page.url.replace("404.html", path), wait_until="commit")
    page.wait_for_selector(".md-footer")
    assert held
    assert page.evaluate(SHOWN) == 0
    released.append(True)
    for route in held:
        route.continue_()
    page.wait_for_load_state()
    assert page.evaluate(SHOWN) > 0
