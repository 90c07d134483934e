"""The rubric data: complete, in both languages, reworded, with its provenance."""

import json
import re
from urllib.parse import parse_qs

import jsonschema
import pytest

from liumai.core.appraisal import Entry, RecordedCase
from liumai.core.record_codec import rubric_from_data, to_data
from liumai.core.rubric import DIFFICULTIES, SETTINGS
from liumai.core.scoring import band_candidates, score_criterion
from liumai.formats.yaml_file import read_file
from liumai.rubric_files.json_schema import file_schemas, published_schema
from liumai.rubric_files.loader import RubricError, load_changes, load_teaching, load_words
from liumai.rubric_files.worked_examples import load_examples
from tests.support.reader_texts import DATA, bilingual_texts
from tests.support.shipped_rubrics import shipped_rubrics

CHINESE = "\u4e00-\u9fff"
FILES = sorted(path for path in DATA.rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DATA)))
def test_every_text_is_there_in_both_languages(file):
    for path, zh, en in bilingual_texts(read_file(file).data):
        assert zh.strip() and en.strip(), path
        if len(zh) > 25:
            assert re.search(f"[{CHINESE}]", zh), path
            assert not re.search(f"[{CHINESE}]{{4}}", en), path


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DATA)))
def test_chinese_is_set_with_chinese_punctuation(file):
    for path, zh, _ in bilingual_texts(read_file(file).data):
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
            " case-required case-contradicts mixed-cases gate-ignored quarters-missing no-differentiation"
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


LETTERS = {"compliant": "c", "non-compliant": "n", "inapplicable": "x"}
MAIN = shipped_rubrics()["six-veins-2006"]
CASES = [
    pytest.param(criterion, level, case, id=case.id)
    for criterion in MAIN.criteria
    for level in criterion.levels
    for case in level.cases
]
LEVEL_CASES = [pytest.param(*case.values[1:], id=case.id) for case in CASES]


@pytest.mark.parametrize("name", MAIN.level)
def test_every_level_has_its_meaning_and_cases_on_both_sides(name):
    level = MAIN.level[name]
    assert level.meaning is not None and level.meaning.points
    verdicts = [case.verdict for case in level.cases]
    assert verdicts.count("compliant") >= 2 and verdicts.count("non-compliant") >= 2


def test_every_criterion_is_introduced_and_says_where_levels_are_confused():
    for criterion in MAIN.criteria:
        assert criterion.motto and criterion.introduction and len(criterion.introduction.points) >= 4
        confused = [
            level.level for level in criterion.levels for c in level.cases if c.verdict == "inapplicable"
        ]
        assert len(set(confused)) >= 3, criterion.id


@pytest.mark.parametrize(("criterion", "level", "case"), CASES)
def test_a_cases_id_says_where_it_belongs(criterion, level, case):
    assert re.fullmatch(rf"{criterion.id}-{level.level}-{LETTERS[case.verdict]}\d+", case.id)


@pytest.mark.parametrize(("level", "case"), LEVEL_CASES)
def test_a_why_names_the_words_it_turns_on(level, case):
    if case.verdict == "inapplicable":
        return  # it turns on another level's words
    stated = [level.clause, level.meaning, *level.meaning.points]
    for language in ("zh", "en"):
        said = bare(" ".join(getattr(text, language) for text in stated))
        quoted = re.findall('[“"]([^”"]+)[”"]', getattr(case.why, language))
        assert any(close(bare(words), said) for words in quoted), (getattr(case.why, language), said)


def bare(text):
    """Text without punctuation, spaces and case, in which words can be looked for."""
    return re.sub(r"[\W_]+", "", text).lower()


def close(words, said):
    """Whether words are in a text, allowing for an ending or two that a sentence bends."""
    pairs = [words[i : i + 2] for i in range(len(words) - 1)]
    return len(words) >= 2 and sum(pair in said for pair in pairs) >= 0.7 * len(pairs)


