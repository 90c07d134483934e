"""What the tests of the calculator share: how to reach it in a page, and what the core says to the same."""

import json
import re

from playwright.sync_api import expect

from liumai.appraisal import read_appraisal
from liumai.output import explained_data
from liumai.scoring import score
from liumai.vector import from_vector

SHEET = ".sheet:not([hidden])"
START = 60_000  # milliseconds that Python may take to start on a busy machine
VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"


def ready(page):
    page.wait_for_selector("appraisal-calculator[data-state=ready]", timeout=START)


def result_of(page):
    page.wait_for_function("document.querySelector('appraisal-calculator').result !== null", timeout=START)
    return page.evaluate("document.querySelector('appraisal-calculator').result")


def appraisal_of(page):
    """The appraisal that the page holds, in the file's form."""
    return page.evaluate("document.querySelector('appraisal-calculator').state.value")


def scored(rubrics, appraisal):
    rubric = rubrics[appraisal.rubric]
    return json.loads(json.dumps(explained_data(rubric, appraisal, score(rubric, appraisal))))


def expected(rubrics, vector):
    return scored(rubrics, from_vector(vector, rubrics))


def expected_of(rubrics, data):
    """What the core says to an appraisal in the file's form."""
    return scored(rubrics, read_appraisal(data, rubrics))


def addressed(page, vector):
    """The address holds the vector, which follows what is rated once that is shown."""
    expect(page).to_have_url(re.compile(re.escape(f"#a={vector}") + "$"))


def level_of(page, criterion, level):
    return page.locator(f"{SHEET} [data-criterion={criterion}] [data-level='{level}']")


def rate(page, criterion, level, rating):
    level_of(page, criterion, level).locator(f".rating--{rating}").click()


def tap(page, criterion, points):
    page.locator(f"{SHEET} [data-criterion={criterion}] [data-score='{points}']").click()


def total(page):
    return page.locator(f"{SHEET} [data-part=total]")


def load_anew(page):
    """Load a page anew as a hand does, no sooner than a moment after what it did last: within a few milliseconds of a new
    entry in the history, Chromium's own process has not heard of it, and loads the one before.
    """
    page.wait_for_timeout(200)
    page.reload()


def tool(page, name):
    """One of the buttons for undo, links, files and drafts."""
    return page.locator(f"calculator-tools [data-tool={name}]:visible")


def tools_part(page, name):
    return page.locator(f"calculator-tools [data-part='{name}']")
