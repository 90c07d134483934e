"""Loads rubrics from their folders of YAML, and says where each fault in them stands.

A rubric is ``<id>/rubric.yaml`` and one file for each criterion it lists, ``<id>/criteria/<criterion>.yaml``.
Pydantic validates each file against the core's own records; what no single file shows is checked by
:mod:`liumai.rubric_files.validation`. All faults of all files come in one go.
"""

from __future__ import annotations

import dataclasses
import json
import os
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from liumai.core.errors import Fault, LiumaiError, RefusedError, expected, missing, nearest, not_one_of, shown
from liumai.core.errors import Path as KeyPath
from liumai.core.record_codec import field_kinds, inner_kind
from liumai.core.rubric import Criterion, Rubric, Text
from liumai.core.rubric_changes import Changes
from liumai.formats.plain_data import Document, told
from liumai.formats.yaml_file import read_file
from liumai.rubric_files.error_recovery import hangs_on, item_of, mended
from liumai.rubric_files.inheritance import complete_criterion, complete_rubric
from liumai.rubric_files.lesson_plans import Teaching, check_teaching
from liumai.rubric_files.validation import check_changes, check_rubric
from liumai.rubric_files.word_overrides import Words, check_own_words, merged

_BESIDE = Path(__file__).resolve().parents[3] / "rubric_data"
CHECKOUT = _BESIDE if _BESIDE.is_dir() else None


LocatedFault = tuple[str, int | None, Fault]  # a file, a line of it, and what is wrong there


class RubricError(LiumaiError):
    """Rubric files that cannot be used. Each fault comes with its file and line."""

    def __init__(self, faults: list[LocatedFault]) -> None:
        self.faults = faults
        super().__init__(self.tell("en"))

    def tell(self, language: str) -> str:
        """All faults, a line each, file by file and from each file's top to its end."""
        files = list(dict.fromkeys(name for name, _, _ in self.faults))
        ordered = sorted(self.faults, key=lambda each: (files.index(each[0]), each[2].line or each[1] or 0))
        return "\n".join(dict.fromkeys(told(name, fault, line, language) for name, line, fault in ordered))


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
    rubrics, faults = examine_rubrics(folder, only)
    if faults:
        raise RubricError(faults)
    return rubrics


def examine_rubrics(folder: Path, only: str | None = None) -> tuple[dict[str, Rubric], list[LocatedFault]]:
    """What :func:`load_rubrics` loads, and all faults. A rubric with faults is there as far as it could be
    mended, to look for more faults by; it is fit for nothing else.
    """
    found = sorted(path.parent for path in folder.glob("*/rubric.yaml"))
    if not found:
        problem = Text("里面没有标准；应有 <代号>/rubric.yaml", "found no rubric; expected <id>/rubric.yaml")
        if not folder.is_dir():
            problem = Text("没有这个文件夹", "found no such folder")
        return {}, [(display(folder), None, Fault((), problem))]
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
        if main is None:
            reader.look_over(folder / name)
        elif based and based["rubric"] not in standing:
            at: KeyPath = ("based_on", "rubric")
            reader.add(main, not_one_of(at, based["rubric"], standing, "", "a rubric with rules of its own"))
        elif based is None or based["rubric"] in rubrics:
            base = rubrics[based["rubric"]] if based else None
            rubric = _load_rubric(folder / name, main, reader, words, base)
            rubrics |= {name: rubric} if rubric else {}
    return {name: rubrics[name] for name in mains if name in rubrics}, reader.faults


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


def load_teaching(folder: Path) -> Teaching:
    """What a lesson takes: the folder's own ``teaching.yaml``, or the minutes that Liumai comes with. Raises RubricError."""
    reader = _Reader()
    own = folder / "teaching.yaml"
    taken = own if own.is_file() or CHECKOUT is None else CHECKOUT / "teaching.yaml"
    document = reader.document(taken)
    teaching: Teaching | None = reader.validate(document, Teaching, document.data) if document else None
    if document and teaching:
        for fault in check_teaching(teaching):
            reader.add(document, fault)
    if reader.faults or teaching is None:
        raise RubricError(reader.faults)
    # Plans speak of the rubric that they stand beside.
    return teaching if taken == own else dataclasses.replace(teaching, plans=())


def _base(main: Document | None) -> Mapping[str, Any] | None:
    """What ``based_on`` says, where it has the shape it should have."""
    based = main.data.get("based_on") if main and isinstance(main.data, dict) else None
    fits = isinstance(based, dict) and all(isinstance(based.get(key), str) for key in ("rubric", "reason"))
    return based if fits else None


