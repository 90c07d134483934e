"""The command line: ``liumai score``, ``batch``, ``check`` and ``new``; those of many people are in :mod:`liumai.company_commands`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

from liumai.appraisal import read_appraisal
from liumai.batch import score_lines
from liumai.checking import check_folder
from liumai.company_commands import COMMANDS
from liumai.documents import read_document
from liumai.loader import RubricError, rubric_folder
from liumai.model import Appraisal
from liumai.output import explained_data
from liumai.plaindata import LIMIT, Document
from liumai.report import WIDEST, print_report
from liumai.scoring import score as score_appraisal
from liumai.starting import start_rubric
from liumai.terminal import Rubrics, fail, language_option, opened, or_fail, rubrics_or_fail
from liumai.vector import from_vector


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="liumai")
def main() -> None:
    """Liumai 六脉: appraise values by a rubric, and see why a score is what it is.

    Rubrics are read from the folder that LIUMAI_RUBRICS names, or from rubric_data/.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


for command in COMMANDS:
    main.add_command(command)


@main.command()
@click.argument("file", required=False)
@click.option(
    "--vector", metavar="V", help="Score a vector, such as six-veins-2006:mmpuu.…, instead of a file."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language_option
def score(file: str | None, vector: str | None, form: str, language: str) -> None:
    """Score the appraisal in FILE (YAML or JSON; - reads standard input)."""
    if (file is None) == (vector is None):
        raise click.UsageError("give either FILE or --vector")
    rubrics = rubrics_or_fail(language)
    appraisal = (
        _from_vector(vector, rubrics, language)
        if vector is not None
        else _from_file(file or "-", rubrics, language)
    )
    rubric = rubrics[appraisal.rubric]
    result = score_appraisal(rubric, appraisal)
    if form == "json":
        click.echo(json.dumps(explained_data(rubric, appraisal, result), ensure_ascii=False, indent=2))
    else:
        console = Console(soft_wrap=False)
        console.width = min(console.width, WIDEST)
        print_report(console, language, rubric, appraisal, result)


@main.command()
@click.argument("file")
@language_option
def batch(file: str, language: str) -> None:
    """Score each line of FILE (NDJSON; - reads standard input), one result a line, in order.

    A bad line becomes {"line": n, "error": …} and the exit status is 1; the others are scored.
    """
    rubrics = rubrics_or_fail(language)
    failed = False
    with opened(file, language) as stream:
        # A line is read up to the limit and a little more, so that no line fills the memory.
        lines = iter(lambda: _line(stream), b"")
        for scored in score_lines(_watched(lines, stream), rubrics, language):
            failed = failed or scored.failed
            sys.stdout.write(scored.text)
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@language_option
def check(folder: Path | None, language: str) -> None:
    """Check the rubrics in FOLDER, or the rubric whose own folder it is: all faults at once, with file and line."""
    try:
        rubrics = check_folder(folder or rubric_folder())
    except RubricError as error:
        told = error.tell(language)
        count = len(told.splitlines())
        fail(told + "\n" + (f"共 {count} 处问题" if language == "zh" else f"{count} fault{'s'[: count > 1]}"))
    for rubric in rubrics:
        levels = sum(len(criterion.levels) for criterion in rubric.criteria)
        cases = sum(len(level.cases) for level in rubric.level.values())
        click.echo(
            f"{rubric.id}: 没有问题。{len(rubric.criteria)} 项，{levels} 级，{cases} 个案例"
            if language == "zh"
            else f"{rubric.id}: no fault found. {len(rubric.criteria)} criteria, {levels} levels, {cases} cases"
        )


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@language_option
def new(folder: Path, language: str) -> None:
    """Start a rubric in FOLDER, which must not exist yet or be empty; its name becomes the rubric's id."""
    chinese = language == "zh"
    try:
        written = start_rubric(folder)
    except ValueError as error:
        wanted = (
            "应为小写字母、数字和连字符，例如 our-values"
            if chinese
            else "expected lower-case letters, digits and hyphens, such as our-values"
        )
        fail(f"{folder}: {'文件夹名是' if chinese else 'found the name'} {error}; {wanted}")
    except FileExistsError:
        fail(
            f"{folder}: {'已经有内容；应为新的或空的文件夹' if chinese else 'is not empty; expected a new or an empty folder'}"
        )
    except OSError as error:
        fail(f"{folder}: {'写不进去' if chinese else 'cannot be written'}: {error.strerror}")
    for path in written:
        click.echo(path)
    click.echo(f"{'接着：' if chinese else 'Next: '}liumai check {folder}")


def _line(stream: IO[bytes]) -> bytes:
    line = stream.readline(LIMIT + 2)
    rest = line
    while rest and not rest.endswith(b"\n"):
        rest = stream.readline(LIMIT)
    return line if len(line) <= LIMIT + 1 else line[:-1] + b"\n"


def _watched(lines: Iterable[bytes], stream: IO[bytes]) -> Iterator[bytes]:
    """The same lines, their progress shown on a terminal where that does not get between the results."""
    hidden = not sys.stderr.isatty() or sys.stdout.isatty()
    size = os.fstat(stream.fileno()).st_size or None  # a pipe has none
    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=size)
        for line in lines:
            yield line
            if not hidden:
                progress.advance(task, len(line))


def _from_file(file: str, rubrics: Rubrics, language: str) -> Appraisal:
    name = "<stdin>" if file == "-" else file
    with opened(file, language) as stream:
        document = or_fail(lambda: read_document(name, stream), Document(name, None), language)
    return or_fail(lambda: read_appraisal(document.data, rubrics), document, language)


def _from_vector(vector: str, rubrics: Rubrics, language: str) -> Appraisal:
    return or_fail(lambda: from_vector(vector, rubrics), Document("--vector", None), language)
