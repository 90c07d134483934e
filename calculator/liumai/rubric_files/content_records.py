"""Records that only the handbook's pages use: worked examples and the glossary. They never travel to the browser."""

from __future__ import annotations

from dataclasses import dataclass, field

from liumai.core.rubric import STRICT, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedExample:
    """An entry of a rubric's ``examples.yaml``: a worked appraisal, and what it teaches.

    A self-appraisal names as its ``counterpart`` the manager's appraisal of the same quarter. A lesson about a finding
    that comes and goes with the rubric's figures ``teaches`` it; where it is not raised, ``otherwise`` is the lesson.
    """

    __pydantic_config__ = STRICT

    id: str
    title: Text
    lesson: Text
    counterpart: str | None = None
    teaches: str | None = None
    otherwise: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """Other spellings of a term in running text, by language."""

    __pydantic_config__ = STRICT

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """A term of the handbook. ``page`` is where it is explained: a path under the docs folder, with anchor."""

    __pydantic_config__ = STRICT

    id: str
    term: Text
    also: Spellings = field(default_factory=Spellings)
    text: Text
    page: str | None = None