def _load_rubric(
    folder: Path, main: Document, reader: _Reader, words: Words, base: Rubric | None
) -> Rubric | None:
    """One rubric; None where a file of it cannot be read at all. The reader keeps every fault."""
    data = main.data if isinstance(main.data, dict) else {}
    names = data.get("criteria")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        reader.add(main, expected(("criteria",), names, "价值观代号的列表", "a list of criterion ids"))
        reader.look_over(folder)
        return None
    documents = {name: document for name in names if (document := reader.criterion(folder, main, name))}
    texts = {name: document.data for name, document in documents.items()}
    if base is not None:
        reason = data["based_on"]["reason"]
        data = complete_rubric(data, base, reason)
        texts = {name: complete_criterion(text, base, reason) for name, text in texts.items()}
    shell, marred = reader.mend(main, Rubric, data | {"criteria": [], "words": {}})
    read = [reader.mend(document, Criterion, texts[name]) for name, document in documents.items()]
    rubric: Rubric = dataclasses.replace(shell, criteria=tuple(one for one, _ in read), words=words)
    whole = len(documents) == len(names)
    places = [*zip(documents.values(), (paths for _, paths in read), strict=True)]
    for fault in check_rubric(rubric, folder.name, names if whole else list(documents)):
        at, told_already, path = main, marred, fault.path
        if len(path) > 1 and path[0] == "criteria" and isinstance(path[1], int):
            (at, told_already), path = places[path[1]], path[2:]
        if not hangs_on(path, told_already) and (whole or not _hangs_on_all(path)):
            reader.add(at, Fault(path, fault.problem))
    return rubric if whole else None


def _hangs_on_all(path: KeyPath) -> bool:
    """Whether a fault there may be due to a criterion that cannot be read."""
    return path[-1:] in (("belongs_to",), ("confused_with",)) or (
        path[:1] == ("bands",) and path[-1:] == ("from",)
    )


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
        self.faults: list[LocatedFault] = []

    def document(self, path: Path) -> Document | None:
        """The plain data of a file, or None with a fault noted."""
        name = display(path)
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

    def criterion(self, folder: Path, main: Document, name: str) -> Document | None:
        """The file of a criterion that ``rubric.yaml`` lists, or None with a fault noted."""
        path = folder / "criteria" / f"{name}.yaml"
        if path.is_file():
            return self.document(path)
        there = sorted(other.stem for other in path.parent.glob("*.yaml"))
        at: KeyPath = ("criteria", main.data["criteria"].index(name))
        self.add(main, not_one_of(at, name, there, "", "a file of the folder criteria, without its .yaml"))
        return None

    def look_over(self, folder: Path) -> None:
        """Note the faults that each criterion's file has in itself, where the rubric's own cannot be read."""
        for path in sorted((folder / "criteria").glob("*.yaml")):
            self.read(path, Criterion)

    def validate(self, document: Document, kind: Any, data: Any) -> Any:
        """The data as a record of ``kind``, or None with its faults noted."""
        before = len(self.faults)
        record, _ = self.mend(document, kind, data)
        return record if len(self.faults) == before else None

    def mend(self, document: Document, kind: Any, data: Any) -> tuple[Any, set[KeyPath]]:
        """The data as a record of ``kind``, mended where it has faults, and the list items that have some."""
        # By way of JSON, where pydantic takes lists for tuples and mappings for records when strict.
        try:
            return adapter(kind).validate_json(json.dumps(data)), set()
        except ValidationError as error:
            items = error.errors(include_url=False)
        for item in items:
            if not _is_misspelt(item, items):
                self.add(document, _fault(kind, item))
        wrong = [(item["loc"], item["type"] == "unexpected_keyword_argument") for item in items]
        whole = mended(kind, data, wrong)
        # Nothing else hangs on a text in one language.
        marred = {item_of(path) for path, _ in wrong if path[-1:] not in (("zh",), ("en",))}
        return adapter(kind).validate_json(json.dumps(whole)), marred

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
        case "missing" if path[-1] == "zh":
            return missing(path, "中文", "the Chinese text beside the English one")
        case "missing" if path[-1] == "en":
            return missing(path, "与中文相应的英文", "the English text beside the Chinese one")
        case "missing":
            return missing(path, "这里有这一项", "this key here")
        case "unexpected_keyword_argument":
            return not_one_of(path, path[-1], _keys_at(kind, path[:-1]), "键名", "a key")
        case "literal_error":
            known = item["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            return not_one_of(path, item["input"], known, "", "")
        case wrong if wrong in _KINDS:
            return expected(path, item["input"], *_KINDS[wrong])
    return Fault(
        path,
        Text(f"写的是 {shown(item['input'])}:{item['msg']}", f"found {shown(item['input'])}: {item['msg']}"),
    )


def _is_misspelt(item: Mapping[str, Any], items: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a missing key is there under a name like it, which is told as unknown."""
    if item["type"] != "missing":
        return False
    *owner, key = item["loc"]
    unknown = (other["loc"] for other in items if other["type"] == "unexpected_keyword_argument")
    return any([*path[:-1]] == owner and nearest(path[-1], [key]) for path in unknown)


def _keys_at(kind: Any, path: KeyPath) -> list[str]:
    """The keys that the record at ``path`` inside ``kind`` may have."""
    for step in path:
        record = inner_kind(kind)
        if typing.get_origin(kind) is Mapping:
            kind = typing.get_args(kind)[1]
        elif isinstance(step, str) and dataclasses.is_dataclass(record):
            kind = field_kinds(record)[step]
    return [key for key in field_kinds(inner_kind(kind)) if key != "words"]  # they have a file of their own


def display(path: Path) -> str:
    """A path as people would give it: from the folder they are in where it lies there."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
