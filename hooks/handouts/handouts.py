"""What is handed out on paper: for each criterion a worksheet and an answer sheet, the rules on one page, the matrix as a
poster, a blank appraisal form.

Each is a page of HTML with a print style, and a PDF where ``make handouts`` has made one. WeasyPrint sets them: Chromium
writes many Chinese characters as the radicals that look like them, so that a search finds nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hooks import preview
from hooks.bundle.pyodide_bundle import BundleError
from hooks.paths import BUILD, THEME
from liumai.model import Case, Criterion, Rubric

STYLE = THEME / "assets" / "liumai" / "handout.css"
KEPT = BUILD / "handouts"
ASKED = "LIUMAI_HANDOUTS"
CASES_PER_LEVEL = 4


@dataclass(frozen=True)
class Handout:
    """A handout by the name of its file. ``kind`` names its template and the label of its title."""

    name: str
    kind: str
    criterion: Criterion | None = None
    values: Mapping[str, Any] | None = None


def handouts(rubric: Rubric) -> Iterator[Handout]:
    """Every handout of a rubric."""
    yield Handout("rules", "rules-card")
    yield Handout("matrix", "poster")
    yield Handout("form", "form")
    for criterion in rubric.criteria:
        chosen = {"cases": list(sheet_cases(criterion))}
        if chosen["cases"]:
            yield Handout(f"{criterion.id}-worksheet", "worksheet", criterion, chosen)
            yield Handout(f"{criterion.id}-answers", "answers", criterion, chosen)


def sheet_cases(criterion: Criterion) -> Iterator[tuple[int, int, Case]]:
    """The cases of a criterion's sheet as (number, level, case).

    Each level gives some, one of each verdict in turn, and they stand in an order that gives none of it away: first
    every level's first, then every level's second, and so on.
    """
    queues = [(level.level, _in_turn(level.cases)[:CASES_PER_LEVEL]) for level in criterion.levels]
    number = 0
    for turn in range(CASES_PER_LEVEL):
        for level, cases in queues:
            if turn < len(cases):
                number += 1
                # From level to level another verdict comes first.
                yield number, level, cases[(turn + level) % len(cases)]


def _in_turn(cases: Iterable[Case]) -> list[Case]:
    kinds: dict[str, list[Case]] = {}
    for case in cases:
        kinds.setdefault(case.verdict, []).append(case)
    longest = max((len(kind) for kind in kinds.values()), default=0)
    return [kind[turn] for turn in range(longest) for kind in kinds.values() if turn < len(kind)]


def pdf(html: str, language: str, name: str) -> Path | None:
    """The PDF of a handout: made if ``make handouts`` asks for it, else the one that was made of this very page.

    A preview has none: one that no longer fits would be gone at the first change, and every page be rendered anew for it.
    Raises BundleError where it cannot be made.
    """
    if preview.on:
        return None
    digest = hashlib.sha256(html.encode() + STYLE.read_bytes() + Path(__file__).read_bytes()).hexdigest()[:16]
    file = KEPT / language / f"{name}.{digest}.pdf"
    if not file.is_file() and os.environ.get(ASKED):
        _set(html, file)
        for older in file.parent.glob(f"{name}.*.pdf"):
            if older != file:
                older.unlink()
    return file if file.is_file() else None


def _set(html: str, file: Path) -> None:
    if importlib.util.find_spec("weasyprint") is None:
        raise BundleError("the handouts' PDFs need WeasyPrint: run make handouts, which installs it")
    file.parent.mkdir(parents=True, exist_ok=True)
    # On its own, so that a library that is missing on this machine is one sentence and no traceback.
    script = (
        "import sys, weasyprint\n"
        "weasyprint.HTML(string=sys.stdin.read()).write_pdf("
        "sys.argv[1], stylesheets=[sys.argv[2]], pdf_tags=True, full_fonts=False)"
    )
    command = [sys.executable, "-c", script, str(file), str(STYLE)]
    made = subprocess.run(command, input=html, capture_output=True, text=True, check=False)
    if made.returncode or not file.is_file():
        file.unlink(missing_ok=True)
        raise BundleError(f"the handout {file.name} could not be set:\n{made.stderr[-800:]}")