@pytest.mark.parametrize(("criterion", "level", "case"), CASES)
def test_a_case_that_decides_a_level_decides_it_in_the_core(criterion, level, case):
    """Everything below is met and proven; the level itself is rated met, with this case alone on record."""
    if case.verdict == "inapplicable":
        target, _, number = case.belongs_to.rpartition("-")
        assert (target, int(number)) != (criterion.id, level.level)
        return
    below = tuple(RecordedCase(n, "compliant") for n in range(1, level.level))
    entry = Entry(
        ("met",) * level.level + ("unmet",) * (5 - level.level),
        (*below, RecordedCase(level.level, case.verdict)),
    )
    scored = score_criterion(MAIN, criterion, entry, "recorded")
    counts = case.verdict == "compliant"
    assert scored.half_points == 2 * (level.level if counts else level.level - 1)
    lost = {"by-default": "case-contradicts", "on-evidence": "case-required"}[level.award]
    assert (lost in scored.findings) is not counts


@pytest.mark.parametrize(("criterion", "level", "case"), CASES)
def test_a_case_has_what_a_trainer_needs(criterion, level, case):
    assert case.difficulty is not None and case.setting is not None
    if case.verdict == "inapplicable":
        assert case.neighbour == case.belongs_to
        assert case.difficulty != "easy", "one that belongs elsewhere is never plain to see"
    assert case.neighbour != f"{criterion.id}-{level.level}"
    assert len(level.questions) >= 2


@pytest.mark.parametrize("criterion", MAIN.criteria, ids=lambda criterion: criterion.id)
def test_a_criterion_has_enough_to_choose_a_lesson_from(criterion):
    cases = [case for level in criterion.levels for case in level.cases]
    assert {case.difficulty for case in cases} == set(DIFFICULTIES)
    assert len({case.setting for case in cases}) >= 7
    assert sum(case.neighbour is not None for case in cases) * 2 >= len(cases)
    # Taken for levels of more criteria than its own, and never one and the same.
    assert len({case.neighbour.rpartition("-")[0] for case in cases if case.neighbour}) >= 3


def test_every_setting_is_used_and_has_words_in_both_languages(rubric):
    words = load_words(DATA, "interface.yaml")
    used = {case.setting for level in rubric.level.values() for case in level.cases}
    assert used == set(SETTINGS) == set(words["setting"])
    assert set(words["difficulty"]) == set(DIFFICULTIES)


def test_no_question_is_asked_twice(rubric):
    asked = [
        question
        for level in rubric.level.values()
        for question in (*level.questions, *(q for case in level.cases for q in case.questions))
    ]
    for language in ("zh", "en"):
        said = [getattr(question, language) for question in asked]
        assert len(set(said)) == len(said) >= 60
        assert all(re.search("[？?。.]$", text) for text in said)


@pytest.mark.parametrize(
    ("older", "newer"), [("nine-swords", "six-veins-2006"), ("six-veins-2006", "six-veins-revised")]
)
def test_every_level_has_its_place_in_what_changed(rubrics, older, newer):
    changes = next(c for c in load_changes(DATA, rubrics) if (c.from_, c.to) == (older, newer))
    assert {name for entry in changes.changes for name in entry.from_} == set(rubrics[older].level)
    assert {name for entry in changes.changes for name in entry.to} == set(rubrics[newer].level)
    for entry in changes.changes:
        if entry.change == "unchanged":
            ours, theirs = rubrics[older].level[entry.from_[0]], rubrics[newer].level[entry.to[0]]
            assert ours.level == theirs.level


def test_the_revised_wording_takes_over_the_scoring_of_2006(rubrics, rubric):
    revised = rubrics["six-veins-revised"]
    assert list(revised.finding) == list(rubric.finding)
    assert [(b.id, b.from_, b.grade) for b in revised.bands] == [
        (b.id, b.from_, b.grade) for b in rubric.bands
    ]
    for name, level in revised.level.items():
        assert (level.award, level.half_point) == (rubric.level[name].award, rubric.level[name].half_point)
        assert level.award_basis.status == "inferred"
    assert {b.from_basis.status for b in revised.bands} == {"inferred", "illegible"}


