"""Converts the core's records to plain data for JSON, and back."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

from liumai.core.rubric import Rubric


@cache
def _fields(record: Any) -> Mapping[str, tuple[str, Any]]:
    """The name and the type of a record's fields, by their key in YAML and JSON."""
    hints = typing.get_type_hints(record)
    return {f.name.rstrip("_"): (f.name, hints[f.name]) for f in dataclasses.fields(record)}


def field_kinds(record: Any) -> Mapping[str, Any]:
    """The types of a record's fields, by their key in YAML and JSON."""
    return {key: kind for key, (_, kind) in _fields(record).items()}


@cache
def inner_kind(kind: Any) -> Any:
    """The item type of a tuple, mapping or optional type; any other type unchanged."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType, tuple):
        return inner_kind(args[0])
    return inner_kind(args[1]) if origin is Mapping else kind


def from_data(kind: Any, data: Any) -> Any:
    """Build a record from the plain data that :func:`to_data` wrote, trusting its shape.

    It checks nothing: what people write goes through the loader first.
    """
    if isinstance(data, list):
        inner = inner_kind(kind)
        return tuple([from_data(inner, item) for item in data])
    if not isinstance(data, dict):
        return data
    if typing.get_origin(kind) is Mapping:
        inner = typing.get_args(kind)[1]
        return {key: from_data(inner, value) for key, value in data.items()}
    record = inner_kind(kind)
    fields = _fields(record)
    return record(**{fields[key][0]: from_data(fields[key][1], value) for key, value in data.items()})


@cache
def _output_fields(kind: Any) -> tuple[tuple[str, str, bool], ...] | None:
    """A record type's fields: name, key, and whether it is written even where None. None for other types."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(
        (f.name, f.name.rstrip("_"), f.default is dataclasses.MISSING) for f in dataclasses.fields(kind)
    )


def to_data(record: Any) -> Any:
    """Turn a record into plain data for JSON: optional fields that are None are left out; 3.0 is written 3."""
    kind: Any = type(record)
    if kind is str:  # most of what there is
        return record
    fields = _output_fields(kind)
    if fields is not None:
        return {
            key: to_data(value)
            for name, key, always in fields
            if (value := getattr(record, name)) is not None or always
        }
    if isinstance(record, tuple | list):
        return [to_data(item) for item in record]
    if isinstance(record, Mapping):
        return {key: to_data(value) for key, value in record.items()}
    if isinstance(record, float) and record.is_integer():
        return int(record)
    return record


def rubric_from_data(data: Mapping[str, Any]) -> Rubric:
    """The rubric that a published ``rubric/<id>.json`` holds."""
    rubric: Rubric = from_data(Rubric, data)
    return rubric
