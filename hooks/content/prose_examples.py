"""Worked examples of the hand-written pages: the core scores them as the site is built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from liumai.exact import decimal
from liumai.model import Entry, Evidence, RecordedCase, Result, Rubric, Verdict, points
from liumai.scoring import score, score_criterion
from liumai.vector import RATING_OF, from_vector
from liumai.year import Year, year

Words = Callable[..., str]

_VERDICTS: Mapping[str, Verdict] = {"+": "compliant", "-": "non-compliant"}


@dataclass(frozen=True)
class Judged:
    """One criterion of a worked example: its score in points, and what it raises, by name."""

    score: int | float
    findings: str


@dataclass(frozen=True)
class Appraised:
    """A whole appraisal of a worked example, as people write it."""

    scores: str
    total: str
    band: str
    findings: str


@dataclass(frozen=True)
class Quarters:
    """A year of a worked example, as people write it. ``totals`` has a dash for a missing quarter."""

    totals: list[str]
    mean: str
    trend: str
    band: str
    findings: str
    picture: Markup
    table: Markup


class Worked:
    """The worked examples that a page of prose can call for, under one rubric in one language."""

    def __init__(self, rubric: Rubric, text: Words, label: Words, macros: Any) -> None:
        self._rubric, self._text, self._label, self._macros = rubric, text, label, macros

    def judged(self, criterion: str, letters: str, cases: str | None = None) -> Judged:
        """A criterion scored. ``cases`` are all there are (``3+ 1-``); left out, ratings count as they stand."""
        recorded = tuple(RecordedCase(int(case[0]), _VERDICTS[case[1]]) for case in (cases or "").split())
        entry = Entry(tuple(RATING_OF[letter] for letter in letters), recorded)
        evidence: Evidence = "assumed" if cases is None else "recorded"
        result = score_criterion(self._rubric, self._rubric.criterion[criterion], entry, evidence)
        return Judged(points(result.half_points), self._finding_names(result.findings))

    def appraised(self, groups: str) -> Appraised:
        """An appraisal scored, from the letters of its vector."""
        result = self._score(groups)
        scores = " + ".join(f"{points(criterion.half_points):g}" for criterion in result.criteria)
        total = f"{points(result.half_points):g}"
        return Appraised(
            scores, total, self._band_names(result.candidates), self._finding_names(result.findings)
        )

    def year(self, *quarters: str | None) -> Quarters:
        """A year reckoned from its quarters' vectors; None is a quarter without an appraisal."""
        results = [self._score(groups) if groups else None for groups in quarters]
        whole = year(self._rubric, results)
        totals = [f"{points(result.half_points):g}" if result else "–" for result in results]
        return Quarters(
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
