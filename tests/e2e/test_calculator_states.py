"""The calculator in each of its states: accessible, nothing cut off, large enough to tap."""

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import (
    SHEET,
    VECTOR,
    level_of,
    rate,
    ready,
    result_of,
    tap,
    tool,
    tools_part,
    total,
)
from tests.support.page_checks import faults_of
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
