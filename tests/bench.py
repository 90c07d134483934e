"""The figures of speed and size that ``make bench`` prints, and writes to build/bench.json.

Each timing is repeated: median, least and most tell how quiet the machine was. Nothing here passes or fails.
"""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from serving import serving

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
LINES = 20_000
VECTOR = "six-veins-2006:mmpuu.mmmmm.mmuuu.mpuuu.mmmpu.mmmmp"
FIRST_RESULT = "document.querySelector('appraisal-calculator')?.result != null"


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def row(name: str, unit: str, values: list[float]) -> dict[str, Any]:
    """One line of the table."""
    ordered = sorted(values)
    return {
        "name": name,
        "unit": unit,
        "median": statistics.median(ordered),
        "min": ordered[0],
        "max": ordered[-1],
    }


def shown(number: float) -> str:
    """A figure as the table shows it."""
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


def site_build() -> dict[str, Any]:
    """Both languages, from YAML to HTML."""

    def build() -> None:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", folder],
                cwd=ROOT,
                check=True,
                capture_output=True,
            )

    return row("site build, both languages", "s", [timed(build) for _ in range(3)])


def batch() -> dict[str, Any]:
    """Appraisals a second, from a file to JSON."""
    file = ROOT / "build" / "bench.ndjson"
    appraisal = {
        "rubric": "six-veins-2006",
        "evidence": "recorded",
        "criteria": {
            "customer-first": {"ratings": ["met", "met", "partial", "unmet", "unmet"], "cases": [{"level": 3, "verdict": "compliant"}]},
            "teamwork": {"score": 2.5},
        },
    }  # fmt: skip
    file.write_text((json.dumps(appraisal) + "\n") * LINES, encoding="utf-8")

    def run() -> None:
        subprocess.run(
            [Path(sys.executable).with_name("liumai"), "batch", file], check=True, stdout=subprocess.DEVNULL
        )

    rates = [LINES / timed(run) for _ in range(3)]
    return row("liumai batch", "appraisals/s", rates)


def first_result() -> list[dict[str, Any]]:
    """From navigation to the first scored result, in Chromium; and from a rating to its result."""
    cold, warm, rated = [], [], []
    executable = (ROOT / ".venv" / ".browser").read_text(encoding="utf-8").strip()
    with serving(SITE) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(3):
            context = browser.new_context(bypass_csp=True)
            for times in (cold, warm):
                page = context.new_page()
                page.goto("about:blank")
                start = time.perf_counter()
                page.goto(f"{server.address}calculator/#a={VECTOR}", wait_until="commit")
                page.wait_for_function(FIRST_RESULT, timeout=120_000, polling=10)
                times.append(time.perf_counter() - start)
            rated += page.evaluate(RATE_MANY)
            context.close()
        browser.close()
    return [
        row("first result, cold", "s", cold),
        row("first result, warm", "s", warm),
        row("rating to repainted result", "ms", rated),
    ]


RATE_MANY = """async () => {
    const calculator = document.querySelector('appraisal-calculator');
    const times = [];
    for (let turn = 0; turn < 40; turn++) {
        const radio = calculator.querySelector(`[name="teamwork-1"][value=${turn % 2 ? "met" : "unmet"}]`);
        const scored = new Promise(done => calculator.addEventListener('scored', done, { once: true }));
        const start = performance.now();
        radio.click();
        await scored;
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
    }
    return times;
}"""


def sizes() -> list[dict[str, Any]]:
    """Bytes of all files that the calculator may fetch, raw and compressed; the plain way's beside the fast one's."""
    folders = (SITE / "assets/runtime", SITE / "assets/liumai")
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    files.append(SITE / "rubric/six-veins-2006.json")
    raw = sum(file.stat().st_size for file in files)
    small = sum(len(gzip.compress(file.read_bytes())) for file in files)
    return [
        row("calculator's files, raw", "MB", [raw / 1e6]),
        row("calculator's files, gzip", "MB", [small / 1e6]),
    ]


def main() -> None:
    """Measure everything, print the table, write the JSON."""
    rows = [site_build(), batch(), *first_result(), *sizes()]
    table = Table("measured", "unit", "median", "min", "max")
    for line in rows:
        table.add_row(line["name"], line["unit"], *(shown(line[key]) for key in ("median", "min", "max")))
    Console().print(table)
    (ROOT / "build" / "bench.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
