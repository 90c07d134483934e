"""A link is read first: what was received and why, compared, disagreed with; only then a copy of it is edited."""

import json
import re

import pytest
from playwright.sync_api import expect

from liumai.core.vector import from_vector
from liumai.formats.yaml_file import read_file
from tests.support.calculator_page import (
    SHEET,
    START,
    VECTOR,
    appraisal_of,
    expected,
    rate,
    received,
    result_of,
    tool,
    tools_part,
)
from tests.support.page_checks import accessible

OTHER = "six-veins-2006:mmmuu.mmmuu.mmmuu.mmmuu.mmmuu.mmmuu"
ROOTS = {"zh": "", "en": "en/"}


def kept(page):
    """What the site has stored in the browser, without the theme's own."""
    return page.evaluate(
        "JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith('liumai')))"
    )


def in_new_tab(page, path):
    tab = page.context.new_page()
    tab.goto(page.url.split("calculator/")[0] + path)
    return tab


def disagree(page, criterion, level, text):
    item = page.locator(f"[data-received-criterion][data-of={criterion}]")
    item.locator("details.received__disagree > summary").click()
    item.locator("select").select_option(str(level))
    item.locator("textarea").fill(text)


@pytest.mark.parametrize("language", ROOTS)
def test_what_was_received_is_shown_and_the_form_is_not(open_page, rubrics, language):
    page = open_page(f"{ROOTS[language]}calculator/#a={VECTOR}")
    result = expected(rubrics, VECTOR)
    assert received(page) == result
    expect(page.locator("appraisal-calculator")).to_have_attribute("received", "")
    expect(page.locator(f"{SHEET} .sheet__form")).to_be_hidden()
    expect(page.locator("[data-field=evidence]:visible")).to_have_count(0)
    expect(page.locator("[data-part=received-total]")).to_contain_text("16")
    criteria = page.locator("[data-received-criterion]")
    expect(criteria).to_have_count(len(result["criteria"]))
    for item, scored in zip(criteria.all(), result["criteria"], strict=True):
        expect(item.locator("[data-slot=score]")).to_have_text(f"{scored['score']:g} / 5")
        steps = [step for step in result["trace"] if step["criterion"] == scored["id"]]
        expect(item.locator(".trace li")).to_have_count(len(steps))
    expect(page.locator(f"{SHEET} [data-part=moves]")).to_be_visible()
    expect(page.locator(f"{SHEET} [data-part=moves] button:visible")).to_have_count(0)
    assert kept(page) == "[]"


def test_a_link_displaces_no_draft(open_page):
    page = open_page("calculator/")
    result_of(page)
    page.locator(f"{SHEET} [data-field=subject]").fill("李四")
    rate(page, "teamwork", 1, "met")
    expect(tools_part(page, "kept")).to_have_attribute("data-status", "kept")
    before = kept(page)
    tab = in_new_tab(page, f"calculator/#a={VECTOR}")
    assert received(tab)["total"] == 16
    expect(tab.locator("[data-part=received-safe]")).to_be_visible()
    tab.reload()
    assert received(tab)["total"] == 16
    expect(tab.locator("appraisal-calculator")).to_have_attribute("received", "")
    assert kept(tab) == before
    tab.locator("[data-part=received-safe] a").click()
    expect(tab.locator("appraisal-calculator")).not_to_have_attribute("received", "")
    expect(tab.locator(f"{SHEET} [data-field=subject]")).to_have_value("李四")


