"""Plain data read from YAML or JSON, with line numbers; the limits of its size, and how its faults are printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from liumai.core.errors import Code, Fault, RefusedError, dotted
from liumai.core.errors import Path as KeyPath
from liumai.core.rubric import Text

LIMIT = 1 << 20  # bytes
DEEPEST = 32  # levels of nesting; a rubric needs 8
MOST_SYNTAX_FAULTS = 50  # of syntax in one document; reading stops there


@dataclass(frozen=True)
class Document:
    """Plain data and, for YAML, the line (from 1) of each key and list item. ``name`` is the file's, for messages."""

    name: str
    data: Any
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def line(self, path: KeyPath) -> int | None:
        """The line of a path, else of its nearest parent with a known line."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def describe(self, fault: Fault, language: str) -> str:
        """A fault of this document as one line: ``file:line: path: problem``."""
        return format_fault(self.name, fault, self.line(fault.path), language)


def explained(fault: Fault, language: str) -> str:
    """A fault's text with its path: ``criteria.teamwork.score: found …; expected …``."""
    problem: str = getattr(fault.problem, language)
    return ": ".join(filter(None, [dotted(fault.path), problem]))


def format_fault(name: str, fault: Fault, line: int | None, language: str) -> str:
    """A fault's text with file and line: ``file:line: path: problem``. The fault's own line takes precedence."""
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
    """A RefusedError with one fault that concerns the whole input."""
    return RefusedError([Fault((), Text(zh, en), code=code)])
