"""Browsers that cannot run a tool, or have no scripts: the page says what is missing and what can be done, and reading works."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import START, result_of
from tests.support.page_checks import faults_of
from tests.support.site_build import ROOT

CHECK = "hooks/theme/assets/liumai/browser-check.js"
VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"
PHONE = {"width": 390, "height": 844}
# The tools that run the engine, by the page's address.
ENGINE = {
    "calculator/": "appraisal-calculator",
    "team/": "team-view",
    "year/": "persons-year",
    "carry/": "appraisal-carrier",
    "readings/": "two-readings",
    "trainers/calibration/": "calibration-round",
}
OTHERS = {
    "trainers/quiz/": "case-quiz",
    "trainers/deck/": "deck-builder",
    "cases/": "case-filter",
    "compare/": "level-compare",
}
NO_WASM = "delete window.WebAssembly;"
NO_MODULE_WORKERS = """{
    const Real = Worker;
    window.Worker = class extends Real {
        constructor(address, options) {
            if (options?.type === "module") throw new TypeError("no module workers");
            super(address, options);
        }
    };
}"""
OLD = "delete window.DecompressionStream; delete Array.prototype.findLast;"
READING = {"cases/", "compare/"}  # tools that work in every browser in which the handbook is read
OLDER = f"{OLD} delete String.prototype.replaceAll;"
LITTLE_MEMORY = "WebAssembly.Memory = class { constructor() { throw new RangeError('out of memory'); } };"
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}"""
LACKS = {"age": OLD, "wasm": NO_WASM, "worker": NO_MODULE_WORKERS, "memory": LITTLE_MEMORY}


@pytest.fixture
def open_without(open_page, served):
    """Open a page in a browser that lacks something, which a script takes away; its worker lacks WebAssembly too."""

    def opened(path, script, **options):
        page = open_page(faulty=True, **PHONE, **options)
        page.add_init_script(script)
        if script == NO_WASM:
            page.route("**/worker.js", without_wasm)
        page.goto(served.address + path)
        return page

    return opened


def without_wasm(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=f"delete self.WebAssembly;{answer.text()}")


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("lack", LACKS)
@pytest.mark.fresh_context
def test_what_is_missing_is_said_and_what_can_be_done(open_without, lack, language):
    page = open_without(f"{language}calculator/", LACKS[lack])
    tool = page.locator("appraisal-calculator")
    notice = tool.locator("> .browser-check")
    if lack in ("wasm", "worker"):  # an engine that starts all the same hides the notice
        expect(tool).to_have_attribute("data-state", "failed", timeout=START)
        expect(notice).to_be_visible()
        expect(notice.locator("li:visible")).to_have_count(1)
        expect(tool.locator("> :visible")).to_have_count(1)
    expect(notice.locator(f"[data-lack={lack}]")).not_to_have_attribute("hidden", "")
    for other in LACKS.keys() - {lack}:
        expect(notice.locator(f"[data-lack={other}]")).to_have_attribute("hidden", "")
    assert notice.locator("a").count() == 4


@pytest.mark.fresh_context
def test_a_check_that_is_wrong_stops_nobody(open_without):
    page = open_without(f"calculator/#a={VECTOR}", LITTLE_MEMORY)
    assert result_of(page)["total"] == 16
    expect(page.locator("appraisal-calculator > .browser-check")).to_be_hidden()
    expect(page.locator("appraisal-calculator .sheet:not([hidden])")).to_be_visible()


@pytest.mark.parametrize("path", sorted(READING))
@pytest.mark.fresh_context
def test_a_tool_for_reading_works_where_the_calculator_does_not(open_without, path):
    page = open_without(f"en/{path}", OLD)
    expect(page.locator(f"{OTHERS[path]} :is(form, select)").first).to_be_visible()
    expect(page.locator(f"{OTHERS[path]} > .browser-check")).to_be_hidden()


@pytest.mark.parametrize(("path", "tool"), [*ENGINE.items(), *OTHERS.items()])
@pytest.mark.fresh_context
def test_every_tool_says_that_the_browser_is_too_old(open_without, path, tool):
    page = open_without(f"en/{path}", f"{OLDER}{NO_MODULE_WORKERS}")
    notice = page.locator(f"{tool} > .browser-check")
    expect(notice).to_be_visible()
    oldest = "92" if path.split("?")[0] in READING else "97"
    expect(notice.locator("[data-lack=age]")).to_contain_text(f"Edge {oldest},")
    expect(page.locator(f"{tool} form:visible, {tool} button:visible")).to_have_count(0)
    if path == "cases/":
        expect(page.locator("case-filter article").first).to_be_visible()


@pytest.mark.parametrize("path", ENGINE)
def test_a_browser_that_lacks_nothing_is_told_nothing(open_page, path):
    page = open_page(f"en/{path}", bypass_csp=False)
    tool = page.locator(ENGINE[path])
    expect(tool).to_have_attribute("data-state", "ready", timeout=START)
    expect(tool.locator("> .browser-check")).to_be_hidden()
    expect(page.locator("[data-check-storage]:visible")).to_have_count(0)


@pytest.mark.fresh_context
def test_without_storage_rating_works_and_says_that_drafts_are_not_kept(open_without):
    page = open_without(f"en/calculator/#a={VECTOR}", NO_STORAGE)
    assert result_of(page)["total"] == 16
    expect(page.locator("[data-check-storage]")).to_contain_text("no draft is kept")
    page.locator("[data-criterion=teamwork] [data-level='3'] .rating--unmet").click()
    page.wait_for_function("document.querySelector('appraisal-calculator').result.total !== 16")


@pytest.mark.parametrize(("path", "tool"), [*ENGINE.items(), *OTHERS.items()])
def test_without_scripts_no_tool_is_a_dead_form(open_page, path, tool):
    page = open_page(path, java_script_enabled=False, **PHONE)
    expect(page.locator(f"{tool} > noscript .notice")).to_be_visible()
    expect(page.locator(f"{tool} form:visible, {tool} button:visible")).to_have_count(0)
    if path == "cases/":
        expect(page.locator("case-filter article").first).to_be_visible()


@pytest.mark.parametrize("language", ["", "en/"])
def test_without_scripts_appraisals_show_their_results_and_the_rules_can_be_read(open_page, language):
    page = open_page(
        f"{language}six-veins-2006/examples/half-point-with-an-excuse/", java_script_enabled=False
    )
    shown = page.locator("article.md-content__inner")
    expect(shown).to_contain_text(re.compile(r"\d+(\.5)? / 30"))
    expect(shown.locator(".scores")).to_be_visible()
    page = open_page(f"{language}six-veins-2006/rules/", java_script_enabled=False)
    expect(page.locator("article h2").first).to_be_visible()
    expect(page.locator("article button:visible")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.locator("article h2").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.fresh_context
def test_the_notice_is_accessible(open_without, scheme):
    page = open_without("calculator/", f"{OLD}{NO_WASM}", color_scheme=scheme)
    expect(page.locator("appraisal-calculator > .browser-check")).to_be_visible()
    assert faults_of(page) == []


def test_the_check_is_written_for_browsers_of_2012():
    parse = "require('acorn').parse(require('fs').readFileSync(process.argv[1], 'utf8'), {ecmaVersion: 5})"
    subprocess.run(["tools/with-node", "node", "-e", parse, CHECK], cwd=ROOT, check=True)
