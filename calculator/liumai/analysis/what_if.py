"""What-if analysis: the smallest changes of ratings that change a score or the band.

Each move is scored by :mod:`liumai.core.scoring`. Where the recorded cases would overrule the new rating,
the move includes the change of cases that lets it count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from liumai.core.appraisal import Appraisal, CriterionResult, Entry, RecordedCase, Result
from liumai.core.i18n import format_text, in_both_languages, join_texts
from liumai.core.number_format import points
from liumai.core.record_codec import to_data
from liumai.core.rubric import ClimbEvent, Criterion, Level, Rating, Rubric, Text
from liumai.core.scoring import band_candidates, climb, read_cases, score

MOST_LISTED = 3  # moves in one sentence; of more it says only how many
CaseStep = Literal["record", "withdraw"]
_HIGHER: tuple[Rating, ...] = ("partial", "met")
# What must happen to the cases of a level whose raised rating they would overrule, by the event of that reading.
_CASE_STEP: Mapping[ClimbEvent | None, CaseStep] = {"case-required": "record", "case-contradicts": "withdraw"}


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one level's rating to ``rating``; ``case`` is the change of cases needed for it to count, if any.

    Where the level has that rating already, the change of cases alone is the move.
    """

    criterion: str
    level: int
    rating: Rating
    case: CaseStep | None


# What moving one criterion changes of its score, in half points, and the moves that do it.
Option = tuple[int, tuple[Move, ...]]


