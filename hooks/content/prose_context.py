"""What the hand-written pages may put in from the data: figures in words, pictures, provenance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from traceback import extract_tb
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import Markup

from hooks.content.prose_examples import Worked
from liumai.faults import RefusedError, nearest
from liumai.model import (
    Award,
    Band,
    Basis,
    Criterion,
    Figure,
    Finding,
    Range,
    Rating,
    Rubric,
    Source,
    points,
)
from liumai.promotion import Promotion, promotion
from liumai.scoring import climb, within
from liumai.vector import RATING_OF

Words = Callable[..., str]


class ProseError(Exception):
    """A page asks for something that the rubric of the site does not have."""


class PageError(Exception):
    """A page cannot be filled in. ``line`` is the line of the text given, from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def page_error(error: Exception, names: Iterable[str]) -> PageError:
    """What went wrong as a template of prose was read or filled in, and at which of its lines.

    ``names`` are those that a page can use.
    """
    lines = [at.lineno for at in extract_tb(error.__traceback__) if at.filename == "<template>"]
    line = error.lineno if isinstance(error, TemplateSyntaxError) else (lines or [1])[-1]
    return PageError(line or 1, _told(error, names))


def _told(error: Exception, names: Iterable[str]) -> str:
    unknown = re.fullmatch(r"'(\w+)' is undefined", str(error))
    if unknown:
        like = nearest(unknown[1], names)
        return f"found {unknown[1]}, which no page can use{f'; did you mean {like}?' if like else ''}"
    if isinstance(error, KeyError):
        return f"found {error}, which the rubric does not have"
    known = isinstance(error, ProseError | TemplateError | RefusedError)
    return str(error) if known else f"{type(error).__name__}: {error}"


class Prose:
    """The names that a page of prose can use, for one rubric in one language."""

    def __init__(
        self, rubric: Rubric, language: str, text: Words, label: Words, macros: Any, root: str
    ) -> None:
        self._rubric, self._language, self._text, self._label = rubric, language, text, label
        self._macros, self._root = macros, root

    def names(self) -> Mapping[str, Any]:
        """All of them, by the name that a template uses."""
        worked = Worked(self._rubric, self._text, self._label, self._macros)
        return {
            "judged": worked.judged,
            "appraised": worked.appraised,
            "year": worked.year,
            "name": self.name,
            "scores": self.scores,
            "default_levels": self.levels("by-default"),
            "evidence_levels": self.levels("on-evidence"),
            "band": self.band,
            "low_total": self.low_total(),
            "dividing_total": self.dividing_total(),
            "divided": self.dividing_total() is not None,
            "watch_below": self.low_total() if self.dividing_total() is None else self.dividing_total(),
            "lost_figures": sum(figure is None for figure in self._losable()),
            "climbed": lambda letters: points(climb(_ratings(letters))[0]),
            "climb_picture": self.climb_picture,
            "band_picture": self.band_picture,
            "finding": lambda code: self._text(self.finding(code).name),
            "finding_status": lambda code: self._badge(self.finding(code)),
            "rule_status": lambda name: self._badge(_only(self._rubric.rule.get(name), f"rule {name}")),
            "score_strip": self.score_strip,
            "figure": lambda name: self.shown(self.figure(name)),
            "figure_status": lambda name: self._badge(self.figure(name)),
            "from_status": lambda name: self._figure_badge(self.band(name).from_basis),
            "grade_status": lambda name: self._figure_badge(self.band(name).grade_basis),
            "promotion": self.promotion,
            "percent": percent,
            "status": lambda document, line: self._badge(
                Basis(status="source", source=Source(document, line))
            ),
            "status_of": lambda status: self._badge(Basis(status=status)),
        }

    def name(self, criterion: str) -> str:
        """The name of a criterion."""
        return self._text(self._criterion(criterion).name)

    def finding(self, code: str) -> Finding:
        """A finding by its code."""
        return _only(self._rubric.finding.get(code), f"finding {code}")

    def _criterion(self, name: str) -> Criterion:
        return _only(self._rubric.criterion.get(name), f"criterion {name}")

    def scores(self, code: str) -> str:
        """The scores that raise a finding, in words."""
        spans = [self._span(span) for span in self.finding(code).when.score]
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
        return _only(next((band for band in self._rubric.bands if band.id == name), None), f"band {name}")

    def uncertain_below(self) -> float | None:
        """The total under which the band is uncertain: the last bound above the first that is illegible."""
        known: float | None = None
        for band in self._rubric.bands:
            if band.from_ is None:
                return known
            known = band.from_
        return None

    def low_total(self) -> float | None:
        """The total under which there are the two lowest bands alone."""
        return self._rubric.bands[-3].from_ if len(self._rubric.bands) > 2 else None

    def dividing_total(self) -> float | None:
        """The total that divides the two lowest bands; None where it is lost and nobody has filled it in."""
        return self._rubric.bands[-2].from_ if len(self._rubric.bands) > 1 else None

    def _losable(self) -> Iterator[float | None]:
        """Every figure of the bands that the rubric says it has, lost or not."""
        for band in self._rubric.bands:
            yield band.from_
            if band.grade_basis is not None:
                yield band.grade

    def figure(self, name: str) -> Figure:
        """A figure of the rubric by its id."""
        found = next((figure for figure in self._rubric.figures if figure.id == name), None)
        return _only(found, f"figure {name}")

    def promotion(self, total: float, performance: int) -> Promotion:
        """The composite of a total, in points, and a performance in per cent."""
        made = promotion(self._rubric, int(2 * total), performance)
        return _only(made, "weight of values in a promotion")

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

    def score_strip(self, *codes: str) -> Markup:
        """Which scores raise which finding, as strips along the scale of one criterion."""
        top = 2 * max(len(criterion.levels) for criterion in self._rubric.criteria)
        strips = [
            (
                self.finding(code),
                self.scores(code),
                [
                    (points(half), any(within(half, span) for span in self.finding(code).when.score))
                    for half in range(top + 1)
                ],
            )
            for code in codes
        ]
        return Markup(self._macros.strips(self._rubric, strips, f"{self._root}{self._rubric.id}/rules/"))

    def _figure_badge(self, basis: Any) -> Markup:
        return Markup(
            self._macros.figure_status(self._rubric, basis, f"{self._root}{self._rubric.id}/rules/")
        )

    def _badge(self, record: Any) -> Markup:
        return Markup(self._macros.status(self._rubric, record, f"{self._root}{self._rubric.id}/rules/"))


def percent(share: Fraction) -> str:
    """A percentage as people write it, to the hundredth at most."""
    return f"{round(float(share), 2):g}%"


def _only[T](found: T | None, what: str) -> T:
    if found is None:
        raise ProseError(f"this page speaks of the {what}, which the rubric does not have")
    return found


def _ratings(letters: str) -> tuple[Rating, ...]:
    return tuple(RATING_OF[letter] for letter in letters)
