"""What the calculator remembers: steps that can be undone, drafts that survive, tabs that do not overwrite each other."""

import re

from playwright.sync_api import expect

from liumai.formats.yaml_file import read_file
from tests.support.calculator_page import (
    SHEET,
    START,
    VECTOR,
    addressed,
    appraisal_of,
    expected_of,
    load_anew,
    rate,
    result_of,
    tap,
    tool,
    tools_part,
)

TOTAL = f"{SHEET} [data-part=total]"
KEPT = re.compile("已存在这个浏览器里")


def total(page, text):
    expect(page.locator(TOTAL)).to_have_text(text, timeout=START)


def write(page, criterion, text):
    """Write a justification, a character at a time."""
    field = page.locator(f"{SHEET} [data-criterion={criterion}] [data-field=justification]")
    field.click()
    field.press_sequentially(text)


def confirm(page, button):
    page.locator("dialog[open] [data-tool=confirm]").filter(has_text=button).click()


def second_tab(page, path="calculator/"):
    tab = page.context.new_page()
    tab.goto(page.url.split("calculator/")[0] + path)
    result_of(tab)
    return tab


def test_back_and_the_buttons_and_the_keys_undo(open_page):
    page = open_page("calculator/")
    result_of(page)
    justification = page.locator(f"{SHEET} [data-criterion=teamwork] [data-field=justification]")
    expect(tool(page, "undo")).to_have_attribute("aria-disabled", "true")
    length = page.evaluate("history.length")
    rate(page, "teamwork", 1, "met")
    total(page, "1")
    rate(page, "integrity", 1, "met")
    total(page, "2")
    write(page, "teamwork", "三个字和更多的字")
    page.wait_for_function("wanted => history.length === wanted", arg=length + 3)
    addressed(page, "six-veins-2006:-----.m----.-----.m----.-----.-----")
    page.go_back()
    expect(justification).to_have_value("")
    total(page, "2")
    page.go_back()
    total(page, "1")
    addressed(page, "six-veins-2006:-----.m----.-----.-----.-----.-----")
    tool(page, "undo").click()
    total(page, "0")
    expect(tool(page, "undo")).to_have_attribute("aria-disabled", "true")
    tool(page, "redo").click()
    total(page, "1")
    page.locator(TOTAL).click()
    page.keyboard.press("Control+Shift+z")
    total(page, "2")
    page.keyboard.press("Control+y")
    expect(justification).to_have_value("三个字和更多的字")
    assert appraisal_of(page)["criteria"]["teamwork"]["justification"] == "三个字和更多的字"
    page.keyboard.press("Control+z")
    expect(justification).to_have_value("")
    page.keyboard.press("Control+z")
    total(page, "1")
    load_anew(page)
    total(page, "1")
    tool(page, "redo").click()
    total(page, "2")
    rate(page, "passion", 1, "met")
    total(page, "3")
    expect(tool(page, "redo")).to_have_attribute("aria-disabled", "true")


def test_a_page_loaded_anew_right_after_a_rating_has_it(open_page):
    page = open_page("calculator/")
    result_of(page)
    rate(page, "teamwork", 1, "met")
    total(page, "1")
    page.locator(f"{SHEET} [name=passion-1][value=met]").dispatch_event("click")
    load_anew(page)
    total(page, "2")
    tool(page, "undo").click()
    total(page, "1")


def test_an_entry_whose_mark_the_browser_lost_is_still_the_step_that_was_shown(open_page):
    page = open_page("calculator/")
    result_of(page)
    rate(page, "teamwork", 1, "met")
    total(page, "1")
    rate(page, "passion", 1, "met")
    total(page, "2")
    addressed(page, "six-veins-2006:-----.m----.-----.-----.m----.-----")
    tool(page, "undo").click()
    total(page, "1")
    page.evaluate("history.replaceState(null, '')")
    load_anew(page)
    total(page, "1")
    tool(page, "redo").click()
    total(page, "2")
    for before in ("1", "0"):
        tool(page, "undo").click()
        total(page, before)


