"""The calculator in each of its states: accessible, nothing cut off; in other pages; with a worker that dies; printed."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import (
    SHEET,
    START,
    VECTOR,
    expected,
    expected_of,
    level_of,
    rate,
    ready,
    result_of,
    tap,
    tool,
    tools_part,
    total,
)
from tests.support.page_checks import accessible, faults_of
from tests.support.page_errors import watch


def click(selector):
    return lambda page: page.locator(selector).first.click()


def guided(*answers):
    def run(page):
        page.locator(f"{SHEET} [data-criterion=customer-first] [data-act=guide]").click()
        for name in answers:
            page.locator(f".guided [data-answer={name}].guided__answer").click()

    return run


def everything_open(page):
    if page.locator("[data-part=examples]").is_hidden():
        page.locator("[data-act=examples]").click()
    page.locator("[data-example=half-point-with-an-excuse]").click()
    tap(page, "passion", 4.5)
    level_of(page, "teamwork", 3).locator("[data-act=explain]").click()
    level_of(page, "teamwork", 3).locator("[data-act=add-case]").click()
    expect(level_of(page, "teamwork", 3).locator(".explained")).to_be_visible()
    expect(page.locator(f"{SHEET} [data-part=moves]")).to_be_visible()
    page.evaluate(
        "document.querySelectorAll('appraisal-calculator details').forEach(one => { one.open = true })"
    )


def opened_with(page, text=""):
    """The dialog for opening, with something pasted that is refused."""
    if page.locator("[data-tool=more][aria-expanded=false]:visible").count():
        tool(page, "more").click()
    tool(page, "open").click()
    if text:
        page.locator("#tools-pasted").fill(text)
        page.locator("calculator-tools [data-part=paste] button").click()
        expect(tools_part(page, "fault-list").locator("li")).not_to_have_count(0)


def set_aside(page):
    """A draft of the reader's own, and a link followed over it."""
    page.locator(f"{SHEET} [data-field=subject]").fill("Lee")
    rate(page, "teamwork", 1, "unmet")
    expect(page.locator(f"{SHEET} [data-criterion=teamwork] [data-part=score]")).to_have_text("0")
    page.evaluate("vector => { location.hash = 'a=' + vector }", VECTOR)
    expect(tools_part(page, "others")).to_contain_text("Lee")


def forget(page):
    tools_part(page, "list").locator("button:visible").last.click()


def by_hand(page):
    page.evaluate("delete Navigator.prototype.clipboard")
    tool(page, "link").click()
    expect(tools_part(page, "by-hand")).to_be_visible()


def old_link(page):
    page.evaluate(
        "link => { location.hash = link }", f"a={VECTOR.replace('pmmmm', 'mmmmm')}&r={'0' * 8}-{'0' * 8}"
    )
    expect(tools_part(page, "old-link")).to_be_visible()


OTHERWISE_KEPT = """(change) => {
  const key = Object.keys(localStorage).find(one => one.endsWith(" draft six-veins-2006"));
  const draft = JSON.parse(localStorage[key]);
  draft.revision = "of another tab";
  draft.value.criteria = { ...draft.value.criteria, ...change };
  localStorage[key] = JSON.stringify(draft);
  dispatchEvent(new StorageEvent("storage", { key, newValue: localStorage[key] }));
}"""


# The draft in the browser's storage is what the page shows: it is stored once a change has been shown.
STORED = """() => {
  const key = Object.keys(localStorage).find(one => one.endsWith(" draft six-veins-2006"));
  const shown = document.querySelector("appraisal-calculator").state.value;
  return key && JSON.stringify(JSON.parse(localStorage[key]).value.criteria) === JSON.stringify(shown.criteria);
}"""


def overtaken(page):
    page.wait_for_function(STORED)
    page.evaluate(OTHERWISE_KEPT, {"loyalty": {"ratings": ["met"]}})
    expect(tools_part(page, "overtaken")).to_be_visible()


def unfit(page):
    """What the other tab kept has a criterion that the rubric does not."""
    tool(page, "take-other").click()
    expect(tools_part(page, "unfit-list")).to_contain_text("loyalty")


def not_kept(page):
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    rate(page, "passion", 1, "unmet")
    expect(tools_part(page, "kept")).to_have_attribute("data-status", "full")


