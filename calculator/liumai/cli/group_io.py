"""Input and output shared by the commands for many appraisals."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from liumai.analysis.rows import Item, Place, RejectedRow
from liumai.analysis.scored_file import ScoredFile
from liumai.cli.common import Rubrics, fail, opened, or_fail
from liumai.core.errors import RefusedError
from liumai.formats.cells import SheetTable
from liumai.formats.csv_file import write_csv
from liumai.formats.group_file import Kind, kind_of, read_appraisals
from liumai.formats.ndjson_file import read_row, rejected
from liumai.formats.plain_data import Document
from liumai.formats.yaml_file import parse

WIDEST = 140
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
    """Everything in a file, scored; exit status 2 where it cannot be opened."""
    known_rubric(rubric, rubrics, language)
    name, raw = read_bytes(file, language)
    reading = ScoredFile(rubrics)
    kind = kind_of_input(name, raw)
    document = Document(name, None)
    items = or_fail(lambda: _items(kind, name, raw, rubrics, rubric), document, language)
    or_fail(lambda: reading.take_all(items), document, language)
    refuse_whole(name, reading, language)
    return reading


def refuse_whole(name: str, reading: ScoredFile, language: str) -> None:
    """Exit status 2 where not even a heading could be read."""
    told = [one for row in reading.rows if isinstance(row, RejectedRow) for one in row.problems]
    if told and not any(one.place.row for one in told):
        fail("\n".join(f"{name}: {getattr(one.problem, language)}" for one in told))


def _items(kind: Kind, name: str, raw: bytes, rubrics: Rubrics, rubric: str | None) -> Iterator[Item]:
    if kind != "document":
        return read_appraisals(kind, raw, rubrics, rubric)
    return _listed(parse(name, raw), rubrics)


def _listed(document: Document, rubrics: Rubrics) -> Iterator[Item]:
    """The appraisals of a YAML or JSON document: one, or a list of them."""
    several = document.data if isinstance(document.data, list) else [document.data]
    for index, data in enumerate(several):
        path = (index,) if isinstance(document.data, list) else ()
        place = Place(document.line(path) or 0, line=True)
        try:
            yield read_row(data, rubrics, place)
        except RefusedError as error:
            yield rejected(error, place)


def read_bytes(file: str, language: str) -> tuple[str, bytes]:
    """A file's name and content; ``-`` is standard input. Exit status 2 where it cannot be read."""
    with opened(file, language) as stream:
        try:
            return ("<stdin>" if file == "-" else file), stream.read()
        except OSError as error:
            fail(f"{file}: {error.strerror}")


def kind_of_input(name: str, raw: bytes) -> Kind:
    """What a file is; standard input, which has no name, is looked at."""
    kind = kind_of(name, raw)
    if name == "<stdin>" and kind == "document":
        head = raw.lstrip()[:1]
        return (
            "lines" if head == b"{" else "csv" if b"," in raw.split(b"\n")[0] and head != b"[" else "document"
        )
    return kind


def known_rubric(rubric: str | None, rubrics: Rubrics, language: str) -> str | None:
    """The rubric that was asked for, if any; exit status 2 where there is no such."""
    if rubric is not None and rubric not in rubrics:
        listed = ", ".join(rubrics)
        fail(
            f"--rubric: 写的是 {rubric}；应为以下之一：{listed}"
            if language == "zh"
            else f"--rubric: found {rubric}; expected one of {listed}"
        )
    return rubric


def console() -> Console:
    """The console for reports, at most :data:`WIDEST` cells wide."""
    made = Console(soft_wrap=False)
    made.width = min(made.width, WIDEST)
    return made


def print_json(data: Any) -> None:
    """Print plain data as indented JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def is_workbook(out: Path, language: str) -> bool:
    """Whether the output file is a workbook rather than CSV, by its suffix. Exit status 2 for any other suffix."""
    if out.suffix.lower() not in (".xlsx", ".csv"):
        fail(
            f"{out}: {'应以 .csv 或 .xlsx 结尾' if language == 'zh' else 'expected a name that ends in .csv or .xlsx'}"
        )
    return out.suffix.lower() == ".xlsx"


def write_tables(out: Path, tables: Iterator[SheetTable], language: str) -> None:
    """All tables as sheets of a workbook; the first one as CSV."""
    if is_workbook(out, language):
        from liumai.formats.xlsx.workbook import write_workbook

        save(out, write_workbook(tables), language)
        return
    _, headings, rows = next(tables)
    save(out, write_csv([headings, *rows]), language)


def save(out: Path, raw: bytes, language: str) -> None:
    """Write a file. Exit status 2 where it cannot be written."""
    try:
        out.write_bytes(raw)
    except OSError as error:
        fail(f"{out}: {'写不进去' if language == 'zh' else 'cannot be written'}: {error.strerror}")


def finish(
    reading: ScoredFile,
    refused: object,
    language: str,
    *,
    told: bool,
    something: bool | None = None,
) -> None:
    """Exit: 0 where everything was read, 1 where something was not, 2 where nothing was."""
    something = bool(reading.scored) if something is None else something
    if refused and not told:
        count = len(refused) if isinstance(refused, list) else 0
        click.echo(
            f"{count} 行没有读成" if language == "zh" else f"{count} row{'s'[: count != 1]} not read",
            err=True,
        )
    sys.exit(0 if not refused and something else 1 if something else 2)
