"""The core beside a second scoring that shares no code with it (``tests.support.reference_scoring``): every pattern, and many at random."""

import itertools
import os
import random

import pytest

from liumai.core.appraisal_file import read_appraisal
from liumai.core.result_json import result_data
from liumai.core.rubric import EVIDENCE, RATINGS
from liumai.core.scoring import score
from tests.support.random_appraisals import random_appraisal
from tests.support.reference_scoring import CRITERIA, reference_result

# `make sameness` asks for a million; every run of the tests for some thousands.
MANY = int(os.environ.get("LIUMAI_MANY", "6000"))


def core_result(rubrics, appraisal):
    return result_data(read := read_appraisal(appraisal, rubrics), score(rubrics[appraisal["rubric"]], read))


@pytest.mark.parametrize("rubric", CRITERIA)
@pytest.mark.parametrize("evidence", EVIDENCE)
def test_every_pattern_of_a_criterion_with_every_kind_of_case_at_its_last_level(rubrics, rubric, evidence):
    """All patterns of the first criterion; cases of each kind stand at the level that changes fastest."""
    name = CRITERIA[rubric][0]
    kinds = [[], ["compliant"], ["non-compliant"], ["compliant", "non-compliant"]]
    for number, ratings in enumerate(itertools.product(RATINGS, repeat=5)):
        for level in (1, 2, 3, 5):
            verdicts = kinds[(number + level) % 4]
            cases = [{"level": level, "verdict": verdict} for verdict in verdicts]
            appraisal = {
                "rubric": rubric,
                "evidence": evidence,
                "criteria": {name: {"ratings": list(ratings), "cases": cases}},
            }
            assert core_result(rubrics, appraisal) == reference_result(appraisal)


def test_appraisals_at_random(rubrics):
    dice = random.Random(MANY)
    for _ in range(MANY):
        appraisal = random_appraisal(dice)
        assert core_result(rubrics, appraisal) == reference_result(appraisal)
