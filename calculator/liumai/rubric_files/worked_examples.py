"""Loads and scores a rubric's worked examples: ordinary appraisal files, listed in ``examples.yaml`` with title and lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from liumai.analysis.what_if import WhatIf, what_if
from liumai.core.appraisal import Appraisal, Result
from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import Fault, RefusedError, not_one_of
from liumai.core.rubric import Rubric, Text
from liumai.core.scoring import score
from liumai.core.trace import Step, trace
from liumai.core.vector import to_vector
from liumai.formats.plain_data import Document
from liumai.formats.yaml_file import read_file
from liumai.rubric_files.content_records import ListedExample
from liumai.rubric_files.loader import RubricError, read_record
from liumai.rubric_files.record_reader import display_path


@dataclass(frozen=True)
class Example:
    """A worked appraisal with its result. ``counterpart`` is the id of the manager's appraisal of the same quarter."""

    id: str
    title: Text
    lesson: Text
    file: Path
    appraisal: Appraisal
    result: Result
    steps: tuple[Step, ...]
    what_if: WhatIf
    counterpart: str | None

    @property
    def vector(self) -> str:
        """The ratings as a vector, as links to the calculator carry them."""
        return to_vector(self.appraisal)


def load_examples(folder: Path, rubrics: Mapping[str, Rubric], language: str) -> tuple[Example, ...]:
    """The examples of a rubric's folder in one language, in the order of its ``examples.yaml``; empty without one.

    Raises :class:`RubricError` with the fault's file and line.
    """
    listed = listed_examples(folder)
    return tuple(_load(item, folder / "examples" / f"{item.id}.{language}.yaml", rubrics) for item in listed)


def listed_examples(folder: Path) -> tuple[ListedExample, ...]:
    """The entries of ``examples.yaml``; empty where there is no such file. Raises :class:`RubricError`."""
    file = folder / "examples.yaml"
    listed: tuple[ListedExample, ...] = read_record(file, tuple[ListedExample, ...]) if file.is_file() else ()
    ids = [item.id for item in listed]
    for index, item in enumerate(listed):
        if item.counterpart is not None and item.counterpart not in ids:
            fault = not_one_of((index, "counterpart"), item.counterpart, ids, "", "an example of this list")
            raise RubricError([(display_path(file), None, fault)])
        if (item.teaches is None) != (item.otherwise is None):
            missing = "teaches" if item.teaches is None else "otherwise"
            problem = Text(
                "缺少；teaches 和 otherwise 要一起写", "missing; expected teaches and otherwise together"
            )
            raise RubricError([(display_path(file), None, Fault((index, missing), problem))])
    return listed


def read_example(path: Path, rubrics: Mapping[str, Rubric]) -> Appraisal:
    """The appraisal of an example's file. Raises :class:`RubricError` with every fault's file and line."""
    document = Document(display_path(path), None)
    try:
        document = read_file(path, document.name)
        return read_appraisal(document.data, rubrics)
    except RefusedError as refused:
        faults = [(document.name, document.line(fault.path), fault) for fault in refused.faults]
        raise RubricError(faults) from None
    except OSError as error:
        reason = Text(f"打不开：{error.strerror}", f"cannot be opened: {error.strerror}")
        raise RubricError([(document.name, None, Fault((), reason))]) from None


def _load(item: ListedExample, path: Path, rubrics: Mapping[str, Rubric]) -> Example:
    appraisal = read_example(path, rubrics)
    rubric = rubrics[appraisal.rubric]
    result = score(rubric, appraisal)
    return Example(
        id=item.id,
        title=item.title,
        lesson=_lesson(item, result),
        file=path,
        appraisal=appraisal,
        result=result,
        steps=trace(rubric, appraisal, result),
        what_if=what_if(rubric, appraisal, result),
        counterpart=item.counterpart,
    )


def _lesson(item: ListedExample, result: Result) -> Text:
    """The example's lesson, which may depend on whether the result raises the finding that it teaches."""
    raised = {*result.findings, *(code for criterion in result.criteria for code in criterion.findings)}
    return item.lesson if item.otherwise is None or item.teaches in raised else item.otherwise