def test_a_copy_is_edited_only_when_the_reader_says_so(open_page):
    page = open_page("calculator/")
    result_of(page)
    page.locator(f"{SHEET} [data-field=subject]").fill("李四")
    rate(page, "teamwork", 1, "met")
    tab = in_new_tab(page, f"calculator/#a={VECTOR}")
    received(tab)
    tab.locator("[data-received=edit]").click()
    expect(tab.locator(f"{SHEET} .sheet__form")).to_be_visible()
    expect(tab.locator(f"{SHEET} [data-field=subject]")).to_be_focused()
    expect(tools_part(tab, "others")).to_contain_text("李四")
    rate(tab, "teamwork", 5, "unmet")
    expect(tab.locator(f"{SHEET} [data-part=total]")).to_have_text("15")
    tab.reload()
    expect(tab.locator(f"{SHEET} [data-part=total]")).to_have_text("15", timeout=START)
    expect(tab.locator("appraisal-calculator")).not_to_have_attribute("received", "")
    tab.locator(".other-language a").click()
    tab.wait_for_url("**/en/calculator/**")
    expect(tab.locator(f"{SHEET} [data-part=total]")).to_have_text("15", timeout=START)
    expect(tab.locator("appraisal-calculator")).not_to_have_attribute("received", "")


def test_a_link_followed_within_the_page_is_read_and_left_by_going_back(open_page):
    page = open_page("calculator/")
    result_of(page)
    rate(page, "teamwork", 1, "met")
    page.wait_for_url("**#a=*")
    page.evaluate(f"location.hash = 'a={VECTOR}'")
    expect(page.locator("appraisal-calculator")).to_have_attribute("received", "")
    expect(page.locator("[data-part=received-total]")).to_contain_text("16")
    page.evaluate(f"location.hash = 'a={OTHER}'")
    expect(page.locator("[data-part=received-total]")).to_contain_text("18")
    page.go_back()
    expect(page.locator("[data-part=received-total]")).to_contain_text("16")
    page.go_back()
    expect(page.locator("appraisal-calculator")).not_to_have_attribute("received", "")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("1")


def test_disagreement_is_kept_printed_downloaded_and_part_of_the_copy(open_page, tmp_path):
    page = open_page(f"en/calculator/#a={VECTOR}")
    received(page)
    disagree(page, "teamwork", 3, "On 3 May I ran the review.")
    disagree(page, "passion", 1, "Never late.")
    expect(page.locator("[data-part=received-kept]")).to_have_text("Kept in this browser.")
    page.reload()
    received(page)
    item = page.locator("[data-received-criterion][data-of=teamwork]")
    expect(item.locator("textarea")).to_have_value("On 3 May I ran the review.")
    expect(item.locator("select")).to_have_value("3")
    with page.expect_download() as downloading:
        page.locator("[data-received=download]").click()
    path = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(path)
    criteria = read_file(path).data["criteria"]
    assert criteria["teamwork"]["justification"] == "Disagrees with level 3: On 3 May I ran the review."
    assert criteria["passion"]["justification"] == "Disagrees with level 1: Never late."
    assert "justification" not in criteria["integrity"]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.locator(f"{SHEET} .printout").evaluate("one => one.textContent")
    assert "Disagrees with level 3: On 3 May I ran the review." in printed
    page.locator("[data-received=edit]").click()
    assert appraisal_of(page)["criteria"]["teamwork"]["justification"].startswith("Disagrees with level 3")
    other = in_new_tab(page, f"calculator/#a={OTHER}")
    received(other)
    assert other.locator("[data-received-criterion] textarea").first.input_value() == ""


def test_the_readers_own_appraisals_are_compared_with_it(open_page, rubrics):
    page = open_page("calculator/")
    result_of(page)
    page.locator(f"{SHEET} [data-field=subject]").fill("李四")
    rate(page, "teamwork", 1, "met")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("1")
    expect(tools_part(page, "kept")).to_have_attribute("data-status", "kept")
    tab = in_new_tab(page, f"calculator/#a={VECTOR}")
    received(tab)
    own = tab.locator("[data-part=received-own] li")
    expect(own).to_have_count(1)
    expect(own).to_contain_text("李四")
    own.locator("[data-slot=as-own]").click()
    tab.wait_for_url("**/readings/#a=*")
    expect(tab.locator("[data-part=total-own]")).to_have_text("1", timeout=START)
    expect(tab.locator("[data-part=total-managers]")).to_have_text("16")
    assert from_vector(tab.url.split("#a=")[1].split("&")[0], rubrics).rubric == "six-veins-2006"


