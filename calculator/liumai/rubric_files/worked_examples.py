"""The worked appraisals of a rubric: appraisal files like anyone's, with a title and a lesson, scored here."""

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
from liumai.rubric_files.loader import RubricError, display, read_record


@dataclass(frozen=True)
class Example:
    """A worked appraisal with its result."""

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
        """The ratings as a vector, for the link."""
        return to_vector(self.appraisal)


def load_examples(folder: Path, rubrics: Mapping[str, Rubric], language: str) -> tuple[Example, ...]:
    """The examples that ``examples.yaml`` of a rubric's folder lists, if it has one, in one language.

    Raises RubricError with the fault's file and line.
    """
    listed = listed_examples(folder)
    return tuple(_load(item, folder / "examples" / f"{item.id}.{language}.yaml", rubrics) for item in listed)


def listed_examples(folder: Path) -> tuple[ListedExample, ...]:
    """What ``examples.yaml`` lists; nothing where there is no such file. Raises RubricError."""
    index = folder / "examples.yaml"
    listed: tuple[ListedExample, ...] = (
        read_record(index, tuple[ListedExample, ...]) if index.is_file() else ()
    )
    names = [item.id for item in listed]
    for place, item in enumerate(listed):
        if item.counterpart is not None and item.counterpart not in names:
            fault = not_one_of((place, "counterpart"), item.counterpart, names, "", "an example of this list")
            raise RubricError([(display(index), None, fault)])
        if (item.teaches is None) != (item.otherwise is None):
            missing = "teaches" if item.teaches is None else "otherwise"
            both = Text(
                "缺少；teaches 和 otherwise 要一起写", "missing; expected teaches and otherwise together"
            )
            raise RubricError([(display(index), None, Fault((place, missing), both))])
    return listed


def read_example(path: Path, rubrics: Mapping[str, Rubric]) -> Appraisal:
    """An example's appraisal. Raises RubricError with the fault's file and line."""
    document = Document(display(path), None)
    try:
        document = read_file(path, display(path))
        return read_appraisal(document.data, rubrics)
    except RefusedError as refused:
        raise RubricError([(document.name, document.line(f.path), f) for f in refused.faults]) from None
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
    """What the example teaches under this very rubric."""
    raised = {*result.findings, *(code for criterion in result.criteria for code in criterion.findings)}
    return item.lesson if item.otherwise is None or item.teaches in raised else item.otherwise
