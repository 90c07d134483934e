"""Checks a rubric folder whole: its rubrics, their worked appraisals, what changed between them, its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from liumai.core.errors import Fault
from liumai.core.i18n import LANGUAGES
from liumai.core.rubric import Rubric, Text
from liumai.rubric_files.content_records import GlossaryEntry
from liumai.rubric_files.loader import (
    LocatedFault,
    RubricError,
    display,
    examine_rubrics,
    load_changes,
    load_teaching,
    load_words,
    read_record,
)
from liumai.rubric_files.worked_examples import listed_examples, read_example


def check_folder(folder: Path) -> list[Rubric]:
    """The rubrics of a folder, or the one rubric whose own folder it is. Raises :class:`RubricError` with every fault."""
    alone = (folder / "rubric.yaml").is_file()
    data = folder.resolve().parent if alone else folder
    rubrics, faults = examine_rubrics(data, folder.resolve().name if alone else None)
    names = (
        [folder.resolve().name] if alone else sorted(path.parent.name for path in data.glob("*/rubric.yaml"))
    )
    for name in names:
        faults += _unlisted(data / name, "criteria", rubrics[name].criterion if name in rubrics else None)
        faults += _of_examples(data / name, rubrics)
    if not alone:
        faults += _of_shared_files(data, rubrics, names)
    if faults:
        raise RubricError(faults)
    return [rubrics[name] for name in names]


def _of_examples(folder: Path, rubrics: dict[str, Rubric]) -> Iterator[LocatedFault]:
    """Faults of a rubric's worked appraisals; what cannot be judged while the rubric cannot be read is left."""
    try:
        listed = listed_examples(folder)
    except RubricError as error:
        yield from error.faults
        return
    names = [f"{item.id}.{language}" for item in listed for language in LANGUAGES]
    yield from _unlisted(folder, "examples", names)
    if folder.name in rubrics:
        for name in names:
            yield from _of(lambda name=name: read_example(folder / "examples" / f"{name}.yaml", rubrics))  # type: ignore[misc]


def _of_shared_files(folder: Path, rubrics: dict[str, Rubric], names: list[str]) -> Iterator[LocatedFault]:
    yield from _of(lambda: load_words(folder, "interface.yaml"))
    yield from _of(lambda: load_teaching(folder))
    glossary = folder / "glossary.yaml"
    if glossary.is_file():
        yield from _of(lambda: read_record(glossary, tuple[GlossaryEntry, ...]))
    if set(names) == set(rubrics):
        yield from _of(lambda: load_changes(folder, rubrics))


def _of(read: Callable[[], object]) -> list[LocatedFault]:
    """The faults that a reading raises."""
    try:
        read()
    except RubricError as error:
        return error.faults
    return []


def _unlisted(folder: Path, part: str, listed: object) -> Iterator[LocatedFault]:
    """Files that no list names, and which nobody would ever see; none where the list is not known."""
    for path in sorted((folder / part).glob("*.yaml")):
        if isinstance(listed, list | dict) and path.stem not in listed:
            lister = "rubric.yaml" if part == "criteria" else "examples.yaml"
            problem = Text(
                f"{lister} 没有列出这个文件；应列入，或者删去",
                f"is not listed in {lister}; expected it there, or no such file",
            )
            yield display(path), None, Fault((), problem)
