"""The vector: the ratings of an appraisal, and nothing else, as one short line that fits in a link.

``<rubric>:<c1>.<c2>.…``, a group of letters for each criterion in the rubric's order, a letter for
each level: ``m`` met, ``p`` partial, ``u`` unmet, ``-`` unrated.
"""

from __future__ import annotations

from collections.abc import Mapping

from liumai.core.appraisal import Appraisal, Entry
from liumai.core.errors import Code, Fault, RefusedError, expected, not_one_of, shown
from liumai.core.rubric import Criterion, Rating, Rubric, Text

LETTERS: Mapping[Rating, str] = {"met": "m", "partial": "p", "unmet": "u", "unrated": "-"}
RATING_OF: Mapping[str, Rating] = {letter: rating for rating, letter in LETTERS.items()}


def to_vector(appraisal: Appraisal) -> str:
    """The appraisal's own ratings as a vector."""
    groups = (letters_of(entry.ratings) for entry in appraisal.entries)
    return f"{appraisal.rubric}:{'.'.join(groups)}"


def letters_of(ratings: tuple[Rating, ...]) -> str:
    """The ratings of one criterion as a vector has them."""
    return "".join(map(LETTERS.__getitem__, ratings))


def from_vector(vector: object, rubrics: Mapping[str, Rubric]) -> Appraisal:
    """The appraisal that a vector stands for; its evidence is ``assumed``.

    Raises :class:`RefusedError` with every fault: unknown rubric, groups too few or too many, a group's
    length, an unknown letter.
    """
    if not isinstance(vector, str):
        raise RefusedError([expected(("vector",), vector, "文字", "text")])
    name, colon, rest = vector.partition(":")
    if not colon:
        raise RefusedError(
            [
                _fault(
                    "syntax",
                    ("vector",),
                    f"没有冒号：{shown(vector)}；应为 <标准>:<评定>",
                    f"found {shown(vector)}, no colon; expected <rubric>:<ratings>",
                )
            ]
        )
    if name not in rubrics:
        raise RefusedError([not_one_of(("vector",), name, rubrics, "", "a rubric id before the colon")])
    rubric = rubrics[name]
    groups = rest.split(".")
    if len(groups) != len(rubric.criteria):
        count = len(rubric.criteria)
        raise RefusedError(
            [
                _fault(
                    "wrong-count",
                    ("vector",),
                    f"有 {len(groups)} 组；{name} 应有 {count} 组，以点分开",
                    f"found {len(groups)} groups; expected {count} for {name}, parted by dots",
                )
            ]
        )
    faults = [f for c, group in zip(rubric.criteria, groups, strict=True) for f in _group_faults(c, group)]
    if faults:
        raise RefusedError(faults)
    return Appraisal(name, tuple(Entry(tuple(map(RATING_OF.__getitem__, group))) for group in groups))


def _group_faults(criterion: Criterion, group: str) -> list[Fault]:
    levels, path = len(criterion.levels), ("vector", criterion.id)
    if len(group) != levels:
        return [
            _fault(
                "wrong-count",
                path,
                f"有 {len(group)} 个字母；应为 {levels} 个，每级一个",
                f"found {len(group)} letters; expected {levels}, one for each level",
            )
        ]
    letters = ", ".join(RATING_OF)
    return [
        _fault(
            "unknown-name",
            (*path, i),
            f"写的是 {shown(c)}；应为以下之一：{letters}",
            f"found {shown(c)}; expected one of {letters}",
        )
        for i, c in enumerate(group)
        if c not in RATING_OF
    ]


def _fault(code: Code, path: tuple[str | int, ...], zh: str, en: str) -> Fault:
    return Fault(path, Text(zh, en), code=code)
