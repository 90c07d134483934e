"""Shared by all commands: the language option, loading rubrics, opening files, and exits with a message."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable
from typing import IO, NoReturn

import click
from rich.console import Console

from liumai.cli.messages import message, reason
from liumai.core.errors import RefusedError
from liumai.core.rubric import Rubric
from liumai.formats.plain_data import Document
from liumai.rubric_files.loader import RubricError, load_rubrics, rubric_folder

WIDEST_TEXT = 100  # columns of an appraisal's report, which is mostly prose; wider terminals are not filled
WIDEST_TABLE = 140  # of a group's report, which is mostly tables
UNWRAPPED = 1_000_000  # columns where the output is no terminal: longer than any line of a report
Rubrics = dict[str, Rubric]
MOST_PRINTED_FAULTS = 20  # printed of one file; the rest is only counted

language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    default=lambda: language_of_locale(),
    show_default="by the locale",
    help="Language of texts and messages: English unless the locale is Chinese.",
)


def or_fail[T](read: Callable[[], T], document: Document, language: str) -> T:
    """The result of ``read``. Where it raises RefusedError: prints the faults with their lines, exit status 2."""
    try:
        return read()
    except RefusedError as refused:
        lines = [document.describe(fault, language) for fault in refused.faults[:MOST_PRINTED_FAULTS]]
        if remaining := len(refused.faults) - len(lines):
            lines.append(message(language, "more-faults", count=remaining))
        fail("\n".join(lines))


def opened(file: str, language: str) -> IO[bytes]:
    """A file opened for reading; ``-`` is standard input. Exit status 2 where it cannot be opened."""
    if file == "-":
        return sys.stdin.buffer
    try:
        return open(file, "rb")  # noqa: PTH123  # the caller closes it
    except OSError as error:
        fail(message(language, "cannot-open", file=file, reason=reason(error)))


def rubrics_or_fail(language: str) -> Rubrics:
    """All rubrics, by id. Where they have faults: prints them, exit status 2."""
    try:
        return load_rubrics(rubric_folder())
    except RubricError as error:
        fail(error.describe(language))


def console(widest: int) -> Console:
    """The console for reports: at most ``widest`` columns of a terminal; in a pipe or file nothing is wrapped."""
    report_console = Console(soft_wrap=False)
    report_console.width = min(report_console.width, widest) if sys.stdout.isatty() else UNWRAPPED
    return report_console


def fail(text: str) -> NoReturn:
    """Prints a message to standard error and exits with status 2."""
    click.echo(text, err=True)
    sys.exit(2)


def language_of_locale() -> str:
    """``zh`` where the locale is Chinese, else ``en``: by the first variable that is set, on Windows by the system."""
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, variables), None) or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
