"""The records that everything else speaks of: a rubric, an appraisal of one person, its result.

Frozen and free of behaviour, built with the standard library alone so that they travel to the
browser. The rubric's YAML, its JSON Schema and the published JSON are all read off these classes.

Scores are counted in half points (``int``): 5 stands for 2.5 points. Figures that a rubric states
(thresholds, grades) stay in points, as its YAML has them; they are multiples of one half.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

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
_STRICT = {"extra": "forbid", "strict": True, "alias_generator": lambda name: name.rstrip("_")}


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English."""

    __pydantic_config__ = _STRICT

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement stands: a document of the rubric, and the line of its text copy."""

    __pydantic_config__ = _STRICT

    document: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Anything whose provenance the reader is shown. ``reason`` names one of the rubric's reasons.

    ``settled_by`` is whoever filled in what the source lacks, for those who use the rubric.
    """

    __pydantic_config__ = _STRICT

    status: Status
    source: Source | None = None
    reason: str | None = None
    settled_by: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis(Stated):
    """The provenance of one figure or rule that stands beside it as a plain value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Stated):
    """Prose with its provenance; Markdown, in paragraphs, with points where it lists things."""

    zh: str
    en: str
    points: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Stated):
    """A scene of ordinary work that shows a level kept or broken, and the words it turns on.

    An inapplicable one looks like this level and ``belongs_to`` another (``teamwork-3``). Any other may be
    ``confused_with`` a level near it. ``setting`` is where it happens; ``questions`` are for a discussion of it.
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
        """The level that people take for this case's own: the one it belongs to, or is confused with."""
        return self.belongs_to or self.confused_with


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A question that people part over when they discuss a level, the answer that its words give, and the rules that bear on it."""

    __pydantic_config__ = _STRICT

    id: str
    question: Text
    answer: Text
    rules: tuple[RuleId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Stated):
    """One level of a criterion; its own status is that of the clause.

    ``questions`` are for a discussion of any of its cases; ``disputes`` come up where it is taught.
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

    __pydantic_config__ = _STRICT

    id: str
    name: Text
    motto: Text | None = None
    introduction: Passage | None = None
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A stretch of totals. ``from_`` (points, inclusive) and ``grade`` are None where illegible."""

    __pydantic_config__ = _STRICT

    id: str
    name: Text
    from_: float | None
    from_basis: Basis
    grade: float | None
    grade_basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Scores in points, both ends included; an end left out is open."""

    __pydantic_config__ = _STRICT

    from_: float | None = None
    to: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where a climb stopped short of the top. Each list is any-of; a list left out does not matter."""

    __pydantic_config__ = _STRICT

    rating: tuple[Rating, ...] = ()
    award: tuple[Award, ...] = ()
    half_point: tuple[HalfPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a finding is raised: all the conditions that are given must hold."""

    __pydantic_config__ = _STRICT

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
    """Something that a score obliges somebody to do.

    ``actors`` are named in the words' group ``actor``.
    ``answered_by`` names the part of the appraisal that it is answered in; None where it is done elsewhere.
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
    """A rule of the scoring itself, in words; the core carries it out."""

    id: RuleId
    name: Text
    statement: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Stated):
    """A number of the rules that the scoring of one appraisal does not need; a percentage or a count."""

    id: str
    name: Text
    value: float
    unit: Literal["percent", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BasedOn:
    """The rubric whose rules of scoring this one takes over, and the reason why."""

    __pydantic_config__ = _STRICT

    rubric: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that the rubric is drawn from."""

    __pydantic_config__ = _STRICT

    id: str
    title: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is inferred, restored or left open; named from where it applies."""

    __pydantic_config__ = _STRICT

    id: str
    text: Text


@dataclass(frozen=True, kw_only=True, repr=False)  # its repr would be the whole rubric
class Rubric:
    """A whole rubric. ``words`` holds the names of ratings, bands and steps, by group and key."""

    __pydantic_config__ = _STRICT

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedExample:
    """An entry of a rubric's ``examples.yaml``: a worked appraisal, and what it teaches.

    A self-appraisal names as its ``counterpart`` the manager's appraisal of the same quarter. A lesson about a finding
    that comes and goes with the rubric's figures ``teaches`` it; where it is not raised, ``otherwise`` is the lesson.
    """

    __pydantic_config__ = _STRICT

    id: str
    title: Text
    lesson: Text
    counterpart: str | None = None
    teaches: str | None = None
    otherwise: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """Other spellings of a term in running text, by language."""

    __pydantic_config__ = _STRICT

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """A term of the handbook. ``page`` is where it is explained: a path under the docs folder, with anchor."""

    __pydantic_config__ = _STRICT

    id: str
    term: Text
    also: Spellings = field(default_factory=Spellings)
    text: Text
    page: str | None = None


Change = Literal["unchanged", "modified", "moved", "split", "merged", "covered-by", "removed", "added"]
CHANGES: tuple[Change, ...] = typing.get_args(Change)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """What became of levels, ``<criterion>-<level>``, from an older rubric to a newer one."""

    __pydantic_config__ = _STRICT

    from_: tuple[str, ...]
    to: tuple[str, ...]
    change: Change
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed from one rubric to the next, level by level; every level of both has its place."""

    __pydantic_config__ = _STRICT

    from_: str
    to: str
    summary: Text
    changes: tuple[LevelChange, ...]


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """A case that an appraisal records at one level of a criterion."""

    level: int
    verdict: Verdict
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an appraisal says of one criterion: a rating for each level, cases, a justification."""

    ratings: tuple[Rating, ...]
    cases: tuple[RecordedCase, ...] = ()
    justification: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One person's appraisal under one rubric; ``entries`` follow the rubric's criteria."""

    rubric: str
    entries: tuple[Entry, ...]
    evidence: Evidence = "assumed"
    subject: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """The score of one criterion.

    ``half_points`` counts halves; ``stopped_at`` is the level where the climb stopped, None at the
    top; ``effective`` are the ratings that counted after the cases were read.
    """

    id: str
    half_points: int
    complete: bool
    stopped_at: int | None
    findings: tuple[str, ...]
    effective: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of an appraisal. ``candidates`` is None without bands or while incomplete."""

    rubric: str
    complete: bool
    half_points: int
    maximum: int
    candidates: tuple[str, ...] | None
    criteria: tuple[CriterionResult, ...]
    findings: tuple[str, ...]


def points(half_points: int) -> int | float:
    """Half points as the figure people write: 5 is 2.5, 6 is 3 (exact: halves have no drift)."""
    return half_points // 2 if half_points % 2 == 0 else half_points / 2


@cache
def _field_kinds(record: Any) -> Mapping[str, Any]:
    hints = typing.get_type_hints(record)
    return {f.name.rstrip("_"): hints[f.name] for f in dataclasses.fields(record)}


@cache
def _fields(record: Any) -> Mapping[str, tuple[str, Any]]:
    """The name and the kind of a record's fields, by the key that YAML and JSON give them."""
    kinds = _field_kinds(record)
    return {f.name.rstrip("_"): (f.name, kinds[f.name.rstrip("_")]) for f in dataclasses.fields(record)}


