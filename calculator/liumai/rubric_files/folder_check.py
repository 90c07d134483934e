"""Checks a rubric folder completely: rubrics, worked examples, changes between rubrics, words, teaching, glossary."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import partial
from pathlib import Path

from liumai.core.errors import Fault
from liumai.core.i18n import LANGUAGES
from liumai.core.rubric import Rubric, Text
from liumai.rubric_files.content_records import GlossaryEntry
from liumai.rubric_files.loader import (
    RubricError,
    examine_rubrics,
    load_changes,
    load_teaching,
    load_words,
    read_record,
)
from liumai.rubric_files.record_reader import LocatedFault, display_path
from liumai.rubric_files.worked_examples import listed_examples, read_example


def check_folder(folder: Path) -> list[Rubric]:
    """The rubrics of a folder, or the single rubric where ``folder`` has a ``rubric.yaml``.

    Raises :class:`RubricError` with every fault of every file.
    """
    is_single = (folder / "rubric.yaml").is_file()
    parent = folder.resolve().parent if is_single else folder
    if is_single:
        names = [folder.resolve().name]
    else:
        names = sorted(path.parent.name for path in parent.glob("*/rubric.yaml"))
    rubrics, faults = examine_rubrics(parent, names[0] if is_single else None)
    for name in names:
        if name in rubrics:
            faults += _unlisted_files(parent / name, "criteria", rubrics[name].criterion)
        faults += _check_examples(parent / name, rubrics)
    if not is_single:
        faults += _check_shared_files(parent, rubrics, names)
    if faults:
        raise RubricError(faults)
    return [rubrics[name] for name in names]


def _check_examples(folder: Path, rubrics: dict[str, Rubric]) -> Iterator[LocatedFault]:
    """Faults of a rubric's worked examples; the appraisals are checked only where the rubric could be loaded."""
    try:
        examples = listed_examples(folder)
    except RubricError as error:
        yield from error.faults
        return
    names = [f"{example.id}.{language}" for example in examples for language in LANGUAGES]
    yield from _unlisted_files(folder, "examples", names)
    if folder.name in rubrics:
        for name in names:
            yield from _faults_of(partial(read_example, folder / "examples" / f"{name}.yaml", rubrics))


def _check_shared_files(folder: Path, rubrics: dict[str, Rubric], names: list[str]) -> Iterator[LocatedFault]:
    yield from _faults_of(lambda: load_words(folder, "interface.yaml"))
    yield from _faults_of(lambda: load_teaching(folder))
    glossary = folder / "glossary.yaml"
    if glossary.is_file():
        yield from _faults_of(lambda: read_record(glossary, tuple[GlossaryEntry, ...]))
    if set(names) == set(rubrics):
        yield from _faults_of(lambda: load_changes(folder, rubrics))


def _faults_of(load: Callable[[], object]) -> list[LocatedFault]:
    """The faults that ``load`` raises; empty where it succeeds."""
    try:
        load()
    except RubricError as error:
        return error.faults
    return []


def _unlisted_files(folder: Path, part: str, listed: Container[str]) -> Iterator[LocatedFault]:
    """Faults for files of ``criteria`` or ``examples`` that the list does not name, and that would be ignored."""
    for path in sorted((folder / part).glob("*.yaml")):
        if path.stem not in listed:
            lister = "rubric.yaml" if part == "criteria" else "examples.yaml"
            problem = Text(
                f"{lister} 没有列出这个文件；应列入，或者删去",
                f"is not listed in {lister}; expected it there, or no such file",
            )
            yield display_path(path), None, Fault((), problem)
