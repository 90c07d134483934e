"""Agreement of several readers as Krippendorff's alpha, computed exactly.

The formula is that of K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (University of Pennsylvania, 2011),
for any number of readers, with missing values allowed: one minus the ratio of observed to expected disagreement,

    α = 1 − (n − 1) · Σ o(c, k) · δ²(c, k) / Σ n(c) · n(k) · δ²(c, k),    the sums over c < k,

where n(c) counts the pairable values c, n all of them, and o(c, k) is the number of times that c and k meet in a unit,
each unit's pairs divided by its number of values minus one. A unit with fewer than two values is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal

Measure = Literal["ordinal", "interval"]
Undefined = Literal["no-pairs", "no-variation"]
Reliability = Literal["alike", "tentative", "apart"]

# K. Krippendorff, Content Analysis (2004), chapter 11: rely on data from here up; between the two draw tentative conclusions only.
RELIABLE = Fraction(4, 5)
TENTATIVE = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha: 1 is perfect agreement, 0 is chance. Where it is undefined, ``alpha`` is None and ``undefined`` gives the reason.

    ``no-pairs``: no unit has values of two readers. ``no-variation``: all values are equal, so that chance would agree too.
    """

    alpha: Fraction | None
    undefined: Undefined | None = None

    @property
    def reading(self) -> Reliability | None:
        """The verdict by Krippendorff's thresholds; None where alpha is undefined."""
        if self.alpha is None:
            return None
        return "alike" if self.alpha >= RELIABLE else "tentative" if self.alpha >= TENTATIVE else "apart"


def agreement(units: Iterable[Sequence[int | None]], measure: Measure) -> Agreement:
    """The agreement on ``units``: each holds one value for each reader, None where that value is missing."""
    values = [[value for value in unit if value is not None] for unit in units]
    pairable = [Counter(unit) for unit in values if len(unit) > 1]
    counts = sum(pairable, Counter[int]())
    if not counts:
        return Agreement(None, "no-pairs")
    if len(counts) == 1:
        return Agreement(None, "no-variation")
    squared = _squared_distance(counts, measure)
    observed = sum((_disagreement(unit, squared) / (unit.total() - 1) for unit in pairable), Fraction(0))
    return Agreement(1 - (counts.total() - 1) * observed / _disagreement(counts, squared))


def disagreement(values: Iterable[int]) -> Fraction:
    """The sum of the squared differences of all pairs of ``values``."""
    return _disagreement(Counter(values), lambda low, high: Fraction((low - high) ** 2))


def _disagreement(counts: Mapping[int, int], squared: Callable[[int, int], Fraction]) -> Fraction:
    return sum(
        (counts[low] * counts[high] * squared(low, high) for low, high in combinations(sorted(counts), 2)),
        Fraction(0),
    )


def _squared_distance(counts: Mapping[int, int], measure: Measure) -> Callable[[int, int], Fraction]:
    """δ² of two values, the lower one first."""
    if measure == "interval":
        return lambda low, high: Fraction((low - high) ** 2)

    def ordinal(low: int, high: int) -> Fraction:
        between = sum(count for value, count in counts.items() if low <= value <= high)
        return (between - Fraction(counts[low] + counts[high], 2)) ** 2

    return ordinal
