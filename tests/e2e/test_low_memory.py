"""A phone with little memory: the calculator works in a small JavaScript heap, and an engine that was ended starts again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import START, VECTOR, appraisal_of, level_of, rate, ready, result_of
from tests.support.chromium import FLAGS, executable

HEAP = 64  # MB that V8 may use for old objects
MOST = 200  # MB that the tab may hold of its own, without what it shares with other processes


@pytest.fixture
def small(browser):
    """A Chromium whose JavaScript heap is small. It depends on ``browser`` only for the Playwright that runs."""
    launched = browser.browser_type.launch(
        executable_path=executable(), args=[*FLAGS, f"--js-flags=--max-old-space-size={HEAP}"]
    )
    yield launched
    launched.close()


def own_memory(browser):
    """Private memory of the largest renderer in MB; the page and its worker share one process."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    statuses = [
        Path(f"/proc/{process['id']}/status").read_text(encoding="utf-8")
        for process in processes
        if process["type"] == "renderer"
    ]
    return max(int(re.search(r"RssAnon:\s+(\d+) kB", status)[1]) for status in statuses) / 1024


def test_the_calculator_holds_little_memory_in_a_small_heap(small, served):
    page = small.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{served.address}calculator/#a={VECTOR}")
    page.wait_for_selector("appraisal-calculator[data-state=ready]", timeout=START)
    rate(page, "teamwork", 3, "unmet")
    expect(page.locator(".sheet:not([hidden]) [data-criterion=teamwork] [data-part=score]")).to_have_text("2")
    expect(page.locator("appraisal-calculator > .browser-check")).to_be_hidden()
    held = own_memory(small)
    print(f"the tab holds {held:.0f} MB of its own")
    assert held < MOST


@pytest.fixture
def page(open_page):
    """The calculator, something rated in it, and its worker where a test can end it."""
    opened = open_page(faulty=True)
    opened.add_init_script("""{
        const Real = Worker;
        window.engines = [];
        window.Worker = class extends Real {
            constructor(...all) {
                super(...all);
                if (String(all[0]).includes("worker.js")) window.engines.push(this);
            }
        };
    }""")
    return opened


@pytest.mark.parametrize("end", ["error", "silence"])
@pytest.mark.fresh_context
def test_an_engine_that_was_ended_starts_again_with_all_that_was_rated(page, served, end):
    page.goto(f"{served.address}en/calculator/#a={VECTOR}")
    ready(page)
    level_of(page, "teamwork", 3).locator("[data-act=add-case]").click()
    level_of(page, "teamwork", 3).locator("[data-case] textarea").fill("Stayed to help on 3 May")
    rate(page, "passion", 1, "met")
    expect(page.locator(".sheet:not([hidden]) [data-criterion=passion] [data-part=score]")).to_have_text("5")
    before, count = appraisal_of(page), page.evaluate("engines.length")
    page.evaluate("engines.at(-1).terminate()")
    if end == "error":  # what a worker that ran out of memory reports
        page.evaluate("engines.at(-1).dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))")
    rate(page, "teamwork", 1, "unmet")
    expect(page.locator(".sheet:not([hidden]) [data-criterion=teamwork] [data-part=score]")).to_have_text(
        "0", timeout=2 * START
    )
    assert page.evaluate("engines.length") > count
    after = appraisal_of(page)
    assert after["criteria"]["teamwork"]["ratings"][1:] == before["criteria"]["teamwork"]["ratings"][1:]
    assert after["criteria"]["teamwork"]["cases"] == before["criteria"]["teamwork"]["cases"]
    assert after["criteria"]["passion"] == before["criteria"]["passion"]
    assert result_of(page)["vector"].startswith("six-veins-2006:")
