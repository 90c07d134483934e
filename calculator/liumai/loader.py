"""Loads rubrics from their folders of YAML, and says where each fault in them stands.

A rubric is ``<id>/rubric.yaml`` and one file for each criterion it lists, ``<id>/criteria/<criterion>.yaml``.
Pydantic validates each file against the core's own records; what no single file shows is checked by
:mod:`liumai.checks`. All faults of all files come in one go.
"""

from __future__ import annotations

import dataclasses
import json
import os
import typing
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from liumai.checks import check_changes, check_rubric
from liumai.documents import read_file
from liumai.faults import Fault, RefusedError, expected, missing, not_one_of, shown
from liumai.faults import Path as KeyPath
from liumai.inheritance import complete_criterion, complete_rubric
from liumai.model import Changes, Criterion, Rubric, Text, field_kinds, inner_kind
from liumai.own_words import Words, check_own_words, merged
from liumai.plaindata import Document, told

_BESIDE = Path(__file__).resolve().parents[2] / "rubric_data"
CHECKOUT = _BESIDE if _BESIDE.is_dir() else None


class RubricError(Exception):
    """Rubric files that cannot be used. Each fault comes with its file and line."""

    def __init__(self, faults: list[tuple[str, int | None, Fault]]) -> None:
        self.faults = faults
        super().__init__(self.tell("en"))

    def tell(self, language: str) -> str:
        """All faults, a line each."""
        return "\n".join(
            dict.fromkeys(told(name, fault, line, language) for name, line, fault in self.faults)
        )


def rubric_folder() -> Path:
    """Where the rubrics are: ``LIUMAI_RUBRICS`` if set, else ``rubric_data`` of the checkout, else of this folder."""
    given = os.environ.get("LIUMAI_RUBRICS")
    if given:
        return Path(given)
    return CHECKOUT or Path("rubric_data")


def load_words(folder: Path, name: str) -> Words:
    """Words that Liumai comes with, those of the folder's own file put in their place. Raises RubricError."""
    reader = _Reader()
    words = reader.words(folder, name)
    if reader.faults:
        raise RubricError(reader.faults)
    return words


def load_rubrics(folder: Path, only: str | None = None) -> dict[str, Rubric]:
    """Every rubric under ``folder``, by id; or ``only`` one, and the one that it is based on.

    Raises :class:`RubricError` with the faults of all of them.
    """
    found = sorted(path.parent for path in folder.glob("*/rubric.yaml"))
    if not found:
        problem = Text("里面没有标准；应有 <代号>/rubric.yaml", "found no rubric; expected <id>/rubric.yaml")
        raise RubricError([(_display(folder), None, Fault((), problem))])
    reader = _Reader()
    words = reader.words(folder, "words.yaml")
    mains = {path.name: reader.document(path / "rubric.yaml") for path in found if only in (None, path.name)}
    based = _base(mains[only]) if only else None
    if based is not None and (folder / based["rubric"] / "rubric.yaml").is_file():
        mains[based["rubric"]] = reader.document(folder / based["rubric"] / "rubric.yaml")
    standing = [name for name, main in mains.items() if _base(main) is None]
    rubrics: dict[str, Rubric] = {}
    # Those that stand on their own come first: the others take rules over from them.
    for name, main in sorted(mains.items(), key=lambda item: item[0] not in standing):
        based = _base(main)
        if main and based and based["rubric"] not in standing:
            at: KeyPath = ("based_on", "rubric")
            reader.add(main, not_one_of(at, based["rubric"], standing, "", "a rubric with rules of its own"))
        elif main and (based is None or based["rubric"] in rubrics):
            base = rubrics[based["rubric"]] if based else None
            rubric = _load_rubric(folder / name, main, reader, words, base)
            rubrics |= {name: rubric} if rubric else {}
    if reader.faults:
        raise RubricError(reader.faults)
    return {name: rubrics[name] for name in mains}


def load_changes(folder: Path, rubrics: Mapping[str, Rubric]) -> tuple[Changes, ...]:
    """What changed from rubric to rubric: every ``changes/*.yaml``. Raises :class:`RubricError`."""
    reader = _Reader()
    loaded = []
    for path in sorted((folder / "changes").glob("*.yaml")):
        document = reader.document(path)
        changes = document and reader.validate(document, Changes, document.data)
        if document and changes:
            loaded.append(changes)
            for fault in check_changes(changes, rubrics):
                reader.add(document, fault)
    if reader.faults:
        raise RubricError(reader.faults)
    return tuple(loaded)


def _base(main: Document | None) -> Mapping[str, Any] | None:
    """What ``based_on`` says, where it has the shape it should have."""
    based = main.data.get("based_on") if main and isinstance(main.data, dict) else None
    fits = isinstance(based, dict) and all(isinstance(based.get(key), str) for key in ("rubric", "reason"))
    return based if fits else None


