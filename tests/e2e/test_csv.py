"""Tables handed out as CSV: whole, and without a cell that a spreadsheet would run."""

import csv
import io

from playwright.sync_api import expect

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
HARMLESS = ["", "1 + 1", 'say "so", please', "two\nlines", "客户第一"]


def test_no_cell_begins_as_a_formula_does(open_page, served):
    page = open_page("cases/")
    rows = [[f"{start}1+1" for start in STARTS], HARMLESS]
    text = page.evaluate(
        "async ([address, rows]) => (await import(address)).toCsv(rows)",
        [f"{served.address}assets/liumai/csv.js", rows],
    )
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read == [[f"'{cell}" for cell in rows[0]], HARMLESS]


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
