"""Records of ``teaching.yaml``: minutes for each kind of slide, and lesson plans; not needed for scoring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liumai.core.errors import Fault
from liumai.core.rubric import STRICT, Case, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteMinutes:
    """Minutes for reading a case and voting on it, by the case's difficulty."""

    __pydantic_config__ = STRICT

    easy: int
    medium: int
    hard: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Minutes for each kind of slide. ``vote`` is for reading a case and voting, ``verdict`` for its answer."""

    __pydantic_config__ = STRICT

    opening: int
    text: int
    clause: int
    vote: VoteMinutes
    verdict: int
    closing: int

    def of(self, case: Case) -> int:
        """Minutes for the vote on a case; a case without a difficulty counts as medium."""
        minutes: int = getattr(self.vote, case.difficulty or "medium")
        return minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A page of the site that a part of a lesson uses, by its path."""

    __pydantic_config__ = STRICT

    page: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a lesson. ``deck`` is the URL query of the case deck that it uses."""

    __pydantic_config__ = STRICT

    minutes: int
    title: Text
    how: Text
    deck: str | None = None
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A complete lesson plan. ``minutes`` is the sum of its parts' minutes."""

    __pydantic_config__ = STRICT

    id: str
    name: Text
    minutes: int
    goals: tuple[Text, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """The content of ``teaching.yaml``."""

    __pydantic_config__ = STRICT

    minutes: Minutes
    plans: tuple[Plan, ...] = ()


def check_teaching(teaching: Teaching) -> Iterator[Fault]:
    """Every fault of the figures: minutes below 1, and plans whose minutes are not the sum of their parts'."""
    minutes = teaching.minutes
    for key in ("opening", "text", "clause", "verdict", "closing"):
        yield from _check_minutes(getattr(minutes, key), ("minutes", key))
    for key in ("easy", "medium", "hard"):
        yield from _check_minutes(getattr(minutes.vote, key), ("minutes", "vote", key))
    for index, plan in enumerate(teaching.plans):
        total = sum(part.minutes for part in plan.parts)
        if total != plan.minutes:
            problem = Text(
                f"写的是 {plan.minutes} 分钟；各部分加起来是 {total}",
                f"found {plan.minutes} minutes; expected {total}, the sum of its parts",
            )
            yield Fault(("plans", index, "minutes"), problem)
        for number, part in enumerate(plan.parts):
            yield from _check_minutes(part.minutes, ("plans", index, "parts", number, "minutes"))


def _check_minutes(minutes: int, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if minutes < 1:
        yield Fault(path, Text(f"写的是 {minutes}；应为正整数", f"found {minutes}; expected 1 or more"))
