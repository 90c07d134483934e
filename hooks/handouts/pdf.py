"""Typesets handouts as PDF with WeasyPrint.

Not with Chromium: it writes many Chinese characters as the radicals that look like them, so that a text search finds nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from hooks.bundle.pyodide_bundle import BundleError
from hooks.paths import BUILD, THEME

STYLE = THEME / "assets" / "liumai" / "handout.css"
FOLDER = BUILD / "handouts"
REQUESTED = "LIUMAI_HANDOUTS"  # set by ``make handouts``


def pdf_of(html: str, language: str, name: str) -> Path | None:
    """The PDF of a handout's HTML; None if that very HTML has not been typeset and ``make handouts`` is not running.

    Raises BundleError if it cannot be typeset.
    """
    content = html.encode() + STYLE.read_bytes() + Path(__file__).read_bytes()
    file = FOLDER / language / f"{name}.{hashlib.sha256(content).hexdigest()[:16]}.pdf"
    if not file.is_file() and os.environ.get(REQUESTED):
        _typeset(html, file)
        for older in file.parent.glob(f"{name}.*.pdf"):
            if older != file:
                older.unlink()
    return file if file.is_file() else None


def _typeset(html: str, file: Path) -> None:
    if importlib.util.find_spec("weasyprint") is None:
        raise BundleError("the handouts' PDFs need WeasyPrint: run make handouts, which installs it")
    file.parent.mkdir(parents=True, exist_ok=True)
    # In a process of its own, so that a missing shared library gives one sentence and no traceback.
    script = (
        "import sys, weasyprint\n"
        "weasyprint.HTML(string=sys.stdin.read()).write_pdf("
        "sys.argv[1], stylesheets=[sys.argv[2]], pdf_tags=True, full_fonts=False)"
    )
    command = [sys.executable, "-c", script, str(file), str(STYLE)]
    done = subprocess.run(command, input=html, capture_output=True, text=True, check=False)
    if done.returncode or not file.is_file():
        file.unlink(missing_ok=True)
        raise BundleError(f"the handout {file.name} could not be typeset:\n{done.stderr[-800:]}")
