"""What a result asks for: boxes tick, links lead to the field, and neither writes anything by itself; the print ticks too."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import SHEET, appraisal_of, level_of, ready, record, tap


@pytest.fixture
def page(open_page):
    opened = open_page("en/calculator/")
    ready(opened)
    return opened


def test_without_a_case_there_is_nothing_to_check_the_ratings_against(page):
    choice, none = (page.locator(f"{SHEET} [data-part={name}]") for name in ("evidence", "no-cases"))
    expect(choice).to_be_hidden()
    expect(none).to_contain_text("nothing to check")
    record(page, "passion", 3, "Stayed until it ran")
    expect(choice).to_be_visible()
    expect(none).to_be_hidden()
    record(page, "passion", 4, "And taught the others")
    expect(page.locator(f"{SHEET} .case-noted")).to_have_count(1)
    expect(page.locator(f"{SHEET} .case-noted")).to_have_text("Noted; it will be on the print.")


def test_boxes_tick_links_lead_and_neither_does_both(page):
    tap(page, "customer-first", 0)
    tap(page, "teamwork", 4.5)
    tap(page, "integrity", 1.5)
    before = appraisal_of(page)
    boxes = page.locator(f"{SHEET} .result input[type=checkbox]:visible")
    assert boxes.count() > 3
    for box in boxes.all():
        box.check()
        expect(box).to_be_focused()
    links = page.locator(f"{SHEET} .duties a.jump:visible")
    assert links.count() >= 2
    for link in links.all():
        link.click()
        inside = "document.activeElement.closest('[data-criterion]')?.dataset.criterion"
        assert page.evaluate(inside) == link.get_attribute("data-of")
    assert page.locator(f"{SHEET} .result :is(a, button) input").count() == 0
    assert appraisal_of(page) == before, "what is looked at is not changed"


def test_a_way_that_needs_a_case_leads_to_where_it_is_written_and_writes_none(page):
    tap(page, "teamwork", 2)
    record(page, "passion", 3, "Stayed until it ran")
    page.locator(f"{SHEET} .choice", has=page.locator("[value=recorded]")).click()
    page.locator(f"{SHEET} [data-part=raises-more]").evaluate("one => { one.open = true }")
    way = page.locator(f"{SHEET} [data-part=moves-raise] li", has_text="Teamwork, level 3 rated met, with a")
    way.locator("button").click()
    expect(level_of(page, "teamwork", 3).locator("[data-act=add-case]")).to_be_focused()
    expect(page.locator("[data-part=said]")).to_contain_text("compliant case")
    assert "cases" not in appraisal_of(page)["criteria"]["teamwork"]
    assert appraisal_of(page)["criteria"]["teamwork"]["ratings"][2] == "met"


def test_the_print_ticks_what_is_done_and_has_its_date(page):
    tap(page, "teamwork", 3)
    tap(page, "passion", 3)
    record(page, "teamwork", 3, "Shared the checklist")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    duties = page.locator(".printout [data-slot=duties] li")
    written = duties.filter(has_text="Write down the cases")
    assert written.evaluate("one => one.textContent").startswith("☐ Manager · Write down the cases")
    assert "Teamwork ✓, Passion)" in written.evaluate("one => one.textContent")
    record(page, "passion", 3, "Stayed until it ran")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert written.evaluate("one => one.textContent").startswith("☑ Manager")
    assert re.search(r"Printed on \d+ \w+ \d{4}", page.locator(".printout").text_content())
    expect(page.locator(".printout [data-slot=deadline]")).to_have_attribute("hidden", "")
    tap(page, "integrity", 0)
    expect(page.locator(f"{SHEET} [data-actor=manager] [data-finding=written-warning]")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".printout [data-slot=deadline]").get_attribute("hidden") is None
