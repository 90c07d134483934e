"""Reads YAML files into the core's records, and collects the faults of all files with file and line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from liumai.core.errors import Fault, RefusedError, not_one_of
from liumai.core.errors import Path as KeyPath
from liumai.core.rubric import Criterion, Text
from liumai.formats.plain_data import Document
from liumai.formats.yaml_file import read_file
from liumai.rubric_files.error_recovery import enclosing_item, replace_invalid
from liumai.rubric_files.pydantic_faults import faults_of, invalid_values
from liumai.rubric_files.word_overrides import Words, check_overrides, merge_words

_REPOSITORY_DATA = Path(__file__).resolve().parents[3] / "rubric_data"
# The rubric_data folder of a checkout of the repository; None where the package is installed without one.
CHECKOUT = _REPOSITORY_DATA if _REPOSITORY_DATA.is_dir() else None

LocatedFault = tuple[str, int | None, Fault]  # file name, line (from 1) if known, fault


@dataclass(frozen=True, slots=True)
class LocatedRecord:
    """A record and its file. ``invalid_items`` are the paths of list items that contain placeholders."""

    document: Document
    record: Any
    invalid_items: frozenset[KeyPath] = frozenset()


class RecordReader:
    """Reads and validates files. Its methods raise nothing for bad input: they append to :attr:`faults`."""

    def __init__(self) -> None:
        self.faults: list[LocatedFault] = []

    def report(self, document: Document, fault: Fault) -> None:
        """Record a fault of a document, with the line of its path."""
        self.faults.append((document.name, document.line(fault.path), fault))

    def read_document(self, path: Path) -> Document | None:
        """The plain data of a YAML file; None where it cannot be opened or parsed."""
        name = display_path(path)
        try:
            return read_file(path, name)
        except OSError as error:
            reason = error.strerror or str(error)
            problem = Text(f"打不开：{reason}", f"cannot be opened: {reason}")
            self.faults.append((name, None, Fault((), problem)))
        except RefusedError as refused:
            self.faults += [(name, None, fault) for fault in refused.faults]
        return None

    def read_criterion_document(self, folder: Path, main: Document, name: str) -> Document | None:
        """The plain data of the file of a criterion that ``rubric.yaml`` (``main``) lists; None as above."""
        path = folder / "criteria" / f"{name}.yaml"
        if path.is_file():
            return self.read_document(path)
        existing = sorted(file.stem for file in path.parent.glob("*.yaml"))
        key_path: KeyPath = ("criteria", main.data["criteria"].index(name))
        expectation = "a file of the folder criteria, without its .yaml"
        self.report(main, not_one_of(key_path, name, existing, "", expectation))
        return None

    def read_record(self, path: Path, kind: Any) -> Any:
        """A file as a record of type ``kind``; None where it has faults."""
        document = self.read_document(path)
        return document and self.validate(document, kind, document.data)

    def check_criterion_files(self, folder: Path) -> None:
        """Collect the faults of each criterion's file by itself, where ``rubric.yaml`` is unreadable."""
        for path in sorted((folder / "criteria").glob("*.yaml")):
            self.read_record(path, Criterion)

    def validate(self, document: Document, kind: Any, data: Any) -> Any:
        """``data`` as a record of type ``kind``; None where it has faults."""
        count_before = len(self.faults)
        located = self.validate_with_recovery(document, kind, data)
        return located.record if len(self.faults) == count_before else None

    def validate_with_recovery(self, document: Document, kind: Any, data: Any) -> LocatedRecord:
        """``data`` as a record of type ``kind``, with placeholders for its invalid values."""
        # By way of JSON: in strict mode pydantic takes lists for tuples and mappings for records only from JSON.
        try:
            return LocatedRecord(document, adapter(kind).validate_json(json.dumps(data)))
        except ValidationError as error:
            errors = error.errors(include_url=False)
        for fault in faults_of(kind, errors):
            self.report(document, fault)
        invalid = invalid_values(errors)
        recovered = adapter(kind).validate_json(json.dumps(replace_invalid(kind, data, invalid)))
        # A placeholder for a text in one language cannot cause further faults.
        items = {enclosing_item(path) for path, _ in invalid if path[-1:] not in (("zh",), ("en",))}
        return LocatedRecord(document, recovered, frozenset(items))

    def read_words(self, folder: Path, name: str) -> Words:
        """The default words of the file ``name``, with the overrides of the folder's file of that name."""
        override_file = folder / name
        if CHECKOUT is None or override_file.resolve() == CHECKOUT / name:
            return self.read_record(override_file, Words) or {}
        defaults: Words = self.read_record(CHECKOUT / name, Words) or {}
        document = self.read_document(override_file) if override_file.is_file() else None
        overrides: Words | None = self.validate(document, Words, document.data) if document else None
        if document is None or overrides is None:
            return defaults
        for fault in check_overrides(defaults, overrides):
            self.report(document, fault)
        return merge_words(defaults, overrides)


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Pydantic's validator for a type, built once."""
    return TypeAdapter(kind)


def display_path(path: Path) -> str:
    """A path as messages show it: relative to the working directory where it lies inside, else as given."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
