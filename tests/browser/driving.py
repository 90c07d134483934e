"""What the tests of the calculator do to its page."""

import json

from liumai.output import explained_data
from liumai.scoring import score
from liumai.vector import from_vector

SHEET = ".sheet:not([hidden])"
VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"
START = 60_000  # milliseconds that Python may take to start on a busy machine


def ready(page):
    page.wait_for_selector("appraisal-calculator[data-state=ready]", timeout=START)
    page.wait_for_function("document.querySelector('appraisal-calculator').result !== null", timeout=START)


def value(page):
    """The appraisal that the page shows."""
    return page.evaluate("document.querySelector('appraisal-calculator').state.value")


def rate(page, criterion, level, rating):
    page.locator(f"{SHEET} [data-criterion={criterion}] [data-level='{level}'] .rating--{rating}").click()


def tool(page, name):
    return page.locator(f"calculator-tools [data-tool={name}]:visible")


def shown(page, name):
    return page.locator(f"calculator-tools [data-part='{name}']")


def expected(rubrics, vector):
    appraisal = from_vector(vector, rubrics)
    rubric = rubrics[appraisal.rubric]
    return json.loads(json.dumps(explained_data(rubric, appraisal, score(rubric, appraisal))))
