"""Decodes the bytes of a text table: by a byte order mark, as UTF-8, or by evidence, which is reported where it is a guess.

What spreadsheets write besides UTF-8 is UTF-16, GB 18030 (a Chinese Windows) and Windows-1252 (a Western one). UTF-16
without a mark has its zero bytes all at even or all at odd positions. Between the other two, which can decode the same
bytes, decides whether a heading is found, and then what the letters are: text in GB 18030 is nearly all of GB 2312,
whose both bytes are above 0xA0; text in Windows-1252 has single accented letters beside letters of ASCII.

Why not a library (charset-normalizer, chardet): they choose among some ninety encodings by statistics, which a table of
ten names is too short for; the page would have to load them too; and they cannot know what a heading is.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from liumai.core.errors import RefusedError
from liumai.core.rubric import Text
from liumai.formats.plain_data import refused

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}  # the longer first where one begins with another
_SAMPLE = 1 << 16  # bytes of the lines that are not ASCII
_GB2312 = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_GB18030 = re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]|[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND = re.compile(rb"[\x80-\xff]+")
_ACCENTED = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f]|[^\x00-\x7f](?=[A-Za-z])")
_SIGNS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac\u00a0\u00ab\u00bb\u00b0\u00a3\u00a7"
LIKELY = 0.85  # share of the characters that are as in the encoding's usual texts
POSSIBLE = 0.5


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text and the encoding it was read as; ``guessed`` where the bytes could mean another text too."""

    text: str
    encoding: str
    guessed: bool = False


def decode(raw: bytes, has_heading: Callable[[str], bool]) -> DecodedText:
    """The text. Raises :class:`RefusedError` for bytes that are no text in a known encoding.

    ``has_heading`` says whether a text has the heading of a table.
    """
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return _strictly(raw, encoding)
    if b"\0" in raw:
        return _strictly(raw, _utf16(raw))
    try:
        return DecodedText(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(raw, error.start)
        return _by_evidence(raw, has_heading)


def _strictly(raw: bytes, encoding: str | None) -> DecodedText:
    try:
        text = raw.decode(encoding or "ascii")
    except UnicodeDecodeError:
        raise _no_text() from None
    if encoding is None or "\0" in text:
        raise _no_text()
    return DecodedText(text, encoding)


def _utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark, by the positions of its zero bytes; None where the text is none that people write."""
    zeros = {index % 2 for index, byte in enumerate(raw[:_SAMPLE]) if not byte}
    if len(zeros) != 1 or len(raw) % 2:
        return None
    encoding = "utf-16-le" if 1 in zeros else "utf-16-be"
    sample = raw[:_SAMPLE].decode(encoding, "replace")
    if not set(sample) & set("\n\r"):
        return None
    odd = [c for c in sample if unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") and c not in "\t\r\n"]
    return None if odd else encoding


def _by_evidence(raw: bytes, has_heading: Callable[[str], bool]) -> DecodedText:
    lines = (line for line in raw.splitlines() if not line.isascii())
    sample = b"\n".join(lines)[:_SAMPLE]
    shares = {"gb18030": _share_of_gb2312(sample), "cp1252": _share_of_accents(sample)}
    texts: dict[str, str] = {}
    for encoding in shares:
        try:
            texts[encoding] = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    if not has_heading(raw.decode("ascii", "ignore")):  # a heading in ASCII is no evidence
        headed = [encoding for encoding, text in texts.items() if has_heading(text)]
        if len(headed) == 1:
            return DecodedText(texts[headed[0]], headed[0])
    likely = [encoding for encoding in texts if shares[encoding] >= POSSIBLE]
    if not likely:
        raise _no_text()
    best = max(likely, key=lambda encoding: shares[encoding])
    certain = best == "gb18030" and shares[best] >= LIKELY and len(likely) == 1
    return DecodedText(texts[best], best, guessed=not certain)


def _refuse_damaged_utf8(raw: bytes, first: int) -> None:
    """Raises :class:`RefusedError` where the bytes beyond ASCII are UTF-8 but for a few; ``first`` is the first of those."""
    whole = sum(map(len, _UTF8.findall(raw)))
    beyond = sum(map(len, _BEYOND.findall(raw)))
    if whole >= 0.9 * beyond and beyond >= 10:
        line = raw[:first].count(b"\n") + 1
        raise refused(
            "not-text",
            f"第 {line} 行有坏掉的字节，文件不完整；请重新另存为“CSV UTF-8”",
            f"found damaged bytes in line {line}; save the table as “CSV UTF-8” again",
        )


def _share_of_gb2312(sample: bytes) -> float:
    characters = _GB18030.findall(sample)
    usual = sum(1 for character in characters if _GB2312.fullmatch(character))
    return usual / len(characters) if characters else 0.0


def _share_of_accents(sample: bytes) -> float:
    """Of the characters beyond ASCII, the share of accented letters beside ASCII letters, and of typographic signs."""
    text = sample.decode("cp1252", "replace")
    beyond = sum(1 for c in text if not c.isascii())
    usual = sum(1 for c in _ACCENTED.findall(text) if c.isalpha() or c in _SIGNS)
    return usual / beyond if beyond else 0.0


_NAMES = {"gb18030": "GB 18030", "cp1252": "Windows-1252"}


def guess_notice(decoded: DecodedText) -> Text | None:
    """What a reader is told of a guessed encoding; None where it was no guess."""
    if not decoded.guessed:
        return None
    name = _NAMES.get(decoded.encoding, decoded.encoding)
    return Text(
        f"文件不是 UTF-8，按 {name} 读；如果姓名不对，请在表格软件里另存为“CSV UTF-8”再打开",
        f"the file is not UTF-8 and was read as {name}; if names look wrong, save it as “CSV UTF-8” and open it again",
    )


def _no_text() -> RefusedError:
    return refused(
        "not-text",
        "不是文字，或编码不认得（能读 UTF-8、UTF-16、GB 18030 和 Windows-1252）；请在表格软件里另存为“CSV UTF-8”",
        "found bytes that are no text, or in an unknown encoding (UTF-8, UTF-16, GB 18030 and Windows-1252 are read); "
        "save the table as “CSV UTF-8”",
    )
