"""``liumai batch`` from file to JSON beside the cvss library in memory; and how much memory a longer file takes.

Both by the clock, for which batch has all processors, and by the processor time that they take: batch's start and all its
processes counted. No two lines of a file are the same. One file is as a company has it; in the other every rating and every
case is thrown, so that little of it repeats.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cvss import CVSS4
from cvss.constants4 import METRICS_ABBREVIATIONS, METRICS_MANDATORY, METRICS_VALUE_NAMES

from tests.support.random_appraisals import random_company_appraisal, random_worded_appraisal

from .clock import taken
from .figures import Figure, ratio, times

SHORT, LONG = 20_000, 200_000  # lines of the files whose memory is compared; the long one is timed
VECTORS = 20_000
KEPT = 1.1  # that a file ten times as long may take of the short one's memory
Rates = tuple[float, float]  # things a second: by the clock, and by processor time
# Runs a command and prints the most memory that it, or any process of its own, held (KiB).
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure(runs: int) -> list[Figure]:
    """All three by turns."""
    dice = random.Random(2006)
    vectors = [_vector(dice) for _ in range(VECTORS)]
    ours, thrown, theirs = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        short, long = (
            _written(Path(folder) / f"{size}.ndjson", size, random_company_appraisal, dice)
            for size in (SHORT, LONG)
        )
        odd = _written(Path(folder) / "thrown.ndjson", LONG, random_worded_appraisal, dice)
        for _ in range(runs):
            ours.append(_rates(LONG, lambda: _batch(long)))
            theirs.append(_rates(VECTORS, lambda: [CVSS4(vector).scores() for vector in vectors]))
            thrown.append(_rates(LONG, lambda: _batch(odd)))
        memory = [_peak(short)], [_peak(long)], [_peak(odd)]
    by_clock, by_processor = zip(*theirs, strict=True)
    return [
        times("batch-cvss", "vectors/s", by_clock),
        times("batch-cvss-processor", "vectors/s", by_processor),
        *_beside("batch", ours, theirs),
        *_beside("batch-thrown", thrown, theirs),
        times("memory-short", "MB", memory[0]),
        times("memory-long", "MB", memory[1]),
        ratio("memory-ratio", memory[1], memory[0], KEPT),
        times("memory-thrown", "MB", memory[2]),
    ]


def _beside(name: str, ours: list[Rates], theirs: list[Rates]) -> list[Figure]:
    """A file's rates, and what they are to those of cvss, by the clock and by processor time."""
    pairs = zip(zip(*ours, strict=True), zip(*theirs, strict=True), strict=True)
    figures = []
    for suffix, (mine, other) in zip(("", "-processor"), pairs, strict=True):
        figures.append(times(f"{name}-ours{suffix}", "appraisals/s", mine))
        figures.append(ratio(f"{name}-ratio{suffix}", mine, other, 1, at_least=True))
    return figures


def _batch(file: Path) -> None:
    subprocess.run(_command(file), check=True, stdout=subprocess.DEVNULL)


def _rates(count: int, work: Callable[[], object]) -> Rates:
    """So many things a second, by the clock and by the time of this process and of those that it waited for."""
    clock, processor = taken(work)
    return count / clock, count / processor


def _written(file: Path, size: int, write: Callable[[random.Random], object], dice: random.Random) -> Path:
    with file.open("w", encoding="utf-8") as lines:
        for _ in range(size):
            lines.write(json.dumps(write(dice), ensure_ascii=False) + "\n")
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
