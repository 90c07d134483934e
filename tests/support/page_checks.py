"""Checks of a page in the browser: nothing wider than the window, and no violation that axe-core finds."""

import contextlib
from pathlib import Path

from playwright.sync_api import TimeoutError

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
# Without transitions, of which axe would measure a passing colour, and with everything laid out: what is skipped until it
# comes into view axe would take to lie over what stands below.
STILL = """() => {
    if (document.adoptedStyleSheets.some((sheet) => sheet.still)) return;
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; content-visibility: visible !important }");
    still.still = true;
    document.adoptedStyleSheets.push(still);
}"""
VIOLATIONS = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


def accessible(page):
    """Assert that the page in its present state does not scroll sideways and has no violation of axe-core's rules."""
    faults = faults_of(page)
    assert not faults, faults  # in full: pytest explains the asserts of test modules alone


def faults_of(page):
    """The violations in the page's present state, each with up to three places, and by how many pixels it scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.evaluate(STILL)
    page.evaluate(AXE)
    faults = [
        (v["id"], [(n["target"], n.get("failureSummary")) for n in v["nodes"][:3]])
        for v in page.evaluate(VIOLATIONS)
    ]
    return faults + ([("scrolls sideways", wide)] if wide > 0 else [])


def search(page, words):
    """Type into the search box, and wait until something is found."""
    box, first = page.locator(".md-search__input"), page.locator(".md-search-result__item").first
    box.click()
    box.fill(words)
    for _ in range(300):
        box.press("Shift")  # the box listens to keys; it may not do so yet
        with contextlib.suppress(TimeoutError):
            first.wait_for(timeout=100)
            return
    raise AssertionError(f"nothing was found for {words!r}")
