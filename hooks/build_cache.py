"""Cache shared between the rebuilds of one ``mkdocs serve``."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from types import CodeType
from typing import Any

import jinja2.bccache


class BuildCache:
    """Values that a rebuild takes over from the build before it.

    A key must contain everything that its value is computed from, so that no value is ever out of date. Disabled, as in
    ``mkdocs build``, it computes every value anew and stores none.
    """

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled
        self._previous: dict[Hashable, Any] = {}
        self._current: dict[Hashable, Any] = {}

    def get[T](self, key: Hashable, compute: Callable[[], T]) -> T:
        """The value stored under ``key``, or that of ``compute()``. Callers must not modify it."""
        if not self.enabled:
            return compute()
        if key not in self._current:
            self._current[key] = self._previous[key] if key in self._previous else compute()
        value: T = self._current[key]
        return value

    def end_build(self) -> None:
        """Drop the values that the build which has just ended did not use."""
        self._previous, self._current = self._current, {}


class TemplateCache(jinja2.BytecodeCache):
    """Compiled Jinja templates, shared by the builds of both languages and by all rebuilds in this process."""

    def __init__(self) -> None:
        self._templates: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Give a template its compiled code, unless its source has changed since."""
        checksum, code = self._templates.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Store a template's compiled code with the checksum of its source."""
        self._templates[bucket.key] = (bucket.checksum, bucket.code)
