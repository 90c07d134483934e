"""What every page must be, looked at in the browser: as wide as the window, and free of what axe-core finds."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
# What fades in or out is looked at when it has: axe would measure a colour that stands for a moment only. And what is not
# laid out before it comes into view is: axe would take it to lie over what stands below.
STILL = """() => {
    if (document.adoptedStyleSheets.some((sheet) => sheet.still)) return;
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; content-visibility: visible !important }");
    still.still = true;
    document.adoptedStyleSheets.push(still);
}"""
VIOLATIONS = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


def accessible(page):
    """The page, in the state it is in, does not scroll sideways and breaks no rule of accessibility."""
    told = faults_of(page)
    assert not told, told  # said in full: pytest explains asserts of test modules alone


def faults_of(page):
    """The rules of accessibility that the page breaks in the state it is in, each with where, and how far it scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.evaluate(STILL)
    page.evaluate(AXE)
    told = [
        (v["id"], [(n["target"], n.get("failureSummary")) for n in v["nodes"][:3]])
        for v in page.evaluate(VIOLATIONS)
    ]
    return told + ([("scrolls sideways", wide)] if wide > 0 else [])


def search(page, words):
    """Type into the search box, and wait until something is found."""
    box, first = page.locator(".md-search__input"), page.locator(".md-search-result__item").first
    box.click()
    box.fill(words)
    for _ in range(60):
        box.press("Shift")  # the box listens to keys; it may not do so yet
        page.wait_for_timeout(500)
        if first.is_visible():
            return
    raise AssertionError(f"nothing was found for {words!r}")
