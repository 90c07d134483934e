"""Loads rubrics from their folders of YAML, and reports every fault with file and line.

A rubric is ``<id>/rubric.yaml`` and one file for each criterion it lists, ``<id>/criteria/<criterion>.yaml``.
Pydantic validates each file against the core's records; :mod:`liumai.rubric_files.validation` checks what spans
several values or files. All faults of all files are reported together.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from liumai.core.errors import Fault, LiumaiError, expected, not_one_of
from liumai.core.errors import Path as KeyPath
from liumai.core.rubric import Criterion, Rubric, Text
from liumai.core.rubric_changes import Changes
from liumai.formats.plain_data import Document, format_fault
from liumai.rubric_files.error_recovery import may_follow_from
from liumai.rubric_files.inheritance import complete_criterion, complete_rubric
from liumai.rubric_files.lesson_plans import Teaching, check_teaching
from liumai.rubric_files.record_reader import (
    CHECKOUT,
    LocatedFault,
    LocatedRecord,
    RecordReader,
    display_path,
)
from liumai.rubric_files.validation import check_changes, check_rubric
from liumai.rubric_files.word_overrides import Words


class RubricError(LiumaiError):
    """Rubric files that cannot be used; ``faults`` has each fault with its file and line."""

    def __init__(self, faults: list[LocatedFault]) -> None:
        self.faults = faults
        super().__init__(self.describe("en"))

    def describe(self, language: str) -> str:
        """All faults, one a line, grouped by file and sorted by line."""
        files = list(dict.fromkeys(name for name, _, _ in self.faults))
        ordered = sorted(self.faults, key=lambda item: (files.index(item[0]), item[2].line or item[1] or 0))
        lines = (format_fault(name, fault, line, language) for name, line, fault in ordered)
        return "\n".join(dict.fromkeys(lines))


def rubric_folder() -> Path:
    """The folder of rubrics: ``LIUMAI_RUBRICS`` if set, else the checkout's ``rubric_data``, else ``./rubric_data``."""
    configured = os.environ.get("LIUMAI_RUBRICS")
    if configured:
        return Path(configured)
    return CHECKOUT or Path("rubric_data")


def load_words(folder: Path, name: str) -> Words:
    """The default words of the file ``name``, with the folder's overrides. Raises :class:`RubricError`."""
    reader = RecordReader()
    words = reader.read_words(folder, name)
    if reader.faults:
        raise RubricError(reader.faults)
    return words


def load_rubrics(folder: Path, only: str | None = None) -> dict[str, Rubric]:
    """Every rubric under ``folder``, by id; with ``only``, that rubric and the one it is based on.

    Raises :class:`RubricError` with the faults of all files.
    """
    rubrics, faults = examine_rubrics(folder, only)
    if faults:
        raise RubricError(faults)
    return rubrics


def examine_rubrics(folder: Path, only: str | None = None) -> tuple[dict[str, Rubric], list[LocatedFault]]:
    """What :func:`load_rubrics` loads, and all faults.

    A rubric with faults has placeholders in place of invalid values: use it only to find further faults.
    """
    folders = sorted(path.parent for path in folder.glob("*/rubric.yaml"))
    if not folders:
        problem = Text("里面没有标准；应有 <代号>/rubric.yaml", "found no rubric; expected <id>/rubric.yaml")
        if not folder.is_dir():
            problem = Text("没有这个文件夹", "found no such folder")
        return {}, [(display_path(folder), None, Fault((), problem))]
    reader = RecordReader()
    words = reader.read_words(folder, "words.yaml")
    names = [path.name for path in folders if only in (None, path.name)]
    mains = {name: reader.read_document(folder / name / "rubric.yaml") for name in names}
    base_of_only = _based_on(mains[only]) if only else None
    if base_of_only is not None and (folder / base_of_only["rubric"] / "rubric.yaml").is_file():
        mains[base_of_only["rubric"]] = reader.read_document(folder / base_of_only["rubric"] / "rubric.yaml")
    return _load_all(folder, mains, reader, words), reader.faults


def _load_all(
    folder: Path, mains: Mapping[str, Document | None], reader: RecordReader, words: Words
) -> dict[str, Rubric]:
    """The rubrics of the given ``rubric.yaml`` documents, in their order; those with unreadable files left out."""
    independent = [name for name, main in mains.items() if _based_on(main) is None]
    rubrics: dict[str, Rubric] = {}
    # Independent rubrics first: the others inherit from them.
    for name, main in sorted(mains.items(), key=lambda item: item[0] not in independent):
        based_on = _based_on(main)
        if main is None:
            reader.check_criterion_files(folder / name)
        elif based_on and based_on["rubric"] not in independent:
            expectation = "a rubric with rules of its own"
            path: KeyPath = ("based_on", "rubric")
            reader.report(main, not_one_of(path, based_on["rubric"], independent, "", expectation))
        elif based_on is None or based_on["rubric"] in rubrics:
            base = rubrics[based_on["rubric"]] if based_on else None
            rubric = _load_rubric(folder / name, main, reader, words, base)
            rubrics |= {name: rubric} if rubric else {}
    return {name: rubrics[name] for name in mains if name in rubrics}