def test_undo_goes_past_other_entries_of_the_history(open_page):
    page = open_page("calculator/")
    result_of(page)
    rate(page, "teamwork", 1, "met")
    page.evaluate("location.hash = 'page'")
    page.wait_for_url("**#page")
    tool(page, "undo").click()
    total(page, "0")
    page.evaluate(f"location.hash = 'a={VECTOR}'")
    total(page, "16")
    tool(page, "undo").click()
    total(page, "0")


def test_a_draft_survives_reload_closing_and_the_other_language(open_page):
    page = open_page("calculator/")
    result_of(page)
    rate(page, "teamwork", 1, "met")
    page.locator(f"{SHEET} [data-field=subject]").fill("张三")
    write(page, "teamwork", "理由")
    total(page, "1")
    expect(tools_part(page, "kept")).to_have_text(KEPT)
    before = appraisal_of(page)
    load_anew(page)
    result_of(page)
    total(page, "1")
    assert appraisal_of(page) == before
    page.locator(".other-language a").click()
    page.wait_for_url("**/en/calculator/**")
    result_of(page)
    assert appraisal_of(page) == before
    expect(tools_part(page, "others")).to_be_hidden()
    tab = second_tab(page)
    assert appraisal_of(tab) == before
    rate(tab, "teamwork", 2, "met")
    total(tab, "2")
    tab.select_option("[data-part=rubric]", "nine-swords")
    rate(tab, "quality", 1, "met")
    total(tab, "1")
    page.close()
    tab.close()
    again = tab.context.new_page()
    again.goto(tab.url.split("#")[0])
    total(again, "1")
    assert appraisal_of(again)["rubric"] == "nine-swords"
    again.select_option("[data-part=rubric]", "six-veins-2006")
    total(again, "2")
    assert appraisal_of(again)["subject"] == "张三"


def test_a_link_wins_and_the_draft_is_offered_back(open_page):
    page = open_page("calculator/")
    result_of(page)
    page.locator(f"{SHEET} [data-field=subject]").fill("李四")
    rate(page, "teamwork", 1, "met")
    total(page, "1")
    tab = second_tab(page, f"calculator/#a={VECTOR}")
    total(tab, "16")
    assert "subject" not in appraisal_of(tab)
    others = tools_part(tab, "others")
    expect(others).to_contain_text("李四")
    rate(tab, "teamwork", 5, "unmet")
    total(tab, "15")
    others.get_by_role("button", name="打开 李四").click()
    total(tab, "1")
    assert appraisal_of(tab)["subject"] == "李四"
    expect(others).to_contain_text("没有写姓名")
    tool(tab, "undo").click()
    total(tab, "15")
    others.get_by_role("button", name="删除 李四").click()
    confirm(tab, "删除")
    expect(others).to_be_hidden()
    load_anew(tab)
    total(tab, "15")


def test_a_link_that_is_refused_costs_no_draft(open_page):
    page = open_page("calculator/")
    result_of(page)
    page.locator(f"{SHEET} [data-field=subject]").fill("李四")
    tab = page.context.new_page()
    tab.goto(page.url.split("#")[0] + "#a=nonsense")
    expect(tab.locator("appraisal-calculator > [data-part=faults]")).to_be_visible(timeout=START)
    expect(tools_part(tab, "others")).to_contain_text("李四")
    rate(tab, "teamwork", 1, "met")
    total(tab, "1")
    expect(tools_part(tab, "others")).to_contain_text("李四")


def test_start_again_asks_first_and_can_be_undone(open_page):
    page = open_page(f"calculator/#a={VECTOR}")
    result_of(page)
    page.locator(f"{SHEET} button[type=reset]").click()
    page.keyboard.press("Escape")
    total(page, "16")
    page.locator(f"{SHEET} button[type=reset]").click()
    confirm(page, "清空")
    total(page, "0")
    expect(page).not_to_have_url(re.compile("#"))
    tool(page, "undo").click()
    total(page, "16")
    addressed(page, VECTOR)


