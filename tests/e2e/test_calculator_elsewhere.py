"""The calculator in other pages; with a worker that dies or hangs; without motion; printed."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import (
    SHEET,
    START,
    VECTOR,
    expected,
    expected_of,
    level_of,
    rate,
    ready,
    result_of,
    tap,
    total,
)
from tests.support.page_checks import accessible


def test_a_criterions_page_lets_it_be_tried_once_in_view(open_page, rubrics):
    page = open_page("en/six-veins-2006/teamwork/", height=700)
    calculator = page.locator("appraisal-calculator")
    expect(calculator).to_have_attribute("data-state", "waiting")
    calculator.scroll_into_view_if_needed()
    ready(page)
    address = page.url
    tap(page, "teamwork", 2.5)
    expect(calculator.locator("[data-part=score]")).to_have_text("2.5")
    expect(calculator.locator("[data-trace=teamwork]")).to_contain_text("Level 3 is partly met")
    expect(calculator.locator("[data-actor=hr] [data-finding=hr-sample]")).to_be_visible()
    assert calculator.locator("[data-criterion]").count() == 1
    vector = "six-veins-2006:-----.mmpuu.-----.-----.-----.-----"
    assert result_of(page) == expected(rubrics, vector)
    assert page.url == address
    accessible(page)
    calculator.locator("[data-part=whole]").click()
    page.wait_for_url("**/calculator/#a=*")
    expect(total(page)).to_have_text("2.5", timeout=START)


def test_the_rules_are_tried_on_a_worked_example(open_page, rubrics):
    page = open_page("six-veins-2006/rules/", width=390)
    calculator = page.locator("appraisal-calculator")
    calculator.scroll_into_view_if_needed()
    before = result_of(page)
    vector = calculator.get_attribute("vector")
    criterion = calculator.locator("[data-criterion]").get_attribute("data-criterion")
    shown = [one for one in expected(rubrics, vector)["criteria"] if one["id"] == criterion]
    assert [one for one in before["criteria"] if one["id"] == criterion] == shown
    assert "gate-ignored" in shown[0]["findings"]
    stop = shown[0]["stopped_at"]
    calculator.locator(f"[data-level='{stop}'] .rating--met").click()
    page.wait_for_function(
        "before => document.querySelector('appraisal-calculator').result.total > before", arg=before["total"]
    )
    accessible(page)


@pytest.mark.parametrize("fate", ["self.close()", "for (;;) {}"], ids=["dies", "hangs"])
def test_a_worker_that_dies_or_hangs_is_started_again_with_nothing_lost(open_page, rubrics, fate):
    page = open_page("en/calculator/")
    ready(page)
    rate(page, "teamwork", 1, "met")
    level_of(page, "teamwork", 3).locator("[data-act=add-case]").click()
    page.keyboard.type("Kept")
    worker = next(one for one in page.workers if one.url.endswith("/worker.js"))
    worker.evaluate(f"() => {{ setTimeout(() => {{ {fate} }}, 50) }}")
    page.wait_for_timeout(300)
    tap(page, "passion", 2)
    expect(page.locator("[data-part=said]")).to_contain_text("started again", timeout=START)
    expect(total(page)).to_have_text("3", timeout=START)
    held = page.evaluate("document.querySelector('appraisal-calculator').state.value")
    assert held["criteria"]["teamwork"]["cases"] == [{"level": 3, "verdict": "compliant", "text": "Kept"}]
    assert result_of(page) == expected_of(rubrics, held)


MOVING = """() => document.querySelector("appraisal-calculator").getAnimations({ subtree: true })
    .filter(one => one.transitionProperty || one.effect.getKeyframes().some(frame => frame.transform || frame.opacity)).length"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_at_a_rating(open_page, motion):
    page = open_page(f"en/calculator/#a={VECTOR}", reduced_motion=motion)
    result_of(page)
    page.wait_for_timeout(500)  # what moved on opening stands
    moved = page.evaluate(
        """async moving => {
            const calculator = document.querySelector("appraisal-calculator");
            const scored = new Promise(done => calculator.addEventListener("scored", done, { once: true }));
            calculator.querySelector("[data-criterion=teamwork] [data-score='0']").click();
            await scored;
            return eval(moving)();
        }""",
        MOVING,
    )
    assert moved == 0
    seen = """moving => {
        document.querySelector("appraisal-calculator h2").animate([{ opacity: 0 }, { opacity: 1 }], 1000);
        return eval(moving)();
    }"""
    assert page.evaluate(seen, MOVING) == 1, "what moves would be noticed"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


