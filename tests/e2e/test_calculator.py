"""The calculator in real Chromium: the same core, reached through the page."""

import random
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from liumai.core.rubric import RATINGS
from liumai.core.vector import LETTERS
from tests.support.calculator_page import SHEET, START, VECTOR, addressed, expected, rate, ready, result_of


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_link_with_a_vector_opens_scored(open_page, rubrics, language):
    page = open_page(f"{language}calculator/#a={VECTOR}")
    assert result_of(page) == expected(rubrics, VECTOR)
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("16")
    expect(page.locator(f"{SHEET} [data-criterion=customer-first] [data-part=score]")).to_have_text("2.5")
    chosen = page.locator(f"{SHEET} [data-criterion=passion] input:checked").evaluate_all(
        "all => all.map(one => one.value)"
    )
    assert chosen == ["partial", "met", "met", "met", "met"]
    band = page.locator(f"{SHEET} [data-band]:visible")
    expect(band).to_contain_text("Meets expectations" if language else "满足期望")


def test_each_rating_changes_the_result_at_once(open_page, rubrics):
    page = open_page("calculator/")
    result_of(page)  # that of the empty form is there
    page.evaluate("window.scored = []; document.addEventListener('scored', e => scored.push(e.detail.total))")
    rate(page, "teamwork", 1, "met")
    rate(page, "teamwork", 2, "partial")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("1.5")
    expect(page.locator(f"{SHEET} [data-criterion=teamwork] [data-part=score]")).to_have_text("1.5")
    vector = "six-veins-2006:-----.mp---.-----.-----.-----.-----"
    assert result_of(page) == expected(rubrics, vector)
    assert page.evaluate("scored") == [1, 1.5]
    addressed(page, vector)
    duty = page.locator(f"{SHEET} [data-actor=hr] [data-finding=hr-unstated]")
    expect(duty).to_be_visible()
    expect(duty.locator("[data-of=teamwork]")).to_be_visible()
    expect(duty.locator("[data-of=integrity]")).to_be_hidden()
    trace = page.locator(f"{SHEET} [data-trace=teamwork] li")
    page.locator(f"{SHEET} summary", has_text="团队合作").click()
    expect(trace.first).to_contain_text("第 1 级做到")
    expect(trace.nth(1).locator("a")).to_have_attribute("href", "../six-veins-2006/rules/#rule-half-point")


def test_a_page_reloaded_or_its_link_sent_on_shows_the_same(open_page, rubrics):
    page = open_page("calculator/")
    ready(page)
    rate(page, "integrity", 1, "unmet")
    page.wait_for_url("**#a=*")
    vector = page.url.split("#a=")[1]
    page.reload()
    assert result_of(page) == expected(rubrics, vector)


def test_a_new_fragment_is_read(open_page, rubrics):
    page = open_page(f"calculator/#a={VECTOR}")
    assert result_of(page)["total"] == 16
    other = "six-veins-2006:" + ".".join(["mmmmm"] * 6)
    page.evaluate("fragment => { location.hash = fragment }", f"a={quote(other)}")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("30")
    assert result_of(page) == expected(rubrics, other)


BAD = [
    "",
    "six-veins-2006:mm",
    "nine:mmmmm",
    "%",
    "%E0%A4%A",
    "<img src=x onerror=alert(1)>",
    "six-veins-2006:" + "m" * 100_000,
]


def test_fragments_that_do_not_parse_are_refused_and_never_scored(open_page, served):
    page = open_page()
    faults = page.locator("appraisal-calculator [data-part=faults]")
    for fragment in BAD:
        page.goto("about:blank")  # a new fragment alone would not load the page again
        page.goto(f"{served.address}calculator/#a={fragment}")
        expect(faults).to_be_visible(timeout=START)
        expect(faults.locator("li")).to_contain_text("vector")
        assert page.evaluate("document.querySelector('appraisal-calculator').result") is None
        expect(page.locator(f"{SHEET} [data-part=outcome]")).to_be_hidden()
        rate(page, "teamwork", 1, "met")
        expect(faults).to_be_hidden()
        assert result_of(page)["total"] == 1


def test_what_is_rated_while_python_loads_is_kept(open_page):
    page = open_page("calculator/")
    rate(page, "teamwork", 1, "met")
    assert result_of(page)["total"] == 1


