"""The records of what changed between two rubrics, level by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from liumai.core.rubric import STRICT, Text

Change = Literal["unchanged", "modified", "moved", "split", "merged", "covered-by", "removed", "added"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """What became of levels, ``<criterion>-<level>``, from an older rubric to a newer one."""

    __pydantic_config__ = STRICT

    from_: tuple[str, ...]
    to: tuple[str, ...]
    change: Change
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed from one rubric to the next, level by level; every level of both is listed."""

    __pydantic_config__ = STRICT

    from_: str
    to: str
    summary: Text
    changes: tuple[LevelChange, ...]
