"""Seconds a page of a small and of a large site; and from a change in the YAML to the page rebuilt by ``mkdocs serve``."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from building import ROOT, build
from large import grow
from previewing import served, shown, with_clause

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
    """How long ``mkdocs serve`` takes until a changed clause shows in both languages, on the criterion's own page."""
    with tempfile.TemporaryDirectory() as folder:
        rubrics = shutil.copytree(ROOT / "rubric_data", Path(folder) / "rubrics")
        file = rubrics / "six-veins-2006" / "criteria" / "teamwork.yaml"
        original = file.read_text(encoding="utf-8")
        with served(rubrics, Path(folder) / "log") as address:
            pages = [f"{address}{language}six-veins-2006/teamwork/" for language in ("", "en/")]
            shown(pages, "teamwork")
            seconds = []
            for run in range(runs):
                words = f"{CHANGED} {run}"
                start = time.perf_counter()
                file.write_text(with_clause(original, words), encoding="utf-8")
                shown(pages, words)
                seconds.append(time.perf_counter() - start)
    return [times("rebuild", "s", seconds, REBUILT)]
