"""The handouts: worksheet and answer sheet of each criterion, the rules on one page, the matrix as a poster, a blank form.

Each is a page of HTML with a print style, and a PDF once ``make handouts`` has made one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liumai.core.rubric import Case, Criterion, Rubric

CASES_PER_LEVEL = 4


@dataclass(frozen=True)
class Handout:
    """A handout; ``name`` is that of its file. ``kind`` names its part of the template and the label of its title."""

    name: str
    kind: str
    criterion: Criterion | None = None
    values: Mapping[str, Any] | None = None


def handouts(rubric: Rubric) -> Iterator[Handout]:
    """Every handout of a rubric."""
    yield Handout("rules", "rules-card")
    yield Handout("matrix", "poster")
    yield Handout("form", "form")
    for criterion in rubric.criteria:
        cases = list(worksheet_cases(criterion))
        if cases:
            yield Handout(f"{criterion.id}-worksheet", "worksheet", criterion, {"cases": cases})
            yield Handout(f"{criterion.id}-answers", "answers", criterion, {"cases": cases})


def worksheet_cases(criterion: Criterion) -> Iterator[tuple[int, int, Case]]:
    """The cases of a criterion's worksheet as (number, level, case).

    Each level gives up to CASES_PER_LEVEL, one of each verdict in turn. Their order gives no answer away: first every
    level's first case, then every level's second, and so on.
    """
    queues = [(level.level, _verdicts_in_turn(level.cases)[:CASES_PER_LEVEL]) for level in criterion.levels]
    number = 0
    for turn in range(CASES_PER_LEVEL):
        for level, cases in queues:
            if turn < len(cases):
                number += 1
                # Each level begins with another verdict.
                yield number, level, cases[(turn + level) % len(cases)]


def _verdicts_in_turn(cases: Iterable[Case]) -> list[Case]:
    by_verdict: dict[str, list[Case]] = {}
    for case in cases:
        by_verdict.setdefault(case.verdict, []).append(case)
    longest = max(map(len, by_verdict.values()), default=0)
    return [group[turn] for turn in range(longest) for group in by_verdict.values() if turn < len(group)]
