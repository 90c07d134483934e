"""Scores many appraisals under one rubric, caching the result of each pattern of ratings and cases of a criterion.

A company's file has a few thousand patterns at most. The results are those of :func:`liumai.core.scoring.score`.
"""

from __future__ import annotations

from functools import lru_cache, partial

from liumai.core.appraisal import Appraisal, CriterionResult, Entry, RecordedCase, Result
from liumai.core.rubric import Evidence, Rating, Rubric, Verdict
from liumai.core.scoring import outcome, score_criterion

MAX_CACHED = 1 << 16  # results; past that, those unused for longest are dropped
Verdicts = frozenset[tuple[int, Verdict]]
_NO_VERDICTS: Verdicts = frozenset()


class ScoringCache:
    """Scores appraisals under one rubric; results of criteria and outcomes of totals are cached."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._score_pattern = lru_cache(MAX_CACHED)(partial(_score_pattern, rubric))
        self._outcome = lru_cache(MAX_CACHED)(partial(outcome, rubric))

    def score(self, appraisal: Appraisal) -> Result:
        """The result of ``appraisal``, which must have been read against this rubric."""
        criteria = tuple(
            self._score_pattern(index, appraisal.evidence, entry.ratings, _verdicts_of(entry))
            for index, entry in enumerate(appraisal.entries)
        )
        total = sum([criterion.half_points for criterion in criteria])
        complete = all(criterion.complete for criterion in criteria)
        candidates, findings = self._outcome(total, complete)
        return Result(self._rubric.id, complete, total, self._rubric.maximum, candidates, criteria, findings)


def _score_pattern(
    rubric: Rubric, index: int, evidence: Evidence, ratings: tuple[Rating, ...], verdicts: Verdicts
) -> CriterionResult:
    """The result of the rubric's criterion number ``index`` (from 0), from exactly what can change it."""
    entry = Entry(ratings, tuple(RecordedCase(level, verdict) for level, verdict in verdicts))
    return score_criterion(rubric, rubric.criteria[index], entry, evidence)


def _verdicts_of(entry: Entry) -> Verdicts:
    """The levels and verdicts of an entry's cases; their texts change no score."""
    return frozenset([(case.level, case.verdict) for case in entry.cases]) if entry.cases else _NO_VERDICTS
