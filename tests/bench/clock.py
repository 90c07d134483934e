"""How long things take: by the clock, and by the processor time of this process and of all that it has waited for."""

from __future__ import annotations

import time
from collections.abc import Callable
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """The seconds by the clock and the seconds of processor time that the work takes."""
    clock, spent = time.perf_counter(), _processor_time()
    work()
    return time.perf_counter() - clock, _processor_time() - spent


def _processor_time() -> float:
    return sum(sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
