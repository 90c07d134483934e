"""Input, output and exit statuses shared by the commands for groups of appraisals."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click
from click.core import ParameterSource

from liumai.analysis.rows import Item, Place
from liumai.analysis.scored_file import ScoredFile
from liumai.cli.common import Rubrics, fail, opened, or_fail
from liumai.cli.messages import message, reason
from liumai.core.errors import RefusedError
from liumai.core.i18n import Translator
from liumai.formats.cells import SheetTable
from liumai.formats.csv_file import write_csv
from liumai.formats.group_file import Kind, case_count, kind_of, read_appraisals
from liumai.formats.ndjson_file import read_row, rejected
from liumai.formats.plain_data import Document
from liumai.formats.tables.column_mapping import MappingNeededError
from liumai.formats.yaml_file import parse

rubric_option = click.option("--rubric", metavar="ID", help="The rubric of rows that name none.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
map_option = click.option(
    "--map",
    "mapped",
    metavar="HEADING=COLUMN",
    multiple=True,
    help="Read the column with this heading as subject, manager, period, a criterion's id, …; with nothing after the "
    "sign, leave it out. Once for each column.",
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE.csv|.xlsx",
    help="Write the result as a table, in place of printing it.",
)


def read_group(
    file: str, rubrics: Rubrics, rubric: str | None, mapping: Mapping[str, str], language: str
) -> ScoredFile:
    """All rows of a file, scored; ``rubric`` is that of rows which name none, ``mapping`` of headings to columns.

    Exit status 2 where the file cannot be read, has no heading, or has columns that must be mapped first.
    """
    known_rubric(rubric, rubrics, language)
    name, raw = read_bytes(file, language)
    scored_file = ScoredFile(rubrics)
    kind = kind_of_input(name, raw)
    if mapping and kind in ("lines", "document"):
        fail(message(language, "map-without-table"))
    document = Document(name, None)
    items = or_map(lambda: _items(kind, name, raw, rubrics, rubric, mapping), document, language)
    or_fail(lambda: scored_file.take_all(items), document, language)
    refuse_whole(name, scored_file, language)
    if kind not in ("lines", "document") and (
        notice := case_count(row.appraisal_row for row in scored_file.scored)
    ):
        scored_file.take(notice)
    return scored_file


def mapping_of(mapped: tuple[str, ...], language: str) -> dict[str, str]:
    """The values of ``--map``, by heading. Exit status 2 for one without an equals sign, and for a heading named twice."""
    mapping: dict[str, str] = {}
    for one in mapped:
        heading, sign, column = one.rpartition("=")
        if not sign or not heading.strip():
            fail(message(language, "not-a-mapping", value=one))
        if heading in mapping:
            fail(message(language, "mapped-twice", heading=heading))
        mapping[heading] = column
    return mapping


def or_map[T](read: Callable[[], T], document: Document, language: str) -> T:
    """As :func:`or_fail`; columns that must be mapped first are listed with a command that is ready to copy."""

    def mapped() -> T:
        try:
            return read()
        except MappingNeededError as needed:
            problem = document.describe(needed.faults[0], language)
            command = _command_line([word for one in needed.arguments for word in ("--map", one)])
            targets = ", ".join(target.id for target in needed.targets)
            fail(f"{problem}\n{message(language, 'map-columns', command=command, targets=targets)}")

    return or_fail(mapped, document, language)


def _command_line(more: list[str]) -> str:
    """The command that is running, with more arguments."""
    context = click.get_current_context()
    words = ["liumai", str(context.info_name)]
    for parameter in context.command.params:
        name = str(parameter.name)
        if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        value = context.params[name]
        for one in value if isinstance(value, tuple) else [value]:
            words += [str(one)] if isinstance(parameter, click.Argument) else [parameter.opts[0], str(one)]
    return " ".join(_quoted(word) for word in [*words, *more])


def _quoted(word: str) -> str:
    """A word for a shell: in double quotes where they are enough, for Windows has no others."""
    if re.fullmatch(r"[\w@%+=:,./-]+", word, re.ASCII):
        return word
    return shlex.quote(word) if set(word) & set('"$`\\!') else f'"{word}"'


def refuse_whole(name: str, scored_file: ScoredFile, language: str) -> None:
    """Prints the problems and exits with status 2 where none of them is in a row, so that the file has no heading."""
    problems = scored_file.problems
    if problems and not any(problem.place.row for problem in problems):
        text = Translator(language).text
        fail("\n".join(f"{name}: {text(problem.problem)}" for problem in problems))


def _items(
    kind: Kind, name: str, raw: bytes, rubrics: Rubrics, rubric: str | None, mapping: Mapping[str, str]
) -> Iterator[Item]:
    if kind != "document":
        return read_appraisals(kind, raw, rubrics, rubric, mapping)
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
