"""What the theme adds to the pages: copy buttons, notes, tooltips, the two palettes."""

import pytest
from playwright.sync_api import expect

TOOLTIP = ".md-tooltip2--active, .md-tooltip--active"


@pytest.mark.parametrize("swapped", [False, True])
def test_copy_buttons_are_no_landmarks(open_page, swapped):
    page = open_page("en/" if swapped else "en/hosting/")
    if swapped:
        page.wait_for_load_state("networkidle")
        page.evaluate("window.kept = true")
        page.evaluate("""() => {
            const link = document.querySelector(".md-tabs a[href$='/calculator/']").cloneNode(true);
            link.href = link.href.replace("calculator", "hosting");
            document.querySelector(".md-content__inner").prepend(link);
            link.click();
        }""")
    page.wait_for_selector(".md-code__nav")
    assert page.evaluate("window.kept === true") == swapped
    expect(page.locator(".md-code__nav:not([role=presentation])")).to_have_count(0)
    assert page.locator(".md-code__nav button").first.get_attribute("title")


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_number_of_a_note_is_a_link_with_a_name(open_page, language):
    page = open_page(f"{language}adopt/")
    notes = page.locator("a.md-annotation__index")
    expect(notes.first).to_have_attribute("aria-label", "1")
    names = notes.evaluate_all("all => all.map((link) => link.getAttribute('aria-label'))")
    assert names == [str(number + 1) for number in range(len(names))]


def test_a_term_is_explained_when_it_is_pointed_at_and_no_tooltip_is_set_up_before(open_page):
    page = open_page("en/guide/scoring/")
    term = page.locator("article abbr").nth(9)
    page.wait_for_load_state("networkidle")
    meaning = term.evaluate("(term) => term.title || term.ariaLabel")
    term.hover()
    expect(page.locator(TOOLTIP).filter(visible=True).first).to_contain_text(meaning[:20])
    # The theme numbers tooltips as it sets them up: none was set up for the nine terms before.
    expect(term).to_have_attribute("aria-describedby", "__tooltip2_0")


def test_the_palette_is_switched_and_stays(open_page):
    page = open_page("en/guide/scoring/", color_scheme="light")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    for scheme in ("slate", "default", "slate"):
        page.locator("label[for^=__palette]").filter(visible=True).click()
        expect(body).to_have_attribute("data-md-color-scheme", scheme)
        expect(body).not_to_have_attribute("data-md-color-switching", "")
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_a_page_that_opens_is_not_marked_as_changing_its_colours(open_page, served):
    page = open_page("404.html")
    page.add_init_script("""
        window.marked = 0;
        new MutationObserver((changes) => { window.marked += changes.length; })
            .observe(document, { attributes: true, attributeFilter: ["data-md-color-switching"], subtree: true });
    """)
    page.goto(f"{served.address}en/guide/scoring/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.marked") == 0
    page.locator("label[for^=__palette]").filter(visible=True).click()
    page.wait_for_function("window.marked === 2")
