"""Records that only the handbook's pages use, worked examples and the glossary; scoring does not need them."""

from __future__ import annotations

from dataclasses import dataclass, field

from liumai.core.rubric import STRICT, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedExample:
    """An entry of a rubric's ``examples.yaml``: a worked appraisal with its title and lesson.

    ``counterpart`` is, for a self-appraisal, the id of the manager's appraisal of the same quarter. ``teaches`` is the
    code of the finding that ``lesson`` is about; where the rubric's figures do not raise it, ``otherwise`` is shown.
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
    """A term of the handbook. ``page`` is the path of its explanation, under the docs folder, with anchor."""

    __pydantic_config__ = STRICT

    id: str
    term: Text
    also: Spellings = field(default_factory=Spellings)
    text: Text
    page: str | None = None
