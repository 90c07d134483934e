"""Compares two appraisals of one person and quarter, the self-appraisal and the manager's, for the talk of 1 over 1.

Both are scored by :mod:`liumai.core.scoring`; this module lists the criteria on which they differ, most important first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from liumai.core.appraisal import Appraisal, CriterionResult, Entry, Result
from liumai.core.errors import Fault, RefusedError
from liumai.core.i18n import format_text, in_both_languages
from liumai.core.number_format import points
from liumai.core.record_codec import to_data
from liumai.core.result_json import result_data
from liumai.core.rubric import Criterion, Rubric, Text


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion on which the two appraisals differ. ``half_points`` is the manager's score minus the self-appraisal's.

    ``levels`` are all levels rated differently; ``level`` is the lowest of them, where the talk should begin.
    """

    criterion: str
    half_points: int
    levels: tuple[int, ...]
    level: int
    text: Text


def same_rubric(own: Appraisal, managers: Appraisal) -> None:
    """Raises :class:`RefusedError` unless both appraisals are made under one rubric."""
    if own.rubric != managers.rubric:
        found = f"{own.rubric}, {managers.rubric}"
        problem = Text(
            f"两份评估用的标准不同（{found}）；应为同一套标准",
            f"found two rubrics ({found}); expected both appraisals under the same one",
        )
        raise RefusedError([Fault(("rubric",), problem)])


def differences(
    rubric: Rubric, own: Appraisal, own_result: Result, managers: Appraisal, managers_result: Result
) -> tuple[Difference, ...]:
    """The criteria on which the appraisals differ: by size of the difference in score, then by number of levels."""
    rows = zip(
        rubric.criteria,
        own.entries,
        own_result.criteria,
        managers.entries,
        managers_result.criteria,
        strict=True,
    )
    found = [difference for row in rows for difference in _criterion_difference(rubric, *row)]
    return tuple(
        sorted(found, key=lambda difference: (-abs(difference.half_points), -len(difference.levels)))
    )


def _criterion_difference(
    rubric: Rubric,
    criterion: Criterion,
    own: Entry,
    own_result: CriterionResult,
    managers: Entry,
    managers_result: CriterionResult,
) -> Iterator[Difference]:
    levels = _differing(own.ratings, managers.ratings)
    # The same ratings may count differently, once each side's cases have been read.
    levels = levels or _differing(own_result.effective, managers_result.effective)
    if not levels:
        return
    first = levels[0]
    difference = managers_result.half_points - own_result.half_points
    ratings = rubric.words["rating"]
    counted = (own.ratings, managers.ratings)
    if own.ratings[first - 1] == managers.ratings[first - 1]:
        counted = (own_result.effective, managers_result.effective)
    values = {
        "criterion": criterion.name,
        "difference": in_both_languages(points(abs(difference))),
        "own": in_both_languages(points(own_result.half_points)),
        "managers": in_both_languages(points(managers_result.half_points)),
        "level": in_both_languages(first),
        "own-rating": ratings[counted[0][first - 1]],
        "managers-rating": ratings[counted[1][first - 1]],
    }
    key = "alike" if difference == 0 else "higher" if difference > 0 else "lower"
    text = format_text(rubric.words["reading"][key], values)
    yield Difference(criterion.id, difference, levels, first, text)


def _differing(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(level for level, (a, b) in enumerate(zip(first, second, strict=True), 1) if a != b)


def readings_data(
    rubric: Rubric, own: Appraisal, own_result: Result, managers: Appraisal, managers_result: Result
) -> dict[str, Any]:
    """Both results and their differences as plain data; scores and differences in points."""
    total = managers_result.half_points - own_result.half_points
    return {
        "own": _side(rubric, own, own_result),
        "managers": _side(rubric, managers, managers_result),
        "difference": points(total),
        "talk": [
            {key: value for key, value in to_data(difference).items() if key != "half_points"}
            | {"difference": points(difference.half_points)}
            for difference in differences(rubric, own, own_result, managers, managers_result)
        ],
    }


def _side(rubric: Rubric, appraisal: Appraisal, result: Result) -> dict[str, Any]:
    ratings = {c.id: entry.ratings for c, entry in zip(rubric.criteria, appraisal.entries, strict=True)}
    return {
        "result": result_data(appraisal, result),
        "ratings": to_data(ratings),
        "evidence": appraisal.evidence,
        "subject": appraisal.subject,
        "period": appraisal.period,
    }
