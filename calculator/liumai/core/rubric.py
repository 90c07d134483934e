"""The records of a rubric.

Frozen dataclasses of the standard library alone, so that they load in the browser. The form of the rubric's YAML,
its JSON Schema and the published JSON are all derived from these classes.

Scores are counted in half points (``int``): 5 stands for 2.5 points. Figures in a rubric
(thresholds, grades) are in points, as in its YAML; they are multiples of one half.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Rating = Literal["met", "partial", "unmet", "unrated"]
Verdict = Literal["compliant", "non-compliant"]
CaseVerdict = Literal["compliant", "non-compliant", "inapplicable"]
Award = Literal["by-default", "on-evidence", "unstated"]
HalfPoint = Literal["usual", "exceptional"]
Evidence = Literal["assumed", "recorded"]
Difficulty = Literal["easy", "medium", "hard"]
Setting = Literal[
    "sales", "support", "engineering", "hr", "finance", "procurement", "warehouse", "administration",
    "management", "remote", "office", "outside",
]  # fmt: skip
Status = Literal["source", "restored", "inferred", "authored", "illegible"]
RuleId = Literal["climb", "half-point", "evidence", "incomplete", "total", "band"]
AnsweredBy = Literal["justification", "cases", "rating"]
ClimbEvent = Literal["case-required", "case-contradicts", "mixed-cases", "gate-ignored"]
RATINGS: tuple[Rating, ...] = typing.get_args(Rating)
VERDICTS: tuple[Verdict, ...] = typing.get_args(Verdict)
DIFFICULTIES: tuple[Difficulty, ...] = typing.get_args(Difficulty)
SETTINGS: tuple[Setting, ...] = typing.get_args(Setting)
EVIDENCE: tuple[Evidence, ...] = typing.get_args(Evidence)
RULES: tuple[RuleId, ...] = typing.get_args(RuleId)
# An author's extra or misspelt key is an error; a trailing underscore only keeps off Python's keywords.
STRICT = {"extra": "forbid", "strict": True, "alias_generator": lambda name: name.rstrip("_")}


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Chinese and in English."""

    __pydantic_config__ = STRICT

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a statement: a document of the rubric, and the line in its text copy, from 1."""

    __pydantic_config__ = STRICT

    document: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A statement with its provenance, which readers are shown. ``reason`` is the id of one of the rubric's reasons.

    ``settled_by`` is who decided what the source leaves out, for the users of the rubric.
    """

    __pydantic_config__ = STRICT

    status: Status
    source: Source | None = None
    reason: str | None = None
    settled_by: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis(Stated):
    """The provenance of a figure or rule whose own field is a plain value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Stated):
    """Markdown prose with its provenance, and an optional list of points."""

    zh: str
    en: str
    points: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Motto(Stated):
    """A criterion in one sentence, with its provenance. Without a ``status`` it is ``authored``."""

    status: Status = "authored"
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Stated):
    """An everyday scene for one level, its verdict, and the reason for it.

    An inapplicable case resembles this level but ``belongs_to`` another (``teamwork-3``). Any other case may be
    ``confused_with`` a similar level. ``setting`` is where it happens; ``questions`` are for discussing it.
    """

    id: str
    verdict: CaseVerdict
    belongs_to: str | None = None
    confused_with: str | None = None
    difficulty: Difficulty | None = None
    setting: Setting | None = None
    text: Text
    why: Text
    questions: tuple[Text, ...] = ()

    @property
    def neighbour(self) -> str | None:
        """The level that this case is related to: the one it belongs to, or is confused with."""
        return self.belongs_to or self.confused_with


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A question often disputed about a level, its answer from the clause, and the rules that apply."""

    __pydantic_config__ = STRICT

    id: str
    question: Text
    answer: Text
    rules: tuple[RuleId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Stated):
    """One level of a criterion; its ``status`` is that of the clause.

    ``questions`` are for discussing any of its cases; ``disputes`` are for teaching it.
    """

    level: int
    clause: Text
    award: Award
    award_basis: Basis
    half_point: HalfPoint
    half_point_basis: Basis
    half_point_note: Text | None = None
    meaning: Passage | None = None
    cases: tuple[Case, ...] = ()
    questions: tuple[Text, ...] = ()
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One value of the rubric, with its levels from 1 up."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    motto: Motto | None = None
    introduction: Passage | None = None
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range of totals. ``from_`` (points, inclusive) and ``grade`` are None where illegible."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    from_: float | None
    from_basis: Basis
    grade: float | None
    grade_basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Scores in points, both ends included; an end left out is open."""

    __pydantic_config__ = STRICT

    from_: float | None = None
    to: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """The level at which scoring stopped below the top. Each list matches any of its values; an empty one matches all."""

    __pydantic_config__ = STRICT

    rating: tuple[Rating, ...] = ()
    award: tuple[Award, ...] = ()
    half_point: tuple[HalfPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a finding is raised: all conditions given must hold."""

    __pydantic_config__ = STRICT

    score: tuple[Range, ...] = ()
    stop: Stop | None = None
    complete: bool | None = None
    climb: ClimbEvent | None = None
    band: tuple[str, ...] = ()
    band_uncertain: bool | None = None
    quarters_missing: bool | None = None
    same_total: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Stated):
    """An action that a score requires of somebody.

    ``actors`` are keys of the words' group ``actor``.
    ``answered_by`` is the part of the appraisal where the action is recorded; None where it is recorded elsewhere.
    """

    code: str
    scope: Literal["criterion", "appraisal", "year", "team"]
    when: When
    actors: tuple[str, ...]
    name: Text
    because: Text
    action: Text
    answered_by: AnsweredBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Stated):
    """A rule of scoring in words; its code is in the core."""

    id: RuleId
    name: Text
    statement: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Stated):
    """A number in the rules that scoring one appraisal does not use: a percentage or a count."""

    id: str
    name: Text
    value: float
    unit: Literal["percent", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BasedOn:
    """The rubric whose scoring rules this one inherits, and the id of the reason."""

    __pydantic_config__ = STRICT

    rubric: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source document of the rubric."""

    __pydantic_config__ = STRICT

    id: str
    title: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a statement is inferred, restored or left open; statements refer to it by ``id``."""

    __pydantic_config__ = STRICT

    id: str
    text: Text


@dataclass(frozen=True, kw_only=True, repr=False)  # its repr would be the whole rubric
class Rubric:
    """A whole rubric. ``words`` holds the names of ratings, bands and steps, by group and key."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    summary: Text
    based_on: BasedOn | None = None
    documents: tuple[Document, ...]
    reasons: tuple[Reason, ...] = ()
    rules: tuple[Rule, ...]
    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...] = ()
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...] = ()
    words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)

    @cached_property
    def criterion(self) -> Mapping[str, Criterion]:
        """The criteria by id, in the rubric's order."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def finding(self) -> Mapping[str, Finding]:
        """The findings by code, in the rubric's order."""
        return {finding.code: finding for finding in self.findings}

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """The rules of scoring by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def level(self) -> Mapping[str, Level]:
        """The levels by ``<criterion>-<level>``, in the rubric's order."""
        return {f"{c.id}-{level.level}": level for c in self.criteria for level in c.levels}

    @cached_property
    def maximum(self) -> int:
        """The highest total, in points: one for each level."""
        return sum(len(criterion.levels) for criterion in self.criteria)
