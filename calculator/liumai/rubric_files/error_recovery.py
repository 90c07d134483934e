"""Error recovery for validation: replaces invalid values with placeholders, so that checks can go on.

Without it, the first fault of a file would hide those behind it. The recovered data serves only to find further
faults; it is never scored or published.
"""

from __future__ import annotations

import copy
import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from liumai.core.errors import Path, dotted
from liumai.core.record_codec import field_kinds


def replace_invalid(kind: Any, data: Any, invalid: Iterable[tuple[Path, bool]]) -> Any:
    """Returns a copy of the plain data of a record that is valid for the type ``kind``.

    ``invalid`` gives the path of each invalid value and whether its key is unknown. An unknown key is removed; every
    other value, missing ones included, becomes a placeholder.
    """
    data = copy.deepcopy(data)
    for path, is_unknown_key in invalid:
        if not path:
            return placeholder(kind, path)
        parent = data
        for step in path[:-1]:
            parent = parent[step]
        if is_unknown_key:
            del parent[path[-1]]
        else:
            parent[path[-1]] = placeholder(_type_at(kind, path), path)
    return data


def enclosing_item(path: Path) -> Path:
    """The path of the innermost list item around ``path``; outside any list, the top-level key."""
    item = path
    while item and not isinstance(item[-1], int):
        item = item[:-1]
    return item or path[:1]


def may_follow_from(path: Path, invalid_items: Iterable[Path]) -> bool:
    """Whether a fault at ``path`` may only be a consequence of a placeholder.

    That is so where an invalid item encloses the path, or lies in the list at the path.
    """
    return any(item == enclosing_item(path) or item[: len(path)] == path for item in invalid_items)


def placeholder(kind: Any, path: Path) -> Any:
    """The smallest plain data that is valid for the type ``kind``: None where allowed, else empty or zero.

    A text is the dotted path itself, so that placeholders are unique and no check for duplicates reports them.
    """
    if type(None) in typing.get_args(kind):
        return None
    origin = typing.get_origin(kind)
    if origin is typing.Literal:
        return typing.get_args(kind)[0]
    if origin is tuple:
        return []
    if origin is Mapping:
        return {}
    if dataclasses.is_dataclass(kind):
        required = {field.name.rstrip("_") for field in dataclasses.fields(kind) if not _has_default(field)}
        return {
            key: placeholder(field_kind, (*path, key))
            for key, field_kind in field_kinds(kind).items()
            if key in required
        }
    return dotted(path) if kind is str else kind()


def _has_default(field: dataclasses.Field[Any]) -> bool:
    return dataclasses.MISSING is not field.default or dataclasses.MISSING is not field.default_factory


def _type_at(kind: Any, path: Path) -> Any:
    """The declared type of the value at ``path`` inside a record of type ``kind``."""
    for step in path:
        if typing.get_origin(kind) in (typing.Union, types.UnionType):
            kind = next(option for option in typing.get_args(kind) if option is not type(None))
        if isinstance(step, int):
            kind = typing.get_args(kind)[0]
        else:
            kind = typing.get_args(kind)[1] if typing.get_origin(kind) is Mapping else field_kinds(kind)[step]
    return kind