def uncertain(page):
    """A band that is not certain, by a link."""
    page.evaluate("location.hash = 'a=six-veins-2006:' + Array(6).fill('pumuu').join('.')")
    expect(total(page)).to_have_text("3")


def refused(page):
    page.evaluate("location.hash = 'a=six-veins-2006:xyz'")
    expect(page.locator("appraisal-calculator > [data-part=faults]")).to_be_visible()


def another_rubric(page):
    page.locator("select[data-part=rubric]").select_option("nine-swords")
    expect(page.locator(".sheet[data-rubric=nine-swords]:not([inert])")).to_be_visible()


# Two frames on, what an event has changed is laid out and painted.
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

# In this order, for each begins where the one before it has left the page.
STATES = {
    "fresh": lambda page: page.locator("h1").click(position={"x": 5, "y": 5}),  # beside the theme's own link
    "examples": click("[data-act=examples]"),
    "everything open": everything_open,
    "keys": click("[data-act=keys]"),
    "first question": guided(),
    "how far": guided("yes"),
    "weighed": guided("no", "no", "yes", "yes"),
    "end": guided("no", "yes", "partial"),
    "uncertain": uncertain,
    "refused": refused,
    "opening": opened_with,
    "faults told": lambda page: opened_with(page, "six-veins-2006:mmpux.mmmm"),
    "set aside": set_aside,
    "start again?": lambda page: page.locator(f"{SHEET} button[type=reset]").click(),
    "erase?": lambda page: tool(page, "erase").click(),
    "delete?": forget,
    "by hand": by_hand,
    "old link": old_link,
    "overtaken": overtaken,
    "unfit": unfit,
    "not kept": not_kept,
    "another rubric": another_rubric,
}


# Each state is checked in two looks that share no value: those of even number in the first two, the others in the last two.
LOOKS = [("", 390, "dark"), ("en/", 1280, "light"), ("", 1280, "dark"), ("en/", 390, "light")]
CHECKS = [
    pytest.param(look, name, id=f"{look}-{name}")
    for look in range(len(LOOKS))
    for number, name in enumerate(STATES)
    if number % 2 == look // 2
]


class Walk:
    """A calculator's page that goes from state to state, each of which is reached once."""

    def __init__(self, contexts, served, look):
        language, width, scheme = LOOKS[look]
        self.context, self.faults = contexts.lend(), []
        self.page = self.context.new_page()
        self.page.set_viewport_size({"width": width, "height": 844})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        watch(self.page, served, self.faults)
        self.page.goto(f"{served.address}{language}calculator/")
        ready(self.page)
        self.waiting = list(STATES)

    def go_to(self, name):
        """Reach the states up to this one; the last stays open."""
        while self.waiting and name in self.waiting:
            self.page.keyboard.press("Escape")
            STATES[self.waiting.pop(0)](self.page)
        self.page.evaluate(PAINTED)


@pytest.fixture(scope="module")
def walks(contexts, served):
    """The walk of each look; those before it have ended."""
    walks = {}

    def walk(look):
        if look not in walks:
            for other in walks.values():
                other.page.close()
            walks[look] = Walk(contexts, served, look)
        return walks[look]

    yield walk
    for each in walks.values():
        contexts.take_back(each.context)


@pytest.mark.parametrize(("look", "state"), CHECKS)
def test_every_state_is_accessible_and_whole(walks, look, state):
    walk = walks(look)
    walk.go_to(state)
    assert faults_of(walk.page) == []
    assert walk.faults == []


