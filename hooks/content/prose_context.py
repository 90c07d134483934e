"""The Jinja context of hand-written pages: figures in words, pictures, provenance, worked examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from traceback import extract_tb
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import Markup

from hooks.content.handbook import Handbook
from hooks.content.prose_examples import WorkedExamples
from liumai.analysis.promotion import Promotion, promotion
from liumai.core.errors import RefusedError, nearest
from liumai.core.number_format import points
from liumai.core.rubric import Award, Band, Basis, Criterion, Figure, Finding, Range, Rating, Source
from liumai.core.scoring import climb, within
from liumai.core.vector import RATING_OF


class ProseError(Exception):
    """A page names something that the rubric of the site does not have."""


class PageError(Exception):
    """A page cannot be rendered. ``line`` counts from 1 in the Markdown that was given."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def page_error(error: Exception, names: Iterable[str]) -> PageError:
    """The PageError for whatever compiling or rendering a page raised. ``names`` are those that a page can use."""
    lines = [at.lineno for at in extract_tb(error.__traceback__) if at.filename == "<template>"]
    line = error.lineno if isinstance(error, TemplateSyntaxError) else (lines or [1])[-1]
    return PageError(line or 1, _message(error, names))


def _message(error: Exception, names: Iterable[str]) -> str:
    unknown = re.fullmatch(r"'(\w+)' is undefined", str(error))
    if unknown:
        like = nearest(unknown[1], names)
        return f"found {unknown[1]}, which no page can use{f'; did you mean {like}?' if like else ''}"
    if isinstance(error, KeyError):
        return f"found {error}, which the rubric does not have"
    known = isinstance(error, ProseError | TemplateError | RefusedError)
    return str(error) if known else f"{type(error).__name__}: {error}"


class ProseContext:
    """The names that a page of prose can use, for one rubric in one language."""

    def __init__(self, handbook: Handbook, macros: Any, root: str) -> None:
        """``macros`` is the module of ``macros.j2``; ``root`` leads from the page to the language's root."""
        self._handbook, self._rubric, self._language = handbook, handbook.rubric, handbook.language
        self._text, self._label = handbook.text, handbook.label
        self._macros, self._root = macros, root

    def names(self) -> Mapping[str, Any]:
        """Every name that a page can use, with its value."""
        worked = WorkedExamples(self._handbook, self._macros)
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
            "rule_status": lambda name: self._badge(_required(self._rubric.rule.get(name), f"rule {name}")),
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
        return _required(self._rubric.finding.get(code), f"finding {code}")

    def _criterion(self, name: str) -> Criterion:
        return _required(self._rubric.criterion.get(name), f"criterion {name}")

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
        return _required(next((band for band in self._rubric.bands if band.id == name), None), f"band {name}")

    def uncertain_below(self) -> float | None:
        """The total below which the band is uncertain: the last bound above the first illegible one."""
        known: float | None = None
        for band in self._rubric.bands:
            if band.from_ is None:
                return known
            known = band.from_
        return None

    def low_total(self) -> float | None:
        """The total below which there are only the two lowest bands."""
        return self._rubric.bands[-3].from_ if len(self._rubric.bands) > 2 else None

    def dividing_total(self) -> float | None:
        """The total that divides the two lowest bands; None if it is lost and nobody has filled it in."""
        return self._rubric.bands[-2].from_ if len(self._rubric.bands) > 1 else None

    def _losable(self) -> Iterator[float | None]:
        """Every figure that the rubric's bands have, None for a lost one."""
        for band in self._rubric.bands:
            yield band.from_
            if band.grade_basis is not None:
                yield band.grade

    def figure(self, name: str) -> Figure:
        """A figure of the rubric by its id."""
        figures = {figure.id: figure for figure in self._rubric.figures}
        return _required(figures.get(name), f"figure {name}")

    def promotion(self, total: float, performance: int) -> Promotion:
        """The composite of a total in points and a performance in per cent."""
        composite = promotion(self._rubric, int(2 * total), performance)
        return _required(composite, "weight of values in a promotion")

    def shown(self, figure: Figure) -> str:
        """A figure as people write it."""
        return f"{figure.value:g}%" if figure.unit == "percent" else f"{figure.value:g}"

    def climb_picture(self, letters: str) -> Markup:
        """A climb as a picture in HTML: a step for each level, and the score."""
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


def _required[T](value: T | None, what: str) -> T:
    """The value, which must be there. Raises ProseError naming ``what`` if it is None."""
    if value is None:
        raise ProseError(f"this page speaks of the {what}, which the rubric does not have")
    return value


def _ratings(letters: str) -> tuple[Rating, ...]:
    return tuple(RATING_OF[letter] for letter in letters)
