"""The command line: ``liumai score``, ``batch``, ``check`` and ``new``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

from liumai.appraisal import read_appraisal
from liumai.batch import score_lines
from liumai.checking import check_folder
from liumai.documents import read_document
from liumai.faults import RefusedError
from liumai.loader import RubricError, load_rubrics, rubric_folder
from liumai.model import Appraisal, Rubric
from liumai.output import explained_data
from liumai.plaindata import LIMIT, Document
from liumai.report import WIDEST, print_report
from liumai.scoring import score as score_appraisal
from liumai.starting import start_rubric
from liumai.vector import from_vector

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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="liumai")
def main() -> None:
    """Liumai 六脉: appraise values by a rubric, and see why a score is what it is.

    Rubrics are read from the folder that LIUMAI_RUBRICS names, or from rubric_data/.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


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
    rubrics = _rubrics(language)
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
    rubrics = _rubrics(language)
    failed = False
    with _opened(file, language) as stream:
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
        _fail(
            told + "\n" + (f"共 {count} 处问题" if language == "zh" else f"{count} fault{'s'[: count > 1]}")
        )
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
        _fail(f"{folder}: {'文件夹名是' if chinese else 'found the name'} {error}; {wanted}")
    except FileExistsError:
        _fail(
            f"{folder}: {'已经有内容；应为新的或空的文件夹' if chinese else 'is not empty; expected a new or an empty folder'}"
        )
    except OSError as error:
        _fail(f"{folder}: {'写不进去' if chinese else 'cannot be written'}: {error.strerror}")
    for path in written:
        click.echo(path)
    click.echo(f"{'接着：' if chinese else 'Next: '}liumai check {folder}")


def _line(stream: IO[bytes]) -> bytes:
    line = stream.readline(LIMIT + 2)
    rest = line
    while rest and not rest.endswith(b"\n"):
        rest = stream.readline(LIMIT)
    return line


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
    with _opened(file, language) as stream:
        document = _or_fail(lambda: read_document(name, stream), Document(name, None), language)
    return _or_fail(lambda: read_appraisal(document.data, rubrics), document, language)


def _from_vector(vector: str, rubrics: Rubrics, language: str) -> Appraisal:
    return _or_fail(lambda: from_vector(vector, rubrics), Document("--vector", None), language)


def _or_fail[T](read: Callable[[], T], document: Document, language: str) -> T:
    """What ``read`` gives; where it is refused, the faults on standard error and exit status 2."""
    try:
        return read()
    except RefusedError as refused:
        told = [document.tell(fault, language) for fault in refused.faults[:MOST_FAULTS]]
        if more := len(refused.faults) - len(told):
            told.append(f"……另有 {more} 处" if language == "zh" else f"… and {more} more")
        _fail("\n".join(told))


def _opened(file: str, language: str) -> IO[bytes]:
    if file == "-":
        return sys.stdin.buffer
    try:
        return open(file, "rb")  # noqa: PTH123  # the caller closes it
    except OSError as error:
        _fail(f"{file}: {'打不开' if language == 'zh' else 'cannot be opened'}: {error.strerror}")


def _rubrics(language: str) -> Rubrics:
    try:
        return load_rubrics(rubric_folder())
    except RubricError as error:
        _fail(error.tell(language))


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)


def _language() -> str:
    """English where the locale names a language other than Chinese; Chinese comes first."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = os.environ.get(variable, "")
        if locale and locale.split(".")[0] not in ("C", "POSIX"):
            return "zh" if locale.startswith("zh") else "en"
    return "zh"
