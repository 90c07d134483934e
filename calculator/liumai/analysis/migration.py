"""Migrates an appraisal from one rubric to its successor, level by level, by the recorded changes between the two.

An unchanged level keeps its rating. For a changed level that has origins in the older rubric a rating is proposed;
it stays unrated until a person has reviewed it. A level without origins has no proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from liumai.core.appraisal import Appraisal, Entry, RecordedCase
from liumai.core.appraisal_file import MOST_DATA_FAULTS
from liumai.core.errors import Fault, RefusedError, not_one_of
from liumai.core.record_codec import to_data
from liumai.core.rubric import RATINGS, Rating, Rubric, Text
from liumai.core.rubric_changes import Change, Changes, LevelChange

Fate = Literal["carried", "look", "added"]


@dataclass(frozen=True, slots=True)
class Origin:
    """A level of the older rubric, ``<criterion>-<level>``: its rating, how it changed, and why."""

    level: str
    rating: Rating
    change: Change
    reason: Text


@dataclass(frozen=True, slots=True)
class MigratedLevel:
    """A level of the newer rubric with its origins in the older one.

    ``fate``: ``carried`` keeps its rating, ``look`` has a proposed rating to review, ``added`` has no origin.
    ``rating`` is the one that counts now; ``reviewed`` is true where a person gave it.
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
    """The migrated appraisal under the newer rubric, and how each level came about. ``left`` are the older levels removed."""

    levels: tuple[MigratedLevel, ...]
    left: tuple[Origin, ...]
    appraisal: Appraisal


def migrate(
    changes: Changes, older: Rubric, newer: Rubric, appraisal: Appraisal, reviewed: Mapping[str, Rating]
) -> Migration:
    """Migrate an appraisal from ``older`` to ``newer``. ``reviewed`` holds the ratings given by a person so far, by level."""
    old = _ratings(older, appraisal)
    changes_of: dict[str, list[LevelChange]] = {name: [] for name in newer.level}
    for entry in changes.changes:
        for name in entry.to:
            changes_of[name].append(entry)
    levels = tuple(_level(name, entries, old, reviewed.get(name)) for name, entries in changes_of.items())
    left = tuple(
        origin for entry in changes.changes if entry.change == "removed" for origin in _origins(entry, old)
    )
    return Migration(levels, left, _appraisal(changes, older, newer, appraisal, levels))


def _ratings(rubric: Rubric, appraisal: Appraisal) -> dict[str, Rating]:
    ratings = (rating for entry in appraisal.entries for rating in entry.ratings)
    return dict(zip(rubric.level, ratings, strict=True))


def _level(
    name: str, entries: list[LevelChange], old: Mapping[str, Rating], reviewed: Rating | None
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
    rating = reviewed or (proposal if fate == "carried" else "unrated")
    return MigratedLevel(name, fate, origins, main.reason, proposal, rating, reviewed is not None)


def _origins(entry: LevelChange, old: Mapping[str, Rating]) -> Iterable[Origin]:
    return (Origin(name, old[name], entry.change, entry.reason) for name in entry.from_)


def _proposal(ratings: set[Rating]) -> Rating:
    """The rating proposed from several: the one they share, ``partial`` where they differ, ``unrated`` where one is missing."""
    if len(ratings) == 1:
        return next(iter(ratings))
    return "unrated" if not ratings or "unrated" in ratings else "partial"


def _appraisal(
    changes: Changes, older: Rubric, newer: Rubric, appraisal: Appraisal, levels: tuple[MigratedLevel, ...]
) -> Appraisal:
    """The appraisal under the newer rubric. Cases are copied to every successor of their level."""
    ratings = {level.level: level.rating for level in levels}
    cases: dict[str, list[RecordedCase]] = {name: [] for name in newer.level}
    notes: dict[str, dict[str, None]] = {criterion.id: {} for criterion in newer.criteria}
    successors = {name: entry.to for entry in changes.changes for name in entry.from_}
    for criterion, entry in zip(older.criteria, appraisal.entries, strict=True):
        targets = [name for level in criterion.levels for name in successors[f"{criterion.id}-{level.level}"]]
        for case in entry.cases:
            for name in successors[f"{criterion.id}-{case.level}"]:
                cases[name].append(RecordedCase(newer.level[name].level, case.verdict, case.text))
        if entry.justification and targets:
            notes[_most_common(name.rpartition("-")[0] for name in targets)][entry.justification] = None
    entries = []
    for criterion in newer.criteria:
        names = [f"{criterion.id}-{level.level}" for level in criterion.levels]
        level_cases = tuple(case for name in names for case in cases[name])
        entries.append(
            Entry(tuple(ratings[name] for name in names), level_cases, "\n".join(notes[criterion.id]))
        )
    return Appraisal(newer.id, tuple(entries), appraisal.evidence, appraisal.subject, appraisal.period)


def _most_common(names: Iterable[str]) -> str:
    occurrences = list(names)
    return max(occurrences, key=occurrences.count)


def read_reviewed(newer: Rubric, data: object) -> dict[str, Rating]:
    """Validates plain data as the reviewed ratings, by level. Raises :class:`RefusedError` with every fault."""
    if not isinstance(data, dict):
        raise RefusedError(
            [Fault(("reviewed",), Text("应为各级评定的映射", "expected a mapping of levels to ratings"))]
        )
    faults: list[Fault] = []
    for name, rating in data.items():
        if len(faults) > MOST_DATA_FAULTS:
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


def migration_data(migration: Migration) -> dict[str, Any]:
    """The levels as plain data, with how many of those that need a review (``of``) have had one (``reviewed``)."""
    to_review = [level for level in migration.levels if level.fate != "carried"]
    return {
        "levels": to_data(migration.levels),
        "left": to_data(migration.left),
        "reviewed": sum(level.reviewed for level in to_review),
        "of": len(to_review),
    }