def load_changes(folder: Path, rubrics: Mapping[str, Rubric]) -> tuple[Changes, ...]:
    """The changes between rubrics, from every ``changes/*.yaml``. Raises :class:`RubricError`."""
    reader = RecordReader()
    loaded = []
    for path in sorted((folder / "changes").glob("*.yaml")):
        document = reader.read_document(path)
        changes = document and reader.validate(document, Changes, document.data)
        if document and changes:
            loaded.append(changes)
            for fault in check_changes(changes, rubrics):
                reader.report(document, fault)
    if reader.faults:
        raise RubricError(reader.faults)
    return tuple(loaded)


def load_teaching(folder: Path) -> Teaching:
    """Lesson plans and minutes of the folder's ``teaching.yaml``, else the default minutes without plans.

    Raises :class:`RubricError`.
    """
    reader = RecordReader()
    override_file = folder / "teaching.yaml"
    file = override_file if override_file.is_file() or CHECKOUT is None else CHECKOUT / "teaching.yaml"
    document = reader.read_document(file)
    teaching: Teaching | None = reader.validate(document, Teaching, document.data) if document else None
    if document and teaching:
        for fault in check_teaching(teaching):
            reader.report(document, fault)
    if reader.faults or teaching is None:
        raise RubricError(reader.faults)
    # The default plans are about the rubrics beside them, not about those of this folder.
    return teaching if file == override_file else dataclasses.replace(teaching, plans=())


def read_record(path: Path, kind: Any) -> Any:
    """One YAML file as a record of type ``kind``. Raises :class:`RubricError` with all its faults."""
    reader = RecordReader()
    record = reader.read_record(path, kind)
    if reader.faults:
        raise RubricError(reader.faults)
    return record


def _based_on(main: Document | None) -> Mapping[str, Any] | None:
    """The value of ``based_on`` in a ``rubric.yaml``; None where it is absent or malformed."""
    based_on = main.data.get("based_on") if main and isinstance(main.data, dict) else None
    is_valid = isinstance(based_on, dict) and all(
        isinstance(based_on.get(key), str) for key in ("rubric", "reason")
    )
    return based_on if is_valid else None


def _load_rubric(
    folder: Path, main: Document, reader: RecordReader, words: Words, base: Rubric | None
) -> Rubric | None:
    """One rubric, with placeholders where it has faults; None where a criterion's file is missing or unreadable."""
    names = main.data.get("criteria") if isinstance(main.data, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        reader.report(main, expected(("criteria",), names, "价值观代号的列表", "a list of criterion ids"))
        reader.check_criterion_files(folder)
        return None
    documents = {
        name: document for name in names if (document := reader.read_criterion_document(folder, main, name))
    }
    is_complete = len(documents) == len(names)
    main_file, criterion_files = _validate_files(main, list(documents.values()), reader, base)
    criteria = tuple(file.record for file in criterion_files)
    rubric: Rubric = dataclasses.replace(main_file.record, criteria=criteria, words=words)
    for fault in check_rubric(rubric, folder.name, names if is_complete else list(documents)):
        file, path = _file_of(fault.path, main_file, criterion_files)
        if may_follow_from(path, file.invalid_items) or (not is_complete and _needs_all_criteria(path)):
            continue
        reader.report(file.document, Fault(path, fault.problem))
    return rubric if is_complete else None


def _validate_files(
    main: Document, criteria: Sequence[Document], reader: RecordReader, base: Rubric | None
) -> tuple[LocatedRecord, list[LocatedRecord]]:
    """The rubric's record without its criteria, and its criteria; what they leave out is taken from ``base``."""
    data = main.data
    criterion_data = [document.data for document in criteria]
    if base is not None:
        reason = data["based_on"]["reason"]
        data = complete_rubric(data, base, reason)
        criterion_data = [complete_criterion(item, base, reason) for item in criterion_data]
    main_file = reader.validate_with_recovery(main, Rubric, data | {"criteria": [], "words": {}})
    criterion_files = [
        reader.validate_with_recovery(document, Criterion, item)
        for document, item in zip(criteria, criterion_data, strict=True)
    ]
    return main_file, criterion_files


def _file_of(
    path: KeyPath, main_file: LocatedRecord, criterion_files: Sequence[LocatedRecord]
) -> tuple[LocatedRecord, KeyPath]:
    """The file that a path of the whole rubric leads into, and the path inside that file."""
    if len(path) > 1 and path[0] == "criteria" and isinstance(path[1], int):
        return criterion_files[path[1]], path[2:]
    return main_file, path


def _needs_all_criteria(path: KeyPath) -> bool:
    """Whether a fault at this path may only be a consequence of a criterion that cannot be read."""
    return path[-1:] in (("belongs_to",), ("confused_with",)) or (
        path[:1] == ("bands",) and path[-1:] == ("from",)
    )