def test_the_nine_swords_state_no_award(rubrics):
    swords = rubrics["nine-swords"]
    assert swords.maximum == 45 and not swords.bands
    assert {level.award for level in swords.level.values()} == {"unstated"}
    assert list(swords.finding) == ["written-reasons", "incomplete", "gate-ignored"]


def test_examples_are_twins_in_both_languages():
    for folder in sorted(DATA.glob("*/examples")):
        stems = {path.name.split(".")[0] for path in folder.glob("*.yaml")}
        listed = {item["id"] for item in read_file(folder.parent / "examples.yaml").data}
        assert stems == listed
        for stem in stems:
            zh, en = (read_file(folder / f"{stem}.{language}.yaml").data for language in ("zh", "en"))
            assert without_texts(zh) == without_texts(en)


def test_the_examples_together_show_every_finding_and_every_band(rubrics):
    for rubric in rubrics.values():
        results = [example.result for example in load_examples(DATA / rubric.id, rubrics, "zh")]
        if rubric is not rubrics["six-veins-2006"]:
            assert all(result.rubric == rubric.id for result in results)
            continue
        assert len(results) >= 12
        shown = {
            code for result in results for scope in (result, *result.criteria) for code in scope.findings
        }
        bands = {result.candidates for result in results if result.complete}
        assert bands == {band_candidates(rubric, total) for total in range(2 * rubric.maximum + 1)}
        # A finding of bands that are never certain, while a bound is illegible, cannot be shown.
        never = {
            finding.code
            for finding in rubric.findings
            if finding.when.band and not any((band,) in bands for band in finding.when.band)
        }
        of_several = {finding.code for finding in rubric.findings if finding.scope in ("year", "team")}
        assert shown == set(rubric.finding) - never - of_several


def test_the_examples_read_cases_both_ways(rubrics):
    examples = load_examples(DATA / "six-veins-2006", rubrics, "en")
    assert {example.appraisal.evidence for example in examples} == {"assumed", "recorded"}
    by_vector = {}
    for example in examples:
        by_vector.setdefault(example.vector, set()).add(example.result.half_points)
    assert any(len(totals) == 2 for totals in by_vector.values()), "the same ratings, read both ways"


def without_texts(data):
    if isinstance(data, dict):
        return {
            key: without_texts(value)
            for key, value in data.items()
            if key not in ("text", "subject", "justification")
        }
    return [without_texts(item) for item in data] if isinstance(data, list) else data


def test_plans_for_trainers_add_up_and_use_what_there_is(rubric):
    teaching = load_teaching(DATA)
    assert [plan.minutes for plan in teaching.plans] == [30, 60, 90]
    for plan in teaching.plans:
        assert sum(part.minutes for part in plan.parts) == plan.minutes
        assert len(plan.goals) >= 2
        decks = [(part, parse_qs(part.deck, keep_blank_values=True)) for part in plan.parts if part.deck]
        assert decks
        for part, asked in decks:
            assert int(asked["minutes"][0]) <= part.minutes
            assert set(",".join(asked.get("criteria", [])).split(",")) <= {*rubric.criterion, ""}


def test_usual_disputes_are_resolved_from_rules_that_there_are(rubric):
    disputes = {
        f"{name}-{dispute.id}": dispute for name, level in rubric.level.items() for dispute in level.disputes
    }
    assert len(disputes) >= 8
    assert {"teamwork-2-introvert", "customer-first-3-wrong-number"} <= set(disputes)
    for dispute in disputes.values():
        assert dispute.rules and set(dispute.rules) <= set(rubric.rule)


def test_a_plan_that_does_not_add_up_is_told(tmp_path):
    text = (DATA / "teaching.yaml").read_text(encoding="utf-8")
    (tmp_path / "teaching.yaml").write_text(text.replace("minutes: 60\n", "minutes: 61\n"), encoding="utf-8")
    with pytest.raises(RubricError) as refused:
        load_teaching(tmp_path)
    told = refused.value.describe("en")
    line = text.splitlines().index("    minutes: 60") + 1
    assert (
        f"teaching.yaml:{line}: plans[1].minutes: found 61 minutes; expected 60, the sum of its parts" in told
    )
