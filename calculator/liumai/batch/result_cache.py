"""Scores the lines of a batch by what repeats in them: a file of thousands says few different things of a criterion.

What was read and scored once is known again by its shape: the keys, the ratings or the score, the cases' levels and
verdicts, and of the free texts only what kind of value they are. A shape that is new goes through the reader and the
scoring as everything does; a line with anything that the reader refuses is left to it altogether.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import combinations
from sys import intern
from typing import Any, NamedTuple

import orjson

from liumai.core.appraisal import Entry, RecordedCase, Result
from liumai.core.appraisal_file import read_appraisal, read_entry, unrated
from liumai.core.result_json import criterion_data, outcome_data
from liumai.core.rubric import (
    EVIDENCE,
    RATINGS,
    VERDICTS,
    ClimbEvent,
    Criterion,
    Evidence,
    Level,
    Rating,
    Rubric,
)
from liumai.core.scoring import outcome, read_cases, score_criterion
from liumai.core.vector import letters_of
from liumai.formats.json_text import parse_line
from liumai.formats.plain_data import LIMIT

REMEMBERED = 1 << 12  # of each kind of thing, for each criterion

# A rating, the one that counts in its place, and what that raised; of a level by its cases, after the bits of them all.
_Read = tuple[Rating, Rating, ClimbEvent | None]
_Level = tuple[int, Mapping[int, _Read]]

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# What a line may run into that is no appraisal: the reader then says what is wrong with it.
_UNUSUAL = (ValueError, TypeError, LookupError, AttributeError)


class _Memory(dict[Any, Any]):
    """What was worked out before: at most so much; once it is full, it starts anew."""

    def keep[T](self, key: object, value: T) -> T:
        """The value, kept."""
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = value
        return value


class _Piece(NamedTuple):
    """What a criterion adds to a result: to the total (in half points), to the JSON, to the vector."""

    half_points: int
    complete: bool
    text: str
    letters: str


class _Pattern(NamedTuple):
    """The ratings of a criterion under one way of reading cases.

    For each level the bits of its cases, and what is read there by those of them that there are; and of all levels the
    bits of the cases that can change anything, and what the ratings give where there is none of them.
    """

    ratings: tuple[Rating, ...]
    levels: tuple[_Level, ...]
    changing: int
    piece: _Piece


class ResultCache:
    """Writes the results of lines under the given rubrics."""

    def __init__(self, rubrics: Mapping[str, Rubric]) -> None:
        self._rubrics = rubrics
        self._forms = {name: _Form(rubric) for name, rubric in rubrics.items()}
        self._heads = _Memory()

    def result(self, line: bytes) -> str | None:
        """The result of a line, :func:`liumai.core.result_json.result_data` as JSON; None where the line is unusual.

        Raises :class:`~liumai.core.errors.RefusedError` where a key comes twice.
        """
        if len(line) > LIMIT:
            return None
        try:
            data = orjson.loads(line)
            form, evidence = self._head(data)
            text, keys = form.result(data, evidence)
        except _UNUSUAL:
            return None
        if not _each_once(line, keys):
            parse_line(line)
        return text

    def _head(self, data: Any) -> tuple[_Form, Evidence]:
        texts = type(data.get("subject")), type(data.get("period"))
        shape = (*data, data["rubric"], data.get("evidence"), *texts, type(data["criteria"]))
        known: tuple[_Form, Evidence] | None = self._heads.get(shape)
        if known is None:
            read = read_appraisal(data, self._rubrics)
            known = self._heads.keep(shape, (self._forms[read.rubric], read.evidence))
        return known


def _each_once(line: bytes, keys: int) -> bool:
    """Whether it is certain that no key of a line comes twice, of which orjson says nothing: it found so many keys.

    Every key is followed by a colon, if not at once then after spaces; only texts may have more of them.
    """
    return line.count(b":") == keys or line.translate(None, b" \t\r\n").count(b'":') == keys


class _Form:
    """Appraisals under one rubric."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._columns = [_Column(rubric, criterion) for criterion in rubric.criteria]
        self._outcomes = _Memory()
        self._vector = encode(f"{rubric.id}:").removesuffix('"')

    def result(self, data: Mapping[str, Any], evidence: Evidence) -> tuple[str, int]:
        """The result as JSON, and how many keys the appraisal has."""
        given = data["criteria"]
        keys, used, pieces = len(data) + len(given), 0, []
        for column in self._columns:
            if column.id in given:
                used += 1
                entry = given[column.id]
                pieces.append(column.piece(entry, evidence))
                keys += len(entry) + sum(map(len, entry.get("cases", ())))
            else:
                pieces.append(column.left_out)
        if used < len(given):
            raise LookupError("a criterion that the rubric has not")
        return self._written(pieces), keys

    def _written(self, pieces: list[_Piece]) -> str:
        half_points, complete, texts, letters = zip(*pieces, strict=True)
        total = (sum(half_points), all(complete))
        head, findings = self._outcomes.get(total) or self._outcomes.keep(total, self._outcome(*total))
        criteria, vector = ",".join(texts), ".".join(letters)
        return f'{head},"criteria":[{criteria}],"findings":{findings},"vector":{self._vector}{vector}"}}'

    def _outcome(self, total: int, complete: bool) -> tuple[str, str]:
        candidates, findings = outcome(self._rubric, total, complete)
        result = Result(self._rubric.id, complete, total, self._rubric.maximum, candidates, (), findings)
        return encode(outcome_data(result)).removesuffix("}"), encode(findings)


