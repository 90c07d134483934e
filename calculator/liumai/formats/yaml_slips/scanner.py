"""Finds the first slip in the lines of a YAML file that is known to be wrong. It is no parser: it follows indents, quotes,
brackets and blocks of text only as far as that takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from liumai.core.errors import Fault, shown
from liumai.core.rubric import Text
from liumai.formats.yaml_slips.messages import MESSAGES, MISSED_AT, SlipCode

MOST_SCANNED = 200_000  # characters; a rubric's longest file has 60,000
_PLAIN_KEY = r"[A-Za-z][\w.-]*"
_FULL_WIDTH_COLON = re.compile(rf"{_PLAIN_KEY}\s*：")
_NO_SPACE = re.compile(rf"{_PLAIN_KEY}:(?=[^\s,\]}}/])")
_QUOTED_KEY = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*:(?=\s|$)""")
_NOT_FIRST_OF_A_KEY = "\"'[]{},#&*!|>@`%"
_DASH_WITHOUT_SPACE = re.compile(r"-[^\s\d.-]")
_BLOCK_SCALAR = re.compile(r"[|>][-+\d]*\s*(?:\s#.*)?")
_COMMENT = re.compile(r"\s#")
_COLON = re.compile(r":(?=\s|$)")
_ESCAPE = re.compile(r'\\(?:[0abtnvfre "/\\N_LP\t]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|$)')
_CLOSING = {"[": "]", "{": "}"}
_RESERVED = "@`%"
_MOST_DASHES = 64  # on one line; more are too deep for the core, which says so
_FULL_WIDTH_QUOTES = "“”＂‘’＇「『"


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: its kind, its line (from 1), and the piece of text that shows it."""

    code: SlipCode
    line: int
    piece: str = ""
    other_line: int = 0  # where a quote or bracket that is not closed comes to its end

    def fault(self) -> Fault:
        """The fault of the file, with what to do about it in both languages."""
        values = {"piece": shown(self.piece), "other_line": self.other_line}
        templates = zip(MESSAGES[self.code], MISSED_AT if self.other_line else ("", ""), strict=True)
        zh, en = ("".join(pair).format_map(values) for pair in templates)
        return Fault((), Text(f"YAML 语法有误：{zh}", f"not valid YAML: {en}"), self.line, "syntax")


def find_slip(source: str) -> Slip | None:
    """The first slip in a text, whose lines end with ``\\n``; None where none is known.

    Looks at :data:`MOST_SCANNED` characters only, which takes some seconds in the page at worst.
    """
    scanner = _Scanner()
    for number, line in enumerate(source[:MOST_SCANNED].split("\n"), 1):
        if slip := scanner.line(number, line):
            return slip
    return scanner.end() if len(source) <= MOST_SCANNED else None


def _key_of(content: str) -> str | None:
    """The key at the start of a line's content, with its colon; None where there is none."""
    if quoted := _QUOTED_KEY.match(content):
        return quoted[0]
    colon = _COLON.search(content)
    if not colon or content[0] in _NOT_FIRST_OF_A_KEY or _COMMENT.search(content, 0, colon.start()):
        return None
    return content[: colon.end()]


@dataclass(slots=True)
class _Open:
    """A quote or bracket that is open: its character, its line, the indent of the key before it."""

    character: str
    line: int
    indent: int
    has_colon: bool = False  # in this entry of a bracket