def test_two_tabs_do_not_overwrite_each_other(open_page):
    page = open_page("calculator/")
    result_of(page)
    rate(page, "teamwork", 1, "met")
    total(page, "1")
    tab = second_tab(page)
    total(tab, "1")
    expect(tools_part(tab, "overtaken")).to_be_hidden()
    rate(page, "teamwork", 2, "met")
    total(page, "2")
    expect(tools_part(tab, "overtaken")).to_be_visible()
    rate(tab, "passion", 1, "met")
    rate(tab, "passion", 2, "met")
    total(tab, "3")
    expect(tools_part(tab, "kept")).to_have_attribute("data-status", "overtaken")
    tool(tab, "take-other").click()
    total(tab, "2")
    expect(tools_part(tab, "overtaken")).to_be_hidden()
    expect(tools_part(tab, "others")).to_contain_text("没有写姓名")
    rate(tab, "passion", 1, "met")
    total(tab, "3")
    expect(tools_part(page, "overtaken")).to_be_visible()
    tool(page, "keep-own").click()
    expect(tools_part(page, "overtaken")).to_be_hidden()
    total(page, "2")
    load_anew(page)
    total(page, "2")
    assert len(tools_part(page, "list").locator("li").all()) == 2


def test_a_storage_that_is_full_or_forbidden_is_told_and_the_page_works_on(open_page):
    page = open_page("en/calculator/")
    result_of(page)
    page.evaluate("""() => {
      for (let size = 1 << 22; size; size >>= 1) {
        for (;;) try { localStorage.setItem("filler" + size, (localStorage.getItem("filler" + size) ?? "") + "x".repeat(size)) } catch { break }
      }
    }""")
    rate(page, "teamwork", 1, "met")
    total(page, "1")
    expect(tools_part(page, "kept")).to_contain_text("storage is full")
    page.evaluate("localStorage.clear()")
    rate(page, "teamwork", 2, "met")
    expect(tools_part(page, "kept")).to_contain_text("Kept in this browser")
    forbidden = page.context.new_page()
    for name in ("localStorage", "sessionStorage"):
        forbidden.add_init_script(
            f"Object.defineProperty(window, '{name}', {{ get() {{ throw new DOMException('no', 'SecurityError') }} }})"
        )
    forbidden.goto(page.url.split("#")[0])
    result_of(forbidden)
    rate(forbidden, "teamwork", 1, "met")
    total(forbidden, "1")
    expect(tools_part(forbidden, "kept")).to_contain_text("does not let this site store")
    tool(forbidden, "undo").click()
    total(forbidden, "0")


def test_everything_kept_can_be_erased(open_page):
    page = open_page("calculator/")
    result_of(page)
    page.evaluate("localStorage.setItem('of another site', '1')")
    page.locator(f"{SHEET} [data-field=subject]").fill("王五")
    expect(tools_part(page, "kept")).to_have_text(KEPT)
    tab = second_tab(page, f"calculator/#a={VECTOR}")
    expect(tools_part(tab, "others")).to_contain_text("王五")
    tool(tab, "erase").click()
    confirm(tab, "全部清除")
    result_of(tab)
    total(tab, "0")
    everything = "JSON.stringify([localStorage, sessionStorage, history.state, location.href])"
    for text in ("王五", "mmpuu"):
        assert text not in tab.evaluate(everything)
    assert (
        tab.evaluate("Object.keys(localStorage).filter(key => !key.startsWith('/')).join()")
        == "of another site"
    )


# What is kept is changed as if the rubric had been another one when it was.
OF_BEFORE = """() => {
  const key = Object.keys(localStorage).find(one => one.endsWith(" draft six-veins-2006"));
  const draft = JSON.parse(localStorage[key]);
  const { criteria } = draft.value;
  criteria.loyalty = { ratings: ["met", "met", "unmet"], cases: [{ level: 1, verdict: "compliant", text: "Stayed" }] };
  criteria.teamwork.ratings.push("met");
  criteria.teamwork.cases = [2, 6].map(level => ({ level, verdict: "compliant", text: `Level ${level} <b>` }));
  criteria.passion.ratings = ["excellent"];
  localStorage[key] = JSON.stringify(draft);
  return draft.value;
}"""