@pytest.mark.fresh_context
def test_loading_is_shown_and_a_failure_can_be_tried_again(open_page, served):
    with served.without("pyodide.asm.wasm", "pyodide.asm.wasm.gzip"):
        page = open_page("guide/principles/", faulty=True)
        held = []
        page.route("**/pyodide.asm.wasm*", lambda route: held.append(route))
        page.goto(f"{served.address}calculator/")
        expect(page.locator("appraisal-calculator [data-part=loading]")).to_be_visible()
        for route in held:
            route.continue_()
        page.unroute("**/pyodide.asm.wasm*")
        failed = page.locator("appraisal-calculator [data-part=failed]")
        expect(failed).to_be_visible(timeout=START)
        expect(failed).to_contain_text("pyodide.asm.wasm")
        rate(page, "teamwork", 1, "met")
    page.locator("appraisal-calculator [data-part=retry]").click()
    assert result_of(page)["total"] == 1
    expect(failed).to_be_hidden()


@pytest.mark.fresh_context
@pytest.mark.parametrize("name", ["worker.js", "pyodide.mjs", "pyodide.asm.mjs"])
def test_any_missing_file_is_told(open_page, served, name):
    with served.without(name):
        page = open_page("calculator/", faulty=True)
        expect(page.locator("appraisal-calculator [data-part=failed]")).to_be_visible(timeout=START)
        assert page.locator("appraisal-calculator [data-part=reason]").inner_text()


@pytest.mark.fresh_context
def test_the_amount_loaded_is_shown(open_page):
    page = open_page()
    held = []  # what the engine waits for, until the page is there to be told
    page.context.route("**/snapshot.wasm.gzip", lambda route: held.append(route))
    with page.context.expect_event("request", lambda request: request.url.endswith("snapshot.wasm.gzip")):
        page.goto(page.url + "calculator/")
    page.evaluate("""() => {
        window.amounts = [];
        const amount = document.querySelector('[data-part=amount]');
        new MutationObserver(() => amounts.push(amount.textContent)).observe(amount, { childList: true });
    }""")
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    ready(page)
    amounts = [text for text in page.evaluate("amounts") if text]
    assert amounts and all(text.endswith("MB") for text in amounts)


FILL = """async all => {
    const calculator = document.querySelector('appraisal-calculator');
    const results = [];
    for (const { vector, criteria } of all) {
        for (const [criterion, levels] of Object.entries(criteria)) {
            let last;
            levels.forEach((rating, index) => {
                last = calculator.querySelector(
                    `.sheet:not([hidden]) [name="${criterion}-${index + 1}"][value=${rating}]`);
                last.checked = true;
            });
            last.dispatchEvent(new Event('input', { bubbles: true }));
        }
        while (calculator.result?.vector !== vector) {
            await new Promise(done => calculator.addEventListener('scored', done, { once: true }));
        }
        results.push(calculator.result);
    }
    return results;
}"""


ASK = """async vectors => {
    const element = document.querySelector('appraisal-calculator');
    const absolute = address => new URL(address, document.baseURI).href;
    const { Engine } = await import(absolute('../assets/liumai/engine.js'));
    const engine = new Engine();
    await engine.start({ runtime: absolute(element.getAttribute('runtime')), rubrics: [] }, () => {});
    const results = [];
    for (const vector of vectors) results.push((await engine.ask({ vector })).result);
    return results;
}"""
THROUGH_THE_FORM = 40


def test_results_equal_the_cores_for_200_random_appraisals(open_page, rubrics, rubric):
    """All are asked of the page's worker; the first of them are filled into the form besides, which takes longer."""
    page = open_page("calculator/")
    ready(page)
    dice = random.Random(2006)
    asked = []
    for _ in range(200):
        criteria = {c.id: [dice.choice(RATINGS) for _ in c.levels] for c in rubric.criteria}
        groups = ("".join(LETTERS[rating] for rating in levels) for levels in criteria.values())
        asked.append({"vector": f"{rubric.id}:{'.'.join(groups)}", "criteria": criteria})
    wanted = [expected(rubrics, one["vector"]) for one in asked]
    assert page.evaluate(ASK, [one["vector"] for one in asked]) == wanted
    assert page.evaluate(FILL, asked[:THROUGH_THE_FORM]) == wanted[:THROUGH_THE_FORM]


