"""The table of cases handed out as CSV; how cells are written is tested in tests/widget/csv.test.mjs."""

import csv

from playwright.sync_api import expect


def test_the_cases_that_are_shown_are_those_in_the_file(open_page):
    page = open_page("en/cases/?verdict=inapplicable")
    shown = page.locator("case-filter article:visible")
    expect(shown).not_to_have_count(0)
    with page.expect_download() as downloading:
        page.locator("[data-part=csv]").click()
    with downloading.value.path().open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[0] == "id"
    assert [row[0] for row in rows] == shown.evaluate_all("all => all.map(one => one.id)")
