"""What trainers play with a room: the quiz's questions, and the examples that a calibration round can be about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liumai.examples import Example
from liumai.model import Case, Rubric

# How many other questions lie between a missed case and its next turn: from the first box, and from the second.
WAITS = (4, 12)
# Every so many ordinary cases, one is asked about as somebody's claim, lest a claim give away that it is wrong.
CLAIM_EVERY = 4


@dataclass(frozen=True)
class Question:
    """A case as the quiz asks about it. Levels are named as everywhere, ``teamwork-3``.

    ``level`` is where the case is put down and ``answer`` the level that it speaks to; they differ where the case belongs
    elsewhere. A ``claimed`` one is shown with the level where it is put down. ``options`` are the levels to choose from:
    the criterion's own, and the neighbour that it is taken for where that is another criterion's.
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
    """Examples that can be judged by what they tell: fully rated, on cases that bear every rating out."""
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
