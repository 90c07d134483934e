"""Draws appraisals at random for HR to sample, by a seed, so that anybody can draw the same ones again.

Pure and the same everywhere: an appraisal's place in the order of drawing is the SHA-256 hash of the seed and of whose
appraisal it is. Neither the order of the file nor the other people in it change that; to draw more adds to those drawn
before.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liumai.analysis.identity import period_key, person_key
from liumai.analysis.rows import ScoredRow
from liumai.analysis.team import SAMPLED


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn: the indexes of scored appraisals in the order of drawing, out of ``pool`` that could be drawn."""

    seed: str
    drawn: tuple[int, ...]
    pool: int


def draw(
    scored: Sequence[ScoredRow],
    count: int,
    seed: str,
    *,
    of_each_manager: bool = False,
    rubric: str | None = None,
) -> Sample:
    """Draw ``count`` of the appraisals that HR samples, or so many of each manager; fewer where there are not as many.

    Those can be drawn that have a score with the finding :data:`~liumai.analysis.team.SAMPLED`, under ``rubric`` if it is
    given. White space around the seed does not count. Managers come in the order of their first appraisal in the file.
    """
    seed = seed.strip()
    order = _order(scored, seed)
    pool = [
        index
        for index, row in enumerate(scored)
        if (rubric is None or row.result.rubric == rubric) and _is_sampled(row)
    ]
    groups: dict[str, list[int]] = defaultdict(list)
    for index in pool:
        groups[person_key(scored[index].appraisal_row.manager) if of_each_manager else ""].append(index)
    drawn = [index for group in groups.values() for index in sorted(group, key=order.__getitem__)[:count]]
    return Sample(seed, tuple(drawn), len(pool))


def _is_sampled(row: ScoredRow) -> bool:
    return any(SAMPLED in criterion.findings for criterion in row.result.criteria)


def _order(scored: Iterable[ScoredRow], seed: str) -> list[str]:
    """The hash of each appraisal; a second one of the same person, manager, period and rubric has another."""
    seen: Counter[tuple[str, ...]] = Counter()
    order = []
    for row in scored:
        appraisal_row = row.appraisal_row
        names = (
            person_key(appraisal_row.subject),
            person_key(appraisal_row.manager),
            period_key(appraisal_row.period),
            row.result.rubric,
        )
        text = "\n".join((seed, *names, str(seen[names])))
        seen[names] += 1
        order.append(hashlib.sha256(text.encode()).hexdigest())
    return order
