"""Faults of an input, and the exceptions of the package.

A :class:`Fault` states where the input is wrong, what was found and what was expected. The exceptions::

    LiumaiError
    ├── RefusedError (also a ValueError)         an input was refused; carries its faults
    │   ├── formats.tables.column_mapping.MappingNeededError   columns of a table must be mapped first
    │   └── formats.json_text.NotJsonError       the text is not JSON at all
    ├── analysis.promotion.OffScaleError (also a ValueError)   a total or performance outside its scale
    └── rubric_files.loader.RubricError          rubric files that cannot be used
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from liumai.core.rubric import Text

Path = tuple[str | int, ...]

# The kind of a fault, stable, for other programs; the message is for people and may change.
Code = Literal[
    "invalid",  # anything of a rubric's own files
    "not-text",
    "empty",
    "too-large",
    "too-deep",
    "syntax",
    "not-plain",  # YAML that is more than plain data: aliases, anchors, tags, a second document
    "duplicate-key",
    "unknown-key",
    "missing",
    "wrong-kind",
    "unknown-name",  # of a rubric, criterion, rating, verdict or way of reading cases
    "wrong-count",
    "one-of-two",  # ratings and score: both, or neither
    "off-scale",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``path`` leads to it through mapping keys and list indexes (from 0).

    ``line`` (from 1) is set for faults of syntax, which have no path. ``code`` is what
    the published test vectors expect of any implementation.
    """

    path: Path
    problem: Text
    line: int | None = None
    code: Code = "invalid"


class LiumaiError(Exception):
    """Base class of every exception that Liumai raises on purpose for its callers to handle."""


class RefusedError(LiumaiError, ValueError):
    """The input cannot be used. ``faults`` holds every fault found, at least one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{dotted(f.path)}: {f.problem.en}" for f in self.faults))


def dotted(path: Path) -> str:
    """Formats a path: ``criteria.teamwork.ratings[2]``."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in path)
    return steps.lstrip(".")


def shown(value: Any) -> str:
    """A value of the input for an error message: at most 60 characters, one line, control characters escaped."""
    if isinstance(value, str) and value.replace("-", "").replace("_", "").isalnum():
        return _short(value)
    if isinstance(value, dict | list):
        return f"{'{…}' if isinstance(value, dict) else '[…]'}"
    if isinstance(value, int) and abs(value) >= 10**18:
        return "an integer of many digits"
    return _printable(json.dumps(value, ensure_ascii=False, default=repr))


def shown_text(text: str) -> str:
    """A text from a file as messages show it: one line of at most 60 characters, control characters escaped."""
    return _printable(" ".join(text.split()))


def _printable(text: str) -> str:
    return _short("".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def nearest(word: object, known: Iterable[str]) -> str | None:
    """The known name most similar to ``word``; None where none is similar enough."""
    import difflib  # only when something is already wrong: the browser need not load it to score

    if not isinstance(word, str) or len(word) > 100:
        return None
    return next(iter(difflib.get_close_matches(word.lower(), list(known), 1, 0.6)), None)


def _shown_in_both(value: object) -> Text:
    if isinstance(value, int) and abs(value) >= 10**18:
        return Text("一个位数很多的整数", "an integer of many digits")
    return Text(shown(value), shown(value))


# The kinds of plain data that a message names; a bare figure can be nothing but a number.
_KINDS: tuple[tuple[type, Text], ...] = (
    (str, Text("文字", "text")),
    (type(None), Text("空值", "no value")),
    (bool, Text("布尔值", "a boolean")),
    (list, Text("列表", "a list")),
    (dict, Text("映射", "a mapping")),
)


def _shown_with_kind(value: object) -> Text:
    """A value whose kind is wrong: a text in quotes, and the kind in words."""
    value_text = _shown_in_both(value)
    kind = next((kind for type_, kind in _KINDS if isinstance(value, type_)), None)
    if kind is None:
        return value_text
    if isinstance(value, str) and not value_text.en.startswith('"'):
        value_text = Text(f'"{value_text.zh}"', f'"{value_text.en}"')
    return Text(f"{value_text.zh}（{kind.zh}）", f"{value_text.en} ({kind.en})")


def not_one_of(
    path: Path, found: object, known: Iterable[str], zh: str, en: str, code: Code = "unknown-name"
) -> Fault:
    """The fault of a name that is not among the known ones; ``zh`` and ``en`` say what kind of name was expected."""
    names = list(known)
    listed = ", ".join(names)
    close = nearest(found, names)
    expected_en = f"{en}: one of" if en else "one of"
    what = _shown_in_both(found) if isinstance(found, str) else _shown_with_kind(found)
    return Fault(
        path,
        Text(
            f"{zh}写的是 {what.zh}；应为以下之一：{listed}" + (f"(是否指 {close}?)" if close else ""),
            f"found {what.en}; expected {expected_en} {listed}"
            + (f" (did you mean {close}?)" if close else ""),
        ),
        code=code,
    )


def expected(path: Path, found: object, zh: str, en: str, code: Code = "wrong-kind") -> Fault:
    """The fault of a wrong value; ``zh`` and ``en`` say what was expected.

    Where its kind is the fault (``code``), the message names the kind, and shows a text in quotes.
    """
    what = _shown_with_kind(found) if code == "wrong-kind" else _shown_in_both(found)
    return Fault(path, Text(f"写的是 {what.zh}；应为{zh}", f"found {what.en}; expected {en}"), code=code)


def missing(path: Path, zh: str, en: str) -> Fault:
    """The fault of a missing key; ``zh`` and ``en`` say what was expected."""
    return Fault(path, Text(f"缺少这一项；应为{zh}", f"missing; expected {en}"), code="missing")
