"""``liumai batch`` from file to JSON beside the cvss library in memory; and how much memory a longer file takes."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from cvss import CVSS4
from cvss.constants4 import METRICS_ABBREVIATIONS, METRICS_MANDATORY, METRICS_VALUE_NAMES

from at_random import appraisal_at_random

from .figures import Figure, ratio, times

LINES = 40_000  # of the timed file
SHORT, LONG = 20_000, 200_000  # lines of the files whose memory is compared
KEPT = 1.1  # that a file ten times as long may take of the short one's memory
# Runs a command and prints the most memory that it, or any process of its own, held (KiB).
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure(runs: int) -> list[Figure]:
    """Both by turns."""
    dice = random.Random(2006)
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        lines = [json.dumps(appraisal_at_random(dice), ensure_ascii=False) + "\n" for _ in range(LINES)]
        file = _written(Path(folder) / "timed.ndjson", lines)
        vectors = [_vector(dice) for _ in range(LINES // 4)]
        for _ in range(runs):
            times_of = [time.perf_counter()]
            subprocess.run(_command(file), check=True, stdout=subprocess.DEVNULL)
            times_of.append(time.perf_counter())
            for vector in vectors:
                CVSS4(vector).scores()
            times_of.append(time.perf_counter())
            batch, cvss = (after - before for before, after in pairwise(times_of))
            ours.append(LINES / batch)
            theirs.append(len(vectors) / cvss)
        short, long = (
            _peak(_written(Path(folder) / f"{size}.ndjson", (lines * (size // LINES + 1))[:size]))
            for size in (SHORT, LONG)
        )
    return [
        times("batch-ours", "appraisals/s", ours),
        times("batch-cvss", "vectors/s", theirs),
        ratio("batch-ratio", ours, theirs, 1, at_least=True),
        times("memory-short", "MB", [short]),
        times("memory-long", "MB", [long]),
        ratio("memory-ratio", [long], [short], KEPT),
    ]


def _written(file: Path, lines: list[str]) -> Path:
    file.write_text("".join(lines), encoding="utf-8")
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
