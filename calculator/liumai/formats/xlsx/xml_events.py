"""Reads the XML parts of a workbook piece by piece, with expat: no tree is held, and no entity or DTD is accepted."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol
from xml.parsers import expat

PIECE = 1 << 16  # bytes
DEEPEST = 64  # levels of elements; a worksheet has about 10
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
# Encodings that stand for text; Python has others, such as that of a compressed text.
_ENCODINGS = re.compile(
    r"(?:utf|ucs|gb|big5|hz|euc|shift|sjis|ks|iso|latin|windows|cp|koi8|mac|ascii|us-)",
    re.ASCII | re.IGNORECASE,
)
_UTF_16 = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}

Attributes = Mapping[str, str]


class Readable(Protocol):
    """What a part is read from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most ``size``; none at the end."""


class DamagedPartError(Exception):
    """A part cannot be unpacked, is not well-formed XML, has a DTD, is nested too deep, or points to what is not there."""


class XmlHandler:
    """Calls what a reader has for the beginning and end of elements. Names are without prefix: any namespace will do.

    Elements within an ignored one are not reported: extensions, phonetic guides, and the choice of
    ``mc:AlternateContent`` that needs an extension, beside which a fallback stands.
    """

    IGNORED = frozenset({"extLst", "rPh", "Choice"})

    def __init__(
        self,
        starts: Mapping[str, Callable[[Attributes], object]],
        ends: Mapping[str, Callable[[], object]] = MappingProxyType({}),
    ) -> None:
        self._depth = 0
        self._ignored_at = 0  # depth of the ignored element that we are in
        self._starts = _ByLocalName({**starts, **dict.fromkeys(self.IGNORED, self._ignore)})
        self._ends = _ByLocalName(ends)
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.StartDoctypeDeclHandler = _refuse_dtd

    def collect_text(self, add: Callable[[str], object] | None) -> None:
        """From now on ``add`` is called with each piece of text; None: text is left out."""
        self._parser.CharacterDataHandler = add

    def feed(self, stream: Readable) -> Iterator[None]:
        """Reads the part; yields after each piece, so that the caller can take what was found. Raises :class:`DamagedPartError`."""
        try:
            for piece in utf8_pieces(stream):
                self._parser.Parse(piece, False)
                yield
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            raise DamagedPartError from None
        yield

    def read(self, stream: Readable) -> None:
        """Reads the part to its end. Raises :class:`DamagedPartError`."""
        for _ in self.feed(stream):
            pass

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise DamagedPartError
        if not self._ignored_at and (action := self._starts[name]):
            action(attributes)

    def _close(self, name: str) -> None:
        if not self._ignored_at:
            if action := self._ends[name]:
                action()
        elif self._ignored_at == self._depth:
            self._ignored_at = 0
        self._depth -= 1

    def _ignore(self, _attributes: Attributes) -> None:
        self._ignored_at = self._depth


class _ByLocalName[Action](dict[str, Action | None]):
    """What to do by an element's name, with and without prefix; None where there is nothing to do."""

    def __init__(self, actions: Mapping[str, Action]) -> None:
        super().__init__(actions)
        self._actions = actions

    def __missing__(self, name: str) -> Action | None:
        action = self[name] = self._actions.get(name.rpartition(":")[2])
        return action


def _refuse_dtd(*_: object) -> None:
    raise DamagedPartError


def utf8_pieces(stream: Readable) -> Iterator[bytes]:
    """A part in UTF-8, without byte order mark, whatever its encoding. Raises :class:`DamagedPartError` for an unknown one."""
    head = stream.read(PIECE)
    encoding = _encoding(head)
    if encoding == "utf-8":
        yield head.removeprefix(codecs.BOM_UTF8)
        while piece := stream.read(PIECE):
            yield piece
        return
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        piece = head
        while piece:
            yield decoder.decode(piece).removeprefix("\ufeff").encode()
            piece = stream.read(PIECE)
        decoder.decode(b"", final=True)
    except (LookupError, UnicodeError):
        raise DamagedPartError from None


def _encoding(head: bytes) -> str:
    """The encoding by byte order mark, by the bytes of the first ``<``, by declaration, else UTF-8."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[:2] in _UTF_16:
        return _UTF_16[head[:2]]
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8)[:200])
    if declared is None or head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    name = declared[1].decode().lower()
    if name in ("utf-8", "utf8", "us-ascii") or name.startswith(
        "utf-16"
    ):  # its bytes are not those of UTF-16
        return "utf-8"
    if not _ENCODINGS.match(name):
        raise DamagedPartError
    return name
