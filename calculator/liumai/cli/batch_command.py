"""``liumai batch``: scores NDJSON, one result a line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import IO

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

from liumai.batch.scorer import score_lines
from liumai.cli.common import language_option, opened, rubrics_or_fail
from liumai.formats.plain_data import LIMIT


@click.command()
@click.argument("file")
@language_option
def batch(file: str, language: str) -> None:
    """Score each line of FILE (NDJSON; - reads standard input), one result a line, in order.

    A bad line becomes {"line": n, "error": …} and the exit status is 1; the others are scored.
    """
    rubrics = rubrics_or_fail(language)
    failed = False
    with opened(file, language) as stream:
        # At most LIMIT + 2 bytes of a line are held, so that no line exhausts the memory.
        lines = iter(lambda: _read_line(stream), b"")
        for scored in score_lines(_with_progress(lines, stream), rubrics, language):
            failed = failed or scored.failed
            sys.stdout.write(scored.text)
    sys.exit(1 if failed else 0)


def _read_line(stream: IO[bytes]) -> bytes:
    """The next line, empty at the end; one that is longer than LIMIT is cut, but still too long."""
    line = stream.readline(LIMIT + 2)
    rest = line
    while rest and not rest.endswith(b"\n"):
        rest = stream.readline(LIMIT)
    return line if len(line) <= LIMIT + 1 else line[:-1] + b"\n"


def _with_progress(lines: Iterable[bytes], stream: IO[bytes]) -> Iterator[bytes]:
    """The same lines; shows a progress bar on standard error where that is a terminal and standard output is not."""
    hidden = not sys.stderr.isatty() or sys.stdout.isatty()
    size = os.fstat(stream.fileno()).st_size or None  # a pipe has none
    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=size)
        for line in lines:
            yield line
            if not hidden:
                progress.advance(task, len(line))
