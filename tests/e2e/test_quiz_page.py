"""The case quiz: judged before it is told, remembered over a reload, the missed ones asked again; and for a room."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.support.page_checks import accessible

FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


def question(page):
    return page.evaluate("document.querySelector('case-quiz').question")


def part(page, name):
    return page.locator(f"case-quiz [data-part='{name}']")


def answer(page, *, right):
    """Judge the case that is shown, rightly or not; which one it was."""
    asked = question(page)
    verdicts = [v for v in ("compliant", "non-compliant") if (v == asked["verdict"]) is right]
    verdict = "inapplicable" if right and asked["verdict"] == "inapplicable" else verdicts[0]
    page.locator(f"button[data-verdict={verdict}]").click()
    if not asked["claimed"] or verdict == "inapplicable":
        page.locator(f"button[data-level='{asked['answer']}']").click()
    expect(part(page, "outcome")).to_have_attribute("data-outcome", "right" if right else "wrong")
    return asked


def go_on(page):
    page.locator("case-quiz [data-act=next]").click()


def counts(page):
    """The figures of the English record: right, missed, all, known, again, unseen."""
    return [int(word.strip(":.,")) for word in part(page, "score").inner_text().split() if word[0].isdigit()]


@pytest.mark.parametrize(("language", "width", "scheme"), [("", 1280, "dark"), ("en/", 390, "light")])
def test_a_case_is_judged_before_it_is_told_why(open_page, rubric, language, width, scheme):
    page = open_page(f"{language}trainers/quiz/", width=width, color_scheme=scheme)
    tongue = "en" if language else "zh"
    asked = question(page)
    level = rubric.level[asked["level"]]
    case = next(one for one in level.cases if one.id == asked["id"])
    expect(part(page, "text")).to_have_text(getattr(case.text, tongue))
    expect(part(page, "answer")).to_be_hidden()
    accessible(page)
    answer(page, right=False)
    expect(part(page, "why")).to_have_text(getattr(case.why, tongue))
    clause = rubric.level[case.belongs_to or asked["level"]].clause
    expect(part(page, "answer-clause")).to_have_text(getattr(clause, tongue))
    shown = part(page, "answer").locator("[data-is]:visible")
    expect(shown).to_contain_text(getattr(rubric.words["verdict"][case.verdict], tongue))
    expect(part(page, "missed-count")).to_have_text("1")
    part(page, "missed").locator("summary").click()
    accessible(page)
    part(page, "page").click()
    page.wait_for_url(f"**#{case.id}")
    expect(page.locator(f"article#{case.id}")).to_be_visible()


def test_every_case_is_asked_about_with_its_own_answer_among_the_options(open_page, rubric):
    page = open_page("trainers/quiz/")
    asked = page.locator("template[data-case]").evaluate_all("all => all.map(({dataset}) => ({...dataset}))")
    cases = {case.id: (name, case) for name, level in rubric.level.items() for case in level.cases}
    assert [one["case"] for one in asked] == list(cases)
    for one in asked:
        name, case = cases[one["case"]]
        assert (one["level"], one["verdict"]) == (name, case.verdict)
        assert one["answer"] == (case.belongs_to or name)
        options = one["options"].split()
        assert one["answer"] in options and len(set(options)) == len(options)
        assert case.belongs_to is None or "claimed" in one
    claimed = [one for one in asked if "claimed" in one]
    assert {one["verdict"] for one in claimed} == {"compliant", "non-compliant", "inapplicable"}


def test_the_record_lasts_over_a_reload_and_in_the_other_language(open_page):
    page = open_page("en/trainers/quiz/")
    missed = answer(page, right=False)
    go_on(page)
    known = answer(page, right=True)
    assert known["id"] != missed["id"]
    before = counts(page)
    assert before[:2] == [1, 1] and before[3:5] == [1, 1]
    page.reload()
    assert counts(page) == before
    expect(part(page, "missed-list").locator("a")).to_have_attribute(
        "href", f"../../six-veins-2006/{missed['level'].rpartition('-')[0]}/#{missed['id']}"
    )
    page.goto(page.url.replace("/en/", "/"))
    expect(part(page, "missed-count")).to_have_text("1")
    page.locator("[data-act=erase]").click()
    accessible(page)
    page.locator("[data-act=do-erase]").click()
    expect(part(page, "missed")).to_be_hidden()
    page.reload()
    expect(part(page, "missed")).to_be_hidden()


def test_what_was_missed_comes_again_after_as_many_questions_as_the_page_says(open_page):
    page = open_page("en/trainers/quiz/?criteria=customer-first,teamwork")
    first, second = map(int, page.locator("case-quiz").get_attribute("data-waits").split())
    assert f"after {first} other questions" in page.locator("article").inner_text()
    missed = answer(page, right=False)
    go_on(page)
    for wait in (first, second):
        for _ in range(wait):
            assert question(page)["id"] != missed["id"]
            assert question(page)["level"].startswith(("customer-first", "teamwork"))
            answer(page, right=True)
            go_on(page)
        assert question(page)["id"] == missed["id"], f"not back after {wait} questions"
        answer(page, right=True)
        go_on(page)
    expect(part(page, "missed")).to_be_hidden()


def test_what_is_known_is_left_alone_until_it_is_asked_for(open_page):
    page = open_page("trainers/quiz/?criteria=passion&difficulty=hard")
    for _ in range(page.locator("template[data-criterion=passion][data-difficulty=hard]").count()):
        answer(page, right=True)
        go_on(page)
    expect(part(page, "done")).to_be_visible()
    assert question(page) is None
    accessible(page)
    page.locator("[data-act=again]").click()
    assert question(page)["level"].startswith("passion")


def test_the_link_keeps_the_choice(open_page):
    page = open_page("trainers/quiz/")
    page.get_by_label("团队合作", exact=True).check()
    page.get_by_label("容易", exact=True).check()
    assert page.url.endswith("?criteria=teamwork&difficulty=easy")
    assert question(page)["level"].startswith("teamwork")
    page.reload()
    expect(page.get_by_label("团队合作", exact=True)).to_be_checked()
    expect(page.get_by_label("诚信", exact=True)).not_to_be_checked()
    page.locator(".other-language a").click()
    page.wait_for_url("**/en/trainers/quiz/?criteria=teamwork&difficulty=easy")


def test_keys_answer_and_go_on(open_page):
    page = open_page("trainers/quiz/")
    asked = question(page)
    place = ("compliant", "non-compliant", "inapplicable").index(asked["verdict"]) + 1
    page.keyboard.press(str(place))
    if not asked["claimed"] or asked["verdict"] == "inapplicable":
        page.keyboard.press("abcdef"[asked["options"].index(asked["answer"])])
    expect(part(page, "outcome")).to_have_attribute("data-outcome", "right")
    page.keyboard.press("Enter")
    expect(part(page, "answer")).to_be_hidden()
    assert question(page)["id"] != asked["id"]
    page.keyboard.press("Enter")
    expect(part(page, "answer")).to_be_hidden()  # nothing is told that was not judged


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_room_sees_it_big_and_the_answer_only_at_a_key(open_page, language):
    page = open_page(f"{language}trainers/quiz/?room", height=720)
    stage = page.locator("dialog[open]")
    expect(stage).to_be_visible()
    size = part(page, "text").evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert size >= 26
    accessible(page)
    asked = question(page)
    page.keyboard.press(str(("compliant", "non-compliant", "inapplicable").index(asked["verdict"]) + 1))
    if not asked["claimed"] or asked["verdict"] == "inapplicable":
        page.keyboard.press(str(asked["options"].index(asked["answer"]) + 1))
    expect(page.locator("button[data-verdict][aria-pressed=true]")).to_have_count(1)
    expect(part(page, "answer")).to_be_hidden()
    expect(page.locator("[data-right]")).to_have_count(0)
    page.keyboard.press("PageDown")
    expect(part(page, "answer")).to_be_visible()
    expect(part(page, "outcome")).to_have_attribute("data-outcome", "right")
    expect(part(page, "room-score")).to_contain_text("1")
    accessible(page)
    page.keyboard.press("PageDown")
    expect(part(page, "answer")).to_be_hidden()
    page.keyboard.press(" ")  # the room has voted by hands
    expect(part(page, "outcome")).to_have_attribute("data-outcome", "shown")
    told = question(page)["answer"].rpartition("-")
    expect(part(page, "answer-level")).to_have_attribute("href", re.compile(f"/{told[0]}/#level-{told[2]}$"))
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page).to_have_url(re.compile("/quiz/$"))
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('liumai-quiz'))") == []


@pytest.mark.parametrize(("hinder", "said"), [(FORBIDDEN, "does not let this site store"), (FULL, "is full")])
def test_where_nothing_can_be_kept_it_says_so_and_the_quiz_goes_on(open_page, served, hinder, said):
    page = open_page("en/trainers/quiz/").context.new_page()  # unwatched: the theme's own scripts complain
    page.add_init_script(hinder)
    page.goto(f"{served.address}en/trainers/quiz/")
    missed = answer(page, right=False)
    expect(part(page, "keeping")).to_contain_text(said)
    accessible(page)
    expect(part(page, "missed-count")).to_have_text("1")
    go_on(page)
    assert question(page)["id"] != missed["id"]


def test_what_something_else_wrote_is_no_record(open_page):
    page = open_page("en/trainers/quiz/")
    answer(page, right=False)
    key = page.evaluate("Object.keys(localStorage).find(key => key.startsWith('liumai-quiz'))")
    for spoilt in ("{", json.dumps({"asked": 1, "cases": {"x": {"box": 7}}}), json.dumps([1])):
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, spoilt])
        page.reload()
        assert counts(page)[:2] == [0, 0]


def test_it_goes_on_without_a_network(open_page):
    page = open_page("en/trainers/quiz/")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    for right in (False, True):
        answer(page, right=right)
        go_on(page)
    assert counts(page)[:2] == [1, 1]


def test_another_tab_adds_to_the_same_record(open_page):
    page = open_page("en/trainers/quiz/")
    tab = page.context.new_page()
    tab.goto(page.url)
    answer(page, right=False)
    expect(part(tab, "missed-count")).to_have_text("1")
    answer(tab, right=False)
    expect(part(page, "score")).to_contain_text("missed 2")
