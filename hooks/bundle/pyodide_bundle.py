"""Builds what the browser needs to run the core: our wheel and Pyodide, in two ways of starting.

Both run Pyodide's code as it is published. The fast way starts from a snapshot of Python's memory as it is once the core is
imported; all modules that are not in it, XlsxWriter's among them, are in one archive, compiled, which the page fetches when
it first needs one. The plain way is Pyodide as it is published, its standard library and a lock file that names our wheel;
the page takes it where anything is wrong with the fast one. Kept in ``build/bundle`` and made anew only when the package,
this code, or the version of Pyodide has changed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from hooks.paths import BUILD, HOOKS, NODE_MODULES, ROOT, WIDGET

PYODIDE = NODE_MODULES / "pyodide"
BUNDLE = BUILD / "bundle"
WORKER = WIDGET / "engine" / "worker.js"
# Everything the worker may import: a change in any rebuilds it.
WORKER_PARTS = tuple(sorted(WORKER.parent.glob("*.js")))
SCRIPTS = HOOKS / "bundle" / "runtime"
# Everything that loadPyodide fetches; the rest of the npm package is for node and for consoles.
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
CODE = "pyodide.asm.wasm"
LOCK = "pyodide-lock.json"
MANIFEST = "runtime.json"
LIBRARY = "library.zip"
SNAPSHOT = "snapshot.wasm"
SPREADSHEETS = ("xlsxwriter",)  # the packages that workbooks need, pure Python
LATER = ("liumai.formats.xlsx",)  # our modules that are not imported before the snapshot: few pages need them


class BundleError(Exception):
    """The bundle cannot be built; the message says what is missing."""


@dataclass(frozen=True)
class Bundle:
    """The runtime's files, which all belong in one folder of the site that is named after the version."""

    version: str
    files: tuple[Path, ...]


def build_bundle(known: Iterable[str], worker: Path, *, own: bool) -> Bundle:
    """Return the bundle, rebuilding it if its sources changed. A change of rubrics alone rebuilds it only if ``own``: pages
    fetch rubrics that the snapshot lacks.

    ``known`` are rubrics as they travel to the page, then as they are published, and what changed between two, as JSON; the
    core starts with the first of each in store. ``worker`` is the page's worker, in one file.
    Raises BundleError where Pyodide's npm package is missing or a build tool fails.
    """
    if not PYODIDE.is_dir():
        raise BundleError("node_modules/pyodide is missing: run npm install, or make site, which does so")
    stamp = BUNDLE / ".stamp"
    texts = list(known)
    wanted = [_digest(_sources()), hashlib.sha256("\n".join(texts).encode()).hexdigest()]
    found = stamp.read_text().split() if stamp.is_file() else []
    if found[:1] != wanted[:1] or (own and found != wanted):
        _build(texts)
        stamp.write_text("\n".join(wanted))
    files = (worker, *sorted(path for path in BUNDLE.iterdir() if path != stamp))
    return Bundle(_digest(files)[:12], files)


def _build(known: list[str]) -> None:
    shutil.rmtree(BUNDLE, ignore_errors=True)
    BUNDLE.mkdir(parents=True)
    wheel = _build_wheel()
    _write_lock(wheel)
    for name in RUNTIME:
        shutil.copyfile(PYODIDE / name, BUNDLE / name)
    packages = _copy_packages()
    library, snapshot = BUNDLE / LIBRARY, BUNDLE / SNAPSHOT
    modules = json.loads(_run_script("pack_modules.mjs", wheel, packages, library, given={"later": LATER}))
    shutil.rmtree(packages)
    given = {"lock": _empty_lock(), "modules": modules, "known": known}
    memory = json.loads(_run_script("snapshot.mjs", library, snapshot, given=given))
    for path in (library, snapshot, BUNDLE / CODE):
        _compress(path)
    library.unlink()
    _write_manifest(memory)


def _run_script(script: str, *paths: Path, given: object) -> str:
    return _run(["tools/with-node", "node", *map(str, (SCRIPTS / script, *paths))], json.dumps(given))


def _copy_packages() -> Path:
    """The packages that spreadsheets need, with nothing beside them that they might take up."""
    folder = BUNDLE / "packages"
    for name in SPREADSHEETS:
        found = find_spec(name)
        if found is None or found.origin is None:
            raise BundleError(f"the package {name} is missing: run make site, which installs it")
        shutil.copytree(
            Path(found.origin).parent, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    return folder


def _sources() -> list[Path]:
    package = ROOT / "calculator" / "liumai"
    return [
        *sorted(package.rglob("*.py")),
        *sorted(SCRIPTS.iterdir()),
        WORKER.with_name("snapshot.js"),
        ROOT / "pyproject.toml",
        ROOT / "requirements" / "project.lock",
        PYODIDE / "package.json",
        Path(__file__),
    ]


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _compress(path: Path) -> None:
    """Beside the file, itself as gzip, which the page opens: so that it travels small from any host.

    The name does not end in ``.gz``, lest a host declare it an encoding and the browser open it unasked.
    """
    path.with_name(f"{path.name}.gzip").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _write_manifest(memory: object) -> None:
    """Write the manifest: Pyodide's version, empty lock file, snapshot metadata, size and SHA-256 of each file."""
    files = {
        path.name: {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(BUNDLE.iterdir())
    }
    version = json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))["version"]
    manifest = {"pyodide": version, "lock": _empty_lock(), "memory": memory, "files": files}
    (BUNDLE / MANIFEST).write_text(json.dumps(manifest, indent=1))


def _build_wheel() -> Path:
    # A fixed date, so that the same sources give the same bytes.
    _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(BUNDLE), str(ROOT)])
    return next(BUNDLE.glob("liumai-*.whl"))


def _empty_lock() -> dict[str, object]:
    whole: dict[str, object] = json.loads((PYODIDE / LOCK).read_text(encoding="utf-8"))
    return whole | {"packages": {}}


def _write_lock(wheel: Path) -> None:
    """A lock file with our wheel alone: Pyodide's own lists hundreds of packages that the site does not carry."""
    empty = BUNDLE / "empty-lock.json"
    empty.write_text(json.dumps(_empty_lock()))
    # Pyodide's command stands beside the Python that runs us.
    pyodide = str(Path(sys.executable).with_name("pyodide"))
    target = BUNDLE / LOCK
    _run([pyodide, "lockfile", "add-wheels", str(wheel), "--input", str(empty), "--output", str(target),
          "--base-path", str(BUNDLE)])  # fmt: skip
    empty.unlink()


def _run(command: list[str], given: str = "") -> str:
    done = subprocess.run(
        command,
        cwd=ROOT,
        input=given,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1136073600"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BundleError(f"{' '.join(command[1:4])} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