@dataclass(frozen=True, slots=True)
class Way:
    """One or more moves made together, and the result of the changed appraisal."""

    moves: tuple[Move, ...]
    result: Result


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The ways to change each criterion's score, smallest change first, and the shortest way to another band.

    ``raises`` and ``lowers`` follow the rubric's criteria. ``band_up`` and ``band_down`` are None where
    there is no band, or none further that way.
    """

    raises: tuple[tuple[Way, ...], ...]
    lowers: tuple[tuple[Way, ...], ...]
    band_up: Way | None
    band_down: Way | None


def what_if(rubric: Rubric, appraisal: Appraisal, result: Result) -> WhatIf:
    """The smallest changes of an appraisal that change its ``result``."""
    rows = list(zip(rubric.criteria, appraisal.entries, result.criteria, strict=True))

    def ways(moves: Iterable[Move]) -> tuple[Way, ...]:
        return tuple(_scored_way(rubric, appraisal, (move,)) for move in moves)

    return WhatIf(
        raises=tuple(ways(_raising(*row, appraisal)) for row in rows),
        lowers=tuple(ways(_lowering(criterion, scored)) for criterion, _, scored in rows),
        band_up=_to_band(rubric, appraisal, result, 1),
        band_down=_to_band(rubric, appraisal, result, -1),
    )


def _raising(
    criterion: Criterion, entry: Entry, scored: CriterionResult, appraisal: Appraisal
) -> Iterator[Move]:
    """The moves at the level where the climb stopped: nothing else raises a score."""
    if scored.stopped_at is None:
        return
    level = criterion.levels[scored.stopped_at - 1]
    # An exceptional half point is not a rating to aim for, so none is proposed.
    skip_partial = scored.effective[scored.stopped_at - 1] == "partial" or level.half_point == "exceptional"
    for rating in _HIGHER[1:] if skip_partial else _HIGHER:
        yield _move(criterion, level, entry, rating, appraisal)


def _lowering(criterion: Criterion, scored: CriterionResult) -> Iterator[Move]:
    """The moves at the topmost level that counted."""
    if scored.half_points == 0:
        return
    level = criterion.levels[(scored.half_points + 1) // 2 - 1]
    if scored.half_points % 2 == 0 and level.half_point == "usual":
        yield Move(criterion.id, level.level, "partial", None)
    yield Move(criterion.id, level.level, "unmet", None)


def _move(criterion: Criterion, level: Level, entry: Entry, rating: Rating, appraisal: Appraisal) -> Move:
    """The move that raises a level to ``rating``, with the change of cases that it needs."""
    verdicts = {case.verdict for case in entry.cases if case.level == level.level}
    _, event = read_cases(level, rating, verdicts, appraisal.evidence)
    return Move(criterion.id, level.level, rating, _CASE_STEP.get(event))


def _scored_way(rubric: Rubric, appraisal: Appraisal, moves: tuple[Move, ...]) -> Way:
    entries = list(appraisal.entries)
    index_of = {criterion.id: index for index, criterion in enumerate(rubric.criteria)}
    for move in moves:
        index = index_of[move.criterion]
        entries[index] = _apply_move(entries[index], move)
    return Way(moves, score(rubric, replace(appraisal, entries=tuple(entries))))


def _apply_move(entry: Entry, move: Move) -> Entry:
    ratings = (*entry.ratings[: move.level - 1], move.rating, *entry.ratings[move.level :])
    cases = entry.cases
    if move.case == "record":
        cases = (*cases, RecordedCase(move.level, "compliant"))
    elif move.case == "withdraw":
        cases = tuple(c for c in cases if (c.level, c.verdict) != (move.level, "non-compliant"))
    return replace(entry, ratings=ratings, cases=cases)


def _to_band(rubric: Rubric, appraisal: Appraisal, result: Result, sign: Literal[1, -1]) -> Way | None:
    """The fewest moves to another band, and among as few those that overshoot least."""
    if result.candidates is None:
        return None
    end = 2 * result.maximum + 1 if sign > 0 else -1
    totals = range(result.half_points + sign, end, sign)
    bound = next((t for t in totals if band_candidates(rubric, t) != result.candidates), None)
    if bound is None:
        return None
    options = [
        _climbing(criterion, entry, scored, appraisal) if sign > 0 else _falling(criterion, scored)
        for criterion, entry, scored in zip(rubric.criteria, appraisal.entries, result.criteria, strict=True)
    ]
    return _scored_way(rubric, appraisal, _fewest(options, abs(bound - result.half_points)))


def _fewest(options: Iterable[Iterable[Option]], needed: int) -> tuple[Move, ...]:
    """At most one option of each criterion, that together go as far as ``needed`` with the fewest moves."""
    best: dict[int, tuple[Move, ...]] = {0: ()}  # for each distance gone, the fewest moves that reach it
    for choices in options:
        reached = dict(best)
        for distance, moves in choices:
            for before, others in best.items():
                far, combined = before + distance, (*others, *moves)
                if before < needed and (far not in reached or len(combined) < len(reached[far])):
                    reached[far] = combined
        best = reached
    return best[min((far for far in best if far >= needed), key=lambda far: (len(best[far]), far))]


def _climbing(
    criterion: Criterion, entry: Entry, scored: CriterionResult, appraisal: Appraisal
) -> Iterator[Option]:
    """Ways up one criterion: every level from the stop to a higher one met, that one met or partly met."""
    moves_before: tuple[Move, ...] = ()
    ratings = list(scored.effective)
    for index, level in enumerate(criterion.levels):
        before = ratings[index]
        if before == "met":
            continue
        skip_partial = before == "partial" or level.half_point == "exceptional"
        for rating in _HIGHER[1:] if skip_partial else _HIGHER:
            ratings[index] = rating
            moves = (*moves_before, _move(criterion, level, entry, rating, appraisal))
            reached, stop = climb(ratings)
            if stop is None or ratings[stop - 1] != "unrated":  # what is not fully rated has no band
                yield reached - scored.half_points, moves
        moves_before = moves


def _falling(criterion: Criterion, scored: CriterionResult) -> Iterator[Option]:
    """Ways down one criterion: losing one level, or half of it, loses all above."""
    for level in criterion.levels[: (scored.half_points + 1) // 2]:
        half = 2 * level.level - 1
        if level.half_point == "usual" and half < scored.half_points:
            yield scored.half_points - half, (Move(criterion.id, level.level, "partial", None),)
        yield scored.half_points - half + 1, (Move(criterion.id, level.level, "unmet", None),)


def what_if_data(rubric: Rubric, analysis: WhatIf) -> dict[str, Any]:
    """The what-if analysis as plain data: scores in points, each way with its sentence in both languages."""

    def ways(alternatives: Iterable[Way]) -> list[dict[str, Any]]:
        return [_way_data(rubric, way) for way in alternatives]

    up, down = (
        next(iter(ways([way] if way else [])), None) for way in (analysis.band_up, analysis.band_down)
    )
    return {
        "criteria": [
            {"id": criterion.id, "raises": ways(raises), "lowers": ways(lowers)}
            for criterion, raises, lowers in zip(
                rubric.criteria, analysis.raises, analysis.lowers, strict=True
            )
        ],
        "band": {"up": up, "down": down},
    }


def _way_data(rubric: Rubric, way: Way) -> dict[str, Any]:
    scores = {scored.id: scored.half_points for scored in way.result.criteria}
    moves = [to_data(move) | {"score": points(scores[move.criterion])} for move in way.moves]
    candidates = way.result.candidates
    return {
        "moves": moves,
        "total": points(way.result.half_points),
        "band": candidates and list(candidates),
        "text": to_data(describe(rubric, way)),
    }


def describe(rubric: Rubric, way: Way) -> Text:
    """One sentence that describes a way: the changed ratings, and the resulting score and band."""
    words = rubric.words["move"]
    count = len(way.moves)
    steps = join_texts([_step(rubric, move) for move in way.moves], words["and"])
    values = {
        "steps": steps,
        "count": in_both_languages(count),
        "total": in_both_languages(points(way.result.half_points)),
    }
    if count == 1:
        scores = {scored.id: scored.half_points for scored in way.result.criteria}
        values["score"] = in_both_languages(points(scores[way.moves[0].criterion]))
    names = [band.name for band in rubric.bands if band.id in (way.result.candidates or ())]
    values["bands"] = join_texts(names, words["or"])
    key = ("one" if count == 1 else "several" if count <= MOST_LISTED else "many") + (
        "-band" if names else ""
    )
    return format_text(words[key], values)


def _step(rubric: Rubric, move: Move) -> Text:
    values = {
        "criterion": rubric.criterion[move.criterion].name,
        "level": in_both_languages(move.level),
        "rating": rubric.words["rating"][move.rating],
    }
    return format_text(rubric.words["move"][move.case or "rate"], values)
