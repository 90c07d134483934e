"""The ZIP archive of a workbook: its parts, their relationships, and the limits of what it may unpack to."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from liumai.core.errors import RefusedError, shown_text
from liumai.formats.file_signatures import refuse_other_format, refused_archive, refused_encrypted
from liumai.formats.plain_data import refused
from liumai.formats.xlsx.xml_events import Attributes, DamagedPartError, Readable, XmlHandler

MOST_BYTES = 256 << 20  # unpacked; a sheet of 100,000 rows has about 60 MB
MOST_PARTS = 2000
_ENCRYPTED_FLAG = 1
_DOCUMENT = "officedocument"
_USUAL_WORKBOOK = "xl/workbook.xml"


class Package:
    """The parts of a workbook's archive. Their names are compared without regard to case, as the format wants."""

    def __init__(self, raw: bytes) -> None:
        """Raises :class:`RefusedError` for a file that is no workbook of this format."""
        refuse_other_format(raw)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except Exception:  # as in _open
            raise damaged() from None
        parts = self._archive.infolist()
        if len(parts) > MOST_PARTS:
            raise _too_large()
        self._parts = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in parts}
        if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
            raise refused_encrypted()
        self._unpacked: dict[str, int] = {}
        self.workbook = self._find_workbook()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    @contextmanager
    def part(self, name: str) -> Iterator[Readable]:
        """A part, to be read within the ``with``. Raises :class:`RefusedError` where it is missing or damaged."""
        try:
            with _open(self._archive, self._parts.get(name.lower())) as stream:
                yield _Measured(stream, lambda size: self._unpack(name, size))
        except DamagedPartError:
            raise damaged(name) from None

    def relations(self, name: str) -> list[tuple[str, str, str]]:
        """The relationships of a part: id, last word of the type in lower case, and the target part's name."""
        folder, file = posixpath.split(name)
        relations = _Relations()
        with self.part(posixpath.join(folder, "_rels", f"{file}.rels")) as stream:
            relations.read(stream)
        return [
            (
                key,
                kind.rpartition("/")[2].lower(),
                posixpath.normpath(posixpath.join("/", folder, target))[1:],
            )
            for key, kind, target in relations.found
        ]

    def _find_workbook(self) -> str:
        """The workbook's part, as the archive's relationships name it, else where it usually is."""
        try:
            named = [target for _, kind, target in self.relations("") if kind == _DOCUMENT]
        except RefusedError:
            named = []
        for name in (*named, _USUAL_WORKBOOK):
            if name in self and not name.endswith(".bin"):
                return name
        raise self.refused()

    def refused(self) -> RefusedError:
        """The refusal of an archive that is no workbook, which says what it seems to be."""
        return refused_archive(self._parts, self._mimetype())

    def _mimetype(self) -> str:
        if "mimetype" not in self:
            return ""
        with self.part("mimetype") as stream:
            return stream.read(200).decode("ascii", "replace").strip()

    def _unpack(self, name: str, size: int) -> None:
        """Counts the bytes unpacked: a part that is read twice counts once, and what the archive declares counts nothing."""
        self._unpacked[name] = max(self._unpacked.get(name, 0), size)
        if sum(self._unpacked.values()) > MOST_BYTES:
            raise _too_large()


def _open(archive: zipfile.ZipFile, part: zipfile.ZipInfo | None) -> IO[bytes]:
    if part is None:
        raise DamagedPartError
    try:
        return archive.open(part)
    except Exception:  # of a damaged archive zipfile and its codecs raise what no list holds
        raise DamagedPartError from None


class _Measured:
    """A stream that reports how many bytes were read of it."""

    def __init__(self, stream: IO[bytes], report: Callable[[int], None]) -> None:
        self._stream, self._report, self._size = stream, report, 0

    def read(self, size: int, /) -> bytes:
        try:
            piece = self._stream.read(size)
        except Exception:  # as above
            raise DamagedPartError from None
        self._size += len(piece)
        self._report(self._size)
        return piece


class _Relations(XmlHandler):
    """The relationships of one part: id, type and target, those outside of the archive left out."""

    def __init__(self) -> None:
        super().__init__({"Relationship": self._add})
        self.found: list[tuple[str, str, str]] = []

    def _add(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            get = attributes.get
            self.found.append((get("Id", ""), get("Type", ""), get("Target", "")))


def damaged(part: str = "") -> RefusedError:
    """The refusal of a workbook that is damaged, in one of its parts or as a whole."""
    zh, en = (f"（{shown_text(part)}）", f" ({shown_text(part)})") if part else ("", "")
    return refused(
        "syntax",
        f"工作簿不完整或已损坏{zh}，读不下去；应为 XLSX：请用表格软件打开，另存为 XLSX 再读",
        f"found no workbook that can be read: it is damaged or not complete{en}; "
        "expected XLSX: open it in a spreadsheet program and save it as XLSX anew",
    )


def _too_large() -> RefusedError:
    return refused(
        "too-large",
        "工作簿解开后超过 256 MiB；应为一份评估表",
        "found a workbook that unpacks to more than 256 MiB; expected a table of appraisals",
    )
