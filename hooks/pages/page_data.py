"""Values that page templates need and that the handbook's records do not have as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from hooks.content.handbook import Handbook
from liumai.analysis.migration import migrate
from liumai.analysis.promotion import SCALE, WEIGHT
from liumai.analysis.year import WEIGHTS
from liumai.core.appraisal import Appraisal, Entry
from liumai.core.appraisal_file import ratings_for, unrated
from liumai.core.rubric import Criterion, Level, Rubric
from liumai.core.vector import to_vector
from liumai.rubric_files.worked_examples import Example


def unrated_appraisal(rubric: Rubric) -> Appraisal:
    """An appraisal in which nothing is rated."""
    return Appraisal(rubric.id, tuple(unrated(criterion) for criterion in rubric.criteria))


def group_names(handbook: Handbook) -> dict[str, Any]:
    """The names that the scripts of the team's and the year's page show, as they read them in JSON."""
    return {
        "rubrics": {rubric.id: _names(handbook, rubric) for rubric in handbook.all_rubrics},
        "either": handbook.label("year.either"),
        "comma": handbook.label("mark.comma"),
    }


def _names(handbook: Handbook, rubric: Rubric) -> dict[str, Any]:
    text = handbook.text
    return {
        "name": text(rubric.name),
        "maximum": rubric.maximum,
        "criteria": [{"id": criterion.id, "name": text(criterion.name)} for criterion in rubric.criteria],
        "bands": [{"id": band.id, "name": text(band.name)} for band in rubric.bands],
        "findings": [{"id": finding.code, "name": text(finding.name)} for finding in rubric.findings],
    }


def example_pairs(handbook: Handbook) -> Iterator[tuple[Rubric, Example, Example]]:
    """Each example that is a self-appraisal, with the manager's appraisal of the same quarter."""
    for rubric in handbook.rubrics.values():
        by_id = {example.id: example for example in handbook.examples[rubric.id]}
        for example in by_id.values():
            if example.counterpart is not None:
                yield rubric, example, by_id[example.counterpart]


def migrations(handbook: Handbook) -> Iterator[dict[str, Any]]:
    """From each rubric to its successor: where every level of the newer one comes from."""
    for changes in handbook.changes:
        older, newer = handbook.rubrics[changes.from_], handbook.rubrics[changes.to]
        migration = migrate(changes, older, newer, unrated_appraisal(older), {})
        yield {
            "older": older,
            "newer": newer,
            "levels": {level.level: level for level in migration.levels},
            "left": migration.left,
            "examples": handbook.examples[older.id],
        }


def disputed_levels(rubric: Rubric) -> list[tuple[Criterion, Level]]:
    """The levels with disputes that the rubric settles."""
    return [
        (criterion, level) for criterion in rubric.criteria for level in criterion.levels if level.disputes
    ]


def relations(handbook: Handbook, rubric: Rubric, criterion: str) -> dict[str, list[dict[str, Any]]]:
    """By the name of each level of a criterion: what it came from and what became of it in the other rubrics."""
    by_level: dict[str, list[dict[str, Any]]] = {}
    for changes in handbook.changes:
        for entry in changes.changes:
            if rubric.id == changes.from_:
                ends = [("grew-into", level, entry.to, changes.to) for level in entry.from_]
            elif rubric.id == changes.to:
                ends = [("grew-from", level, entry.from_, changes.from_) for level in entry.to]
            else:
                continue
            for kind, level, others, other in ends:
                if level.rpartition("-")[0] == criterion:
                    related = {
                        "kind": kind,
                        "others": others,
                        "rubric": handbook.rubrics[other],
                        "entry": entry,
                    }
                    by_level.setdefault(level, []).append(related)
    return by_level


def distinguishing_findings(examples: tuple[Example, ...]) -> set[str]:
    """The codes of the findings that at most half of the examples raise."""
    counts = Counter(code for example in examples for code in _raised(example))
    return {code for code, count in counts.items() if 2 * count <= len(examples)}


def _raised(example: Example) -> set[str]:
    return set(example.result.findings).union(*(scored.findings for scored in example.result.criteria))


def rules_demonstration(rubric: Rubric, examples: tuple[Example, ...]) -> tuple[Example, Criterion] | None:
    """The example and criterion that the calculator on the rules' page shows; None without examples.

    The first whose climb lost something, else the first of all.
    """
    scored = [(example, result) for example in examples for result in example.result.criteria]
    preferred = [pair for pair in scored if "gate-ignored" in pair[1].findings] or scored
    return (preferred[0][0], rubric.criterion[preferred[0][1].id]) if preferred else None


def example_year(rubric: Rubric) -> list[str]:
    """Four quarters to try a year on, as vectors: every other criterion gains half a point each quarter."""
    return [_example_quarter(rubric, quarter) for quarter in range(len(WEIGHTS))]


def _example_quarter(rubric: Rubric, quarter: int) -> str:
    entries = []
    for index, criterion in enumerate(rubric.criteria):
        half_points = 3 + index % 3 + (quarter if index % 2 == 0 else 0)
        entries.append(Entry(ratings_for(half_points, len(criterion.levels))))
    return to_vector(Appraisal(rubric.id, tuple(entries)))


def promotion_figures(rubric: Rubric) -> tuple[float, float] | None:
    """The weight of values in a promotion and the top of the scale; None if the rubric states none."""
    figures = {figure.id: figure.value for figure in rubric.figures}
    return (figures[WEIGHT], figures[SCALE]) if WEIGHT in figures and SCALE in figures else None
