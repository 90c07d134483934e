"""Who must do what at which score, computed by scoring every possible score of a criterion."""

from __future__ import annotations

from dataclasses import dataclass

from liumai.core.appraisal import Entry
from liumai.core.appraisal_file import ratings_for
from liumai.core.number_format import points
from liumai.core.rubric import Criterion, Finding, Rubric
from liumai.core.scoring import score_criterion


@dataclass(frozen=True)
class ScoreDuties:
    """The findings that a criterion's score raises, whatever level it stopped at."""

    score: int | float
    findings: tuple[Finding, ...]

    def of(self, actor: str) -> list[Finding]:
        """The findings on which this actor has to act."""
        return [finding for finding in self.findings if actor in finding.actors]


def duties_by_score(rubric: Rubric) -> tuple[ScoreDuties, ...]:
    """Every score of the criterion with the most levels, lowest first, with the findings that depend on the score alone."""
    criterion = max(rubric.criteria, key=lambda c: len(c.levels))
    return tuple(_duties(rubric, criterion, half) for half in range(2 * len(criterion.levels) + 1))


def _duties(rubric: Rubric, criterion: Criterion, half_points: int) -> ScoreDuties:
    entry = Entry(ratings_for(half_points, len(criterion.levels)))
    raised = score_criterion(rubric, criterion, entry, "assumed").findings
    findings = (rubric.finding[code] for code in raised)
    return ScoreDuties(points(half_points), tuple(f for f in findings if f.when.score))
