"""The project's own rubrics, read from their YAML once a process."""

from __future__ import annotations

import functools
from pathlib import Path

from liumai.core.rubric import Rubric
from liumai.rubric_files.loader import load_rubrics

FOLDER = Path(__file__).resolve().parents[2] / "rubric_data"


@functools.cache
def shipped_rubrics() -> dict[str, Rubric]:
    """By their ids. They cannot be changed, so the tests of a process share them."""
    return load_rubrics(FOLDER)


def rubrics_of(folder: Path) -> dict[str, Rubric]:
    """The rubrics of any folder, read again unless it is the project's own."""
    return shipped_rubrics() if folder.resolve() == FOLDER else load_rubrics(folder)