def test_by_keyboard_alone(open_page):
    page = open_page("calculator/")
    ready(page)
    page.locator(f"{SHEET} [name=customer-first-1][value=unrated]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"{SHEET} [name=customer-first-1][value=met]")).to_be_checked()
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("1")


def test_a_level_above_the_stop_is_shown_as_not_counting(open_page):
    page = open_page("calculator/#a=six-veins-2006:mumuu.mm---.-----.-----.-----.-----")
    ready(page)
    level = page.locator(f"{SHEET} [data-criterion=customer-first] [data-level='3']")
    expect(level.locator(".level__beyond")).to_be_visible()
    expect(page.locator(f"{SHEET} [data-criterion=teamwork] [data-level='3'] .level__beyond")).to_be_hidden()


@pytest.mark.parametrize("name", ["nine-swords", "six-veins-revised"])
def test_a_link_of_another_rubric_opens_on_its_own_sheet(open_page, rubrics, name):
    groups = ".".join("m" * len(criterion.levels) for criterion in rubrics[name].criteria)
    page = open_page(f"calculator/#a={name}:{groups}")
    assert result_of(page) == expected(rubrics, f"{name}:{groups}")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text(str(rubrics[name].maximum))
    assert page.locator("select[data-part=rubric]").input_value() == name


SHEETS = "**/calculator/sheets/*.json*"


@pytest.mark.fresh_context
def test_the_sheet_of_another_rubric_is_fetched_when_it_is_chosen(open_page):
    page = open_page("calculator/")
    fetched = []
    page.on("request", lambda request: "/sheets/" in request.url and fetched.append(request.url))
    page.route(SHEETS, lambda route: (page.wait_for_timeout(300), route.continue_()))
    ready(page)
    choice = page.locator("select[data-part=rubric]")
    rate(page, "teamwork", 1, "met")
    assert fetched == []
    choice.select_option("nine-swords")
    first = page.locator(".sheet[data-rubric=six-veins-2006]")
    expect(first).to_have_attribute("inert", "")  # what was rated in it now would be lost
    expect(page.locator(".sheet[data-rubric=nine-swords]")).to_be_visible()
    expect(first).to_be_hidden()
    for name in ("six-veins-2006", "nine-swords"):
        choice.select_option(name)
        expect(page.locator(f".sheet[data-rubric={name}]:not([inert])")).to_be_visible()
    assert len(fetched) == 1


@pytest.mark.fresh_context
def test_a_sheet_that_cannot_be_had_is_told_and_asked_for_again(open_page):
    page = open_page("calculator/", faulty=True)
    ready(page)
    page.route(SHEETS, lambda route: route.fulfill(status=503))
    page.locator("select[data-part=rubric]").select_option("nine-swords")
    expect(page.locator("[data-part=failed]")).to_contain_text("503")
    expect(page.locator(SHEET)).to_have_attribute("inert", "")
    page.unroute(SHEETS)
    page.locator("[data-part=retry]").click()
    ready(page)
    rate(page, "innovation", 1, "met")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("1")
    expect(page).to_have_url(re.compile("#a=nine-swords:"))


@pytest.mark.fresh_context
def test_going_back_while_a_sheet_is_on_its_way_shows_the_one_before(open_page):
    page = open_page(f"calculator/#a={VECTOR}")
    assert result_of(page)["total"] == 16
    waiting = []
    page.route(SHEETS, lambda route: waiting.append(route))
    choice = page.locator("select[data-part=rubric]")
    choice.select_option("nine-swords")
    choice.select_option("six-veins-2006")
    while not waiting:
        page.wait_for_timeout(20)
    with page.expect_response(SHEETS):
        waiting[0].continue_()
    expect(page.locator(".sheet")).to_have_count(2)
    expect(page.locator(".sheet[data-rubric=six-veins-2006]:not([inert])")).to_be_visible()
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("16")
    rate(page, "integrity", 1, "unmet")
    expect(page.locator(f"{SHEET} [data-part=total]")).not_to_have_text("16")


def test_another_rubric_is_chosen_in_the_page(open_page):
    page = open_page(f"calculator/#a={VECTOR}")
    assert result_of(page)["total"] == 16
    page.locator("select[data-part=rubric]").select_option("nine-swords")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("0")
    rate(page, "innovation", 1, "met")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("1")
    expect(page).to_have_url(re.compile("#a=nine-swords:"))
    page.locator("select[data-part=rubric]").select_option("six-veins-2006")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("16")