def field_kinds(record: Any) -> Mapping[str, Any]:
    """The kinds of a record's fields, by the key that YAML and JSON give them."""
    return _field_kinds(record)


@cache
def inner_kind(kind: Any) -> Any:
    """What a tuple, a mapping or an optional holds; the kind itself where it is none of them."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType, tuple):
        return inner_kind(args[0])
    return inner_kind(args[1]) if origin is Mapping else kind


def from_data(kind: Any, data: Any) -> Any:
    """Build a record from the plain data that :func:`to_data` wrote, trusting its shape.

    It checks nothing: what people write goes through the loader first.
    """
    if isinstance(data, list):
        inner = inner_kind(kind)
        return tuple([from_data(inner, item) for item in data])
    if not isinstance(data, dict):
        return data
    if typing.get_origin(kind) is Mapping:
        inner = typing.get_args(kind)[1]
        return {key: from_data(inner, value) for key, value in data.items()}
    record = inner_kind(kind)
    fields = _fields(record)
    return record(**{fields[key][0]: from_data(fields[key][1], value) for key, value in data.items()})


@cache
def _written(kind: Any) -> tuple[tuple[str, str, bool], ...] | None:
    """A record's fields: the name, the key, whether it is written where nobody gave it. None where the kind is no record."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(
        (f.name, f.name.rstrip("_"), f.default is dataclasses.MISSING) for f in dataclasses.fields(kind)
    )


def to_data(record: Any) -> Any:
    """Turn a record into plain data for JSON: optional keys nobody gave are left out; 3.0 is written 3."""
    kind: Any = type(record)
    if kind is str:  # most of what there is
        return record
    fields = _written(kind)
    if fields is not None:
        return {
            key: to_data(value)
            for name, key, always in fields
            if (value := getattr(record, name)) is not None or always
        }
    if isinstance(record, tuple | list):
        return [to_data(item) for item in record]
    if isinstance(record, Mapping):
        return {key: to_data(value) for key, value in record.items()}
    if isinstance(record, float) and record.is_integer():
        return int(record)
    return record


def rubric_from_data(data: Mapping[str, Any]) -> Rubric:
    """The rubric that a published ``rubric/<id>.json`` holds."""
    rubric: Rubric = from_data(Rubric, data)
    return rubric
