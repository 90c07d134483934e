"""Keeps what a build has worked out for the next build of the same ``mkdocs serve``, which changes little of it.

Whatever is kept stands under all that it is made from, so it is never out of date; what a build no longer asks for
is forgotten after it. ``mkdocs build`` keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from hooks import preview

_earlier: dict[Hashable, Any] = {}
_now: dict[Hashable, Any] = {}


def kept[T](key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives, or what it gave before under the same key. Whoever gets it must not change it."""
    if not preview.on:
        return make()
    if key not in _now:
        _now[key] = _earlier[key] if key in _earlier else make()
    made: T = _now[key]
    return made


def forget() -> None:
    """Forget what the build that has just ended did not ask for."""
    global _earlier, _now
    _earlier, _now = _now, {}
