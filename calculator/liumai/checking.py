"""Checks a rubric folder whole: its rubrics, their worked appraisals, what changed between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from liumai.examples import load_examples
from liumai.loader import RubricError, load_changes, load_rubrics
from liumai.model import Rubric
from liumai.wording import LANGUAGES


def check_folder(folder: Path) -> list[Rubric]:
    """The rubrics of a folder, or the one rubric whose own folder it is.

    Raises :class:`RubricError` with every fault. The worked appraisals are read only once the rubrics stand.
    """
    if (folder / "rubric.yaml").is_file():
        folder = folder.resolve()
        rubrics = load_rubrics(folder.parent, only=folder.name)
        asked = [rubrics[folder.name]]
        data = folder.parent
    else:
        rubrics = load_rubrics(folder)
        asked = list(rubrics.values())
        data = folder
    faults = []
    checks: list[Callable[[], object]] = [
        lambda rubric=rubric, language=language: load_examples(data / rubric.id, rubrics, language)  # type: ignore[misc]
        for rubric in asked
        for language in LANGUAGES
    ]
    if data == folder:
        checks.append(lambda: load_changes(data, rubrics))
    for check in checks:
        try:
            check()
        except RubricError as error:
            faults += error.faults
    if faults:
        raise RubricError(faults)
    return asked
