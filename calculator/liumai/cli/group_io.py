"""Input, output and exit statuses shared by the commands for groups of appraisals."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from liumai.analysis.rows import Item, Place
from liumai.analysis.scored_file import ScoredFile
from liumai.cli.common import Rubrics, fail, opened, or_fail
from liumai.cli.messages import message, reason
from liumai.core.errors import RefusedError
from liumai.core.i18n import Translator
from liumai.formats.cells import SheetTable
from liumai.formats.csv_file import write_csv
from liumai.formats.group_file import Kind, kind_of, read_appraisals
from liumai.formats.ndjson_file import read_row, rejected
from liumai.formats.plain_data import Document
from liumai.formats.yaml_file import parse

rubric_option = click.option("--rubric", metavar="ID", help="The rubric of rows that name none.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE.csv|.xlsx",
    help="Write the result as a table, in place of printing it.",
)


def read_group(file: str, rubrics: Rubrics, rubric: str | None, language: str) -> ScoredFile:
    """All rows of a file, scored; ``rubric`` is that of rows which name none.

    Exit status 2 where the file cannot be read, or has no heading.
    """
    known_rubric(rubric, rubrics, language)
    name, raw = read_bytes(file, language)
    scored_file = ScoredFile(rubrics)
    kind = kind_of_input(name, raw)
    document = Document(name, None)
    items = or_fail(lambda: _items(kind, name, raw, rubrics, rubric), document, language)
    or_fail(lambda: scored_file.take_all(items), document, language)
    refuse_whole(name, scored_file, language)
    return scored_file


def refuse_whole(name: str, scored_file: ScoredFile, language: str) -> None:
    """Prints the problems and exits with status 2 where none of them is in a row, so that the file has no heading."""
    problems = scored_file.problems
    if problems and not any(problem.place.row for problem in problems):
        text = Translator(language).text
        fail("\n".join(f"{name}: {text(problem.problem)}" for problem in problems))


def _items(kind: Kind, name: str, raw: bytes, rubrics: Rubrics, rubric: str | None) -> Iterator[Item]:
    if kind != "document":
        return read_appraisals(kind, raw, rubrics, rubric)
    return _read_document(parse(name, raw), rubrics)


def _read_document(document: Document, rubrics: Rubrics) -> Iterator[Item]:
    """The appraisals of a YAML or JSON document: one, or a list of them."""
    is_list = isinstance(document.data, list)
    for index, data in enumerate(document.data if is_list else [document.data]):
        path = (index,) if is_list else ()
        place = Place(document.line(path) or 0, line=True)
        try:
            yield read_row(data, rubrics, place)
        except RefusedError as error:
            yield rejected(error, place)


def read_bytes(file: str, language: str) -> tuple[str, bytes]:
    """A file's name for messages and its content; ``-`` is standard input. Exit status 2 where it cannot be read."""
    with opened(file, language) as stream:
        try:
            return ("<stdin>" if file == "-" else file), stream.read()
        except OSError as error:
            fail(message(language, "cannot-open", file=file, reason=reason(error)))


def kind_of_input(name: str, raw: bytes) -> Kind:
    """The format of an input, by its name; of standard input, by its first characters."""
    kind = kind_of(name, raw)
    if name != "<stdin>" or kind != "document":
        return kind
    first = raw.lstrip()[:1]
    if first == b"{":
        return "lines"
    return "csv" if b"," in raw.split(b"\n")[0] and first != b"[" else "document"


def known_rubric(rubric: str | None, rubrics: Rubrics, language: str) -> str | None:
    """The value of ``--rubric``. Exit status 2 where no rubric has that id."""
    if rubric is not None and rubric not in rubrics:
        fail(message(language, "unknown-rubric", rubric=rubric, known=", ".join(rubrics)))
    return rubric


def print_json(data: Any) -> None:
    """Prints plain data as indented JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def is_workbook(out: Path, language: str) -> bool:
    """Whether the output file is a workbook rather than CSV, by its suffix. Exit status 2 for any other suffix."""
    if out.suffix.lower() not in (".xlsx", ".csv"):
        fail(message(language, "wrong-suffix", file=out))
    return out.suffix.lower() == ".xlsx"


def write_tables(out: Path, tables: Iterator[SheetTable], language: str) -> None:
    """Writes all tables as the sheets of a workbook, or the first table as CSV, by the suffix of ``out``."""
    if is_workbook(out, language):
        from liumai.formats.xlsx.workbook_writer import write_workbook

        save(out, write_workbook(tables), language)
        return
    _, headings, rows = next(tables)
    save(out, write_csv([headings, *rows]), language)


def save(out: Path, raw: bytes, language: str) -> None:
    """Writes a file. Exit status 2 where it cannot be written."""
    try:
        out.write_bytes(raw)
    except OSError as error:
        fail(message(language, "cannot-write", file=out, reason=reason(error)))


def finish(rejected_count: int, result_count: int, language: str, *, reported: bool) -> NoReturn:
    """Exits with status 0 where every row was read, 1 where some were rejected, 2 where there is no result.

    Prints the number of rejected rows unless the output has ``reported`` them already.
    """
    if rejected_count and not reported:
        key = "row-not-read" if rejected_count == 1 else "rows-not-read"
        click.echo(message(language, key, count=rejected_count), err=True)
    if not result_count:
        sys.exit(2)
    sys.exit(1 if rejected_count else 0)
