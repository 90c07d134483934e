"""Inside chat programs, whose browsers refuse to copy, download and print: each has a way by hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import START, VECTOR, result_of, tool
from tests.support.page_checks import faults_of

WECHAT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "MicroMessenger/8.0.49(0x18003135) NetType/WIFI Language/zh_CN"
)
DINGTALK = (
    "Mozilla/5.0 (Linux; U; Android 14; zh-CN) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 "
    "UWS/5.12.6.0 Mobile Safari/537.36 AliApp(DingTalk/7.5.20) com.alibaba.android.rimet/0"
)
LARK = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Lark/7.14.5"
PROGRAMS = {"wechat": WECHAT, "dingtalk": DINGTALK, "other": LARK}
WORDS = {"wechat": "WeChat", "dingtalk": "DingTalk", "other": "another app"}
REFUSED = """() => {
    for (const name of ["write", "writeText"]) {
        Clipboard.prototype[name] = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
    }
}"""


@pytest.fixture
def open_in(open_page):
    """Open a page in a chat program on a phone that refuses the clipboard."""

    def opened(path, program, **options):
        page = open_page(path, width=390, height=844, user_agent=PROGRAMS[program], **options)
        page.evaluate(REFUSED)
        return page

    return opened


def more(page):
    if page.locator("[data-tool=more][aria-expanded=false]:visible").count():
        tool(page, "more").click()


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_cannot_be_copied_or_downloaded_is_shown_with_the_way_out(open_in, program):
    page = open_in(f"en/calculator/#a={VECTOR}", program)
    result_of(page)
    more(page)
    dialog = page.locator("dialog.by-hand")
    downloads = []
    page.on("download", lambda download: downloads.append(download))
    tool(page, "yaml").click()
    expect(dialog).to_be_visible()
    expect(dialog.locator("textarea")).to_have_value(re.compile("rubric: six-veins-2006"))
    expect(dialog.locator("[data-in-chat]:visible")).to_have_count(1)
    expect(dialog.locator("[data-in-chat]:visible")).to_contain_text(WORDS[program])
    assert downloads == [], "a download that does nothing is not begun"
    with page.expect_download() as caught:
        dialog.locator("[data-slot=file]").click()
    assert caught.value.suggested_filename.endswith(".yaml")
    dialog.locator("button").click()
    expect(dialog).to_have_count(0)
    tool(page, "text").click()
    expect(dialog.locator("textarea")).to_have_value(re.compile("Total: 16 / 30"))
    selected = "(field) => field.value.slice(field.selectionStart, field.selectionEnd) === field.value"
    assert dialog.locator("textarea").evaluate(selected)


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "右上角“···”，选“在浏览器打开”"), ("en/", "“···” at the top right, then “Open in Browser”")],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_menu_is_named_in_both_languages_and_the_dialog_is_accessible(open_in, language, words, scheme):
    page = open_in(f"{language}calculator/#a={VECTOR}", "wechat", color_scheme=scheme)
    result_of(page)
    more(page)
    tool(page, "json").click()
    expect(page.locator("dialog.by-hand")).to_contain_text(words)
    assert faults_of(page) == []


def test_print_shows_the_way_out_too(open_in):
    page = open_in("calculator/", "dingtalk")
    result_of(page)
    page.evaluate("window.print = undefined")
    page.locator("[data-act=print]:visible").click()
    dialog = page.locator("dialog.by-hand")
    expect(dialog.locator("[data-in-chat]:visible")).to_contain_text("钉钉")
    expect(dialog.locator("textarea")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "button", "text"),
    [
        ("en/trainers/calibration/", "[data-act=copy]", "trainers/calibration/?example="),
        ("en/trainers/deck/", "[data-part=copy]", "/decks/cases/"),
        ("en/cases/", "[data-part=csv]", "id,criterion,level"),
    ],
)
def test_other_pages_have_the_same_way(open_in, path, button, text):
    page = open_in(path, "wechat")
    page.wait_for_load_state("load")
    page.locator(button).click()
    expect(page.locator("dialog.by-hand textarea")).to_have_value(re.compile(re.escape(text)))


def test_a_team_is_handed_out_by_hand(open_in):
    page = open_in("en/team/", "wechat")
    page.wait_for_selector("team-view[data-state=ready]", timeout=START)
    page.locator("[data-act=example]").click()
    page.wait_for_selector("team-view[data-read=true]", timeout=START)
    page.locator("[data-act=export][data-kind=csv]").click()
    dialog = page.locator("dialog.by-hand")
    expect(dialog.locator("textarea")).to_have_value(re.compile("Rubric,"))
    dialog.locator("button").click()
    page.locator("[data-act=export][data-kind=xlsx]").click()
    expect(dialog.locator("[data-slot=file]")).to_have_attribute("href", re.compile("^blob:"))
    expect(dialog.locator("textarea")).to_have_count(0)


def test_elsewhere_a_refused_clipboard_alone_shows_the_text_without_a_chat_program(open_page):
    page = open_page(f"en/calculator/#a={VECTOR}")
    result_of(page)
    page.evaluate(REFUSED)
    tool(page, "link").click()
    dialog = page.locator("dialog.by-hand")
    expect(dialog.locator("textarea")).to_have_value(re.compile("#a=six-veins-2006:"))
    expect(dialog.locator("[data-in-chat]:visible")).to_have_count(0)
    expect(dialog.locator("[data-slot=qr] img")).to_be_visible()
    expect(dialog.locator("[data-slot=qr] img")).to_have_attribute("src", re.compile("^data:image/png"))
    with page.expect_download():
        page.keyboard.press("Escape")
        tool(page, "yaml").click()
