"""Reads an appraisal from plain data (parsed YAML or JSON), and reports every fault at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from typing import Any

from liumai.core.appraisal import Appraisal, Entry, RecordedCase
from liumai.core.errors import Code, Fault, Path, RefusedError, expected, missing, not_one_of
from liumai.core.rubric import EVIDENCE, RATINGS, VERDICTS, Criterion, Rating, Rubric, Text

MOST_DATA_FAULTS = 100  # past that, the rest of a list is not validated
# As keys views: they keep their order for messages, and compare fast.
_KEYS = dict.fromkeys(("rubric", "evidence", "subject", "period", "criteria")).keys()
_ENTRY_KEYS = dict.fromkeys(("ratings", "score", "cases", "justification")).keys()
_CASE_KEYS = dict.fromkeys(("level", "verdict", "text")).keys()


def read_appraisal(data: object, rubrics: Mapping[str, Rubric]) -> Appraisal:
    """Reads the data of an appraisal file under one of ``rubrics`` (by id). Raises :class:`RefusedError` with every fault."""
    faults: list[Fault] = []
    if not isinstance(data, dict):
        raise RefusedError(
            [expected((), data, "带有 rubric 和 criteria 的映射", "a mapping with rubric and criteria")]
        )
    _unknown_keys(data, _KEYS, (), faults)
    rubric = _rubric(data, rubrics, faults)
    evidence = data.get("evidence", "assumed")
    if evidence not in EVIDENCE:
        faults.append(not_one_of(("evidence",), evidence, EVIDENCE, "", "a way of reading cases"))
    subject = _text(data, "subject", (), faults)
    period = _text(data, "period", (), faults)
    entries = _entries(data, rubric, faults)
    if faults or rubric is None:
        raise RefusedError(faults)
    return Appraisal(rubric.id, entries, evidence, subject, period)


def appraisal_data(rubric: Rubric, appraisal: Appraisal) -> dict[str, Any]:
    """The appraisal as plain data of the appraisal file; :func:`read_appraisal` reads it back unchanged."""
    data: dict[str, Any] = {"rubric": rubric.id, "evidence": appraisal.evidence}
    data |= {key: value for key in ("subject", "period") if (value := getattr(appraisal, key))}
    entries = zip(rubric.criteria, appraisal.entries, strict=True)
    return data | {"criteria": {criterion.id: _entry_data(entry) for criterion, entry in entries}}


def _entry_data(entry: Entry) -> dict[str, Any]:
    data: dict[str, Any] = {"ratings": list(entry.ratings)}
    if entry.cases:
        data["cases"] = [
            {"level": case.level, "verdict": case.verdict} | ({"text": case.text} if case.text else {})
            for case in entry.cases
        ]
    return data | ({"justification": entry.justification} if entry.justification else {})


def ratings_for(half_points: int, levels: int) -> tuple[Rating, ...]:
    """The ratings that a score without ratings stands for: met up to it, a half point as partial, the rest unmet."""
    return tuple(_rating_at(level, half_points) for level in range(1, levels + 1))


def _rating_at(level: int, half_points: int) -> Rating:
    if 2 * level <= half_points:
        return "met"
    return "partial" if 2 * level - 1 == half_points else "unmet"


def unrated(criterion: Criterion) -> Entry:
    """The entry of a criterion that an appraisal leaves out: every level unrated."""
    return Entry(tuple("unrated" for _ in criterion.levels))


def _rubric(data: Mapping[str, Any], rubrics: Mapping[str, Rubric], faults: list[Fault]) -> Rubric | None:
    if "rubric" not in data:
        faults.append(
            missing(
                ("rubric",), "标准的代号：" + ", ".join(rubrics), "a rubric id: one of " + ", ".join(rubrics)
            )
        )
        return None
    name = data["rubric"]
    if not isinstance(name, str) or name not in rubrics:
        faults.append(not_one_of(("rubric",), name, rubrics, "", "a rubric id"))
        return None
    return rubrics[name]


def _entries(data: Mapping[str, Any], rubric: Rubric | None, faults: list[Fault]) -> tuple[Entry, ...]:
    if "criteria" not in data:
        faults.append(missing(("criteria",), "各项价值观的映射", "a mapping of criteria"))
        return ()
    criteria = data["criteria"]
    if not isinstance(criteria, dict):
        faults.append(expected(("criteria",), criteria, "各项价值观的映射", "a mapping of criteria"))
        return ()
    if rubric is None:
        return ()
    known = rubric.criterion
    _unknown_keys(criteria, known.keys(), ("criteria",), faults, f"a criterion of {rubric.id}")
    return tuple(
        _entry(criteria[c.id], c, ("criteria", c.id), faults) if c.id in criteria else unrated(c)
        for c in rubric.criteria
    )


def _entry(data: object, criterion: Criterion, path: Path, faults: list[Fault]) -> Entry:
    if not isinstance(data, dict):
        faults.append(expected(path, data, "带有 ratings 或 score 的映射", "a mapping with ratings or score"))
        return unrated(criterion)
    _unknown_keys(data, _ENTRY_KEYS, path, faults)
    if ("ratings" in data) == ("score" in data):
        both = "ratings" in data
        faults.append(
            Fault(
                path,
                Text(
                    "ratings 和 score 同时出现；只能写一个"
                    if both
                    else "ratings 和 score 都没有；须写其中一个",
                    "found both ratings and score; expected exactly one"
                    if both
                    else "found neither ratings nor score; expected exactly one",
                ),
                code="one-of-two",
            )
        )
        ratings = unrated(criterion).ratings
    elif "ratings" in data:
        ratings = _ratings(data["ratings"], criterion, (*path, "ratings"), faults)
    else:
        ratings = _score(data["score"], criterion, (*path, "score"), faults)
    cases = _cases(data["cases"], criterion, (*path, "cases"), faults) if "cases" in data else ()
    return Entry(ratings, cases, _text(data, "justification", path, faults))


def _ratings(data: object, criterion: Criterion, path: Path, faults: list[Fault]) -> tuple[Rating, ...]:
    levels = len(criterion.levels)
    if not isinstance(data, list):
        faults.append(expected(path, data, f"{levels} 个评定的列表", f"a list of {levels} ratings"))
        return unrated(criterion).ratings
    if len(data) != levels:
        faults.append(
            Fault(
                path,
                Text(
                    f"有 {len(data)} 个评定；应为 {levels} 个，每级一个",
                    f"found {len(data)} ratings; expected {levels}, one for each level",
                ),
                code="wrong-count",
            )
        )
    for index, rating in enumerate(data[:levels]):
        if rating not in RATINGS:
            faults.append(not_one_of((*path, index), rating, RATINGS, "", "a rating"))
    return tuple(data)


def _score(data: object, criterion: Criterion, path: Path, faults: list[Fault]) -> tuple[Rating, ...]:
    top = len(criterion.levels)
    zh, en = f"0 到 {top} 的数字，以半分为一档", f"a number from 0 to {top} in steps of a half"
    number = data if isinstance(data, int | float) and not isinstance(data, bool) else math.nan
    if not 0 <= number <= top or number * 2 % 1:  # no range holds NaN
        faults.append(expected(path, data, zh, en, _off_scale(data)))
        return unrated(criterion).ratings
    return ratings_for(int(number * 2), top)


def _off_scale(value: object) -> Code:
    """The code of an invalid figure: ``off-scale`` for a number, ``wrong-kind`` for anything else."""
    return "off-scale" if isinstance(value, int | float) and not isinstance(value, bool) else "wrong-kind"


def _cases(data: object, criterion: Criterion, path: Path, faults: list[Fault]) -> tuple[RecordedCase, ...]:
    if not isinstance(data, list):
        faults.append(expected(path, data, "案例的列表", "a list of cases"))
        return ()
    cases = []
    for index, case in enumerate(data):
        if len(faults) > MOST_DATA_FAULTS:
            break
        cases.append(_case(case, criterion, (*path, index), faults))
    return tuple(cases)


def _case(data: object, criterion: Criterion, path: Path, faults: list[Fault]) -> RecordedCase:
    if not isinstance(data, dict):
        faults.append(
            expected(path, data, "带有 level、verdict、text 的映射", "a mapping with level, verdict and text")
        )
        return RecordedCase(1, "compliant")
    _unknown_keys(data, _CASE_KEYS, path, faults)
    top = len(criterion.levels)
    level, verdict = data.get("level"), data.get("verdict")
    if "level" not in data:
        faults.append(missing((*path, "level"), f"1 到 {top} 的级别", f"a level from 1 to {top}"))
    elif not isinstance(level, int) or isinstance(level, bool) or not 1 <= level <= top:
        zh, en = f"1 到 {top} 的级别", f"a level from 1 to {top}"
        faults.append(expected((*path, "level"), level, zh, en, _off_scale(level)))
    if "verdict" not in data:
        names = ", ".join(VERDICTS)
        faults.append(missing((*path, "verdict"), f"判定：{names}", f"a verdict: one of {names}"))
    elif verdict not in VERDICTS:
        faults.append(not_one_of((*path, "verdict"), verdict, VERDICTS, "", "a verdict"))
    text = _text(data, "text", path, faults)
    return RecordedCase(level, verdict, text)  # type: ignore[arg-type]  # wrong ones were faulted above


def _text(data: Mapping[str, Any], key: str, path: Path, faults: list[Fault]) -> str:
    if key not in data:
        return ""
    value = data[key]
    if isinstance(value, str):
        return value
    faults.append(expected((*path, key), value, "文字（数字请加引号）", "text (put a number in quotes)"))
    return ""


def _unknown_keys(
    data: Mapping[Any, Any],
    known: Set[str],
    path: Path,
    faults: list[Fault],
    criterion: str | None = None,
) -> None:
    if data.keys() <= known:  # what almost every input is
        return
    for key in data:
        if len(faults) > MOST_DATA_FAULTS:
            return
        if key not in known:
            here = (*path, str(key))
            faults.append(
                not_one_of(here, key, known, "键名", "a key", "unknown-key")
                if criterion is None
                else not_one_of(here, key, known, "", criterion)
            )
