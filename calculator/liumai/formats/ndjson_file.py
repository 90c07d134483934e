"""Reads appraisals from NDJSON, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from liumai.analysis.rows import Item, Member, Place, Problem, Refused
from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import Fault, RefusedError, dotted, expected
from liumai.core.rubric import Rubric, Text
from liumai.formats.json_text import parse_line, refuse_deep


def read_lines(lines: Iterable[bytes], rubrics: Mapping[str, Rubric]) -> Iterator[Item]:
    """The appraisals of NDJSON: each line an appraisal, which may name its ``manager`` besides. Empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = Place(number, line=True)
        try:
            refuse_deep(line.decode("utf-8", "replace"))
            yield read_member(parse_line(line), rubrics, place)
        except RefusedError as error:
            yield refusal(error, place)


def read_member(data: object, rubrics: Mapping[str, Rubric], place: Place) -> Member:
    """An appraisal in the file's form, with its manager. Raises :class:`RefusedError`."""
    manager = ""
    if isinstance(data, dict):
        data = dict(data)
        manager = data.pop("manager", "")
        if not isinstance(manager, str):
            raise RefusedError(
                [expected(("manager",), manager, "文字（数字请加引号）", "text (put a number in quotes)")]
            )
    appraisal = read_appraisal(data, rubrics)
    return Member(place, appraisal.subject, manager, appraisal.period, appraisal)


def refusal(error: RefusedError, place: Place) -> Refused:
    """What is wrong with an appraisal of a file, as its place's refusal."""
    return Refused(place, tuple(Problem(place, _with_path(fault)) for fault in error.faults))


def _with_path(fault: Fault) -> Text:
    path = dotted(fault.path)
    problem = fault.problem
    return Text(f"{path}：{problem.zh}", f"{path}: {problem.en}") if path else problem
