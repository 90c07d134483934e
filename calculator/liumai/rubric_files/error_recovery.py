"""Mends data with faults for the time being, so that the faults told already hide no others behind them.

Nothing mended is ever used but to look for more faults.
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


def mended(kind: Any, data: Any, wrong: Iterable[tuple[Path, bool]]) -> Any:
    """A copy of the data with something that fits at each wrong path; a key that is unknown (True) is taken out."""
    data = copy.deepcopy(data)
    for path, unknown in wrong:
        if not path:
            return stand_in(kind, path)
        owner = data
        for step in path[:-1]:
            owner = owner[step]
        if unknown:
            del owner[path[-1]]
        else:
            owner[path[-1]] = stand_in(_kind_at(kind, path), path)
    return data


def item_of(path: Path) -> Path:
    """The innermost list item that a path leads into; where there is none, the key it begins with."""
    inner = path
    while inner and not isinstance(inner[-1], int):
        inner = inner[:-1]
    return inner or path[:1]


def hangs_on(path: Path, marred: Iterable[Path]) -> bool:
    """Whether a fault there may be due to one told already: of the same item, or of one in the same list."""
    return any(item == item_of(path) or item[: len(path)] == path for item in marred)


def stand_in(kind: Any, path: Path) -> Any:
    """Plain data of a kind: nothing where that may be; else the least there is, unlike any other."""
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
        needed = {f.name.rstrip("_") for f in dataclasses.fields(kind) if not _may_be_left_out(f)}
        return {
            key: stand_in(inner, (*path, key)) for key, inner in field_kinds(kind).items() if key in needed
        }
    return dotted(path) if kind is str else kind()


def _may_be_left_out(field: dataclasses.Field[Any]) -> bool:
    return dataclasses.MISSING is not field.default or dataclasses.MISSING is not field.default_factory


def _kind_at(kind: Any, path: Path) -> Any:
    for step in path:
        if typing.get_origin(kind) in (typing.Union, types.UnionType):
            kind = next(given for given in typing.get_args(kind) if given is not type(None))
        if isinstance(step, int):
            kind = typing.get_args(kind)[0]
        else:
            kind = typing.get_args(kind)[1] if typing.get_origin(kind) is Mapping else field_kinds(kind)[step]
    return kind
