"""Worked examples in hand-written pages, scored by the core while the site is built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hooks.content.handbook import Handbook
from liumai.analysis.year import Year, year
from liumai.core.appraisal import Entry, RecordedCase, Result
from liumai.core.number_format import decimal, points
from liumai.core.rubric import Evidence, Verdict
from liumai.core.scoring import score, score_criterion
from liumai.core.vector import RATING_OF, from_vector

_VERDICTS: Mapping[str, Verdict] = {"+": "compliant", "-": "non-compliant"}


@dataclass(frozen=True)
class ScoredCriterion:
    """One criterion of a worked example: its score in points, and the names of its findings."""

    score: int | float
    findings: str


@dataclass(frozen=True)
class ScoredAppraisal:
    """A whole appraisal of a worked example, formatted for prose."""

    scores: str
    total: str
    band: str
    findings: str


@dataclass(frozen=True)
class ScoredYear:
    """A year of a worked example, formatted for prose. ``totals`` has a dash for a missing quarter."""

    totals: list[str]
    mean: str
    trend: str
    band: str
    findings: str
    picture: Markup
    table: Markup


class WorkedExamples:
    """The functions by which a page of prose has an example scored, under one rubric in one language."""

    def __init__(self, handbook: Handbook, macros: Any) -> None:
        """``macros`` is the module of ``macros.j2``."""
        self._rubric, self._text, self._label = handbook.rubric, handbook.text, handbook.label
        self._macros = macros

    def judged(self, criterion: str, letters: str, cases: str | None = None) -> ScoredCriterion:
        """Score one criterion from the letters of its ratings.

        ``cases`` are all recorded cases as level and verdict (``3+ 1-``); without it, evidence is assumed.
        """
        recorded = tuple(RecordedCase(int(case[0]), _VERDICTS[case[1]]) for case in (cases or "").split())
        entry = Entry(tuple(RATING_OF[letter] for letter in letters), recorded)
        evidence: Evidence = "assumed" if cases is None else "recorded"
        result = score_criterion(self._rubric, self._rubric.criterion[criterion], entry, evidence)
        return ScoredCriterion(points(result.half_points), self._finding_names(result.findings))

    def appraised(self, groups: str) -> ScoredAppraisal:
        """Score an appraisal from the letters of its vector."""
        result = self._score(groups)
        scores = " + ".join(f"{points(criterion.half_points):g}" for criterion in result.criteria)
        total = f"{points(result.half_points):g}"
        return ScoredAppraisal(
            scores, total, self._band_names(result.candidates), self._finding_names(result.findings)
        )

    def year(self, *quarters: str | None) -> ScoredYear:
        """Aggregate a year from its quarters' vectors; None is a quarter without an appraisal."""
        results = [self._score(groups) if groups else None for groups in quarters]
        whole = year(self._rubric, results)
        totals = [f"{points(result.half_points):g}" if result else "–" for result in results]
        return ScoredYear(
            totals,
            decimal(whole.mean) if whole.mean is not None else "–",
            self._text(self._rubric.words["trend"][whole.trend or "no-trend"]),
            self._band_names(whole.candidates),
            self._finding_names(whole.findings),
            self._year_picture(results, whole),
            self._year_table(results, whole),
        )

    def _year_picture(self, results: list[Result | None], whole: Year) -> Markup:
        totals = [points(result.half_points) if result else None for result in results]
        mean = decimal(whole.mean) if whole.mean is not None else None
        share = float(100 * whole.mean / self._rubric.maximum) if whole.mean is not None else 0
        return Markup(self._macros.year(self._rubric, totals, mean, share))

    def _year_table(self, results: list[Result | None], whole: Year) -> Markup:
        rows = [
            (
                self._text(criterion.name),
                [f"{points(result.criteria[n].half_points):g}" if result else "–" for result in results],
                decimal(whole.criteria[n]) if whole.criteria else "–",
            )
            for n, criterion in enumerate(self._rubric.criteria)
        ]
        return Markup(self._macros.year_table(rows, len(results)))

    def _score(self, groups: str) -> Result:
        return score(
            self._rubric, from_vector(f"{self._rubric.id}:{groups}", {self._rubric.id: self._rubric})
        )

    def _band_names(self, candidates: tuple[str, ...] | None) -> str:
        names = [self._text(band.name) for band in self._rubric.bands if band.id in (candidates or ())]
        return self._label("year.either").join(names) or "–"

    def _finding_names(self, codes: Iterable[str]) -> str:
        return (
            self._label("mark.comma").join(self._text(self._rubric.finding[code].name) for code in codes)
            or "–"
        )
