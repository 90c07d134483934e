"""Bundles the pages' scripts and styles, and the npm packages that they import, with esbuild."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from hooks.bundle.pyodide_bundle import WORKER, WORKER_PARTS, BundleError
from hooks.paths import ASSETS, BUILD, HOOKS, ROOT, WIDGET

LIBRARIES = "libraries"
DECKS = HOOKS / "decks" / "browser"
STYLE = ASSETS / "styles" / "handbook.css"
TOOL = ROOT / "tools" / "bundle-libraries.mjs"
SCRIPTS = "scripts"
# Scripts that have an address of their own in the site, which is their file name (no folder).
ENTRY_POINTS = (
    # Named by templates, by mkdocs.yml, or written into every page.
    WIDGET / "calculator" / "appraisal-calculator.js",
    WIDGET / "calculator" / "tools" / "calculator-tools.js",
    WIDGET / "calibration" / "calibration-round.js",
    WIDGET / "comparison" / "two-readings.js",
    WIDGET / "engine" / "prefetch.js",
    WIDGET / "migration" / "appraisal-carrier.js",
    WIDGET / "quiz" / "case-quiz.js",
    WIDGET / "team" / "team-view.js",
    WIDGET / "year" / "persons-year.js",
    ASSETS / "case-filter.js",
    ASSETS / "code-labels.js",
    DECKS / "deck-builder.js",
    ASSETS / "level-compare.js",
    ASSETS / "service-worker-client.js",
    ASSETS / "language-link.js",
    # Started as a worker by another script.
    WIDGET / "shared" / "yaml-worker.js",
    # Imported by other scripts here, and by pages outside this project.
    WIDGET / "engine" / "engine.js",
    ASSETS / "csv.js",
)


def oldest_browsers() -> dict[str, dict[str, str]]:
    """The oldest version of each browser that the site supports, for ``reading`` and for the ``calculator``.

    Browsers have the names of a browserslist: ``chrome``, ``firefox``, ``safari``, ``ios_saf``.
    """
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lists: dict[str, list[str]] = package["browserslist"]
    return {part: dict(browser.split() for browser in browsers) for part, browsers in lists.items()}


def build_libraries() -> tuple[Path, ...]:
    """One file for each ``libraries/*.js`` of the scripts. Raises BundleError if esbuild fails."""
    return bundled(LIBRARIES, [path for path in _sources("*.js") if path.parent.name == LIBRARIES])


def build_style() -> tuple[Path, ...]:
    """The one stylesheet of all pages. Raises BundleError if esbuild fails."""
    return bundled("styles", [STYLE], beside=_sources("*.css"))


def build_decks() -> tuple[Path, ...]:
    """The decks' classic script and stylesheet, with reveal.js. Raises BundleError if esbuild fails."""
    return bundled("decks", [DECKS / "deck.js", DECKS / "deck.css"], "iife", DECKS.iterdir())


def build_worker() -> Path:
    """The engine's worker with all that it imports, as one file. Raises BundleError if esbuild fails."""
    (worker,) = bundled("worker", [WORKER], beside=WORKER_PARTS)
    return worker


def build_scripts() -> tuple[Path, ...]:
    """The pages' scripts: one file for each of ENTRY_POINTS, and chunks named by a hash of their content.

    Bundled because a browser finds out what a module imports only after loading it: fetched one by one, the
    modules took a second on a phone. Rebuilt when any script below the source folders is newer.
    Raises BundleError if esbuild fails.
    """
    folder, newest = BUILD / SCRIPTS, _newest((*_sources("*.js"), *ENTRY_POINTS))
    if not folder.is_dir() or folder.stat().st_mtime <= newest:
        shutil.rmtree(folder, ignore_errors=True)  # chunks of an earlier build have other names
        _bundle(SCRIPTS, "split", ENTRY_POINTS)
    return tuple(sorted(folder.iterdir()))


def bundled(
    folder: str, files: list[Path], form: Literal["esm", "iife"] = "esm", beside: Iterable[Path] = ()
) -> tuple[Path, ...]:
    """Bundle each file into a folder of ``build/``, unless the bundle is newer than its sources.

    ``beside`` are files of our own that they import. Raises BundleError if esbuild fails.
    """
    built = tuple(BUILD / folder / file.name for file in files)
    newest = _newest((*files, *beside))
    if not all(path.is_file() and path.stat().st_mtime > newest for path in built):
        _bundle(folder, form, files)
    return built


def _sources(pattern: str) -> list[Path]:
    """The files of the scripts' folders, sub-folders included."""
    return sorted([*WIDGET.rglob(pattern), *ASSETS.rglob(pattern), *DECKS.glob(pattern)])


def _newest(sources: Iterable[Path]) -> float:
    settings = (ROOT / "package.json", ROOT / "package-lock.json", TOOL)
    return max(path.stat().st_mtime for path in (*sources, *settings))


def _bundle(folder: str, form: Literal["esm", "iife", "split"], files: Iterable[Path]) -> None:
    command = ["tools/with-node", "node", str(TOOL), str(BUILD / folder), form, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BundleError(f"the pages' scripts could not be bundled:\n{done.stderr}")
