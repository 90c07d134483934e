"""Plain data that remembers its lines, put together from YAML's events or from JSON, refusing what could do harm.

PyYAML tells the events on the command line, a parser in JavaScript in the page; both hand them over as
:class:`Event`. The data is put together here because their own constructors forget lines, keep the last
of two equal keys and follow aliases without end. Scalars follow YAML 1.2's core schema: ``no``, ``012``
and ``2006-06-16`` are text, as people expect.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, NamedTuple

from liumai.faults import Code, Fault, RefusedError, dotted, shown
from liumai.faults import Path as KeyPath
from liumai.model import Text

LIMIT = 1 << 20  # bytes
DEEPEST = 32  # levels of nesting; a rubric needs 8
MOST_NODES = 100_000  # keys and list items of a YAML document; a rubric's file needs some thousands
MOST_FAULTS = 50  # of the writing itself; past that, the rest is not looked at

_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
_INTEGER = re.compile(r"[-+]?(0|[1-9]\d{0,17})")
_FLOAT = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_WORDS |= {".inf": math.inf, "-.inf": -math.inf, ".nan": math.nan}


@dataclass(frozen=True)
class Document:
    """Plain data, and the line (from 1) on which each key or list item stands (YAML only)."""

    name: str
    data: Any
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def line(self, path: KeyPath) -> int | None:
        """The line of a path, or of the nearest of its parents that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def tell(self, fault: Fault, language: str) -> str:
        """A fault of this document as one line: ``file:line: path: problem``."""
        return told(self.name, fault, self.line(fault.path), language)


def explained(fault: Fault, language: str) -> str:
    """A fault with its path: ``criteria.teamwork.score: found …; expected …``."""
    problem: str = getattr(fault.problem, language)
    return ": ".join(filter(None, [dotted(fault.path), problem]))


def told(name: str, fault: Fault, line: int | None, language: str) -> str:
    """A fault with its place: ``file:line: path: problem``; its own line goes before the given one."""
    line = fault.line or line
    return f"{name}:{line}: {explained(fault, language)}" if line else f"{name}: {explained(fault, language)}"


class NotJsonError(RefusedError):
    """The text is not JSON at all."""


def parse_json(text: str) -> Any:
    """JSON as plain data. Raises :class:`RefusedError` on duplicate keys, deep nesting and wrong syntax."""
    doubled: list[tuple[dict[str, Any], list[str]]] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            doubled.append((data, [key for key, count in counts.items() if count > 1]))
        return data

    try:
        data = json.loads(text, object_pairs_hook=mapping)
    except RecursionError:
        raise refused("too-deep", *_TOO_DEEP) from None
    except json.JSONDecodeError as error:
        zh, en = (
            f"不是合法的 JSON(第 {error.colno} 列):{error.msg}",
            f"not valid JSON: {error.msg} (column {error.colno})",
        )
        raise NotJsonError([Fault((), Text(zh, en), error.lineno, "syntax")]) from None
    except ValueError:  # Python's own limit on the digits of an integer
        raise refused(
            "syntax", "有一个位数过多的整数", "found an integer of too many digits; expected a short number"
        ) from None
    if doubled:
        keys_of = {id(owner): keys for owner, keys in doubled}
        found = ((*path, key) for path, value in _walk(data) for key in keys_of.get(id(value), ()))
        raise RefusedError(map(_duplicate, islice(found, MOST_FAULTS)))
    return data


def parse_line(line: bytes) -> Any:
    """A line of NDJSON, in UTF-8, of at most :data:`LIMIT` bytes. Raises :class:`RefusedError`."""
    if len(line) > LIMIT:
        raise RefusedError(
            [
                Fault(
                    (),
                    Text("这一行超过 1 MiB", "found a line of more than 1 MiB; expected at most 1 MiB"),
                    code="too-large",
                )
            ]
        )
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(
            [Fault((), Text("不是 UTF-8 文字", "found bytes that are not UTF-8 text"), code="not-text")]
        ) from None
    if not text.strip():
        raise RefusedError(
            [
                Fault(
                    (),
                    Text("这一行是空的；应为一份评估", "found an empty line; expected an appraisal"),
                    code="empty",
                )
            ]
        )
    return parse_json(text)


def refuse_deep(text: str) -> None:
    """Refuse JSON that is nested too deep, before it is parsed: in the browser the parser would overflow Python's stack."""
    depth = 0
    for token in _BRACKETS.findall(text):
        depth += (token in "[{") - (token in "]}")
        if depth > DEEPEST:
            raise refused("too-deep", *_TOO_DEEP)


def _walk(data: Any) -> Iterator[tuple[KeyPath, Any]]:
    waiting: list[tuple[KeyPath, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        pairs = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        waiting.extend(((*path, key), item) for key, item in pairs)


class Event(NamedTuple):
    """A piece of a YAML stream. Each document is what lies between ``document`` and the next; lists and mappings close with ``end``."""

    kind: Literal["document", "mapping", "list", "end", "scalar", "alias"]
    line: int  # from 1
    value: str = ""  # of a scalar; the name of an alias
    plain: bool = False  # a scalar without quotes, which may be a number or another word
    anchor: str | None = None
    tag: str | None = None


def build(name: str, events: Iterator[Event]) -> Document:
    """The one document of a stream of events. Raises :class:`RefusedError` with every fault of it."""
    builder = _Builder(events)
    data = builder.document()
    if builder.faults:
        raise RefusedError(builder.faults)
    return Document(name, data, builder.lines)


class _Builder:
    """Puts plain data together from events, noting lines and collecting faults."""

    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self.lines: dict[KeyPath, int] = {}
        self.faults: list[Fault] = []

    def document(self) -> Any:
        if next(self._events, None) is None:
            raise refused("empty", "内容是空的；应为 YAML 或 JSON", "found nothing; expected YAML or JSON")
        data = self._value(next(self._events), ())
        after = next(self._events, None)
        if after is not None:
            self._fault((), after, "出现了第二个文档；应只有一个", "found a second document; expected one")
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
            raise RefusedError([Fault(path[:3], Text(*_TOO_DEEP), event.line, "too-deep")])
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
                self._add(_duplicate((*path, key), event.line))
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
        if len(self.faults) == MOST_FAULTS:
            raise RefusedError(self.faults)


def _scalar(value: str) -> Any:
    if value.lower() in _WORDS:
        return _WORDS[value.lower()]
    if _INTEGER.fullmatch(value):
        return int(value)
    return float(value) if _FLOAT.fullmatch(value) and not value.lstrip("+-").isdigit() else value


_TOO_DEEP = (
    f"嵌套太深；应不超过 {DEEPEST} 层",
    f"found nesting too deep to be meant; expected at most {DEEPEST} levels",
)


def _duplicate(path: KeyPath, line: int | None = None) -> Fault:
    problem = Text("这个键出现了两次；应只出现一次", "found this key twice; expected it once")
    return Fault(path, problem, line, "duplicate-key")


def refused(code: Code, zh: str, en: str) -> RefusedError:
    """A refusal of the whole, with one reason."""
    return RefusedError([Fault((), Text(zh, en), code=code)])