# A draft is kept once the page shows what has come of a change.
KEPT_OF = """criterion => {
  const key = Object.keys(localStorage).find(one => one.endsWith(" draft six-veins-2006"));
  const { score, ratings = [] } = key ? JSON.parse(localStorage[key]).value.criteria[criterion] : {};
  return score ?? ratings.some(one => one !== "unrated");
}"""


def downloaded(page, button, folder):
    with page.expect_download() as downloading:
        button.click()
    path = folder / downloading.value.suggested_filename
    downloading.value.save_as(path)
    return read_file(path).data


def test_a_draft_of_before_the_rubric_changed_keeps_what_fits_and_loses_nothing(open_page, rubrics, tmp_path):
    page = open_page("en/calculator/")
    result_of(page)
    page.locator(f"{SHEET} [data-field=subject]").fill("Lee")
    tap(page, "teamwork", 2)
    total(page, "2")  # by now the score stands as ratings, level by level
    tap(page, "passion", 3)
    total(page, "5")
    page.wait_for_function(KEPT_OF, arg="passion")
    before = page.evaluate(OF_BEFORE)
    tab = second_tab(page)
    total(tab, "2")
    unfit = tools_part(tab, "unfit")
    assert tools_part(tab, "unfit-list").locator("li").all_inner_texts() == [
        "Teamwork: a case at level 6: Level 6 <b>",
        "Teamwork had 6 levels and has 5 now. The ratings stand by the old numbers: go over them from level 1.",
        "Passion: its ratings cannot be read, and count as unrated.",
        "“loyalty” is no longer in the rubric (levels rated: 3; cases: 1).",
    ]
    kept = appraisal_of(tab)
    assert "loyalty" not in kept["criteria"] and kept["subject"] == "Lee"
    assert [case["level"] for case in kept["criteria"]["teamwork"]["cases"]] == [2]
    assert result_of(tab) == expected_of(rubrics, kept)
    assert downloaded(tab, tool(tab, "save-unfit"), tmp_path) == before
    tool(tab, "close-unfit").click()
    rate(tab, "passion", 1, "met")
    total(tab, "3")
    load_anew(tab)
    total(tab, "3")
    expect(unfit).to_be_hidden()
    others = tools_part(tab, "others")
    others.get_by_role("button", name="Open Lee").click()
    total(tab, "2")
    expect(unfit).to_be_visible()
    assert len(tools_part(tab, "list").locator("li").all()) == 2, "the old one and the one that was mended"


def test_a_draft_whose_rubric_is_gone_can_be_downloaded_and_deleted(open_page, tmp_path):
    page = open_page("en/calculator/")
    result_of(page)
    tap(page, "teamwork", 2)
    total(page, "2")
    page.wait_for_function(KEPT_OF, arg="teamwork")
    before = page.evaluate("""() => {
      const key = Object.keys(localStorage).find(one => one.endsWith(" draft six-veins-2006"));
      const moved = JSON.parse(localStorage[key]);
      moved.value.rubric = "our-first";
      localStorage.removeItem(key);
      localStorage[key.replace("six-veins-2006", "our-first")] = JSON.stringify(moved);
      return moved.value;
    }""")
    tab = second_tab(page)
    total(tab, "0")
    others = tools_part(tab, "others")
    expect(others).to_contain_text("our-first (a rubric that this site no longer has)")
    expect(others.get_by_role("button", name="Open")).to_be_hidden()
    assert downloaded(tab, others.get_by_role("button", name="Download"), tmp_path) == before
    others.get_by_role("button", name="Delete").click()
    confirm(tab, "Delete")
    expect(others).to_be_hidden()
    assert "our-first" not in tab.evaluate("JSON.stringify(localStorage)")
