"""The npm packages that the pages' scripts use, each bundled into one file that the site carries."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bundle import ROOT, BundleError

LIBRARIES = "libraries"
BUILT = ROOT / "build"


def build_libraries() -> tuple[Path, ...]:
    """A file for each ``libraries/*.js`` of the scripts' folders. Raises BundleError where that fails."""
    return bundled(
        LIBRARIES,
        sorted([*ROOT.glob("calculator/widget/libraries/*.js"), *ROOT.glob("hooks/assets/libraries/*.js")]),
    )


def bundled(folder: str, files: list[Path]) -> tuple[Path, ...]:
    """Each script with the packages that it imports, in a folder of ``build/``: built where not there or out of date.

    Raises BundleError where that fails.
    """
    built = tuple(BUILT / folder / file.name for file in files)
    sources = [*files, ROOT / "package-lock.json", ROOT / "tools" / "bundle-libraries.mjs"]
    newest = max(path.stat().st_mtime for path in sources)
    if all(path.is_file() and path.stat().st_mtime > newest for path in built):
        return built
    command = ["tools/with-node", "node", "tools/bundle-libraries.mjs", str(BUILT / folder), *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BundleError(f"the scripts' npm packages could not be bundled:\n{done.stderr}")
    return built
