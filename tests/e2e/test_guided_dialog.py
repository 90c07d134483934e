"""The guided dialog: one question a screen, gone on with where it stopped, ending in a list of all answers."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import SHEET, START, appraisal_of, load_anew, ready, result_of, tap, total
from tests.support.page_checks import faults_of

PHONE = {"width": 390, "height": 844, "has_touch": True}
MOST_TAPS = 40
SIX = ["customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"]
# A value that stops at 3: twice nothing happened, a case written down, nothing against it, no case of the level above.
TO_THREE = ["no", "no", "yes", "next", "case-none", "no-case"]
UNRATED = ["unrated"] * 5


def guided(page):
    return page.locator("dialog.guided")


def step(page, name):
    return guided(page).locator(f"[data-step={name}]")


def field(page):
    return guided(page).locator("textarea")


def answer(page, *names):
    for name in names:
        guided(page).locator(f"[data-answer={name}].guided__answer").click()


def action(page, name):
    guided(page).locator(f"[data-act=guided-{name}]").click()


def go_on(page):
    """Open it again by the button of the whole calculator, which stands before those of the criteria."""
    page.locator("appraisal-calculator [data-act=guide]").first.click()


def criterion_of(page, name):
    return appraisal_of(page)["criteria"][name]


def opened(open_page, language="en/", **options):
    """The calculator, opened with the dialog at its first question."""
    page = open_page(f"{language}calculator/?guided", **options)
    expect(step(page, "happened")).to_be_visible()
    return page


@pytest.mark.parametrize("language", ["", "en/"])
def test_from_home_to_the_result_of_six_values_that_stop_at_3_in_few_taps(open_page, language):
    page = open_page(language, **PHONE)
    taps = 0

    def tapped(place):
        nonlocal taps
        place.tap()
        taps += 1

    tapped(page.locator("article a[href*='calculator/?guided']:visible").first)
    for number, criterion in enumerate(SIX, 1):
        expect(guided(page).locator("[data-slot=where]")).to_contain_text(
            f"Value {number} of 6 · level 1 of 5"
            if language
            else f"第 {number} 项，共 6 项 · 第 1 级，共 5 级"
        )
        for name in TO_THREE:
            if name == "next":
                expect(field(page)).to_be_focused()  # no tap is needed before typing
                page.keyboard.type(f"A case of {criterion}")
            tapped(guided(page).locator(f"[data-answer={name}].guided__answer"))
    expect(guided(page).locator("[data-row]")).to_have_count(6)
    tapped(guided(page).locator("[data-answer=finish].guided__answer"))
    expect(total(page)).to_have_text("18", timeout=START)
    expect(page.locator(f"{SHEET} .result h2")).to_be_focused()
    expect(page.locator(f"{SHEET} .result__total")).to_be_in_viewport()
    assert taps <= MOST_TAPS, taps
    for criterion in SIX:
        case = {"level": 3, "verdict": "compliant", "text": f"A case of {criterion}"}
        assert criterion_of(page, criterion)["cases"] == [case]


def test_a_page_loaded_again_shows_the_question_where_it_was(open_page):
    page = opened(open_page)
    ready(page)
    answer(page, "no", "yes")
    field(page).press_sequentially("Left a guest wai")
    load_anew(page)
    expect(step(page, "event")).to_be_visible()
    expect(field(page)).to_have_value("Left a guest wai")
    expect(field(page)).to_be_focused()
    expect(guided(page).get_by_role("button", name="Level 1: met. Change it")).to_be_visible()
    page.keyboard.type("ting")
    answer(page, "next")
    expect(guided(page).locator("[data-slot=noted-cases]")).to_contain_text("Left a guest waiting")
    page.keyboard.press("Escape")
    expect(guided(page)).to_be_hidden()
    load_anew(page)
    ready(page)
    expect(guided(page)).to_be_hidden()  # it was closed
    go_on(page)
    expect(step(page, "how-far")).to_be_visible()
    action(page, "back")
    expect(step(page, "happened")).to_be_visible()
    assert criterion_of(page, "customer-first") == {
        "ratings": ["met", *UNRATED[1:]],
        "cases": [{"level": 2, "verdict": "non-compliant", "text": "Left a guest waiting"}],
    }


def test_a_saved_appraisal_is_gone_on_with_at_its_first_open_level_with_its_answers(open_page):
    page = open_page("en/calculator/")
    ready(page)
    for criterion in SIX[:4]:
        tap(page, criterion, 3)
    expect(total(page)).to_have_text("12")
    go_on(page)
    expect(guided(page).locator("[data-slot=where]")).to_have_text("Value 5 of 6 · level 1 of 5")
    for _ in SIX[4:]:
        answer(page, *TO_THREE)
    expect(guided(page).locator("h2")).to_have_text("Check your answers")
    expect(guided(page).locator("h2")).to_be_focused()
    page.keyboard.press("Escape")
    go_on(page)
    expect(guided(page).locator("[data-slot=where]")).to_have_text("Answered: 6 of 6")
    page.keyboard.press("Escape")
    page.locator(f"{SHEET} [data-criterion=teamwork] [data-act=guide]").click()
    chosen = guided(page).locator("[data-answer=no].guided__answer")
    expect(chosen).to_have_text("No, nothing (your answer so far)")


def test_an_answer_is_changed_from_the_list_which_is_shown_again(open_page):
    page = opened(open_page)
    for _ in SIX:
        answer(page, "no", "no", "no-case")
    row = guided(page).locator("[data-row=integrity]")
    expect(row.locator("[data-slot=end]")).to_have_text("Score: 2 of 5.", timeout=START)
    row.get_by_role("button", name="Change Integrity").click()
    expect(guided(page).locator("[data-slot=where]")).to_have_text("Value 4 of 6 · level 3 of 5")
    guided(page).get_by_role("button", name="Level 2: met. Change it").click()
    answer(page, "yes")
    field(page).fill("Passed a story on")
    answer(page, "next", "partial")
    expect(guided(page).locator("h2")).to_have_text("Check your answers")
    expect(row.locator("[data-slot=end]")).to_have_text("Score: 1.5 of 5.")
    expect(row.locator("[data-slot=cases]")).to_contain_text("Passed a story on")
    assert criterion_of(page, "integrity")["ratings"] == ["met", "partial", "unmet", "unrated", "unrated"]
    expect(guided(page).locator(".status")).to_have_count(0)
    expect(guided(page).locator("[data-slot=sources]")).to_have_attribute(
        "href", re.compile("six-veins-2006/rules/$")
    )


def test_what_speaks_against_a_level_is_recorded_so_and_the_rating_stands(open_page):
    """Nothing against it twice, then something after all, and met all the same."""
    page = opened(open_page)
    answer(page, "no", "no", "yes", "next", "case-none", "yes", "next", "yes")
    expect(guided(page).locator(".guided__question:visible")).to_have_text("What speaks against it?")
    field(page).fill("Sent a customer away")
    answer(page, "next", "met")
    assert criterion_of(page, "customer-first") == {
        "ratings": ["met"] * 4 + ["unrated"],
        "cases": [{"level": 4, "verdict": "non-compliant", "text": "Sent a customer away"}],
    }


def test_an_empty_field_and_a_question_alone_record_no_case(open_page):
    page = opened(open_page)
    answer(page, "no", "no", "yes", "next", "yes", "next", "partial")
    expect(guided(page).locator("h2")).to_have_text("Teamwork")
    answer(page, "yes")
    field(page).fill("  \n ")
    answer(page, "next", "unmet")
    assert all("cases" not in entry for entry in appraisal_of(page)["criteria"].values())


@pytest.mark.parametrize("language", ["", "en/"])
def test_who_is_not_sure_gets_a_message_to_copy_and_the_level_stays_open(open_page, rubric, language):
    page = open_page(f"{language}calculator/", permissions=["clipboard-read", "clipboard-write"])
    ready(page)
    page.locator(f"{SHEET} [data-field=subject]").fill("Ma Xiaoyun")
    go_on(page)
    answer(page, "no", "yes")
    field(page).fill("Answered late")
    answer(page, "next", "unsure")
    criterion, tongue = rubric.criteria[0], "en" if language else "zh"
    answer(page, "copy")
    expect(guided(page).locator("[data-slot=copied]")).to_have_text("Copied." if language else "已复制。")
    copied = page.evaluate("navigator.clipboard.readText()")
    clause = getattr(criterion.levels[1].clause, tongue)
    level = "level 2" if language else "第 2 级"
    for words in ("Ma Xiaoyun", getattr(criterion.name, tongue), level, clause, "Answered late", "HR"):
        assert words in copied
    answer(page, "on")
    expect(guided(page).locator("h2")).to_have_text(getattr(rubric.criteria[1].name, tongue))
    assert criterion_of(page, "customer-first")["ratings"] == ["met", *UNRATED[1:]]
    action(page, "check")
    row = guided(page).locator("[data-row=customer-first]")
    expect(row.locator("[data-slot=end]")).to_have_text("Not finished yet." if language else "还没有答完。")
    row.locator("[data-change]").click()
    expect(step(page, "happened")).to_be_visible()
    expect(guided(page).locator("[data-slot=where]")).to_contain_text("level 2" if language else "第 2 级")


def test_the_browsers_back_goes_to_the_question_before(open_page):
    page = opened(open_page)
    ready(page)
    answer(page, "no")
    expect(guided(page).locator("[data-slot=where]")).to_have_text("Value 1 of 6 · level 2 of 5")
    answer(page, "no")
    expect(step(page, "shown")).to_be_visible()
    page.go_back()
    expect(guided(page).locator("[data-slot=where]")).to_have_text("Value 1 of 6 · level 2 of 5")
    assert criterion_of(page, "customer-first")["ratings"] == ["met", *UNRATED[1:]]


def test_a_draft_under_another_rubric_is_gone_on_with(open_page):
    page = open_page("en/calculator/")
    ready(page)
    page.locator("select[data-part=rubric]").select_option("nine-swords")
    expect(page.locator(".sheet[data-rubric=nine-swords]:not([inert])")).to_be_visible()
    go_on(page)
    expect(step(page, "judged")).to_be_visible()
    answer(page, "met")
    expect(guided(page).locator("[data-slot=where]")).to_have_text("Value 1 of 9 · level 2 of 5")
    load_anew(page)
    expect(guided(page).locator("[data-slot=where]")).to_have_text(
        "Value 1 of 9 · level 2 of 5", timeout=START
    )
    answer(page, "unmet")
    expect(guided(page).locator("[data-slot=where]")).to_have_text("Value 2 of 9 · level 1 of 5")


# Each screen, by the answers that lead to it from the one before.
SCREENS = [
    ("happened", []),
    ("event", ["yes"]),
    ("how-far", ["next"]),
    ("unsure", ["unsure"]),
    ("happened", ["on"]),
    ("shown", ["no", "no"]),
    ("deed", ["yes"]),
    ("counter", ["next"]),
    ("against", ["yes"]),
    ("weighed", ["next"]),
    ("shown", ["met"]),
]


@pytest.mark.parametrize(
    ("language", "scheme", "width", "height"),
    [("", "dark", 390, 844), ("en/", "light", 390, 844), ("", "light", 195, 422), ("en/", "dark", 1280, 900)],
)
def test_every_screen_is_whole_and_accessible_and_reads_one_thing(open_page, language, scheme, width, height):
    page = opened(open_page, language, width=width, height=height, color_scheme=scheme)
    result_of(page)
    for name, answers in [*SCREENS, ("check", [])]:
        if name == "check":
            action(page, "check")
        answer(page, *answers)
        expect(step(page, name)).to_be_visible()
        assert faults_of(page) == [], name
        assert guided(page).evaluate("one => one.scrollWidth <= one.clientWidth"), name
        page_part = guided(page).locator(".guided__page")
        assert page_part.evaluate("one => one.scrollWidth <= one.clientWidth"), name
        focused = page.evaluate(
            "[document.activeElement.tagName, document.activeElement.textContent || document.activeElement.getAttribute('aria-labelledby')]"
        )
        if name == "check":
            assert focused[0] == "H2"
        elif name in ("event", "deed", "against", "unsure"):
            assert focused == ["TEXTAREA", f"guided-{name}"]
        else:
            assert focused == ["H3", step(page, name).locator("h3").text_content()]
        assert guided(page).locator("[aria-live]").count() == 0
        if (width, height) == (390, 844) and name not in ("event", "deed", "against", "unsure"):
            last = guided(page).locator(".guided__answer").last.bounding_box()
            assert last["y"] > height / 2, f"{name}: the answers are not at the thumb"
        for button in guided(page).locator("button:visible").all():
            assert button.bounding_box()["height"] >= 44, name
