"""The quiz's questions, and the examples that are fit for a calibration round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liumai.core.rubric import Case, Rubric
from liumai.rubric_files.worked_examples import Example

# How many other questions come before a missed case is asked again: from the first Leitner box, and from the second.
WAITS = (4, 12)
# Every so many ordinary cases, one is presented as a claim too: else a claim would always be wrong.
CLAIM_EVERY = 4


@dataclass(frozen=True)
class Question:
    """A question of the quiz about one case. Levels are named ``<criterion>-<level>``, as in ``teamwork-3``.

    ``level`` is the level that lists the case and ``answer`` the one it really belongs to. If ``claimed``, the question
    shows ``level`` as somebody's claim. ``options`` are the levels to choose from: the criterion's own, and the level
    that the case is often confused with if that is another criterion's.
    """

    case: Case
    criterion: str
    level: str
    answer: str
    claimed: bool
    options: tuple[str, ...]


def questions(rubric: Rubric) -> Iterator[Question]:
    """A question for every case, in the rubric's order."""
    ordinary = 0
    for criterion in rubric.criteria:
        own = tuple(f"{criterion.id}-{level.level}" for level in criterion.levels)
        for name, level in zip(own, criterion.levels, strict=True):
            for case in level.cases:
                ordinary += case.belongs_to is None
                claimed = case.belongs_to is not None or ordinary % CLAIM_EVERY == 0
                near = case.neighbour
                options = own if near is None or near in own else (*own, near)
                yield Question(case, criterion.id, name, case.belongs_to or name, claimed, options)


def for_calibration(examples: Iterable[Example]) -> list[Example]:
    """Examples that can be rated from their text: complete, on recorded cases that support every rating."""
    return [
        example
        for example in examples
        if example.appraisal.evidence == "recorded"
        and example.result.complete
        and all(
            entry.ratings == scored.effective
            for entry, scored in zip(example.appraisal.entries, example.result.criteria, strict=True)
        )
    ]
