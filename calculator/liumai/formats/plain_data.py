"""Plain data that remembers its lines, put together from YAML's events or from JSON, refusing what could do harm.

PyYAML tells the events on the command line, a parser in JavaScript in the page; both hand them over as
:class:`Event`. The data is put together here because their own constructors forget lines, keep the last
of two equal keys and follow aliases without end. Scalars follow YAML 1.2's core schema: ``no``, ``012``
and ``2006-06-16`` are text, as people expect.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from liumai.core.errors import Code, Fault, RefusedError, dotted
from liumai.core.errors import Path as KeyPath
from liumai.core.rubric import Text

LIMIT = 1 << 20  # bytes
DEEPEST = 32  # levels of nesting; a rubric needs 8
MOST_FAULTS = 50  # of the writing itself; past that, the rest is not looked at


@dataclass(frozen=True)
class Document:
    """Plain data, and the line (from 1) on which each key or list item stands (YAML only)."""

    name: str
    data: Any
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def line(self, path: KeyPath) -> int | None:
        """The line of a path, or of the nearest of its parents that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def describe(self, fault: Fault, language: str) -> str:
        """A fault of this document as one line: ``file:line: path: problem``."""
        return format_fault(self.name, fault, self.line(fault.path), language)


def explained(fault: Fault, language: str) -> str:
    """A fault with its path: ``criteria.teamwork.score: found …; expected …``."""
    problem: str = getattr(fault.problem, language)
    return ": ".join(filter(None, [dotted(fault.path), problem]))


def format_fault(name: str, fault: Fault, line: int | None, language: str) -> str:
    """A fault with its place: ``file:line: path: problem``; its own line goes before the given one."""
    line = fault.line or line
    return f"{name}:{line}: {explained(fault, language)}" if line else f"{name}: {explained(fault, language)}"


TOO_DEEP = (
    f"嵌套太深；应不超过 {DEEPEST} 层",
    f"found nesting too deep to be meant; expected at most {DEEPEST} levels",
)


def duplicate_key(path: KeyPath, line: int | None = None) -> Fault:
    """The fault of a key that occurs twice in one mapping."""
    problem = Text("这个键出现了两次；应只出现一次", "found this key twice; expected it once")
    return Fault(path, problem, line, "duplicate-key")


def refused(code: Code, zh: str, en: str) -> RefusedError:
    """A refusal of the whole, with one reason."""
    return RefusedError([Fault((), Text(zh, en), code=code)])
