"""Parses JSON and NDJSON lines, refusing duplicate keys, deep nesting and oversized input."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from liumai.core.errors import Fault, RefusedError
from liumai.core.errors import Path as KeyPath
from liumai.core.rubric import Text
from liumai.formats.plain_data import DEEPEST, LIMIT, MOST_FAULTS, TOO_DEEP, duplicate_key, refused

_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


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
        raise refused("too-deep", *TOO_DEEP) from None
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
        raise RefusedError(map(duplicate_key, islice(found, MOST_FAULTS)))
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
            raise refused("too-deep", *TOO_DEEP)


def _walk(data: Any) -> Iterator[tuple[KeyPath, Any]]:
    waiting: list[tuple[KeyPath, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        pairs = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        waiting.extend(((*path, key), item) for key, item in pairs)
