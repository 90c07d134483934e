"""Texts for CSV files that no spreadsheet runs as a formula (CSV injection), and the way back.

A reader may split a file at semicolons or tabs although it was written with commas, and does then not honour the quotes.
So a text is made safe wherever a field may begin: at its start, and after each comma, semicolon, tab and line break.
:func:`unescape_formula` is the exact inverse of :func:`escape_formula`. ``hooks/assets/csv.js`` follows the same rule.
"""

from __future__ import annotations

import re

FORMULA = frozenset("=+-@\t\r＝＋－＠")  # first characters that make a spreadsheet read a formula
_SIGNS = frozenset("=+-@＝＋－＠")
_SUSPECT = re.compile(r"[=+\-@＝＋－＠]|\A'*[\t\r\n]")
# What may stand before a formula: white space, quotes and separators, as many as there are. All of it is matched at once,
# so that the time stays linear in the length of a text.
_BEFORE = re.compile(r"\A[\s'\";,]*|[\s'\";,]+")
_SEPARATOR = re.compile(r"[;,\t\r\n]")
_ESCAPED_SEPARATOR = re.compile(r"([;,\t\r\n])'")
_LEADING_BREAK = re.compile(r"\A'*[\t\r\n]")


def escape_formula(text: str) -> str:
    """The text, with an apostrophe at each place where a spreadsheet would begin to read a formula."""
    return _BEFORE.sub(_with_apostrophes, text) if _SUSPECT.search(text) else text


def unescape_formula(text: str) -> str:
    """The text that :func:`escape_formula` made ``text`` of; any text that it never makes is returned as it is."""
    if "'" not in text or not _SUSPECT.search(text):
        return text
    original = _BEFORE.sub(_without_apostrophes, text)
    return original if escape_formula(original) == text else text


def _with_apostrophes(match: re.Match[str]) -> str:
    before = match[0]
    starts = "'" if match.start() == 0 else ""
    if match.string[match.end() : match.end() + 1] in _SIGNS:
        return starts + _SEPARATOR.sub(r"\g<0>'", before)
    return starts + before if starts and _LEADING_BREAK.match(before) else before


def _without_apostrophes(match: re.Match[str]) -> str:
    before = match[0]
    starts = match.start() == 0
    if match.string[match.end() : match.end() + 1] in _SIGNS:
        return _ESCAPED_SEPARATOR.sub(r"\1", before[1:] if starts else before)
    return before[1:] if starts and _LEADING_BREAK.match(before) else before
