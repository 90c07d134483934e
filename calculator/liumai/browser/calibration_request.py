"""The page's request for a calibration round: many readings of one appraisal compared with an expert's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from liumai.analysis.calibration import Reader, calibration_data
from liumai.core.appraisal import Appraisal
from liumai.core.errors import Fault, RefusedError, dotted, expected
from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric, Text
from liumai.core.scoring import score

MOST_READERS = 500
MOST_FAULTS = 40  # told in one go
Appraise = Callable[[Mapping[str, Any]], Appraisal]


def calibration_of(
    asked: Mapping[str, Any], rubrics: Mapping[str, Rubric], appraise: Appraise
) -> dict[str, Any]:
    """Answer ``{"expert": {…}, "readings": [{"line": 1, "vector": …}, …]}``; the faults of the lines stand under ``refused``.

    Raises RefusedError where the expert's appraisal or the list is none.
    """
    expert, listed = asked.get("expert"), asked.get("readings")
    if not isinstance(expert, dict):
        raise RefusedError([expected(("expert",), expert, "带有评估的映射", "a mapping with an appraisal")])
    if not isinstance(listed, list) or len(listed) > MOST_READERS:
        zh, en = f"至多 {MOST_READERS} 份评定的列表", f"a list of at most {MOST_READERS} readings"
        raise RefusedError([expected(("readings",), _size(listed), zh, en)])
    appraisal = appraise(expert)
    rubric = rubrics[appraisal.rubric]
    readers, faults = _read(listed, rubric, appraise)
    refused = [
        {"line": line, "path": dotted(fault.path), "problem": to_data(fault.problem)}
        for line, fault in faults
    ]
    return {
        **calibration_data(rubric, appraisal, score(rubric, appraisal), readers),
        "refused": refused[:MOST_FAULTS],
        "more": len(refused[MOST_FAULTS:]),
    }


def _size(listed: object) -> object:
    return len(listed) if isinstance(listed, list) else listed


def _read(
    listed: list[Any], rubric: Rubric, appraise: Appraise
) -> tuple[list[Reader], list[tuple[int, Fault]]]:
    """The readings that are some, and the faults of the others with their lines."""
    readers: list[Reader] = []
    faults: list[tuple[int, Fault]] = []
    for place, one in enumerate(listed, 1):
        line = one["line"] if isinstance(one, dict) and type(one.get("line")) is int else place
        try:
            appraisal = _reading(one, rubric, appraise)
        except RefusedError as refused:
            faults += [(line, fault) for fault in refused.faults]
        else:
            readers.append(Reader(line, appraisal, score(rubric, appraisal)))
    return readers, faults


def _reading(one: object, rubric: Rubric, appraise: Appraise) -> Appraisal:
    if not isinstance(one, dict):
        raise RefusedError([expected((), one, "带有评估的映射", "a mapping with an appraisal")])
    appraisal = appraise(one)
    if appraisal.rubric != rubric.id:
        problem = Text(
            f"用的是标准 {appraisal.rubric}；应为 {rubric.id}",
            f"found the rubric {appraisal.rubric}; expected {rubric.id}",
        )
        raise RefusedError([Fault(("rubric",), problem)])
    return appraisal
