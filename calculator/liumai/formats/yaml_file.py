"""Reads files of YAML and JSON into plain data (:mod:`liumai.formats.plain_data`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import yaml

from liumai.core.errors import RefusedError
from liumai.formats.json_text import NotJsonError, parse_json
from liumai.formats.plain_data import LIMIT, Document, refused
from liumai.formats.yaml_events import Event, build
from liumai.formats.yaml_slips import normal_lines, refuse_slips, syntax_faults, unreadable
from liumai.formats.yaml_slips.not_utf8 import not_utf8

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
        raise not_utf8(raw, error.start) from None
    if name.endswith(".json"):
        return Document(name, parse_json(text))
    if text.lstrip()[:1] in ("{", "["):
        try:
            return Document(name, parse_json(text))
        except NotJsonError:
            pass  # it may be a flow mapping or list of YAML
    return _parse_yaml(name, text)


def _parse_yaml(name: str, text: str) -> Document:
    source = normal_lines(text)
    if fault := unreadable(source):
        raise RefusedError([fault])
    try:
        return refuse_slips(build(name, _events(source)), source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise RefusedError(syntax_faults(source, [(line, str(error.problem))])) from None
    except yaml.YAMLError as error:
        raise RefusedError(syntax_faults(source, [(None, str(error).splitlines()[0])])) from None


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
