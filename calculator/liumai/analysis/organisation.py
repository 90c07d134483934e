"""Groups the appraisals of an organisation: by rubric, and by manager and period, with the team analysis of each group.

Pure and exact; scores are those of :mod:`liumai.core.scoring`, teams of :mod:`liumai.analysis.team`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from liumai.analysis.folding import clean
from liumai.analysis.identity import period_key, person_key
from liumai.analysis.rows import ScoredRow
from liumai.analysis.team import Duty, Team, team
from liumai.core.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Group:
    """A group of appraisals under one rubric: those of one manager in one period, or all (both names empty).

    Persons, managers and periods are compared by :mod:`liumai.analysis.identity`; the names are those of the first appraisal.
    ``places`` are the indexes of its appraisals in the file, from 0, as are those in the team's duties. ``people``
    counts each name once and every nameless appraisal; ``mean`` (points) is of the complete totals, None without any.
    """

    rubric: str
    manager: str
    period: str
    places: tuple[int, ...]
    people: int
    mean: Fraction | None
    team: Team


@dataclass(frozen=True, slots=True)
class Organisation:
    """All groups, in the order of their first appraisal: ``whole`` by rubric, ``groups`` by rubric, manager and period.

    ``repeated`` pairs the index of each appraisal that repeats a person and period with the index of the first one.
    """

    whole: tuple[Group, ...]
    groups: tuple[Group, ...]
    repeated: tuple[tuple[int, int], ...]


def organisation(
    rubrics: Mapping[str, Rubric], scored: Sequence[ScoredRow], *, duties: bool = True
) -> Organisation:
    """Group the scored appraisals. Only those of one manager in one period are compared for equal totals.

    Without ``duties``, those of the teams stay empty, see :func:`liumai.analysis.team.team`.
    """
    whole: dict[str, list[int]] = defaultdict(list)
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    seen: dict[tuple[str, str, str], int] = {}
    repeated = []
    for index, row in enumerate(scored):
        appraisal_row, rubric = row.appraisal_row, row.result.rubric
        period, person = period_key(appraisal_row.period), person_key(appraisal_row.subject)
        whole[rubric].append(index)
        groups[rubric, person_key(appraisal_row.manager), period].append(index)
        if person and seen.setdefault((rubric, person, period), index) != index:
            repeated.append((index, seen[rubric, person, period]))
    return Organisation(
        tuple(_group(rubrics, ("", ""), indexes, scored, duties=duties) for indexes in whole.values()),
        tuple(
            _group(rubrics, _names(scored[indexes[0]]), indexes, scored, duties=duties)
            for indexes in groups.values()
        ),
        tuple(repeated),
    )


def _names(row: ScoredRow) -> tuple[str, str]:
    """The names of the group that begins with ``row``: its manager and period."""
    return clean(row.appraisal_row.manager), clean(row.appraisal_row.period)


def _group(
    rubrics: Mapping[str, Rubric],
    names: tuple[str, str],
    indexes: Sequence[int],
    scored: Sequence[ScoredRow],
    *,
    duties: bool,
) -> Group:
    """The group ``names`` (manager, period) of the rows ``indexes``, under the rubric of the first.

    The totals of a manager's group are checked for differentiation.
    """
    results = [scored[index].result for index in indexes]
    rubric = results[0].rubric
    people = _people(scored[index].appraisal_row.subject for index in indexes)
    group_team = team(rubrics[rubric], results, people if names[0] else 0, duties=duties)
    totals = [result.half_points for result in results if result.complete]
    mean = Fraction(sum(totals), 2 * len(totals)) if totals else None
    return Group(rubric, *names, tuple(indexes), people, mean, _reindexed(group_team, indexes))


def _people(names: Iterable[str]) -> int:
    keys = [person_key(name) for name in names]
    return len({key for key in keys if key}) + keys.count("")


def _reindexed(group_team: Team, indexes: Sequence[int]) -> Team:
    """The team with its indexes within the group replaced by those within the file."""

    def reindexed(duties: Iterable[Duty]) -> tuple[Duty, ...]:
        return tuple(Duty(indexes[duty.appraisal], duty.criterion, duty.findings) for duty in duties)

    incomplete = tuple(indexes[index] for index in group_team.incomplete)
    return Team(
        group_team.totals,
        group_team.bands,
        incomplete,
        reindexed(group_team.checks),
        reindexed(group_team.returned),
        group_team.findings,
    )
