"""The appraisals that go back, by the manager to whom they are returned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liumai.analysis.identity import person_key
from liumai.analysis.rows import ScoredRow
from liumai.analysis.team import return_codes
from liumai.core.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Returned:
    """An appraisal that goes back; ``reasons`` are the codes of findings, each with the criteria that raise it."""

    row: ScoredRow
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReturnList:
    """What goes back to one manager, in the order of the file; ``manager`` is empty where none is named."""

    manager: str
    returned: tuple[Returned, ...]


def return_lists(rubrics: Mapping[str, Rubric], scored: Sequence[ScoredRow]) -> tuple[ReturnList, ...]:
    """A list for each manager to whom something goes back, in the order of the managers' first such appraisal."""
    codes = {name: return_codes(rubric) for name, rubric in rubrics.items()}
    shown: dict[str, str] = {}
    by_manager: dict[str, list[Returned]] = {}
    for row in scored:
        reasons = _reasons(row, rubrics[row.result.rubric], codes[row.result.rubric])
        if reasons:
            key = person_key(row.appraisal_row.manager)
            shown.setdefault(key, row.appraisal_row.manager)
            by_manager.setdefault(key, []).append(Returned(row, reasons))
    return tuple(ReturnList(shown[key], tuple(returned)) for key, returned in by_manager.items())


def _reasons(row: ScoredRow, rubric: Rubric, codes: set[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The findings that send a row back, in the rubric's order, each with its criteria."""
    criteria: dict[str, list[str]] = {}
    for criterion in row.result.criteria:
        for code in criterion.findings:
            if code in codes:
                criteria.setdefault(code, []).append(criterion.id)
    return tuple((code, tuple(criteria[code])) for code in rubric.finding if code in criteria)
