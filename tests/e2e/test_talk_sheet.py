"""The talk sheet: one page in print, made of the result, the recorded cases and the rubric's clauses."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import SHEET, ready, result_of, tap, total

NO_PRINTER = "() => { window.print = () => { window.printed = (window.printed ?? 0) + 1 } }"
PAGES = rb"/Type\s*/Page\b"
EVENT = "把报价单整理好发给了另外两个组，并当面讲了一遍，后来他们照着做，少退了三次货"


def opened(open_page, language, rubric=None, **scores):
    page = open_page(f"{language}calculator/")
    ready(page)
    if rubric:
        page.locator("select[data-part=rubric]").select_option(rubric)
        expect(page.locator(f".sheet[data-rubric={rubric}]:not([inert])")).to_be_visible()
    for criterion, points in scores.items():
        tap(page, criterion.replace("_", "-"), points)
    page.evaluate(NO_PRINTER)
    return page


def print_talk(page):
    page.locator("calculator-tools [data-act=talk-sheet]").click()
    page.wait_for_function("window.printed === 1")
    page.emulate_media(media="print")
    return page.locator(f"{SHEET} .talk-sheet")


SCORES = {
    "customer_first": 2.5,
    "teamwork": 3,
    "embrace_change": 0,
    "integrity": 4.5,
    "passion": 5,
    "commitment": 1,
}


@pytest.mark.parametrize(("language", "stopped"), [("", "第 3 级“部分做到”"), ("en/", "level 3 partly met")])
def test_it_is_one_page_with_both_sides_and_what_comes_next(open_page, rubric, language, stopped):
    tongue = "en" if language else "zh"
    page = opened(open_page, language, **SCORES)
    page.locator(f"{SHEET} [data-field=subject]").fill("张三")
    level = page.locator(f"{SHEET} [data-criterion=teamwork] [data-level='3']")
    level.locator("[data-act=add-case]").click()
    page.keyboard.insert_text(EVENT)
    expect(total(page)).to_have_text("16")
    sheet = print_talk(page)
    expect(sheet).to_be_visible()
    expect(page.locator(f"{SHEET} .printout")).to_be_hidden()
    text = sheet.inner_text()
    assert "张三" in text and "16 / 30" in text and EVENT in text and stopped in text
    for criterion, reached, next_level in (
        ("customer-first", 2, 3),
        ("teamwork", 3, 4),
        ("commitment", 1, 2),
    ):
        levels = rubric.criterion[criterion].levels
        assert getattr(levels[reached - 1].clause, tongue) in text
        assert (
            getattr(levels[next_level - 1].clause, tongue) in sheet.locator("[data-slot=next]").inner_text()
        )
    expect(sheet.locator("[data-slot=sides] tr")).to_have_count(6)
    expect(sheet.locator("[data-slot=provisional]")).to_contain_text(
        "division head approves" if language else "部门负责人批准", ignore_case=True
    )
    expect(sheet.locator("[data-slot=deadline]")).to_be_visible()  # Embrace change scores 0
    assert re.search(r"\d{4}", sheet.locator("[data-slot=printed]").inner_text())
    page.emulate_media(media="null")
    page.locator("calculator-tools [data-act=talk-sheet]").click()
    page.wait_for_function("window.printed === 2")
    assert len(re.findall(PAGES, page.pdf(format="A4"))) == 1


def test_long_cases_and_nine_criteria_stay_on_one_page(open_page, rubrics):
    page = opened(open_page, "", "nine-swords", innovation=3, focus=2.5)
    for criterion in rubrics["nine-swords"].criteria:
        tap(page, criterion.id, 2.5)
    expect(total(page)).to_have_text("22.5")
    for number in (1, 2, 3):
        level = page.locator(f"{SHEET} [data-criterion=focus] [data-level='{number}']")
        level.locator("[data-act=add-case]").click()
        page.keyboard.insert_text(EVENT * 4)
    page.locator("calculator-tools [data-act=talk-sheet]").click()
    page.wait_for_function("window.printed === 1")
    assert len(re.findall(PAGES, page.pdf(format="A4"))) == 1


def test_afterwards_the_browsers_own_print_is_the_appraisal_again(open_page):
    page = opened(open_page, "en/", teamwork=3)
    result_of(page)
    print_talk(page)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(f"{SHEET} .talk-sheet")).to_be_hidden()
    expect(page.locator(f"{SHEET} .printout")).to_be_visible()


def test_what_others_have_done_is_not_awaited_any_more(open_page):
    page = opened(open_page, "en/", **dict.fromkeys(SCORES, 2))
    expect(total(page)).to_have_text("12")
    for box in page.locator(f"{SHEET} [data-actor=hr] input[type=checkbox]:visible").all():
        box.check()
    sheet = print_talk(page)
    expect(sheet.locator("[data-slot=provisional]")).to_be_hidden()
