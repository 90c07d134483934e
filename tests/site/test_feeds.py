"""What the site publishes as data."""

import json

import jsonschema

from liumai.model import rubric_from_data, to_data
from liumai.schema import published_schema


def test_rubrics_are_valid_and_are_what_the_core_reads(site, rubrics):
    schema = json.loads((site / "rubric" / "rubric.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(json.dumps(published_schema()))
    for name, rubric in rubrics.items():
        data = json.loads((site / "rubric" / f"{name}.json").read_text(encoding="utf-8"))
        jsonschema.validate(data, schema)
        assert rubric_from_data(data) == rubric


def test_a_rubric_that_is_not_valid_is_told_by_the_schema(site):
    data = json.loads((site / "rubric" / "six-veins-2006.json").read_text(encoding="utf-8"))
    data["criteria"][0]["levels"][0]["award"] = "by-chance"
    errors = list(jsonschema.Draft202012Validator(published_schema()).iter_errors(data))
    assert errors


def test_every_case_is_published_with_its_place(site, rubric):
    cases = json.loads((site / "cases.json").read_text(encoding="utf-8"))
    held = [
        {"rubric": rubric.id, "criterion": criterion.id, "level": level.level} | to_data(case)
        for criterion in rubric.criteria
        for level in criterion.levels
        for case in level.cases
    ]
    assert cases == held
