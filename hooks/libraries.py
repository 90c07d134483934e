"""The npm packages that the pages' scripts use, bundled into files that the site carries."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from bundle import ROOT, BundleError

LIBRARIES = "libraries"
BUILT = ROOT / "build"
DECKS = ROOT / "hooks" / "assets" / "decks"
TOOL = ROOT / "tools" / "bundle-libraries.mjs"


def build_libraries() -> tuple[Path, ...]:
    """A file for each ``libraries/*.js`` of the scripts' folders. Raises BundleError where that fails."""
    return bundled(
        LIBRARIES,
        sorted([*ROOT.glob("calculator/widget/libraries/*.js"), *ROOT.glob("hooks/assets/libraries/*.js")]),
    )


def build_decks() -> tuple[Path, ...]:
    """The decks' one classic script and one style, reveal.js among them. Raises BundleError where that fails."""
    beside = [*DECKS.iterdir(), DECKS.parent / "deck-selection.js"]
    return bundled("decks", [DECKS / "deck.js", DECKS / "deck.css"], "iife", beside)


def bundled(
    folder: str, files: list[Path], form: Literal["esm", "iife"] = "esm", beside: Iterable[Path] = ()
) -> tuple[Path, ...]:
    """Each file with the packages that it imports, in a folder of ``build/``: built where not there or out of date.

    ``beside`` are files of our own that they import. Raises BundleError where that fails.
    """
    built = tuple(BUILT / folder / file.name for file in files)
    newest = max(path.stat().st_mtime for path in (*files, *beside, ROOT / "package-lock.json", TOOL))
    if all(path.is_file() and path.stat().st_mtime > newest for path in built):
        return built
    command = ["tools/with-node", "node", str(TOOL), str(BUILT / folder), form, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BundleError(f"the scripts' npm packages could not be bundled:\n{done.stderr}")
    return built