HEIGHT = """() => document.querySelector(".sheet:not([hidden]) [data-criterion=teamwork]").getBoundingClientRect().height"""


@pytest.mark.parametrize("language", ["", "en/"])
def test_what_is_below_stays_where_it_is_whatever_is_rated(open_page, language):
    page = open_page(f"{language}calculator/#a={VECTOR}")
    ready(page)
    criterion = page.locator(f"{SHEET} [data-criterion=teamwork]")
    criterion.locator("[data-part=justification]").scroll_into_view_if_needed()
    criterion.locator("textarea").wait_for()
    before, asked = page.evaluate(HEIGHT), set()
    for level, rating in [(1, "unmet"), (4, "unmet"), (1, "met"), (2, "partial"), (5, "unmet"), (1, "unmet")]:
        rate(page, "teamwork", level, rating)
        expect(page.locator(f"{SHEET} [name=teamwork-{level}][value={rating}]")).to_be_checked()
        page.wait_for_timeout(100)
        asked.add(criterion.locator("[data-part=answers]").get_attribute("data-asked"))
        assert page.evaluate(HEIGHT) == before, (level, rating)
    assert len(asked) > 1, "something came and went"


@pytest.mark.parametrize(("language", "written"), [("", "当面"), ("en/", "face to face")])
def test_what_is_printed_is_one_whole_page_in_its_language(open_page, language, written):
    page = open_page(f"{language}calculator/", color_scheme="dark")
    ready(page)
    page.locator("[data-act=examples]").click()
    page.locator("[data-example=half-point-with-an-excuse]").click()
    page.locator(f"{SHEET} [data-field=subject]").fill("张三")
    shown = result_of(page)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    page.emulate_media(media="print")
    printed = page.locator(f"{SHEET} .printout")
    expect(printed).to_be_visible()
    assert "张三" in printed.inner_text() and shown["vector"] in printed.inner_text()
    assert f"{shown['total']} / {shown['maximum']}" in printed.inner_text()
    assert written in printed.inner_text()
    other = page.locator("appraisal-calculator :is(button, input, textarea, select):visible")
    assert other.count() == 0
    dark = page.evaluate("getComputedStyle(document.querySelector('.printout:not([hidden])')).color")
    assert dark == "rgb(0, 0, 0)"


def test_around_the_form_stands_when_to_use_it_pitfalls_why_and_what_next(open_page):
    for language in ("", "en/"):
        page = open_page(f"{language}calculator/")
        ready(page)
        lists = page.locator(".around section")
        assert [one.locator("li").count() >= 3 for one in lists.all()] == [True] * 4
        help_page = page.locator("article a[href$='guide/calculator/']").first
        help_page.click()
        page.wait_for_url("**/guide/calculator/")
        for picture in page.locator("article img").all():
            picture.scroll_into_view_if_needed()
            assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 300


def test_the_result_is_told_politely_and_no_dialog_traps_the_focus(open_page):
    page = open_page(f"en/calculator/#a={VECTOR}")
    result_of(page)
    spoken = page.locator(f"{SHEET} [data-part=spoken]")
    expect(spoken).to_have_attribute("aria-live", "polite")
    expect(spoken).to_contain_text("Total 16 of 30")
    for opener in ("[data-act=keys]", ".toolbar [data-act=guide]", "[data-tool=open]", "[data-tool=erase]"):
        button = page.locator(opener)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("dialog[open]")).to_have_count(1)
        assert page.evaluate("document.activeElement.closest('dialog[open]') !== null"), opener
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(button).to_be_focused()