class _Column:
    """One criterion: what was said of it so far, and what that gave. A set of cases is a number with a bit for each."""

    def __init__(self, rubric: Rubric, criterion: Criterion) -> None:
        self.id = criterion.id
        self._rubric, self._criterion = rubric, criterion
        cases = [RecordedCase(level.level, verdict) for level in criterion.levels for verdict in VERDICTS]
        self._bits = {case: 1 << number for number, case in enumerate(cases)}
        self._shapes, self._cases, self._patterns, self._pieces = (_Memory() for _ in range(4))
        self._levels = {
            (level.level, rating, evidence): self._level(level, rating, evidence)
            for level in criterion.levels
            for rating in RATINGS
            for evidence in EVIDENCE
        }
        self.left_out = self._pattern(unrated(criterion).ratings, EVIDENCE[0]).piece

    def _level(self, level: Level, rating: Rating, evidence: Evidence) -> _Level:
        bits = {case.verdict: bit for case, bit in self._bits.items() if case.level == level.level}
        read = {}
        for verdicts in ((), *combinations(VERDICTS, 1), VERDICTS):
            said = sum(bits[verdict] for verdict in verdicts)
            read[said] = (rating, *read_cases(level, rating, set(verdicts), evidence))
        return sum(bits.values()), read

    def piece(self, entry: Mapping[str, Any], evidence: Evidence) -> _Piece:
        """What an entry of an appraisal's file gives. Raises one of ``_UNUSUAL`` where the reader would refuse it."""
        ratings, cases = entry.get("ratings"), entry.get("cases")
        shape = (*entry, type(cases), type(entry.get("justification")))
        if shape not in self._shapes:
            self._shapes.keep(shape, read_entry(entry, self._criterion))
        score = entry.get("score")
        stated = (evidence, *ratings) if type(ratings) is list else (evidence, score, type(score))
        pattern: _Pattern = self._patterns.get(stated) or self._learned(entry, evidence)
        said = 0
        for case in cases or ():
            said |= self._case(case)
        if not said & pattern.changing:
            return pattern.piece
        read = tuple([of_level[said & bits] for bits, of_level in pattern.levels])
        return self._pieces.get(read) or self._scored(read, pattern.ratings, evidence, said)

    def _case(self, case: Mapping[str, Any]) -> int:
        level = case["level"]
        shape = (*case, level, type(level), case["verdict"], type(case.get("text")))
        bit: int | None = self._cases.get(shape)
        if bit is None:
            read = read_entry({"score": 0, "cases": [case]}, self._criterion).cases[0]
            bit = self._cases.keep(shape, self._bits[RecordedCase(read.level, read.verdict)])
        return bit

    def _learned(self, entry: Mapping[str, Any], evidence: Evidence) -> _Pattern:
        given = {key: entry[key] for key in ("ratings", "score") if key in entry}
        ratings: tuple[Any, ...] = tuple(map(intern, read_entry(given, self._criterion).ratings))
        score = entry.get("score")
        stated = (evidence, *ratings) if "ratings" in entry else (evidence, score, type(score))
        return self._patterns.keep(stated, self._pattern(ratings, evidence))

    def _pattern(self, ratings: tuple[Rating, ...], evidence: Evidence) -> _Pattern:
        rated = zip(self._criterion.levels, ratings, strict=True)
        levels = tuple(self._levels[level.level, rating, evidence] for level, rating in rated)
        changing = sum(bits for bits, of_level in levels if len(set(of_level.values())) > 1)
        read = tuple(of_level[0] for _, of_level in levels)
        piece = self._pieces.get(read) or self._scored(read, ratings, evidence, 0)
        return _Pattern(ratings, levels, changing, piece)

    def _scored(self, read: object, ratings: tuple[Rating, ...], evidence: Evidence, said: int) -> _Piece:
        cases = tuple(case for case, bit in self._bits.items() if said & bit)
        result = score_criterion(self._rubric, self._criterion, Entry(ratings, cases), evidence)
        text, letters = orjson.dumps(criterion_data(result)).decode(), letters_of(ratings)
        piece = _Piece(result.half_points, result.complete, intern(text), intern(letters))
        return self._pieces.keep(read, piece)
