"""The pages' scripts and the npm packages that they use, bundled into files that the site carries."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from hooks.bundle.pyodide_bundle import WORKER, BundleError
from hooks.paths import ASSETS, BUILD, HOOKS, ROOT, WIDGET

LIBRARIES = "libraries"
DECKS = HOOKS / "decks" / "browser"
STYLE = ASSETS / "styles" / "handbook.css"
TOOL = ROOT / "tools" / "bundle-libraries.mjs"
SCRIPTS = "scripts"
# Imported by others, and by themselves of use to a page of one's own.
OFFERED = frozenset({"csv.js", "engine.js"})
_IMPORTED = re.compile(r"""(?:from|^import) "\./([\w-]+\.js)";""", re.MULTILINE)


def build_libraries() -> tuple[Path, ...]:
    """A file for each ``libraries/*.js`` of the scripts' folders. Raises BundleError where that fails."""
    return bundled(
        LIBRARIES,
        sorted([*WIDGET.glob("libraries/*.js"), *ASSETS.glob("libraries/*.js")]),
    )


def build_style() -> tuple[Path, ...]:
    """The pages' one style. Raises BundleError where that fails."""
    parts = [*STYLE.parent.glob("*.css"), *WIDGET.glob("*.css")]
    return bundled("styles", [STYLE], beside=parts)


def build_decks() -> tuple[Path, ...]:
    """The decks' one classic script and one style, reveal.js among them. Raises BundleError where that fails."""
    return bundled("decks", [DECKS / "deck.js", DECKS / "deck.css"], "iife", DECKS.iterdir())


def build_scripts() -> tuple[Path, ...]:
    """The pages' own scripts: some dozens of small modules as the few files that each page needs.

    A browser learns what a module imports when that has come: fetched one by one, they took a phone a second to come.
    Raises BundleError where that fails.
    """
    sources = sorted({*WIDGET.glob("*.js"), *ASSETS.glob("*.js"), DECKS / "deck-builder.js"} - {WORKER})
    folder, newest = BUILD / SCRIPTS, _newest(sources)
    if not folder.is_dir() or folder.stat().st_mtime <= newest:
        shutil.rmtree(folder, ignore_errors=True)  # what several import is named after its content
        imported = {name for path in sources for name in _IMPORTED.findall(path.read_text(encoding="utf-8"))}
        _bundle(SCRIPTS, "split", [path for path in sources if path.name not in imported - OFFERED])
    return tuple(sorted(folder.iterdir()))


def bundled(
    folder: str, files: list[Path], form: Literal["esm", "iife"] = "esm", beside: Iterable[Path] = ()
) -> tuple[Path, ...]:
    """Each file with the packages that it imports, in a folder of ``build/``: built where not there or out of date.

    ``beside`` are files of our own that they import. Raises BundleError where that fails.
    """
    built = tuple(BUILD / folder / file.name for file in files)
    newest = _newest((*files, *beside))
    if not all(path.is_file() and path.stat().st_mtime > newest for path in built):
        _bundle(folder, form, files)
    return built


def _newest(sources: Iterable[Path]) -> float:
    return max(path.stat().st_mtime for path in (*sources, ROOT / "package-lock.json", TOOL))


def _bundle(folder: str, form: Literal["esm", "iife", "split"], files: Iterable[Path]) -> None:
    command = ["tools/with-node", "node", str(TOOL), str(BUILD / folder), form, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BundleError(f"the pages' scripts could not be bundled:\n{done.stderr}")
