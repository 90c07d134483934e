"""What the hand-written pages may put in from the data: figures in words, pictures, provenance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from liumai.model import Award, Band, Basis, Figure, Range, Rating, Rubric, Source, points
from liumai.promotion import Promotion, promotion
from liumai.scoring import climb
from liumai.vector import RATING_OF

Words = Callable[..., str]


class Prose:
    """The names that a page of prose can use, for one rubric in one language."""

    def __init__(
        self, rubric: Rubric, language: str, text: Words, label: Words, macros: Any, root: str
    ) -> None:
        self._rubric, self._language, self._text, self._label = rubric, language, text, label
        self._macros, self._root = macros, root

    def names(self) -> Mapping[str, Any]:
        """All of them, by the name that a template uses."""
        return {
            "name": self.name,
            "scores": self.scores,
            "default_levels": self.levels("by-default"),
            "evidence_levels": self.levels("on-evidence"),
            "band": self.band,
            "uncertain_below": self.uncertain_below(),
            "climbed": lambda letters: points(climb(_ratings(letters))[0]),
            "climb_picture": self.climb_picture,
            "band_picture": self.band_picture,
            "figure": lambda name: self.shown(self.figure(name)),
            "figure_status": lambda name: self._badge(self.figure(name)),
            "rule_status": lambda name: self._badge(self._rubric.rule[name]),
            "finding_status": lambda code: self._badge(self._rubric.finding[code]),
            "from_status": lambda name: self._badge(self.band(name).from_basis),
            "grade_status": lambda name: self._badge(self.band(name).grade_basis),
            "promotion": self.promotion,
            "percent": percent,
            "status": lambda document, line: self._badge(
                Basis(status="source", source=Source(document, line))
            ),
            "status_of": lambda status: self._badge(Basis(status=status)),
        }

    def name(self, criterion: str) -> str:
        """The name of a criterion."""
        return self._text(self._rubric.criterion[criterion].name)

    def scores(self, code: str) -> str:
        """The scores that raise a finding, in words."""
        spans = [self._span(span) for span in self._rubric.finding[code].when.score]
        return self._label("range.or").join(spans)

    def _span(self, span: Range) -> str:
        low, high = (f"{end:g}" if end is not None else None for end in (span.from_, span.to))
        if low is None or high is None:
            return self._label("range.up-to", to=high) if low is None else self._label("range.from", low=low)
        if low == high:
            return self._label("range.exactly", score=low)
        return self._label("range.between", low=low, high=high)

    def levels(self, award: Award) -> str:
        """The numbers of the levels with this award, in words; those that have it in every criterion."""
        rows = zip(*(criterion.levels for criterion in self._rubric.criteria), strict=False)
        numbers = [str(row[0].level) for row in rows if all(level.award == award for level in row)]
        if len(numbers) < 2 or self._language == "zh":
            return self._label("range.levels", levels="、".join(numbers))
        return self._label("range.levels", levels=f"{', '.join(numbers[:-1])} and {numbers[-1]}")

    def band(self, name: str) -> Band:
        """A band by its id."""
        return next(band for band in self._rubric.bands if band.id == name)

    def uncertain_below(self) -> float | None:
        """The total under which the band is uncertain: the last bound above the first that is illegible."""
        known: float | None = None
        for band in self._rubric.bands:
            if band.from_ is None:
                return known
            known = band.from_
        return None

    def figure(self, name: str) -> Figure:
        """A figure of the rubric by its id."""
        return next(figure for figure in self._rubric.figures if figure.id == name)

    def promotion(self, total: float, performance: int) -> Promotion:
        """The composite of a total, in points, and a performance in per cent."""
        made = promotion(self._rubric, int(2 * total), performance)
        if made is None:
            raise LookupError(f"{self._rubric.id} states no weight for promotion")
        return made

    def shown(self, figure: Figure) -> str:
        """A figure as people write it."""
        return f"{figure.value:g}%" if figure.unit == "percent" else f"{figure.value:g}"

    def climb_picture(self, letters: str) -> Markup:
        """A climb as a picture in HTML: one step a level, and the score."""
        ratings = _ratings(letters)
        half_points, stop = climb(ratings)
        return Markup(self._macros.climb(self._rubric, ratings, points(half_points), stop))

    def band_picture(self) -> Markup:
        """The bands along the scale of totals."""
        return Markup(self._macros.bands(self._rubric, self.uncertain_below()))

    def _badge(self, record: Any) -> Markup:
        return Markup(self._macros.status(self._rubric, record, f"{self._root}{self._rubric.id}/rules/"))


def percent(share: Fraction) -> str:
    """A percentage as people write it, to the hundredth at most."""
    return f"{round(float(share), 2):g}%"


def _ratings(letters: str) -> tuple[Rating, ...]:
    return tuple(RATING_OF[letter] for letter in letters)
