"""What stands where in the calculator: the first criterion on a phone's first screen, the to-dos right after the band."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import SHEET, VECTOR, open_menu, ready, result_of

LANGUAGES = pytest.mark.parametrize("language", ["", "en/"])


@LANGUAGES
def test_on_a_phone_the_first_criterion_begins_on_the_first_screen(open_page, language):
    page = open_page(f"{language}calculator/", width=390, height=844)
    ready(page)
    first = page.locator(f"{SHEET} [data-criterion]").first
    assert first.bounding_box()["y"] < 844 - 120, "its name and its scores are seen"
    guide = page.locator(".toolbar [data-act=guide]")
    expect(guide).to_be_visible()
    assert guide.bounding_box()["y"] < first.bounding_box()["y"]
    guide.click()
    expect(page.locator("dialog.guided")).to_be_visible()


@LANGUAGES
def test_on_a_phone_the_tools_are_in_one_menu(open_page, language):
    page = open_page(f"{language}calculator/", width=390, height=844)
    ready(page)
    inside = page.locator("#tools-exchange")
    expect(inside).to_be_hidden()
    open_menu(page)
    for name in ("print", "talk-sheet", "examples"):
        expect(inside.locator(f"[data-act={name}]")).to_be_visible()
    for name in ("open", "yaml", "text", "link", "erase"):
        expect(inside.locator(f"[data-tool={name}]")).to_be_visible()
    expect(inside.locator("select[data-part=rubric]")).to_be_visible()


@LANGUAGES
def test_beside_the_form_the_to_dos_follow_the_band_and_nothing_is_cut(open_page, language):
    page = open_page(f"{language}calculator/#a={VECTOR}", height=800)
    result_of(page)
    result = page.locator(f"{SHEET} .result")
    tops = [
        result.locator(place).bounding_box()["y"]
        for place in (
            "[data-band]:visible",
            "[data-part=duties-heading]",
            "[data-actor=manager]",
            ".result__table",
        )
    ]
    assert tops == sorted(tops)
    cut = result.evaluate("""(top) => [top, ...top.querySelectorAll("*")]
        .filter((one) => /auto|scroll|hidden/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1)
        .map((one) => one.className)""")
    assert [name for name in cut if name != "visually-hidden"] == []
    assert result.locator("details[open]").count() == 0, "the picture and the thresholds are folded"
    assert page.locator(f"{SHEET} .report__command[open]").count() == 0
    page.locator(f"{SHEET} [data-criterion=commitment]").scroll_into_view_if_needed()
    box = result.locator(".result__total").bounding_box()
    assert 0 < box["y"] < 800, "the total stays in view"
    result.locator("[data-act=to-duties]").click()
    heading = result.locator("[data-part=duties-heading]")
    expect(heading).to_be_focused()
    head = result.locator(".result__head").bounding_box()
    assert heading.bounding_box()["y"] >= head["y"] + head["height"], "not under what stays"


def test_provenance_is_told_once_and_stands_in_the_rules(open_page):
    page = open_page(f"en/calculator/#a={VECTOR}")
    result_of(page)
    assert page.locator("appraisal-calculator .status").count() == 0
    line = page.locator(f"{SHEET} .report > .hint")
    expect(line).to_have_count(1)
    expect(line.locator("a")).to_have_attribute("href", re.compile("six-veins-2006/rules/$"))
