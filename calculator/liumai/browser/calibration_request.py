"""The page's request for a calibration round: many readings of one appraisal compared with an expert's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liumai.analysis.calibration import Reader, calibration_data
from liumai.browser.rubric_store import Appraise
from liumai.core.appraisal import Appraisal
from liumai.core.errors import Fault, RefusedError, dotted, expected
from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric, Text
from liumai.core.scoring import score

MOST_READERS = 500
MOST_READING_FAULTS = 40  # reported at most


def calibration_of(
    request: Mapping[str, Any], rubrics: Mapping[str, Rubric], appraise: Appraise
) -> dict[str, Any]:
    """Answer ``{"expert": {…}, "readings": [{"line": 1, "vector": …}, …]}``; the faults of invalid readings are under ``refused``.

    Raises RefusedError where the expert's appraisal or the list is invalid.
    """
    expert, readings = request.get("expert"), request.get("readings")
    if not isinstance(expert, dict):
        raise RefusedError([expected(("expert",), expert, "带有评估的映射", "a mapping with an appraisal")])
    if not isinstance(readings, list) or len(readings) > MOST_READERS:
        zh, en = f"至多 {MOST_READERS} 份评定的列表", f"a list of at most {MOST_READERS} readings"
        raise RefusedError([expected(("readings",), _size(readings), zh, en)])
    appraisal = appraise(expert)
    rubric = rubrics[appraisal.rubric]
    readers, faults = _read(readings, rubric, appraise)
    refused = [
        {"line": line, "path": dotted(fault.path), "problem": to_data(fault.problem)}
        for line, fault in faults
    ]
    return {
        **calibration_data(rubric, appraisal, score(rubric, appraisal), readers),
        "refused": refused[:MOST_READING_FAULTS],
        "more": len(refused[MOST_READING_FAULTS:]),
    }


def _size(readings: object) -> object:
    return len(readings) if isinstance(readings, list) else readings


def _read(
    readings: list[Any], rubric: Rubric, appraise: Appraise
) -> tuple[list[Reader], list[tuple[int, Fault]]]:
    """The valid readings, and the faults of the invalid ones with their line numbers."""
    readers: list[Reader] = []
    faults: list[tuple[int, Fault]] = []
    for place, reading in enumerate(readings, 1):
        line = reading["line"] if isinstance(reading, dict) and type(reading.get("line")) is int else place
        try:
            appraisal = _appraisal(reading, rubric, appraise)
        except RefusedError as refused:
            faults += [(line, fault) for fault in refused.faults]
        else:
            readers.append(Reader(line, appraisal, score(rubric, appraisal)))
    return readers, faults


def _appraisal(reading: object, rubric: Rubric, appraise: Appraise) -> Appraisal:
    if not isinstance(reading, dict):
        raise RefusedError([expected((), reading, "带有评估的映射", "a mapping with an appraisal")])
    appraisal = appraise(reading)
    if appraisal.rubric != rubric.id:
        problem = Text(
            f"用的是标准 {appraisal.rubric}；应为 {rubric.id}",
            f"found the rubric {appraisal.rubric}; expected {rubric.id}",
        )
        raise RefusedError([Fault(("rubric",), problem)])
    return appraisal