@pytest.mark.parametrize(("width", "scale"), [(640, 2), (320, 1)])
def test_at_200_percent_and_on_the_narrowest_phone_nothing_is_cut_off(open_page, width, scale):
    page = open_page(f"en/calculator/#a={VECTOR}", width=width, height=450, device_scale_factor=scale)
    result_of(page)
    everything_open(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = page.evaluate("""() => [...document.querySelectorAll('.sheet:not([hidden]) :is(.rating__face, .score, .tool, .answer)')]
        .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)""")
    assert cut == []


def test_what_is_tapped_is_44_pixels_high(open_page):
    page = open_page(f"en/calculator/#a={VECTOR}", width=390, height=844)
    result_of(page)
    low = page.evaluate("""() => [...document.querySelectorAll(
            '.sheet:not([hidden]) :is(.rating__face, .score, .answer, .level__tools .tool, select, textarea, summary, .summary)')]
        .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map(one => [one.className, one.getBoundingClientRect().height])""")
    assert low == []


def test_forced_colours_keep_what_is_chosen_apart(open_page):
    page = open_page(f"calculator/#a={VECTOR}", forced_colors="active")
    result_of(page)
    level = level_of(page, "passion", 1)
    colour = "one => getComputedStyle(one).backgroundColor"
    assert level.locator(".rating--partial > span").evaluate(colour) != level.locator(
        ".rating--unmet > span"
    ).evaluate(colour)


def test_a_criterions_page_lets_it_be_tried_once_in_view(open_page, rubrics):
    page = open_page("en/six-veins-2006/teamwork/", height=700)
    calculator = page.locator("appraisal-calculator")
    expect(calculator).to_have_attribute("data-state", "waiting")
    calculator.scroll_into_view_if_needed()
    ready(page)
    address = page.url
    tap(page, "teamwork", 2.5)
    expect(calculator.locator("[data-part=score]")).to_have_text("2.5")
    expect(calculator.locator("[data-trace=teamwork]")).to_contain_text("Level 3 is partly met")
    expect(calculator.locator("[data-actor=hr] [data-finding=hr-sample]")).to_be_visible()
    assert calculator.locator("[data-criterion]").count() == 1
    vector = "six-veins-2006:-----.mmpuu.-----.-----.-----.-----"
    assert result_of(page) == expected(rubrics, vector)
    assert page.url == address
    accessible(page)
    calculator.locator("[data-part=whole]").click()
    page.wait_for_url("**/calculator/#a=*")
    expect(total(page)).to_have_text("2.5", timeout=START)


def test_the_rules_are_tried_on_a_worked_example(open_page, rubrics):
    page = open_page("six-veins-2006/rules/", width=390)
    calculator = page.locator("appraisal-calculator")
    calculator.scroll_into_view_if_needed()
    before = result_of(page)
    vector = calculator.get_attribute("vector")
    criterion = calculator.locator("[data-criterion]").get_attribute("data-criterion")
    shown = [one for one in expected(rubrics, vector)["criteria"] if one["id"] == criterion]
    assert [one for one in before["criteria"] if one["id"] == criterion] == shown
    assert "gate-ignored" in shown[0]["findings"]
    stop = shown[0]["stopped_at"]
    calculator.locator(f"[data-level='{stop}'] .rating--met").click()
    page.wait_for_function(
        "before => document.querySelector('appraisal-calculator').result.total > before", arg=before["total"]
    )
    accessible(page)


@pytest.mark.parametrize("fate", ["self.close()", "for (;;) {}"], ids=["dies", "hangs"])
def test_a_worker_that_dies_or_hangs_is_started_again_with_nothing_lost(open_page, rubrics, fate):
    page = open_page("en/calculator/")
    ready(page)
    rate(page, "teamwork", 1, "met")
    level_of(page, "teamwork", 3).locator("[data-act=add-case]").click()
    page.keyboard.type("Kept")
    worker = next(one for one in page.workers if one.url.endswith("/worker.js"))
    worker.evaluate(f"() => {{ setTimeout(() => {{ {fate} }}, 50) }}")
    page.wait_for_timeout(300)
    tap(page, "passion", 2)
    expect(page.locator("[data-part=said]")).to_contain_text("started again", timeout=START)
    expect(total(page)).to_have_text("3", timeout=START)
    held = page.evaluate("document.querySelector('appraisal-calculator').state.value")
    assert held["criteria"]["teamwork"]["cases"] == [{"level": 3, "verdict": "compliant", "text": "Kept"}]
    assert result_of(page) == expected_of(rubrics, held)


MOVING = """() => document.querySelector("appraisal-calculator").getAnimations({ subtree: true })
    .filter(one => one.transitionProperty || one.effect.getKeyframes().some(frame => frame.transform || frame.opacity)).length"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_at_a_rating(open_page, motion):
    page = open_page(f"en/calculator/#a={VECTOR}", reduced_motion=motion)
    result_of(page)
    page.wait_for_timeout(500)  # what moved on opening stands
    moved = page.evaluate(
        """async moving => {
            const calculator = document.querySelector("appraisal-calculator");
            const scored = new Promise(done => calculator.addEventListener("scored", done, { once: true }));
            calculator.querySelector("[data-criterion=teamwork] [data-score='0']").click();
            await scored;
            return eval(moving)();
        }""",
        MOVING,
    )
    assert moved == 0
    seen = """moving => {
        document.querySelector("appraisal-calculator h2").animate([{ opacity: 0 }, { opacity: 1 }], 1000);
        return eval(moving)();
    }"""
    assert page.evaluate(seen, MOVING) == 1, "what moves would be noticed"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


HEIGHT = """() => document.querySelector(".sheet:not([hidden]) [data-criterion=teamwork]").getBoundingClientRect().height"""


@pytest.mark.parametrize("language", ["", "en/"])
def test_what_is_below_stays_where_it_is_whatever_is_rated(open_page, language):
    page = open_page(f"{language}calculator/#a={VECTOR}")
    ready(page)
    criterion = page.locator(f"{SHEET} [data-criterion=teamwork]")
    criterion.locator("[data-part=justification]").scroll_into_view_if_needed()
    criterion.locator("textarea").wait_for()
    before, asked = page.evaluate(HEIGHT), set()
    for level, rating in [(1, "unmet"), (4, "unmet"), (1, "met"), (2, "partial"), (5, "unmet"), (1, "unmet")]:
        rate(page, "teamwork", level, rating)
        expect(page.locator(f"{SHEET} [name=teamwork-{level}][value={rating}]")).to_be_checked()
        page.wait_for_timeout(100)
        asked.add(criterion.locator("[data-part=answers]").get_attribute("data-asked"))
        assert page.evaluate(HEIGHT) == before, (level, rating)
    assert len(asked) > 1, "something came and went"


@pytest.mark.parametrize(("language", "written"), [("", "当面"), ("en/", "face to face")])
def test_what_is_printed_is_one_whole_page_in_its_language(open_page, language, written):
    page = open_page(f"{language}calculator/", color_scheme="dark")
    ready(page)
    page.locator("[data-act=examples]").click()
    page.locator("[data-example=half-point-with-an-excuse]").click()
    page.locator(f"{SHEET} [data-field=subject]").fill("张三")
    shown = result_of(page)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    page.emulate_media(media="print")
    printed = page.locator(f"{SHEET} .printout")
    expect(printed).to_be_visible()
    assert "张三" in printed.inner_text() and shown["vector"] in printed.inner_text()
    assert f"{shown['total']} / {shown['maximum']}" in printed.inner_text()
    assert written in printed.inner_text()
    other = page.locator("appraisal-calculator :is(button, input, textarea, select):visible")
    assert other.count() == 0
    dark = page.evaluate("getComputedStyle(document.querySelector('.printout:not([hidden])')).color")
    assert dark == "rgb(0, 0, 0)"


def test_around_the_form_stands_when_to_use_it_pitfalls_why_and_what_next(open_page):
    for language in ("", "en/"):
        page = open_page(f"{language}calculator/")
        ready(page)
        lists = page.locator(".around section")
        assert [one.locator("li").count() >= 3 for one in lists.all()] == [True] * 4
        help_page = page.locator("article a[href$='guide/calculator/']").first
        help_page.click()
        page.wait_for_url("**/guide/calculator/")
        for picture in page.locator("article img").all():
            picture.scroll_into_view_if_needed()
            assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 300


def test_the_result_is_told_politely_and_no_dialog_traps_the_focus(open_page):
    page = open_page(f"en/calculator/#a={VECTOR}")
    result_of(page)
    spoken = page.locator(f"{SHEET} [data-part=spoken]")
    expect(spoken).to_have_attribute("aria-live", "polite")
    expect(spoken).to_contain_text("Total 16 of 30")
    for opener in ("[data-act=keys]", ".toolbar [data-act=guide]", "[data-tool=open]", "[data-tool=erase]"):
        button = page.locator(opener)
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("dialog[open]")).to_have_count(1)
        assert page.evaluate("document.activeElement.closest('dialog[open]') !== null"), opener
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(button).to_be_focused()
