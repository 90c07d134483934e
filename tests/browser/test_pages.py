"""Every type of page in real Chromium: no error, no request elsewhere, nothing cut off, accessible."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    "",
    "six-veins-2006/",
    "six-veins-2006/teamwork/",
    "six-veins-2006/rules/",
    "six-veins-2006/examples/",
    "six-veins-2006/examples/steady-quarter/",
    "guide/start-here/",
    "guide/scoring/",
    "guide/year/",
    "guide/hr-check/",
    "guide/low-score/",
    "guide/questions/",
    "guide/history/",
    "guide/glossary/",
    "calculator/",
    "calculator/#a=six-veins-2006:mumpu.mmmmm.uuuuu.puuuu.mm---.mpmmm",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_accessible(open_page, path, language, width, scheme):
    page = open_page(language + path, width=width, color_scheme=scheme)
    if "calculator" in path:
        page.wait_for_selector(
            "appraisal-calculator[data-state=ready] [data-part=outcome]:visible", timeout=60_000
        )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    page.add_script_tag(path=AXE)
    violations = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
    )
    told = [(v["id"], [(n["target"], n.get("failureSummary")) for n in v["nodes"][:3]]) for v in violations]
    assert told == []


def test_the_language_link_leads_to_the_same_page(open_page):
    page = open_page("six-veins-2006/teamwork/")
    page.locator(".other-language a").click()
    page.wait_for_url("**/en/six-veins-2006/teamwork/")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator(".other-language a").click()
    page.wait_for_url("**/where/six-veins-2006/teamwork/")


def test_an_examples_link_opens_it_in_the_calculator(open_page):
    page = open_page("six-veins-2006/examples/steady-quarter/")
    shown = page.locator("[data-total]").inner_text()
    page.locator("a.md-button--primary").click()
    page.wait_for_function("document.querySelector('appraisal-calculator')?.result", timeout=60_000)
    assert page.locator(".sheet:not([hidden]) [data-part=total]").inner_text() == shown
