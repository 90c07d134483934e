"""Scores many appraisals: each pattern of ratings of a criterion is scored once and remembered.

A company's file has a few thousand patterns at most; the results are those of :func:`liumai.core.scoring.score`.
"""

from __future__ import annotations

from functools import lru_cache, partial

from liumai.core.appraisal import Appraisal, CriterionResult, Entry, RecordedCase, Result
from liumai.core.rubric import Evidence, Rating, Rubric, Verdict
from liumai.core.scoring import outcome, score_criterion

REMEMBERED = 1 << 16
Verdicts = frozenset[tuple[int, Verdict]]
_NONE: Verdicts = frozenset()


class ScoringCache:
    """One rubric's scoring, with a memory."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._criterion = lru_cache(REMEMBERED)(partial(_score_pattern, rubric))
        self._outcome = lru_cache(REMEMBERED)(partial(outcome, rubric))

    def score(self, appraisal: Appraisal) -> Result:
        """The result of an appraisal that was read against this rubric."""
        criteria = tuple(
            self._criterion(place, appraisal.evidence, entry.ratings, _verdicts_of(entry))
            for place, entry in enumerate(appraisal.entries)
        )
        total = sum([criterion.half_points for criterion in criteria])
        complete = all(criterion.complete for criterion in criteria)
        candidates, findings = self._outcome(total, complete)
        return Result(self._rubric.id, complete, total, self._rubric.maximum, candidates, criteria, findings)


def _score_pattern(
    rubric: Rubric, place: int, evidence: Evidence, ratings: tuple[Rating, ...], verdicts: Verdicts
) -> CriterionResult:
    """The score of a criterion, by its place in the rubric, from what alone can change it."""
    entry = Entry(ratings, tuple(RecordedCase(level, verdict) for level, verdict in verdicts))
    return score_criterion(rubric, rubric.criteria[place], entry, evidence)


def _verdicts_of(entry: Entry) -> Verdicts:
    """What of an entry's cases can change its score."""
    return frozenset([(case.level, case.verdict) for case in entry.cases]) if entry.cases else _NONE
