"""The mottos of criteria: their provenance is part of the data; without a status they are the writers' own."""

import json

import pytest

from liumai.formats.yaml_file import read_file
from liumai.rubric_files.loader import RubricError, load_rubrics
from liumai.rubric_files.scaffold import create_rubric
from tests.support.shipped_rubrics import shipped_rubrics


def with_motto(folder, motto):
    """A new rubric in ``folder`` whose first criterion has this motto."""
    create_rubric(folder / "our-values")
    file = folder / "our-values/criteria/first-value.yaml"
    data = read_file(file).data | {"motto": motto}
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # JSON is YAML too
    return load_rubrics(folder)["our-values"]


@pytest.mark.parametrize("name", ["six-veins-2006", "six-veins-revised"])
def test_the_mottos_are_those_of_the_source(name):
    rubric = shipped_rubrics()[name]
    for criterion in rubric.criteria:
        assert criterion.motto is not None and criterion.motto.status == "source"
        assert criterion.motto.source is not None and criterion.motto.source.line is not None


def test_a_motto_without_a_status_is_the_writers_own(tmp_path):
    rubric = with_motto(tmp_path, {"zh": "先做完，再做好。", "en": "Done first, then done well."})
    motto = rubric.criterion["first-value"].motto
    assert motto is not None and (motto.status, motto.zh) == ("authored", "先做完，再做好。")


@pytest.mark.parametrize(
    ("motto", "message"),
    [
        ({"status": "source"}, "motto.source: missing; expected with status source"),
        ({"status": "inferred"}, "motto.reason: missing; expected with status inferred"),
        (
            {"status": "illegible", "reason": "lowest-from-zero"},
            "motto.status: expected illegible for a figure only",
        ),
        ({"source": {"document": "nothing"}}, "motto.source.document: found nothing; expected"),
    ],
)
def test_a_motto_is_held_to_the_rules_of_provenance(tmp_path, motto, message):
    with pytest.raises(RubricError) as raised:
        with_motto(tmp_path, {"zh": "先做完。", "en": "Done first."} | motto)
    assert message in raised.value.describe("en")
