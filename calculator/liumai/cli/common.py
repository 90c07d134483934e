"""What the commands share: the language, the rubrics, files, and one clear message where something is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import IO, NoReturn

import click

from liumai.core.errors import RefusedError
from liumai.core.rubric import Rubric
from liumai.formats.plain_data import Document
from liumai.rubric_files.loader import RubricError, load_rubrics, rubric_folder

Rubrics = dict[str, Rubric]
MOST_FAULTS = 20  # told in one go; past that, the file is not what its author thinks it is

language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    default=lambda: _language(),
    show_default="by the locale",
    help="Language of texts and messages.",
)


def or_fail[T](read: Callable[[], T], document: Document, language: str) -> T:
    """What ``read`` gives; where it is refused, the faults on standard error and exit status 2."""
    try:
        return read()
    except RefusedError as refused:
        told = [document.describe(fault, language) for fault in refused.faults[:MOST_FAULTS]]
        if more := len(refused.faults) - len(told):
            told.append(f"……另有 {more} 处" if language == "zh" else f"… and {more} more")
        fail("\n".join(told))


def opened(file: str, language: str) -> IO[bytes]:
    """A file, or standard input for ``-``; the reason where it cannot be opened."""
    if file == "-":
        return sys.stdin.buffer
    try:
        return open(file, "rb")  # noqa: PTH123  # the caller closes it
    except OSError as error:
        fail(f"{file}: {'打不开' if language == 'zh' else 'cannot be opened'}: {error.strerror}")


def rubrics_or_fail(language: str) -> Rubrics:
    """The rubrics, by id; their faults where they have any."""
    try:
        return load_rubrics(rubric_folder())
    except RubricError as error:
        fail(error.describe(language))


def fail(message: str) -> NoReturn:
    """Say it on standard error; exit status 2."""
    click.echo(message, err=True)
    sys.exit(2)


def _language() -> str:
    """English where the locale names a language other than Chinese; Chinese comes first."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = os.environ.get(variable, "")
        if locale and locale.split(".")[0] not in ("C", "POSIX"):
            return "zh" if locale.startswith("zh") else "en"
    return "zh"
