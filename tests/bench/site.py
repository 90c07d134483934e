"""Seconds a page of a small and of a large site; and from a change in the YAML to the page rebuilt by ``mkdocs serve``."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from tests.support.large_rubrics import write_rubrics
from tests.support.preview_server import served, shown, with_clause
from tests.support.site_build import ROOT, build

from . import clock
from .figures import Figure, ratio, times

BAKERY = ROOT / "tests" / "adopter" / "mkdocs.yml"
SMALL, LARGE = 6, 61  # rubrics, which make about 200 and 2,000 pages in each language
PER_PAGE = 1.5  # times that a page of the large site may take of one of the small
REBUILT = 3  # seconds
CHANGED = "bench was here"


def measure(_runs: int) -> list[Figure]:
    """Small, large, small again: what the machine does meanwhile shows by the clock, and less by processor time."""
    taken: dict[int, list[tuple[float, float]]] = {SMALL: [], LARGE: []}
    for size in (SMALL, LARGE, SMALL):
        taken[size].append(_a_page(size))
    small, small_processor = zip(*taken[SMALL], strict=True)
    large, large_processor = zip(*taken[LARGE] * len(small), strict=True)
    return [
        times("build-small", "ms/page", small),
        times("build-large", "ms/page", large[:1]),
        ratio("build-ratio", large, small, PER_PAGE),
        times("build-small-processor", "ms/page", small_processor),
        times("build-large-processor", "ms/page", large_processor[:1]),
        ratio("build-ratio-processor", large_processor, small_processor, PER_PAGE),
    ]


def _a_page(rubrics: int) -> tuple[float, float]:
    """Milliseconds that a page of a site with so many rubrics takes, by the clock and of processor time."""
    with tempfile.TemporaryDirectory() as folder:
        data, site = write_rubrics(Path(folder), rubrics), Path(folder) / "site"
        seconds = clock.taken(lambda: build(site, "--config-file", str(BAKERY), LIUMAI_RUBRICS=str(data)))
        pages = sum(1 for _ in site.rglob("*.html"))
    return 1000 * seconds[0] / pages, 1000 * seconds[1] / pages


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
