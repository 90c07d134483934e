"""One line of the table: a figure with its noise, and what it is held to."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Median, least and most of what was measured. ``target`` is a bound; ``at_least`` says which way it binds.

    ``key`` names it in the words of the interface, group ``measured``.
    """

    key: str
    unit: str
    median: float
    min: float
    max: float
    runs: int
    target: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the median keeps to the target; None where there is none."""
        if self.target is None:
            return None
        return self.median >= self.target if self.at_least else self.median <= self.target


def times(
    key: str, unit: str, values: Sequence[float], target: float | None = None, at_least: bool = False
) -> Figure:
    """A figure out of single measurements."""
    return Figure(
        key, unit, statistics.median(values), min(values), max(values), len(values), target, at_least
    )


def ratio(
    key: str,
    ours: Sequence[float],
    others: Sequence[float],
    target: float | None = None,
    at_least: bool = False,
) -> Figure:
    """The ratio of two figures measured by turns: of their medians; least and most are those of single turns."""
    turns = [mine / theirs for mine, theirs in zip(ours, others, strict=True)]
    median = statistics.median(ours) / statistics.median(others)
    return Figure(key, "×", median, min(turns), max(turns), len(turns), target, at_least)
