"""The records: plain data out of them and back, and figures as people write them."""

import json
from collections.abc import Mapping
from dataclasses import fields

import pytest

from liumai.core.appraisal import RecordedCase
from liumai.core.number_format import points
from liumai.core.record_codec import field_kinds, from_data, rubric_from_data, to_data
from liumai.core.rubric import Figure, Range, Text


@pytest.mark.parametrize(("half_points", "written"), [(0, 0), (5, 2.5), (6, 3), (11, 5.5)])
def test_half_points_as_people_write_them(half_points, written):
    assert points(half_points) == written
    assert type(points(half_points)) is type(written)


def test_a_rubric_comes_back_from_json_as_it_was(rubrics):
    for rubric in rubrics.values():
        assert rubric_from_data(json.loads(json.dumps(to_data(rubric)))) == rubric


def test_what_nobody_gave_is_left_out_and_keywords_lose_their_underscore():
    assert to_data(Range(from_=3.0)) == {"from": 3}
    assert from_data(Range, {"from": 3}) == Range(from_=3)
    assert to_data(RecordedCase(2, "compliant")) == {"level": 2, "verdict": "compliant", "text": ""}


def test_a_whole_number_is_written_without_a_point():
    figure = Figure(id="a", name=Text("甲", "A"), value=50.0, unit="percent", status="source")
    assert json.dumps(to_data(figure)["value"]) == "50"
    assert json.dumps(to_data((2.5, 3.0))) == "[2.5, 3]"


def test_a_mapping_keeps_its_keys_and_what_they_stand_for():
    words = {"a": Text("甲", "A"), "b": Text("乙", "B")}
    data = {"a": {"zh": "甲", "en": "A"}, "b": {"zh": "乙", "en": "B"}}
    assert to_data(words) == data
    assert from_data(Mapping[str, Text], data) == words


def test_a_list_becomes_a_tuple_of_records():
    assert from_data(tuple[Text, ...], [{"zh": "甲", "en": "A"}, {"zh": "乙", "en": "B"}]) == (
        Text("甲", "A"),
        Text("乙", "B"),
    )


def test_the_kinds_of_a_records_fields_go_by_the_keys_of_its_data():
    assert list(field_kinds(Range)) == ["from", "to"]
    assert list(field_kinds(RecordedCase)) == [field.name for field in fields(RecordedCase)]
    assert field_kinds(Text) == {"zh": str, "en": str}
