"""How far several readers agree: Krippendorff's alpha, exactly.

The formula is that of K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (University of Pennsylvania, 2011),
for any number of readers, with values missing: one less the ratio of observed to expected disagreement,

    α = 1 − (n − 1) · Σ o(c, k) · δ²(c, k) / Σ n(c) · n(k) · δ²(c, k),    the sums over c < k,

where n(c) counts the pairable values c, n all of them, and o(c, k) is the number of times that c and k meet in a unit,
each unit's pairs divided by its number of values less one. A unit with fewer than two values is left out.
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
    """Alpha, at most 1; 0 is what chance would give. Where it is not defined, ``alpha`` is None and ``undefined`` says why.

    ``no-pairs``: no unit has values of two readers. ``no-variation``: there is one value only, so that chance would agree as well.
    """

    alpha: Fraction | None
    undefined: Undefined | None = None

    @property
    def reading(self) -> Reliability | None:
        """What may be built on it, by Krippendorff's own bounds."""
        if self.alpha is None:
            return None
        return "alike" if self.alpha >= RELIABLE else "tentative" if self.alpha >= TENTATIVE else "apart"


def agreement(units: Iterable[Sequence[int | None]], measure: Measure) -> Agreement:
    """The agreement on some units; each has a value for each reader, None where that reader gives none."""
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
    """How far some values lie apart: the squared differences of all pairs, summed up."""
    return _disagreement(Counter(values), lambda one, other: Fraction((one - other) ** 2))


def _disagreement(counts: Mapping[int, int], squared: Callable[[int, int], Fraction]) -> Fraction:
    return sum(
        (counts[one] * counts[other] * squared(one, other) for one, other in combinations(sorted(counts), 2)),
        Fraction(0),
    )


def _squared_distance(counts: Mapping[int, int], measure: Measure) -> Callable[[int, int], Fraction]:
    """δ² of two values, the lower one first."""
    if measure == "interval":
        return lambda one, other: Fraction((one - other) ** 2)

    def ordinal(one: int, other: int) -> Fraction:
        between = sum(count for value, count in counts.items() if one <= value <= other)
        return (between - Fraction(counts[one] + counts[other], 2)) ** 2

    return ordinal
