"""Actions and locators of the calculator's page, and the results that the core gives for the same appraisals."""

import json
import re

from playwright.sync_api import expect

from liumai.core.appraisal_file import read_appraisal
from liumai.core.result_json import explained_data
from liumai.core.scoring import score
from liumai.core.vector import from_vector

SHEET = ".sheet:not([hidden])"
START = 60_000  # milliseconds that Python may take to start on a busy machine
VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"


def ready(page):
    page.wait_for_selector("appraisal-calculator[data-state=ready]", timeout=START)


def result_of(page):
    page.wait_for_function("document.querySelector('appraisal-calculator').result !== null", timeout=START)
    return page.evaluate("document.querySelector('appraisal-calculator').result")


def appraisal_of(page):
    """The appraisal in the page's form, as the data of an appraisal file."""
    return page.evaluate("document.querySelector('appraisal-calculator').state.value")


def scored(rubrics, appraisal):
    rubric = rubrics[appraisal.rubric]
    return json.loads(json.dumps(explained_data(rubric, appraisal, score(rubric, appraisal))))


def expected(rubrics, vector):
    return scored(rubrics, from_vector(vector, rubrics))


def expected_of(rubrics, data):
    """The core's result for the data of an appraisal file."""
    return scored(rubrics, read_appraisal(data, rubrics))


def addressed(page, vector):
    """Wait until the address holds the vector; it is updated once the result is shown."""
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
    """Reload as a person does, some time after the last action: within a few milliseconds of ``history.pushState``
    Chromium's browser process does not know of the new entry, and reloads the one before it.
    """
    page.wait_for_timeout(200)
    page.reload()


def tool(page, name):
    """One of the buttons for undo, links, files and drafts."""
    return page.locator(f"calculator-tools [data-tool={name}]:visible")


def tools_part(page, name):
    return page.locator(f"calculator-tools [data-part='{name}']")
