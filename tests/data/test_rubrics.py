"""The rubric data: complete, in both languages, reworded, with its provenance."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from liumai.documents import read_file
from liumai.model import rubric_from_data, to_data
from liumai.schema import file_schemas, published_schema

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "rubric_data"
CHINESE = "\u4e00-\u9fff"
FILES = sorted(path for path in DATA.rglob("*.yaml"))


def texts(data, path=()):
    """Every bilingual text in plain data, with where it stands."""
    if isinstance(data, dict):
        if {"zh", "en"} <= set(data):
            yield path, data["zh"], data["en"]
        for key, value in data.items():
            yield from texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts(value, (*path, index))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DATA)))
def test_every_text_is_there_in_both_languages(file):
    for path, zh, en in texts(read_file(file).data):
        assert zh.strip() and en.strip(), path
        if len(zh) > 25:
            assert re.search(f"[{CHINESE}]", zh), path
            assert not re.search(f"[{CHINESE}]{{4}}", en), path


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DATA)))
def test_chinese_is_set_with_chinese_punctuation(file):
    for path, zh, _ in texts(read_file(file).data):
        wrong = re.search(f"[{CHINESE}][,;!?]|[,;!?][{CHINESE}]|[{CHINESE}][(]|[)][{CHINESE}]", zh)
        assert not wrong, (path, zh)


@pytest.mark.parametrize("name", sorted(file_schemas()))
def test_the_schemas_for_editors_are_those_of_the_model(name):
    written = json.loads((DATA / "schema" / name).read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(file_schemas()[name])), "run make schema"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DATA)))
def test_every_file_names_the_schema_it_fulfils(file):
    if file.parent.name == "examples":
        return  # appraisals as anyone writes them
    first = file.read_text(encoding="utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named, first
    schema = json.loads((file.parent / named[1]).read_text(encoding="utf-8"))
    jsonschema.validate(read_file(file).data, schema)


def test_rubrics_survive_being_published(rubrics):
    for rubric in rubrics.values():
        data = json.loads(json.dumps(to_data(rubric), ensure_ascii=False))
        jsonschema.validate(data, published_schema())
        assert rubric_from_data(data) == rubric


def test_the_rubric_of_2006_is_whole(rubric):
    assert [criterion.id for criterion in rubric.criteria] == [
        "customer-first",
        "teamwork",
        "embrace-change",
        "integrity",
        "passion",
        "commitment",
    ]
    assert [len(criterion.levels) for criterion in rubric.criteria] == [5] * 6
    assert rubric.maximum == 30


def test_awards_and_half_points_of_2006(rubric):
    for criterion in rubric.criteria:
        assert [level.award for level in criterion.levels] == ["by-default"] * 2 + ["on-evidence"] * 3
        for level in criterion.levels:
            exceptional = (criterion.id, level.level) == ("customer-first", 1)
            assert level.half_point == ("exceptional" if exceptional else "usual")
            documented = criterion.id == "customer-first" or (criterion.id == "teamwork" and level.level <= 3)
            assert level.award_basis.status == ("source" if documented else "inferred")


def test_bands_and_their_provenance(rubric):
    told = [
        (band.id, band.from_, band.grade, band.from_basis.status, band.grade_basis.status)
        for band in rubric.bands
    ]
    assert told == [
        ("consistently-exceeds", 24, None, "source", "illegible"),
        ("exceeds", 20, 4, "source", "source"),
        ("partly-exceeds", 18, 3.75, "source", "inferred"),
        ("meets", 15, 3.5, "source", "inferred"),
        ("needs-to-rise", 12, 3.25, "source", "inferred"),
        ("needs-improvement", None, 3, "illegible", "source"),
        ("unacceptable", 0, None, "inferred", "illegible"),
    ]


def test_findings_come_in_the_order_of_the_rules(rubric):
    assert (
        list(rubric.finding)
        == (
            "written-cases explain-deduction half-point-exceptional written-warning hr-verify hr-sample hr-unstated"
            " beneficiary-view division-approval warning-total band-uncertain incomplete"
            " case-required case-contradicts mixed-cases gate-ignored"
        ).split()
    )


# What the source has on the two criteria that it documents: cases, by level and verdict.
SOURCE_CASES = {
    ("customer-first", 1): (0, 6),
    ("customer-first", 2): (1, 3),
    ("customer-first", 3): (0, 4),
    ("customer-first", 4): (2, 0),
    ("customer-first", 5): (0, 0),
    ("teamwork", 1): (0, 3),
    ("teamwork", 2): (1, 1),
    ("teamwork", 3): (2, 4),
    ("teamwork", 4): (0, 0),
}


@pytest.mark.parametrize(("criterion", "level"), SOURCE_CASES)
def test_what_the_source_documents_is_told(rubric, criterion, level):
    stated = rubric.criterion[criterion].levels[level - 1]
    assert stated.meaning is not None and stated.meaning.status == "source"
    told = [case.verdict for case in stated.cases if case.status == "source"]
    compliant, non_compliant = SOURCE_CASES[criterion, level]
    assert told.count("compliant") >= compliant and told.count("non-compliant") >= non_compliant


def test_both_documented_criteria_have_their_introduction(rubric):
    for name in ("customer-first", "teamwork"):
        assert rubric.criterion[name].introduction.status == "source"


def test_no_clause_or_case_names_a_real_company(rubric):
    named = re.compile("阿里|淘宝|支付宝|Alibaba|Taobao", re.IGNORECASE)
    for criterion in rubric.criteria:
        assert not named.search(json.dumps(to_data(criterion), ensure_ascii=False)), criterion.id


def test_ids_of_cases_say_where_they_belong(rubric):
    for criterion in rubric.criteria:
        for level in criterion.levels:
            for case in level.cases:
                letter = "c" if case.verdict == "compliant" else "n"
                assert re.fullmatch(rf"{criterion.id}-{level.level}-{letter}\d+", case.id)


def test_examples_are_twins_in_both_languages(rubrics):
    for folder in sorted(DATA.glob("*/examples")):
        stems = {path.name.split(".")[0] for path in folder.glob("*.yaml")}
        listed = {item["id"] for item in read_file(folder.parent / "examples.yaml").data}
        assert stems == listed
        for stem in stems:
            zh, en = (read_file(folder / f"{stem}.{language}.yaml").data for language in ("zh", "en"))
            assert without_texts(zh) == without_texts(en)


def without_texts(data):
    if isinstance(data, dict):
        return {
            key: without_texts(value)
            for key, value in data.items()
            if key not in ("text", "subject", "justification")
        }
    return [without_texts(item) for item in data] if isinstance(data, list) else data
