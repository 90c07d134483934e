"""What the site publishes as data."""

import hashlib
import json

import jsonschema
import pytest
from selectolax.lexbor import LexborHTMLParser

from liumai.core.record_codec import rubric_from_data, to_data
from liumai.rubric_files.json_schema import published_schema


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


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_calculators_page_tells_of_the_sheets_that_it_fetches(site, rubrics, language):
    page = site / language / "calculator" / "index.html"
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    (shown,) = [node.attributes["data-rubric"] for node in tree.css(".sheet")]
    told = [node.attributes for node in tree.css("template[data-sheet]")]
    assert {shown, *(one["data-sheet"] for one in told)} == set(rubrics)
    for one in told:
        rubric = rubrics[one["data-sheet"]]
        shape = " ".join(f"{criterion.id}:{len(criterion.levels)}" for criterion in rubric.criteria)
        assert one["data-shape"] == shape
        path, _, version = one["data-address"].partition("?")
        content = (page.parent / path).read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(version) and len(version) == 12
        (sheet,) = LexborHTMLParser(json.loads(content)["html"]).css(".sheet")
        assert sheet.attributes["data-rubric"] == rubric.id
