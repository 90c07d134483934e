"""A company's appraisals together: each manager's team of a period, each person's year, and what HR has to see to.

Pure and exact; scores are those of :mod:`liumai.core.scoring`, teams of :mod:`liumai.analysis.team`, years of :mod:`liumai.analysis.year`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from liumai.analysis.rows import ScoredRow
from liumai.analysis.team import Duty, Team, team
from liumai.core.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Group:
    """Appraisals under one rubric that are looked at together.

    Of one manager and one period; or, with both empty and ``places`` all of them, everything under the rubric.
    ``places`` are the appraisals' places among all, from 0, as are those in the team's duties. ``people`` counts each
    name once; ``mean`` (points) is of the complete totals, None without any.
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
    """All of it: ``whole`` by rubric, ``groups`` by rubric, manager and period, in the order of their first appraisal.

    ``repeated`` are the places of appraisals whose person and period an earlier one has, with that one's.
    """

    whole: tuple[Group, ...]
    groups: tuple[Group, ...]
    repeated: tuple[tuple[int, int], ...]


def organisation(rubrics: Mapping[str, Rubric], scored: Sequence[ScoredRow]) -> Organisation:
    """Put the appraisals of many people together. Who is compared with whom: those of one manager in one period."""
    whole: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    seen: dict[tuple[str, str, str], int] = {}
    repeated = []
    for place, one in enumerate(scored):
        member, rubric = one.member, one.result.rubric
        whole[rubric, "", ""].append(place)
        groups[rubric, member.manager, member.period].append(place)
        person = (rubric, member.subject, member.period)
        if member.subject and seen.setdefault(person, place) != place:
            repeated.append((place, seen[person]))
    return Organisation(
        tuple(_group(rubrics, key, places, scored, alike=False) for key, places in whole.items()),
        tuple(_group(rubrics, key, places, scored, alike=bool(key[1])) for key, places in groups.items()),
        tuple(repeated),
    )


def _group(
    rubrics: Mapping[str, Rubric],
    key: tuple[str, str, str],
    places: Sequence[int],
    scored: Sequence[ScoredRow],
    *,
    alike: bool,
) -> Group:
    """``alike`` says whether it is a team that somebody has to tell apart."""
    results = [scored[place].result for place in places]
    people = _people(scored[place].member.subject for place in places)
    found = team(rubrics[key[0]], results, people if alike else 0)
    totals = [result.half_points for result in results if result.complete]
    mean = Fraction(sum(totals), 2 * len(totals)) if totals else None
    return Group(*key, tuple(places), people, mean, _moved(found, places))


def _people(names: Iterable[str]) -> int:
    listed = list(names)
    return len({name for name in listed if name}) + listed.count("")


def _moved(found: Team, places: Sequence[int]) -> Team:
    """The team with its places counted among all."""

    def moved(duties: Iterable[Duty]) -> tuple[Duty, ...]:
        return tuple(Duty(places[duty.appraisal], duty.criterion, duty.findings) for duty in duties)

    incomplete = tuple(places[place] for place in found.incomplete)
    return Team(
        found.totals, found.bands, incomplete, moved(found.checks), moved(found.returned), found.findings
    )
