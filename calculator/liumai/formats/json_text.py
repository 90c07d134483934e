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
from liumai.formats.plain_data import DEEPEST, LIMIT, MOST_SYNTAX_FAULTS, TOO_DEEP, duplicate_key, refused

_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


class NotJsonError(RefusedError):
    """The text is not JSON at all."""


def parse_json(text: str) -> Any:
    """Parses JSON into plain data. Raises :class:`RefusedError` on duplicate keys, deep nesting and wrong syntax."""
    duplicates: list[tuple[dict[str, Any], list[str]]] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            duplicates.append((data, [key for key, count in counts.items() if count > 1]))
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
    if duplicates:
        keys_of = {id(owner): keys for owner, keys in duplicates}
        paths = ((*path, key) for path, value in _walk(data) for key in keys_of.get(id(value), ()))
        raise RefusedError(map(duplicate_key, islice(paths, MOST_SYNTAX_FAULTS)))
    return data


def parse_line(line: bytes) -> Any:
    """Parses a line of NDJSON: UTF-8, at most :data:`LIMIT` bytes. Raises :class:`RefusedError`."""
    if len(line) > LIMIT:
        raise refused(
            "too-large", "这一行超过 1 MiB", "found a line of more than 1 MiB; expected at most 1 MiB"
        )
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused("not-text", "不是 UTF-8 文字", "found bytes that are not UTF-8 text") from None
    if not text.strip():
        raise refused("empty", "这一行是空的；应为一份评估", "found an empty line; expected an appraisal")
    return parse_json(text)


def refuse_deep(text: str) -> None:
    """Raises :class:`RefusedError` for JSON nested deeper than :data:`DEEPEST`, without parsing it.

    In the browser, parsing it would overflow Python's stack.
    """
    depth = 0
    for token in _BRACKETS.findall(text):
        depth += (token in "[{") - (token in "]}")
        if depth > DEEPEST:
            raise refused("too-deep", *TOO_DEEP)


def _walk(data: Any) -> Iterator[tuple[KeyPath, Any]]:
    """Every value in the data with its path, at any depth."""
    stack: list[tuple[KeyPath, Any]] = [((), data)]
    while stack:
        path, value = stack.pop()
        yield path, value
        pairs = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        stack.extend(((*path, key), item) for key, item in pairs)
