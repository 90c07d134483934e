"""The slips that people make in YAML, found in the text of a file that a YAML parser has refused.

Parsers say in their own words, and each differently, what they stumbled over, often many lines after the cause. So the text
is looked at itself (:mod:`~liumai.formats.yaml_slips.scanner`): PyYAML's errors on the command line and those of the page's
parser lead to the same message of our own with the same line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Text
from liumai.formats.plain_data import Document
from liumai.formats.yaml_slips.scanner import Slip, find_slip

_LINE_END = re.compile(r"\r\n?")
_OTHER_LINE_END = re.compile("[\x85\u2028\u2029]")
_UNREADABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_VALUE_IS_COMMENT = re.compile(r":\s+#\S")


def normal_lines(text: str) -> str:
    """The text with one kind of line end, so that every parser counts the same lines.

    Older systems end lines with a carriage return alone. The line ends of Unicode, which YAML 1.1 knows and 1.2 does not,
    become spaces.
    """
    return _OTHER_LINE_END.sub(" ", _LINE_END.sub("\n", text))


def unreadable(source: str) -> Fault | None:
    """The fault of the first character that YAML forbids, such as a form feed; None without any."""
    found = _UNREADABLE.search(source)
    if found is None:
        return None
    character = "U+000C (form feed)" if found[0] == "\f" else f"U+{ord(found[0]):04X}"
    problem = Text(
        f"含有不可读的字符 {character}；请删去",
        f"found characters that are no text: {character}; delete it",
    )
    return Fault((), problem, source.count("\n", 0, found.start()) + 1, "not-text")


def syntax_faults(source: str, errors: Iterable[tuple[int | None, str]]) -> list[Fault]:
    """The faults of a text that a parser refused with ``errors``, each a line and a reason in the parser's words.

    That is the slip in the text; where none is known, each error in general words.
    """
    if slip := find_slip(source):
        return [slip.fault()]
    return [Fault((), _general(reason), line, "syntax") for line, reason in errors]


def _general(reason: str) -> Text:
    return Text(
        f"YAML 语法有误：这一行或它前面的一行，解析器读不懂（{reason}）",
        f"not valid YAML: the parser cannot read this line or the one before it ({reason})",
    )


def refuse_slips(document: Document, source: str) -> Document:
    """The document. Raises :class:`RefusedError` where a slip has made something else of it without breaking its syntax.

    That is a text in place of the whole (no colon was seen), and a value that begins with ``#`` and so is a comment.
    """
    if isinstance(document.data, str) and (slip := find_slip(source)):
        raise RefusedError([slip.fault()])
    lines = source.split("\n")
    faults = []
    for path, line in document.lines.items():
        if path and line <= len(lines) and _VALUE_IS_COMMENT.search(lines[line - 1]):
            value = document.data
            for step in path:
                value = value[step]
            if value is None:
                faults.append(Fault(path, Slip("hash-value", line).fault().problem, line, "syntax"))
    if faults:
        raise RefusedError(faults)
    return document
