"""What the site publishes for other programs: the cases as data, and worked vectors to test an implementation by."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from typing import Any

from liumai.appraisal import appraisal_data, ratings_for
from liumai.model import EVIDENCE, RATINGS, VERDICTS, Appraisal, Entry, Rating, RecordedCase, Rubric, to_data
from liumai.output import result_data
from liumai.scoring import score

SEED = 2006
RANDOM_ONES = 600


def cases_data(rubric: Rubric) -> list[dict[str, Any]]:
    """Every case of a rubric with the level that it speaks of, as ACT Rules publish theirs."""
    return [
        {"rubric": rubric.id, "criterion": criterion.id, "level": level.level, **to_data(case)}
        for criterion in rubric.criteria
        for level in criterion.levels
        for case in level.cases
    ]


def worked_vectors(rubrics: Mapping[str, Rubric]) -> Iterator[dict[str, Any]]:
    """Appraisals with the results that the core gives them: patterns of one criterion, totals, random ones."""
    for rubric in rubrics.values():
        dice = random.Random(SEED)
        appraisals = itertools.chain(_patterns(rubric), _totals(rubric), _random(rubric, dice))
        for appraisal in appraisals:
            yield {
                "appraisal": appraisal_data(rubric, appraisal),
                "result": result_data(appraisal, score(rubric, appraisal)),
            }


def _patterns(rubric: Rubric) -> Iterator[Appraisal]:
    """Each way that the climb of one criterion can end, under all ratings above the stop; the others at the top."""
    tops = tuple(Entry(ratings_for(2 * len(c.levels), len(c.levels))) for c in rubric.criteria)
    for place, top in enumerate(tops):
        size = len(top.ratings)
        for stop, rating, above in itertools.product(range(size), RATINGS[1:], RATINGS):
            ratings = (*top.ratings[:stop], rating, *(above,) * (size - stop - 1))
            yield Appraisal(rubric.id, (*tops[:place], Entry(ratings), *tops[place + 1 :]))


def _totals(rubric: Rubric) -> Iterator[Appraisal]:
    """Every total there is, reached by filling one criterion after the other."""
    for total in range(2 * rubric.maximum + 1):
        left, entries = total, []
        for criterion in rubric.criteria:
            size = len(criterion.levels)
            entries.append(Entry(ratings_for(min(left, 2 * size), size)))
            left -= min(left, 2 * size)
        yield Appraisal(rubric.id, tuple(entries))


def _random(rubric: Rubric, dice: random.Random) -> Iterator[Appraisal]:
    """Appraisals at random, half of them with recorded cases."""
    for turn in range(RANDOM_ONES):
        entries = []
        for criterion in rubric.criteria:
            ratings: tuple[Rating, ...] = tuple(dice.choices(RATINGS, (6, 2, 2, 1), k=len(criterion.levels)))
            levels = dice.choices(
                range(1, len(ratings) + 1), k=dice.randrange(len(ratings)) if turn % 2 else 0
            )
            cases = tuple(RecordedCase(level, dice.choice(VERDICTS)) for level in levels)
            entries.append(Entry(ratings, cases))
        yield Appraisal(rubric.id, tuple(entries), EVIDENCE[turn % 2])
