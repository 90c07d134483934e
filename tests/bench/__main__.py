"""``make bench``: measures speed and size, prints a table, and writes build/bench.json. Nothing here passes or fails.

``make bench PART=startup`` measures one part alone, and keeps of the rest what was measured before.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from liumai.rubric_files.loader import load_words, rubric_folder
from tests.support.web_host import ROOT

from . import batch, rating, site, startup, team, traffic
from .figures import Figure

RUNS = int(os.environ.get("RUNS", "5"))
PARTS: dict[str, Callable[[int], list[Figure]]] = {
    "startup": startup.measure,
    "rating": rating.measure,
    "traffic": traffic.measure,
    "batch": batch.measure,
    "team": team.measure,
    "serve": site.rebuild,
    "build": site.measure,
}
OUTPUT = ROOT / "build" / "bench.json"


def machine() -> str:
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo")
    models = [line for line in info.read_text().splitlines() if "model name" in line] if info.exists() else []
    name = models[0].split(":")[1].strip() if models else platform.processor() or platform.machine()
    return f"{os.cpu_count()} × {name}, {platform.system()}, Python {platform.python_version()}"


def measured(name: str) -> dict[str, Any]:
    """One part's figures, on which machine, and how busy that was meanwhile: processes that wanted a processor, for each it has."""
    figures = PARTS[name](RUNS)
    return {
        "machine": machine(),
        "date": datetime.date.today().isoformat(),
        "busy": round(os.getloadavg()[0] / (os.cpu_count() or 1), 1),
        "figures": [asdict(figure) | {"met": figure.met} for figure in figures],
    }


def main() -> None:
    """Measure what is asked for; print and write all that is known."""
    asked = sys.argv[1:] or list(PARTS)
    for name in asked:
        if name not in PARTS:
            sys.exit(f"found the part {name}; expected one of {', '.join(PARTS)}")
    kept = json.loads(OUTPUT.read_text(encoding="utf-8")) if OUTPUT.is_file() else {"parts": {}}
    report = {"parts": kept["parts"]}
    for name in asked:
        report["parts"][name] = measured(name)
        OUTPUT.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    show(report, asked)


def show(report: dict[str, Any], asked: list[str]) -> None:
    """The table."""
    names = load_words(rubric_folder(), "interface.yaml")["measured"]
    table = Table("measured", "unit", "median", "min", "max", "target", "met", title=machine())
    for name in asked:
        part = report["parts"][name]
        table.add_section()
        for line in part["figures"]:
            bound = {None: ""}.get(
                line["target"], f"{'≥' if line['at_least'] else '≤'} {line['target'] or 0:g}"
            )
            met = {None: "", True: "yes", False: "NO"}[line["met"]]
            spread = (shown(line[key]) for key in ("median", "min", "max"))
            table.add_row(names[line["key"]].en, line["unit"], *spread, bound, met)
        table.add_row(f"[dim]busy while {name} was measured: {part['busy']:g} processes a processor[/dim]")
    Console().print(table)


def shown(number: float) -> str:
    """A figure as the table shows it."""
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


if __name__ == "__main__":
    main()
