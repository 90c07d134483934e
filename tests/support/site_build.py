"""Builds sites for the tests with ``mkdocs build --strict``."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MKDOCS = Path(sys.executable).with_name("mkdocs")


def build_once(folder: Path, *options: str) -> Path:
    """Build into ``folder`` unless another process of this run has done so; one that is at it is waited for."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            build(folder, *options)
    return folder


def build(folder: Path, *options: str, **environment: str) -> None:
    """Build both languages into ``folder``; any warning of MkDocs fails the test."""
    done = subprocess.run(
        [MKDOCS, "build", "--strict", "--quiet", "--site-dir", str(folder), *options],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
