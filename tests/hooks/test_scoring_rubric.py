"""The part of a rubric that travels to the engine in the page."""

import json

from hypothesis import given, settings

from hooks.published_data.scoring_rubric import scoring_only
from liumai.analysis.what_if import what_if, what_if_data
from liumai.core.appraisal_file import appraisal_data
from liumai.core.fingerprint import fingerprint
from liumai.core.record_codec import to_data
from liumai.core.result_json import explained_data
from liumai.core.scoring import score
from liumai.formats.text_report import summary
from tests.support.strategies import APPRAISAL


@given(APPRAISAL)
@settings(deadline=None, max_examples=50)
def test_what_bears_on_scores_is_all_that_the_page_needs_of_a_rubric(rubric, appraisal):
    slim = scoring_only(rubric)
    result = score(rubric, appraisal)
    assert score(slim, appraisal) == result
    assert explained_data(slim, appraisal, result) == explained_data(rubric, appraisal, result)
    assert appraisal_data(slim, appraisal) == appraisal_data(rubric, appraisal)
    assert fingerprint(slim) == fingerprint(rubric)
    for language in ("zh", "en"):
        assert summary(language, slim, appraisal, result) == summary(language, rubric, appraisal, result)
    assert what_if_data(slim, what_if(slim, appraisal, result)) == what_if_data(
        rubric, what_if(rubric, appraisal, result)
    )
    assert len(json.dumps(to_data(slim))) < len(json.dumps(to_data(rubric))) / 3