def test_without_an_appraisal_of_ones_own_the_comparison_opens_with_the_one_received(open_page):
    page = open_page(f"en/calculator/#a={VECTOR}")
    received(page)
    page.locator("[data-part=received-alone]").click()
    page.wait_for_url("**/readings/#b=*")
    expect(page.locator("[data-take=managers] [data-part=taken]")).to_contain_text("16", timeout=START)


def test_a_link_that_is_refused_shows_the_form(open_page):
    page = open_page("en/calculator/#a=nonsense")
    expect(page.locator("appraisal-calculator > [data-part=faults]")).to_be_visible(timeout=START)
    expect(page.locator("appraisal-calculator")).not_to_have_attribute("received", "")
    rate(page, "teamwork", 1, "met")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("1")


def test_an_embedded_calculators_link_goes_on_in_the_form(open_page):
    page = open_page("six-veins-2006/teamwork/")
    page.locator("appraisal-calculator").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('appraisal-calculator').result !== null", timeout=START)
    rate(page, "teamwork", 1, "met")
    link = page.locator("[data-part=whole]")
    vector = "six-veins-2006:-----.m----.-----.-----.-----.-----"
    expect(link).to_have_attribute("href", re.compile(f"calculator/#a={vector}&to=edit$"))
    link.click()
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("1", timeout=START)
    expect(page.locator(f"{SHEET} .sheet__form")).to_be_visible()
    assert "to=edit" not in page.url


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("zh", 390, "light"), ("en", 390, "dark"), ("zh", 1280, "dark"), ("en", 1280, "light")],
)
def test_what_was_received_is_accessible(open_page, language, width, scheme):
    page = open_page(
        f"{ROOTS[language]}calculator/#a={VECTOR}",
        width=width,
        height=844,
        color_scheme=scheme,
        bypass_csp=True,
    )
    received(page)
    disagree(page, "customer-first", 2, "x")
    expect(page.locator(f"{SHEET} [data-part=moves]")).to_be_visible()
    accessible(page)


def test_a_qr_code_of_the_link_says_what_it_does_not_carry(open_page):
    page = open_page("en/calculator/")
    result_of(page)
    rate(page, "teamwork", 1, "met")
    tool(page, "qr").click()
    dialog = tools_part(page, "dialog-qr")
    expect(dialog).to_be_visible()
    expect(dialog.locator("img")).to_have_attribute("src", re.compile("^data:image/png"))
    expect(dialog).to_contain_text("ratings alone")


def test_a_copied_text_that_is_pasted_says_what_did_not_come_along(open_page):
    page = open_page("calculator/", permissions=["clipboard-read", "clipboard-write"])
    result_of(page)
    whole = {
        "rubric": "six-veins-2006",
        "subject": "张三",
        "criteria": {"teamwork": {"score": 3, "cases": [{"level": 3, "verdict": "compliant", "text": "事"}]}},
    }
    tools_part(page, "file").set_input_files(
        {"name": "a.json", "mimeType": "", "buffer": json.dumps(whole).encode()}
    )
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("3")
    tool(page, "text").click()
    expect(tools_part(page, "tools-said")).to_contain_text("文字已复制")
    text = page.evaluate("navigator.clipboard.readText()")
    tool(page, "open").click()
    page.locator("#tools-pasted").fill(text)
    page.locator("calculator-tools [data-part=paste] button").click()
    expect(tools_part(page, "tools-said")).to_contain_text("姓名、案例和书面说明不在链接里")
    assert "subject" not in appraisal_of(page)
    expect(tools_part(page, "others")).to_contain_text("张三")