@dataclass(slots=True)
class _Scanner:
    """Reads line by line, and keeps what is open: indents, a block of text, a quote, brackets."""

    levels: list[tuple[int, Literal["list", "mapping"]]] = field(default_factory=list)
    block: int | None = None  # the indent of the key whose value is a block of text
    quote: _Open | None = None
    brackets: list[_Open] = field(default_factory=list)
    expects_value: bool = True  # the last key or dash has no value yet
    text_indent: int | None = None  # of the key whose value is a text without quotes, which may go on
    comment_line: int = 0  # of that text, where it was cut by a comment

    def line(self, number: int, line: str) -> Slip | None:
        """The slip in the next line, if any."""
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        blank = not content.strip()
        if self.block is not None:
            if blank or indent > self.block:
                return None
            self.block = None
        if self.quote or self.brackets:
            return self._inside(number, content, indent)
        if blank or content.startswith("#"):
            return None
        if content[0] == "\t":
            return Slip("tab-indent", number)
        if indent == 0 and content.startswith(("---", "...", "%YAML", "%TAG")):
            self.levels.clear()
            self.expects_value, self.text_indent = True, None
            return None
        return self._content(number, content, indent)

    def end(self) -> Slip | None:
        """The slip of what is still open at the end."""
        if self.quote:
            return Slip("unclosed-quote", self.quote.line, self.quote.character)
        if self.brackets:
            return Slip("unclosed-bracket", self.brackets[-1].line, self.brackets[-1].character)
        return None

    def _inside(self, number: int, content: str, indent: int) -> Slip | None:
        """A line that begins inside of a quote or of brackets."""
        outer = self.quote or self.brackets[0]
        if indent <= outer.indent and _key_of(content):
            return self._unclosed(number)
        return self._walk(number, content, outer.indent)

    def _unclosed(self, number: int) -> Slip:
        if self.quote:
            return Slip("unclosed-quote", self.quote.line, self.quote.character, number)
        return Slip("unclosed-bracket", self.brackets[-1].line, self.brackets[-1].character, number)

    def _content(self, number: int, content: str, indent: int) -> Slip | None:
        column, parent, nested, dashes = indent, indent, False, 0
        while content == "-" or content.startswith(("- ", "-\t")):
            if slip := self._enter(number, column, "list", nested=nested):
                return slip
            self.expects_value, self.text_indent, nested, dashes = True, None, True, dashes + 1
            if dashes > _MOST_DASHES:
                return None
            rest = content[1:].lstrip()
            parent, column, content = column, column + len(content) - len(rest), rest
        if nested and not content:
            return None
        if _FULL_WIDTH_COLON.match(content):
            return Slip("full-width-colon", number, content.split("：")[0].strip())
        if _NO_SPACE.match(content) and not self._goes_on(column):
            return Slip("colon-space", number, content.split(":")[0])
        if _DASH_WITHOUT_SPACE.match(content) and not self._goes_on(column):
            return Slip("dash-space", number, content)
        if key := _key_of(content):
            return self._key(number, content, column, key, nested=nested)
        if nested:
            return self._value(number, content, parent)
        return self._no_key(number, content, column)

    def _goes_on(self, column: int) -> bool:
        """Whether a line at this column goes on with the text of the line before."""
        return self.text_indent is not None and column > self.text_indent

    def _key(self, number: int, content: str, column: int, key: str, *, nested: bool) -> Slip | None:
        if not nested and self._goes_on(column) and not re.fullmatch(rf"{_PLAIN_KEY}\s*:", key):
            return Slip("colon-in-text", number, content.rstrip())
        if slip := self._enter(number, column, "mapping", nested=nested):
            return slip
        return self._value(number, content[len(key) :].lstrip(), column)

    def _no_key(self, number: int, content: str, column: int) -> Slip | None:
        if self._goes_on(column):
            return Slip("hash-in-text", self.comment_line) if self.comment_line else None
        level = next((kind for indent, kind in self.levels if indent == column), None)
        if level and not self.expects_value:
            return Slip("no-colon" if level == "mapping" else "no-dash", number, content)
        return self._value(number, content, column - 1)

    def _enter(
        self, number: int, column: int, kind: Literal["list", "mapping"], *, nested: bool
    ) -> Slip | None:
        """Goes to the level of a key or dash at this column. ``nested``: a dash stands before it on the same line."""
        dedented = False
        while self.levels and self.levels[-1][0] > column:
            self.levels.pop()
            dedented = True
        level = self.levels[-1] if self.levels else None
        if level is None or level[0] < column:
            if level is not None and not nested and (dedented or not self.expects_value):
                return Slip("wrong-indent", number)
            if level is None and dedented:
                return Slip("wrong-indent", number)
            self.levels.append((column, kind))
        elif level[1] == "list" and kind == "mapping":
            self.levels.pop()
            if not self.levels or self.levels[-1] != (column, "mapping"):
                return Slip("no-dash", number)
        elif level[1] == "mapping" and kind == "list":
            if not self.expects_value:
                return Slip("wrong-indent", number)
            self.levels.append((column, kind))
        return None

    def _value(self, number: int, value: str, indent: int) -> Slip | None:
        """A value, of which ``indent`` is the indent of its key or dash."""
        self.text_indent, self.comment_line = None, 0
        self.expects_value = not value or value[0] in "#&!*"
        if self.expects_value:
            return None
        if _BLOCK_SCALAR.fullmatch(value):
            self.block = indent
            return None
        if value[0] in _RESERVED:
            return Slip("reserved-start", number, value[0])
        if value[0] in "\"'[{":
            return self._walk(number, value, indent)
        text, *comment = _COMMENT.split(value, maxsplit=1)
        if value[0] in _FULL_WIDTH_QUOTES and (_COLON.search(value) or comment):
            return Slip("full-width-quote", number, value[0])
        if _COLON.search(text.rstrip()):
            return Slip("colon-in-text", number, text.rstrip())
        self.text_indent, self.comment_line = indent, number if comment else 0
        return None

    def _walk(self, number: int, text: str, indent: int) -> Slip | None:
        """Reads quotes and brackets, which may have been opened on a line before."""
        place, at_start = 0, True
        while place < len(text):
            if self.quote:
                slip, place = self._through_quote(number, text, place)
                if slip or self.quote or not self.brackets:
                    return slip  # outside of brackets, nothing that follows a quote is looked at
                at_start = False
                continue
            character = text[place]
            if _COMMENT.match(text, place) or (character == "#" and place == 0):
                return None
            if character in "\"'" and at_start:
                self.quote = _Open(character, number, indent)
            elif character in "[{":
                if at_start:
                    self.brackets.append(_Open(character, number, indent))
            elif slip := self._in_brackets(number, text, place, at_start=at_start):
                return slip
            if not self.brackets and not self.quote:
                return None
            at_start = (
                character in "[{,\"'" or (at_start and character.isspace()) or self._is_colon(text, place)
            )
            place += 1
        return None

    @staticmethod
    def _is_colon(text: str, place: int) -> bool:
        """Whether the character here is a colon that separates a key and its value inside of brackets."""
        return text[place] == ":" and (text[place + 1 : place + 2] or " ") in " \t,[]{}\"'"

    def _in_brackets(self, number: int, text: str, place: int, *, at_start: bool) -> Slip | None:
        bracket, character = self.brackets[-1], text[place]
        if character in "]}":
            if _CLOSING[bracket.character] != character:
                return Slip("unclosed-bracket", bracket.line, bracket.character, number)
            self.brackets.pop()
        elif character == ",":
            bracket.has_colon = False
        elif self._is_colon(text, place):
            if bracket.has_colon:
                return Slip("no-comma", number)
            bracket.has_colon = True
        elif at_start and character in _RESERVED:
            return Slip("reserved-start", number, character)
        elif at_start and (match := _FULL_WIDTH_COLON.match(text, place)):
            return Slip("full-width-colon", number, match[0].rstrip("：").strip())
        elif at_start and (match := _NO_SPACE.match(text, place)):
            return Slip("colon-space", number, match[0].rstrip(":"))
        return None

    def _through_quote(self, number: int, text: str, place: int) -> tuple[Slip | None, int]:
        """The slip in a quote from ``place`` on, if any, and where it ends; it stays open where it goes on."""
        assert self.quote
        mark = self.quote.character
        while place < len(text):
            if mark == '"' and text[place] == "\\":
                escape = _ESCAPE.match(text, place)
                if not escape:
                    return Slip("wrong-escape", number, text[place : place + 2]), place
                place = escape.end() if len(escape[0]) > 1 else place + 1
            elif text[place] != mark:
                place += 1
            elif mark == "'" and text[place + 1 : place + 2] == "'":
                place += 2
            else:
                self.quote = None
                rest = text[place + 1 :].lstrip()
                goes_on = rest and rest[0] not in (",]}:#" if self.brackets else "#")
                return (Slip("quote-inside", number, mark) if goes_on else None), place + 1
        return None, place
