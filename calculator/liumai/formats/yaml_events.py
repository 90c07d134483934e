"""Builds plain data from YAML events, recording line numbers and refusing aliases, anchors and tags.

The events come from PyYAML on the command line and from a JavaScript parser in the page. The parsers' own constructors
are not used: they drop line numbers, keep the last of two equal keys and expand aliases without limit. Scalars follow
the core schema of YAML 1.2: ``no``, ``012`` and ``2006-06-16`` are text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from liumai.core.errors import Fault, RefusedError, shown
from liumai.core.errors import Path as KeyPath
from liumai.core.rubric import Text
from liumai.formats.plain_data import DEEPEST, MOST_SYNTAX_FAULTS, TOO_DEEP, Document, duplicate_key, refused

MOST_NODES = 100_000  # keys and list items of a YAML document; a rubric's file needs some thousands
_INTEGER = re.compile(r"[-+]?(0|[1-9]\d{0,17})")
_FLOAT = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_WORDS |= {".inf": math.inf, "-.inf": -math.inf, ".nan": math.nan}


class Event(NamedTuple):
    """A YAML event. ``document`` starts a document; ``end`` closes a list or mapping."""

    kind: Literal["document", "mapping", "list", "end", "scalar", "alias"]
    line: int  # from 1
    value: str = ""  # a scalar's text, or an alias's name
    plain: bool = False  # a scalar without quotes, which may be a number, boolean or null
    anchor: str | None = None
    tag: str | None = None


def build(name: str, events: Iterator[Event]) -> Document:
    """The single document of a stream of events. Raises :class:`RefusedError` with every fault."""
    builder = _Builder(events)
    data = builder.document()
    if builder.faults:
        raise RefusedError(builder.faults)
    return Document(name, data, builder.lines)


class _Builder:
    """Builds plain data from events, and collects lines and faults."""

    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self.lines: dict[KeyPath, int] = {}
        self.faults: list[Fault] = []

    def document(self) -> Any:
        if next(self._events, None) is None:
            raise refused("empty", "内容是空的；应为 YAML 或 JSON", "found nothing; expected YAML or JSON")
        data = self._value(next(self._events), ())
        extra = next(self._events, None)
        if extra is not None:
            self._fault((), extra, "出现了第二个文档；应只有一个", "found a second document; expected one")
        return data

    def _value(self, event: Event, path: KeyPath) -> Any:
        self.lines.setdefault(path, event.line)
        if len(self.lines) > MOST_NODES:
            raise refused(
                "too-large",
                f"内容超过 {MOST_NODES} 项；应为一份评估或标准",
                f"found more than {MOST_NODES} keys and items; expected an appraisal or a rubric",
            )
        if len(path) > DEEPEST:
            raise RefusedError([Fault(path[:3], Text(*TOO_DEEP), event.line, "too-deep")])
        if event.kind == "alias":
            name = shown(event.value)
            self._fault(
                path,
                event,
                f"用了别名 *{name}；请把内容写全",
                f"found the alias *{name}; expected the thing itself",
            )
            return None
        if event.anchor:
            name = shown(event.anchor)
            self._fault(path, event, f"用了锚点 &{name}；请去掉", f"found the anchor &{name}; expected none")
        if event.tag and event.tag != "!":
            name = shown(event.tag)
            self._fault(path, event, f"用了标签 {name}；请去掉", f"found the tag {name}; expected none")
        if event.kind == "mapping":
            return self._mapping(path)
        if event.kind == "list":
            return self._sequence(path)
        return _scalar(event.value) if event.plain else event.value

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while (event := next(self._events)).kind != "end":
            if event.kind == "scalar":
                key = event.value
            else:
                self._fault(
                    path,
                    event,
                    "键不是文字；应为简单的键名",
                    "found a key that is no text; expected a plain name",
                )
                key = shown(self._value(event, (*path, "?")))
            if key in data:
                self._add(duplicate_key((*path, key), event.line))
            self.lines[(*path, key)] = event.line
            data[key] = self._value(next(self._events), (*path, key))
        return data

    def _sequence(self, path: KeyPath) -> list[Any]:
        data: list[Any] = []
        while (event := next(self._events)).kind != "end":
            data.append(self._value(event, (*path, len(data))))
        return data

    def _fault(self, path: KeyPath, event: Event, zh: str, en: str) -> None:
        self._add(Fault(path, Text(zh, en), event.line, "not-plain"))

    def _add(self, fault: Fault) -> None:
        self.faults.append(fault)
        if len(self.faults) == MOST_SYNTAX_FAULTS:
            raise RefusedError(self.faults)


def _scalar(value: str) -> Any:
    if value.lower() in _WORDS:
        return _WORDS[value.lower()]
    if _INTEGER.fullmatch(value):
        return int(value)
    return float(value) if _FLOAT.fullmatch(value) and not value.lstrip("+-").isdigit() else value
