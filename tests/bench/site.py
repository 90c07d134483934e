"""Seconds a page of a small and of a large site; and from a change in the YAML to the page rebuilt by ``mkdocs serve``."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from building import MKDOCS, ROOT, build
from large import grow

from .figures import Figure, ratio, times

BAKERY = ROOT / "tests" / "adopter" / "mkdocs.yml"
SMALL, LARGE = 6, 61  # rubrics, which make about 200 and 2,000 pages in each language
PER_PAGE = 1.5  # times that a page of the large site may take of one of the small
REBUILT = 3  # seconds
CHANGED = "bench was here"


def measure(_runs: int) -> list[Figure]:
    """Small, large, small again: what the machine does meanwhile shows."""
    taken: dict[int, list[float]] = {SMALL: [], LARGE: []}
    pages: dict[int, int] = {}
    for size in (SMALL, LARGE, SMALL):
        with tempfile.TemporaryDirectory() as folder:
            rubrics = grow(Path(folder), size)
            start = time.perf_counter()
            build(Path(folder) / "site", "--config-file", str(BAKERY), LIUMAI_RUBRICS=str(rubrics))
            pages[size] = sum(1 for _ in (Path(folder) / "site").rglob("*.html"))
            taken[size].append(1000 * (time.perf_counter() - start) / pages[size])
    large = taken[LARGE] * len(taken[SMALL])
    return [
        times("build-small", "ms/page", taken[SMALL]),
        times("build-large", "ms/page", taken[LARGE]),
        ratio("build-ratio", large, taken[SMALL], PER_PAGE),
    ]


def rebuild(runs: int) -> list[Figure]:
    """How long ``mkdocs serve`` takes until a changed case shows in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        rubrics = shutil.copytree(ROOT / "rubric_data", Path(folder) / "rubrics")
        file = rubrics / "six-veins-2006" / "criteria" / "teamwork.yaml"
        original = file.read_text(encoding="utf-8")
        with _served(rubrics) as address:
            pages = [f"{address}{language}six-veins-2006/teamwork/" for language in ("", "en/")]
            _shown(pages, "teamwork", 600)
            seconds = []
            for run in range(runs):
                words = f"{CHANGED} {run}"
                start = time.perf_counter()
                file.write_text(_changed(original, words), encoding="utf-8")
                _shown(pages, words, 120)
                seconds.append(time.perf_counter() - start)
    return [times("rebuild", "s", seconds, REBUILT)]


def _changed(text: str, words: str) -> str:
    """The criterion with these words in both languages of its first clause."""
    lines = text.splitlines(keepends=True)
    for language in ("zh", "en"):
        first = next(n for n, line in enumerate(lines) if line.lstrip().startswith(f"{language}: "))
        lines[first] = lines[first].replace(f"{language}: ", f"{language}: {words} ", 1)
    return "".join(lines)


@contextmanager
def _served(rubrics: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    running = subprocess.Popen(
        [MKDOCS, "serve", "--quiet", "--dev-addr", address],
        env=os.environ | {"LIUMAI_RUBRICS": str(rubrics), "NO_MKDOCS_2_WARNING": "1"},
        cwd=ROOT,
    )
    try:
        yield f"http://{address}/"
    finally:
        running.terminate()
        running.wait()


def _shown(pages: list[str], words: str, patience: float) -> None:
    end = time.monotonic() + patience
    left = list(pages)
    while left and time.monotonic() < end:
        try:
            text = urllib.request.urlopen(left[0], timeout=patience).read().decode()
        except (urllib.error.URLError, ConnectionError):
            text = ""
        if words in text:
            left.pop(0)
        else:
            time.sleep(0.05)
    if left:
        raise TimeoutError(f"{left[0]} never showed {words!r}")