def _load_rubric(
    folder: Path, main: Document, reader: _Reader, words: Words, base: Rubric | None
) -> Rubric | None:
    """One rubric; None where a file of it had faults, which the reader keeps."""
    before = len(reader.faults)
    data = main.data if isinstance(main.data, dict) else {}
    names = data.get("criteria")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        reader.add(main, expected(("criteria",), names, "价值观代号的列表", "a list of criterion ids"))
        return None
    files = [folder / "criteria" / f"{name}.yaml" for name in names]
    documents = [document for path in files if (document := reader.document(path))]
    texts = [document.data for document in documents]
    if base is not None:
        reason = data["based_on"]["reason"]
        data = complete_rubric(data, base, reason)
        texts = [complete_criterion(text, base, reason) for text in texts]
    shell = reader.validate(main, Rubric, data | {"criteria": [], "words": {}})
    criteria = [
        reader.validate(document, Criterion, text) for document, text in zip(documents, texts, strict=True)
    ]
    if len(reader.faults) > before:
        return None
    rubric: Rubric = dataclasses.replace(shell, criteria=tuple(criteria), words=words)
    for fault in check_rubric(rubric, folder.name, names):
        at, path = main, fault.path
        if len(path) > 1 and path[0] == "criteria" and isinstance(path[1], int):
            at, path = documents[path[1]], path[2:]
        reader.add(at, Fault(path, fault.problem))
    return rubric


def read_record(path: Path, kind: Any) -> Any:
    """One YAML file as a record of ``kind``. Raises :class:`RubricError` with all its faults."""
    reader = _Reader()
    record = reader.read(path, kind)
    if reader.faults:
        raise RubricError(reader.faults)
    return record


class _Reader:
    """Reads and validates files, keeping every fault with its place."""

    def __init__(self) -> None:
        self.faults: list[tuple[str, int | None, Fault]] = []

    def document(self, path: Path) -> Document | None:
        """The plain data of a file, or None with a fault noted."""
        name = _display(path)
        try:
            return read_file(path, name)
        except OSError as error:
            reason = error.strerror or str(error)
            self.faults.append(
                (name, None, Fault((), Text(f"打不开：{reason}", f"cannot be opened: {reason}")))
            )
        except RefusedError as refused:
            self.faults += [(name, None, fault) for fault in refused.faults]
        return None

    def validate(self, document: Document, kind: Any, data: Any) -> Any:
        """The data as a record of ``kind``, or None with its faults noted."""
        try:
            # By way of JSON, where pydantic takes lists for tuples and mappings for records when strict.
            return adapter(kind).validate_json(json.dumps(data))
        except ValidationError as error:
            for item in error.errors(include_url=False):
                self.add(document, _fault(kind, item))
        return None

    def read(self, path: Path, kind: Any) -> Any:
        """A file as a record of ``kind``, or None with its faults noted."""
        document = self.document(path)
        return document and self.validate(document, kind, document.data)

    def words(self, folder: Path, name: str) -> Words:
        """The words that Liumai comes with, and the folder's own in their place."""
        own = folder / name
        if CHECKOUT is None or own.resolve() == CHECKOUT / name:
            return self.read(own, Words) or {}
        given: Words = self.read(CHECKOUT / name, Words) or {}
        document = self.document(own) if own.is_file() else None
        words: Words | None = self.validate(document, Words, document.data) if document else None
        if document is None or words is None:
            return given
        for fault in check_own_words(given, words):
            self.add(document, fault)
        return merged(given, words)

    def add(self, document: Document, fault: Fault) -> None:
        """Note a fault of a document at its line."""
        self.faults.append((document.name, document.line(fault.path), fault))


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Pydantic's reading of one of the core's records."""
    return TypeAdapter(kind)


# What pydantic expected, by the type of its error.
_KINDS = {
    "string_type": ("文字（数字请加引号）", "text (put a number in quotes)"),
    "int_type": ("整数", "a whole number"),
    "float_type": ("数字", "a number"),
    "bool_type": ("true 或 false", "true or false"),
    "tuple_type": ("列表", "a list"),
    "mapping_type": ("映射", "a mapping"),
    "dict_type": ("映射", "a mapping"),
    "dataclass_type": ("映射", "a mapping"),
}


def _fault(kind: Any, item: Mapping[str, Any]) -> Fault:
    path: KeyPath = item["loc"]
    match item["type"]:
        case "missing":
            return missing(path, "这里有这一项", "this key here")
        case "unexpected_keyword_argument":
            return not_one_of(path, path[-1], _keys_at(kind, path[:-1]), "键名", "a key")
        case "literal_error":
            known = item["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            return not_one_of(path, item["input"], known, "", "one of the known words")
        case wrong if wrong in _KINDS:
            return expected(path, item["input"], *_KINDS[wrong])
    return Fault(
        path,
        Text(f"写的是 {shown(item['input'])}:{item['msg']}", f"found {shown(item['input'])}: {item['msg']}"),
    )


def _keys_at(kind: Any, path: KeyPath) -> list[str]:
    """The keys that the record at ``path`` inside ``kind`` may have."""
    for step in path:
        record = inner_kind(kind)
        if typing.get_origin(kind) is Mapping:
            kind = typing.get_args(kind)[1]
        elif isinstance(step, str) and dataclasses.is_dataclass(record):
            kind = field_kinds(record)[step]
    return list(field_kinds(inner_kind(kind)))


def _display(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
