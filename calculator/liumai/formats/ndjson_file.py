"""Reads appraisals from NDJSON: one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from liumai.analysis.rows import AppraisalRow, Item, Place, RejectedRow, RowMessage
from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import Fault, RefusedError, dotted, expected
from liumai.core.rubric import Rubric, Text
from liumai.formats.json_text import parse_line, refuse_deep


def read_lines(lines: Iterable[bytes], rubrics: Mapping[str, Rubric]) -> Iterator[Item]:
    """The appraisal or rejection of each line; empty lines are skipped."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = Place(number, line=True)
        try:
            refuse_deep(line.decode("utf-8", "replace"))
            yield read_row(parse_line(line), rubrics, place)
        except RefusedError as error:
            yield rejected(error, place)


def read_row(data: object, rubrics: Mapping[str, Rubric], place: Place) -> AppraisalRow:
    """An appraisal from plain data in the form of the appraisal file, with an optional ``manager`` besides.

    Raises :class:`RefusedError`.
    """
    manager = ""
    if isinstance(data, dict):
        data = dict(data)
        manager = data.pop("manager", "")
        if not isinstance(manager, str):
            raise RefusedError(
                [expected(("manager",), manager, "文字（数字请加引号）", "text (put a number in quotes)")]
            )
    appraisal = read_appraisal(data, rubrics)
    return AppraisalRow(place, appraisal.subject, manager, appraisal.period, appraisal)


def rejected(error: RefusedError, place: Place) -> RejectedRow:
    """The rejected row at a place, with a message for each fault."""
    return RejectedRow(place, tuple(RowMessage(place, _with_path(fault)) for fault in error.faults))


def _with_path(fault: Fault) -> Text:
    path = dotted(fault.path)
    problem = fault.problem
    return Text(f"{path}：{problem.zh}", f"{path}: {problem.en}") if path else problem
