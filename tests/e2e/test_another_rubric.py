"""The calculator of another firm's rubric, in Chromium."""

import json

from liumai.core.result_json import explained_data
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from liumai.rubric_files.loader import load_rubrics
from tests.support.chromium import PLAIN
from tests.support.site_build import ROOT
from tests.support.static_server import serving

VECTOR = "corner-bakery:mmp.pmu.mmu.muu"


def test_the_calculator_scores_by_it(bakery, browser):
    rubrics = load_rubrics(ROOT / "tests" / "adopter" / "rubrics")
    appraisal = from_vector(VECTOR, rubrics)
    rubric = rubrics["corner-bakery"]
    with serving(bakery) as served:
        page = browser.new_page(**PLAIN)
        page.goto(f"{served.address}en/calculator/#a={VECTOR}")
        result = page.wait_for_function("document.querySelector('appraisal-calculator')?.result").json_value()
        shown = page.locator("main").inner_text()
        page.close()
    assert result == json.loads(json.dumps(explained_data(rubric, appraisal, score(rubric, appraisal))))
    for words in ("Still proving", "Knead again", "Owner", "The owner decides", "A word by the oven"):
        assert words in shown
