"""Translates pydantic's validation errors into faults in both languages."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from liumai.core.errors import Fault, expected, missing, nearest, not_one_of, shown
from liumai.core.errors import Path as KeyPath
from liumai.core.record_codec import field_kinds, inner_kind
from liumai.core.rubric import Text

PydanticError = Mapping[str, Any]  # an item of pydantic's ValidationError.errors()
_UNKNOWN_KEY = "unexpected_keyword_argument"

# The type that was expected, by the type of pydantic's error.
_EXPECTED_TYPES = {
    "string_type": ("文字（数字请加引号）", "text (put a number in quotes)"),
    "int_type": ("整数", "a whole number"),
    "float_type": ("数字", "a number"),
    "bool_type": ("true 或 false", "true or false"),
    "tuple_type": ("列表", "a list"),
    "mapping_type": ("映射", "a mapping"),
    "dict_type": ("映射", "a mapping"),
    "dataclass_type": ("映射", "a mapping"),
}


def faults_of(kind: Any, errors: Sequence[PydanticError]) -> Iterator[Fault]:
    """The faults for pydantic's errors in data of type ``kind``.

    A misspelt key gives pydantic two errors, one for the unknown key and one for the missing key: only the unknown key
    is reported, with the missing one as a suggestion.
    """
    return (_fault(kind, error) for error in errors if not _is_misspelt(error, errors))


def invalid_values(errors: Iterable[PydanticError]) -> list[tuple[KeyPath, bool]]:
    """The path of each error, and whether it is an unknown key."""
    return [(error["loc"], error["type"] == _UNKNOWN_KEY) for error in errors]


def _fault(kind: Any, error: PydanticError) -> Fault:
    path: KeyPath = error["loc"]
    match error["type"]:
        case "missing" if path[-1] == "zh":
            return missing(path, "中文", "the Chinese text beside the English one")
        case "missing" if path[-1] == "en":
            return missing(path, "与中文相应的英文", "the English text beside the Chinese one")
        case "missing":
            return missing(path, "这里有这一项", "this key here")
        case "unexpected_keyword_argument":
            return not_one_of(path, path[-1], _keys_at(kind, path[:-1]), "键名", "a key")
        case "literal_error":
            options = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            return not_one_of(path, error["input"], options, "", "")
        case error_type if error_type in _EXPECTED_TYPES:
            return expected(path, error["input"], *_EXPECTED_TYPES[error_type])
    value = shown(error["input"])
    return Fault(path, Text(f"写的是 {value}:{error['msg']}", f"found {value}: {error['msg']}"))


def _is_misspelt(error: PydanticError, errors: Iterable[PydanticError]) -> bool:
    """Whether the error is a missing key whose mapping has an unknown key of a similar name."""
    if error["type"] != "missing":
        return False
    *parent, key = error["loc"]
    unknown_keys = (other["loc"] for other in errors if other["type"] == _UNKNOWN_KEY)
    return any([*path[:-1]] == parent and nearest(path[-1], [key]) for path in unknown_keys)


def _keys_at(kind: Any, path: KeyPath) -> list[str]:
    """The keys that the record at ``path`` inside ``kind`` may have in its YAML file."""
    for step in path:
        record = inner_kind(kind)
        if typing.get_origin(kind) is Mapping:
            kind = typing.get_args(kind)[1]
        elif isinstance(step, str) and dataclasses.is_dataclass(record):
            kind = field_kinds(record)[step]
    return [key for key in field_kinds(inner_kind(kind)) if key != "words"]  # words have a file of their own
