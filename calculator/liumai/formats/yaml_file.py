"""Reads files of YAML and JSON into plain data (:mod:`liumai.formats.plain_data`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import yaml

from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Text
from liumai.formats.json_text import NotJsonError, parse_json
from liumai.formats.plain_data import LIMIT, Document, refused
from liumai.formats.yaml_events import Event, build

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS: dict[Any, Any] = {
    yaml.DocumentStartEvent: "document",
    yaml.MappingStartEvent: "mapping",
    yaml.SequenceStartEvent: "list",
    yaml.MappingEndEvent: "end",
    yaml.SequenceEndEvent: "end",
    yaml.ScalarEvent: "scalar",
    yaml.AliasEvent: "alias",
}


def read_document(name: str, stream: IO[bytes]) -> Document:
    """Reads a stream of YAML or JSON, at most :data:`LIMIT` bytes.

    Raises :class:`RefusedError` where it is too large, not text, not YAML or JSON, or not plain data.
    """
    return parse(name, stream.read(LIMIT + 1))


def read_file(path: Path, name: str | None = None) -> Document:
    """Reads a file. Raises OSError where it cannot be opened, :class:`RefusedError` as above."""
    with path.open("rb") as stream:
        return read_document(name or str(path), stream)


def parse(name: str, raw: bytes) -> Document:
    """Parses one document: JSON by its suffix or first character, else YAML. Raises :class:`RefusedError`."""
    if len(raw) > LIMIT:
        raise refused(
            "too-large", "内容超过 1 MiB；应不超过 1 MiB", "found more than 1 MiB; expected at most 1 MiB"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(
            "not-text",
            f"第 {error.start} 字节处不是 UTF-8 文字；应为 UTF-8 编码的 YAML 或 JSON",
            f"found a byte at offset {error.start} that is not UTF-8 text; expected YAML or JSON in UTF-8",
        ) from None
    if name.endswith(".json"):
        return Document(name, parse_json(text))
    if text.lstrip()[:1] in ("{", "["):
        try:
            return Document(name, parse_json(text))
        except NotJsonError:
            pass  # it may be a flow mapping or list of YAML
    return _parse_yaml(name, text)


def _parse_yaml(name: str, text: str) -> Document:
    try:
        return build(name, _events(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = Text(f"YAML 语法有误：{error.problem}", f"not valid YAML: {error.problem}")
        raise RefusedError([Fault((), problem, mark.line + 1 if mark else None, "syntax")]) from None
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        raise refused(
            "not-text", f"含有不可读的字符：{reason}", f"found characters that are no text: {reason}"
        ) from None


def _events(text: str) -> Iterator[Event]:
    parsed: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in parsed:
        kind = _KINDS.get(type(event))
        line = event.start_mark.line + 1
        if kind == "scalar":
            yield Event(kind, line, event.value, event.implicit[0], event.anchor, event.tag)
        elif kind == "alias":
            yield Event(kind, line, event.anchor)
        elif kind in ("mapping", "list"):
            yield Event(kind, line, anchor=event.anchor, tag=event.tag)
        elif kind:
            yield Event(kind, line)
