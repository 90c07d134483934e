"""Builds what the browser needs to run the core: our wheel, the lock file that names it, Pyodide's runtime.

Kept in ``build/bundle`` and made anew only when the package, or the version of Pyodide, has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYODIDE = ROOT / "node_modules" / "pyodide"
BUNDLE = ROOT / "build" / "bundle"
# Everything that loadPyodide fetches; the rest of the npm package is for node and for consoles.
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
MANIFEST = "runtime.json"


class BundleError(Exception):
    """The bundle cannot be built; the message says what is missing."""


def build_bundle() -> Path:
    """The folder with the bundle, built if it is not there or out of date.

    Raises BundleError where Pyodide's npm package is missing or a build tool fails.
    """
    if not PYODIDE.is_dir():
        raise BundleError("node_modules/pyodide is missing: run npm install, or make site, which does so")
    stamp = BUNDLE / ".stamp"
    wanted = _digest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return BUNDLE
    shutil.rmtree(BUNDLE, ignore_errors=True)
    BUNDLE.mkdir(parents=True)
    wheel = _build_wheel()
    _write_lock(wheel)
    for name in RUNTIME:
        shutil.copyfile(PYODIDE / name, BUNDLE / name)
    sizes = {path.name: path.stat().st_size for path in sorted(BUNDLE.iterdir())}
    (BUNDLE / MANIFEST).write_text(json.dumps(sizes, indent=1))
    stamp.write_text(wanted)
    return BUNDLE


def _digest() -> str:
    digest = hashlib.sha256()
    package = ROOT / "calculator" / "liumai"
    for path in [
        *sorted(package.glob("*.py")),
        ROOT / "pyproject.toml",
        PYODIDE / "package.json",
        Path(__file__),
    ]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _build_wheel() -> Path:
    # A fixed date, so that the same sources give the same bytes.
    _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(BUNDLE), str(ROOT)])
    return next(BUNDLE.glob("liumai-*.whl"))


def _write_lock(wheel: Path) -> None:
    """A lock file with our wheel alone: Pyodide's own lists hundreds of packages that the site does not carry."""
    whole = json.loads((PYODIDE / LOCK).read_text(encoding="utf-8"))
    empty = BUNDLE / "empty-lock.json"
    empty.write_text(json.dumps(whole | {"packages": {}}))
    # Pyodide's command stands beside the Python that runs us.
    pyodide = str(Path(sys.executable).with_name("pyodide"))
    target = BUNDLE / LOCK
    _run([pyodide, "lockfile", "add-wheels", str(wheel), "--input", str(empty), "--output", str(target),
          "--base-path", str(BUNDLE)])  # fmt: skip
    empty.unlink()


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1136073600"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BundleError(f"{' '.join(command[1:4])} failed:\n{done.stdout}{done.stderr}")
