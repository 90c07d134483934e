"""Reads a file that the page opens. The page has it as text; for YAML it sends the events of its own parser.

``{"name": …, "text": …}`` is JSON. ``{"name": …, "events": […], "broken": […], "source": …}`` is YAML: each event is a list
of :class:`~liumai.formats.yaml_events.Event`'s fields, each syntax error is ``[line, message]``, and the source is the text
that was parsed, in which the slip is looked for that the parser's message may be about.
"""

from __future__ import annotations

from typing import Any

from liumai.core.errors import Fault, RefusedError, expected
from liumai.formats.json_text import parse_json, refuse_deep
from liumai.formats.plain_data import Document
from liumai.formats.yaml_events import Event, build
from liumai.formats.yaml_slips import normal_lines, refuse_slips, syntax_faults, unreadable


def open_document(document: Any) -> Document:
    """The file's plain data. Raises :class:`RefusedError` with the faults that ``liumai score`` prints of the file."""
    match document:
        case {"name": str(name), "text": str(text)}:
            refuse_deep(text)
            return Document(name, parse_json(text))
        case {"name": str(name), "events": list(events), "broken": list(broken)}:
            source = document.get("source")
            return _yaml(name, events, broken, normal_lines(source if isinstance(source, str) else ""))
    raise RefusedError([_not_a_document(document)])


def _yaml(name: str, events: list[Any], broken: list[Any], source: str) -> Document:
    if fault := unreadable(source):
        raise RefusedError([fault])
    if broken:
        raise RefusedError(syntax_faults(source, map(_broken, broken)))
    try:
        document = build(name, map(_event, events))
    except StopIteration:  # lists and mappings that are not closed
        raise RefusedError([_not_a_document(events)]) from None
    return refuse_slips(document, source)


def _event(fields: Any) -> Event:
    match fields:
        case ["document" | "end" as kind, int(line)]:
            return Event(kind, line)
        case ["mapping" | "list" as kind, int(line), (str() | None) as anchor, (str() | None) as tag]:
            return Event(kind, line, anchor=anchor, tag=tag)
        case ["scalar", int(line), (str() | None) as anchor, (str() | None) as tag, str(value), bool(plain)]:
            return Event("scalar", line, value, plain, anchor, tag)
        case ["alias", int(line), str(name)]:
            return Event("alias", line, name)
    raise RefusedError([_not_a_document(fields)])


def _broken(fields: Any) -> tuple[int, str]:
    match fields:
        case [int(line), str(reason)]:
            return line, reason
    raise RefusedError([_not_a_document(fields)])


def _not_a_document(data: object) -> Fault:
    return expected(("document",), data, "页面读到的文件", "a file as the page reads it")
