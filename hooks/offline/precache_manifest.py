"""The list of files that the service worker precaches, each with its SHA-256.

Workbox does the keeping (offline/sw.js). The list is made here and not by its build tool, which tells revisions but no
hashes, by which the browser refuses a file of another build, and would bring hundreds of packages to list a folder.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path, PurePosixPath

from hooks.bundle.pyodide_bundle import CODE, SNAPSHOT
from hooks.bundle.scripts import bundled
from hooks.paths import HOOKS

OFFLINE = HOOKS / "offline"
WORKER = "sw.js"
PLACEHOLDER = "self.__LIUMAI_FILES"  # in the bundled worker, for the list
# For hosts, search engines, debuggers and other programs: no page asks for them.
NOT_OF_PAGES = frozenset({".map", ".gz", ".ndjson", ".conf"})
# Downloaded, not read in place: the handouts as PDF, the pack of all slides.
DOWNLOADS = frozenset({".pdf", ".zip"})
# Of the runtime everything is kept, for the plain way of starting too; its wasm is kept unpacked, from its gzip.
RUNTIME = PurePosixPath("assets/runtime")
# The preview pictures are for programs that show a link.
LEFT_OUT = frozenset({WORKER, "_headers", CODE, SNAPSHOT, "preview.zh.png", "preview.en.png"})


def write_worker(site: Path) -> None:
    """Write the service worker of a finished site. Raises BundleError where it cannot be bundled."""
    (bundle,) = bundled("offline", [OFFLINE / WORKER])
    files = {_address(path): digest for path, digest in precached_files(site).items()}
    script = bundle.read_text(encoding="utf-8").replace(PLACEHOLDER, json.dumps(files, ensure_ascii=False), 1)
    (site / WORKER).write_text(script, encoding="utf-8")


def write_remover(site: Path) -> None:
    """Write the script that removes an earlier visit's service worker (preview only)."""
    shutil.copyfile(OFFLINE / "remove.js", site / WORKER)


def precached_files(site: Path) -> dict[str, str]:
    """The paths of the files that are precached, each with its SHA-256 in hexadecimal."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    paths = {path.relative_to(site).as_posix(): path for path in files}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items() if _is_kept(name)
    }


def _is_kept(path: str) -> bool:
    name = PurePosixPath(path)
    if name.name in LEFT_OUT:
        return False
    return name.is_relative_to(RUNTIME) or name.suffix not in NOT_OF_PAGES | DOWNLOADS


def _address(path: str) -> str:
    """The address from the site's root; of a page, that of its folder, which every host gives it."""
    return path.removesuffix("index.html") or "./"
