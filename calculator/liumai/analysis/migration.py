"""Carries an appraisal from one rubric to its successor, level by level, by what changed between the two.

What did not change keeps its rating. For the rest a rating is proposed where the older rubric had
something of the kind, and counts only once a person has looked: until then the level is unrated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from liumai.core.appraisal import Appraisal, Entry, RecordedCase
from liumai.core.appraisal_file import MOST_FAULTS
from liumai.core.errors import Fault, RefusedError, not_one_of
from liumai.core.record_codec import to_data
from liumai.core.rubric import RATINGS, Rating, Rubric, Text
from liumai.core.rubric_changes import Change, Changes, LevelChange

Fate = Literal["carried", "look", "added"]


@dataclass(frozen=True, slots=True)
class Origin:
    """A level of the older rubric, ``<criterion>-<level>``, with the rating it had and what became of it."""

    level: str
    rating: Rating
    change: Change
    reason: Text


@dataclass(frozen=True, slots=True)
class MigratedLevel:
    """A level of the newer rubric, with where it comes from.

    ``carried`` keeps its rating, ``look`` has one proposed, ``added`` has none. ``rating`` is the one that
    counts now; ``reviewed`` says that a person gave it.
    """

    level: str
    fate: Fate
    origins: tuple[Origin, ...]
    reason: Text
    proposal: Rating
    rating: Rating
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Migration:
    """An appraisal under the newer rubric as far as it goes. ``left`` are the levels no longer asked for."""

    levels: tuple[MigratedLevel, ...]
    left: tuple[Origin, ...]
    appraisal: Appraisal


def migrate(
    changes: Changes, older: Rubric, newer: Rubric, appraisal: Appraisal, reviewed: Mapping[str, Rating]
) -> Migration:
    """Carry an appraisal under ``older`` over to ``newer``. ``reviewed`` holds the ratings given by a person so far."""
    old = _ratings(older, appraisal)
    found: dict[str, list[LevelChange]] = {name: [] for name in newer.level}
    for entry in changes.changes:
        for name in entry.to:
            found[name].append(entry)
    levels = tuple(_level(name, entries, old, reviewed.get(name)) for name, entries in found.items())
    left = tuple(
        origin for entry in changes.changes if entry.change == "removed" for origin in _origins(entry, old)
    )
    return Migration(levels, left, _appraisal(changes, older, newer, appraisal, levels))


def _ratings(rubric: Rubric, appraisal: Appraisal) -> dict[str, Rating]:
    own = (rating for entry in appraisal.entries for rating in entry.ratings)
    return dict(zip(rubric.level, own, strict=True))


def _level(
    name: str, entries: list[LevelChange], old: Mapping[str, Rating], given: Rating | None
) -> MigratedLevel:
    # A level may be a successor and besides cover another that is no longer one of its own.
    main = min(entries, key=lambda entry: entry.change == "covered-by")
    origins = tuple(
        origin for entry in (main, *(e for e in entries if e is not main)) for origin in _origins(entry, old)
    )
    fate: Fate = "look"
    if not origins:
        fate = "added"
    elif [entry.change for entry in entries] == ["unchanged"]:
        fate = "carried"
    proposal = _proposal({origin.rating for origin in origins})
    rating = given or (proposal if fate == "carried" else "unrated")
    return MigratedLevel(name, fate, origins, main.reason, proposal, rating, given is not None)


def _origins(entry: LevelChange, old: Mapping[str, Rating]) -> Iterable[Origin]:
    return (Origin(name, old[name], entry.change, entry.reason) for name in entry.from_)


def _proposal(ratings: set[Rating]) -> Rating:
    """What several ratings come to: the one they share, partly met where they differ, nothing where one is missing."""
    if len(ratings) == 1:
        return next(iter(ratings))
    return "unrated" if not ratings or "unrated" in ratings else "partial"


def _appraisal(
    changes: Changes, older: Rubric, newer: Rubric, appraisal: Appraisal, levels: tuple[MigratedLevel, ...]
) -> Appraisal:
    """The appraisal under the newer rubric. Cases go with their level, to each that it became."""
    ratings = {level.level: level.rating for level in levels}
    cases: dict[str, list[RecordedCase]] = {name: [] for name in newer.level}
    notes: dict[str, dict[str, None]] = {criterion.id: {} for criterion in newer.criteria}
    became = {name: entry.to for entry in changes.changes for name in entry.from_}
    for criterion, entry in zip(older.criteria, appraisal.entries, strict=True):
        targets = [name for level in criterion.levels for name in became[f"{criterion.id}-{level.level}"]]
        for case in entry.cases:
            for name in became[f"{criterion.id}-{case.level}"]:
                cases[name].append(RecordedCase(newer.level[name].level, case.verdict, case.text))
        if entry.justification and targets:
            notes[_most_common(name.rpartition("-")[0] for name in targets)][entry.justification] = None
    entries = []
    for criterion in newer.criteria:
        names = [f"{criterion.id}-{level.level}" for level in criterion.levels]
        own = tuple(case for name in names for case in cases[name])
        entries.append(Entry(tuple(ratings[name] for name in names), own, "\n".join(notes[criterion.id])))
    return Appraisal(newer.id, tuple(entries), appraisal.evidence, appraisal.subject, appraisal.period)


def _most_common(names: Iterable[str]) -> str:
    listed = list(names)
    return max(listed, key=listed.count)


def read_reviewed(newer: Rubric, data: object) -> dict[str, Rating]:
    """The ratings that a person gave, by level, from plain data. Raises :class:`RefusedError` with every fault."""
    if not isinstance(data, dict):
        raise RefusedError(
            [Fault(("reviewed",), Text("应为各级评定的映射", "expected a mapping of levels to ratings"))]
        )
    faults: list[Fault] = []
    for name, rating in data.items():
        if len(faults) > MOST_FAULTS:
            break
        if name not in newer.level:
            faults.append(
                not_one_of(("reviewed", str(name)), name, newer.level, "", f"a level of {newer.id}")
            )
        elif rating not in RATINGS:
            faults.append(not_one_of(("reviewed", name), rating, RATINGS, "", "a rating"))
    if faults:
        raise RefusedError(faults)
    return data


def migration_data(carrying: Migration) -> dict[str, Any]:
    """The levels as plain data, with how many of those that need a look have had it."""
    to_look_at = [level for level in carrying.levels if level.fate != "carried"]
    return {
        "levels": to_data(carrying.levels),
        "left": to_data(carrying.left),
        "reviewed": sum(level.reviewed for level in to_look_at),
        "of": len(to_look_at),
    }
