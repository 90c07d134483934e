"""``liumai batch`` from file to JSON beside the cvss library in memory; and how much memory a longer file takes.

Both by the clock, for which batch has all processors, and by the processor time that they take: batch's start and all its
processes counted.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from cvss import CVSS4
from cvss.constants4 import METRICS_ABBREVIATIONS, METRICS_MANDATORY, METRICS_VALUE_NAMES

from at_random import worded_at_random

from .figures import Figure, ratio, times

SHORT, LONG = 20_000, 200_000  # lines of the files whose memory is compared; the long one is timed
VECTORS = 20_000
KEPT = 1.1  # that a file ten times as long may take of the short one's memory
# Runs a command and prints the most memory that it, or any process of its own, held (KiB).
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure(runs: int) -> list[Figure]:
    """Both by turns, each appraisal and each vector at random."""
    dice = random.Random(2006)
    vectors = [_vector(dice) for _ in range(VECTORS)]
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        short, long = (_written(Path(folder) / f"{size}.ndjson", size, dice) for size in (SHORT, LONG))
        for _ in range(runs):
            ours.append(
                _rates(LONG, lambda: subprocess.run(_command(long), check=True, stdout=subprocess.DEVNULL))
            )
            theirs.append(_rates(VECTORS, lambda: [CVSS4(vector).scores() for vector in vectors]))
        memory = [_peak(short)], [_peak(long)]
    by_clock, by_processor = zip(*ours, strict=True)
    cvss_by_clock, cvss_by_processor = zip(*theirs, strict=True)
    return [
        times("batch-ours", "appraisals/s", by_clock),
        times("batch-cvss", "vectors/s", cvss_by_clock),
        ratio("batch-ratio", by_clock, cvss_by_clock, 1, at_least=True),
        times("batch-ours-processor", "appraisals/s", by_processor),
        times("batch-cvss-processor", "vectors/s", cvss_by_processor),
        ratio("batch-ratio-processor", by_processor, cvss_by_processor, 1, at_least=True),
        times("memory-short", "MB", memory[0]),
        times("memory-long", "MB", memory[1]),
        ratio("memory-ratio", memory[1], memory[0], KEPT),
    ]


def _rates(count: int, work: Callable[[], object]) -> tuple[float, float]:
    """So many things a second, by the clock and by the time of this process and of those that it waited for."""
    clock, spent = time.perf_counter(), _processor_time()
    work()
    return count / (time.perf_counter() - clock), count / (_processor_time() - spent)


def _processor_time() -> float:
    return sum(sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))


def _written(file: Path, size: int, dice: random.Random) -> Path:
    with file.open("w", encoding="utf-8") as lines:
        for _ in range(size):
            lines.write(json.dumps(worded_at_random(dice), ensure_ascii=False) + "\n")
    return file


def _command(file: Path) -> list[str]:
    return [str(Path(sys.executable).with_name("liumai")), "batch", str(file)]


def _peak(file: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *_command(file)], check=True, capture_output=True, text=True
    )
    return int(done.stdout) / 1024


def _vector(dice: random.Random) -> str:
    """A vector of CVSS 4.0: its mandatory metrics, and of the others what the dice say."""
    chosen = [
        f"{metric}:{dice.choice([value for value in METRICS_VALUE_NAMES[metric] if value != 'X'])}"
        for metric in METRICS_ABBREVIATIONS
        if metric in METRICS_MANDATORY or dice.random() < 0.2
    ]
    return "CVSS:4.0/" + "/".join(chosen)
