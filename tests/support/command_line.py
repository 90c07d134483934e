"""The command line for the tests: in this process by click's runner, or as a process of its own.

A process costs half a second, most of it Python's start and imports, so only the tests that need a real one start it:
pipes, terminals, the locale's encoding, and batches that start processes of their own.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from liumai.cli.common import rubrics_or_fail
from liumai.cli.main import main
from tests.support.shipped_rubrics import rubrics_of

ROOT = Path(__file__).resolve().parents[2]
LIUMAI = Path(sys.executable).with_name("liumai")
LOCALE = {"LC_ALL": "en_GB.UTF-8"}


@dataclass(frozen=True)
class Finished:
    """What a command has left behind, under the names that :class:`subprocess.CompletedProcess` uses."""

    returncode: int
    stdout: bytes
    stderr: bytes


def liumai(*arguments: str, given: bytes = b"", **environment: str) -> Finished:
    """Run a command in this process, with ``given`` as its standard input. An exception that it lets out is raised."""
    runner = CliRunner(env=LOCALE | environment)
    with contextlib.chdir(ROOT), patch.dict(rubrics_or_fail.__globals__, load_rubrics=rubrics_of):
        result = runner.invoke(main, arguments, input=given, prog_name="liumai")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Finished(result.exit_code, result.stdout_bytes, result.stderr_bytes)


def liumai_process(
    *arguments: str, given: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command as a process, with ``given`` on its standard input."""
    env = os.environ | LOCALE | environment
    return subprocess.run(
        [LIUMAI, *arguments], input=given, capture_output=True, check=False, cwd=ROOT, env=env
    )
