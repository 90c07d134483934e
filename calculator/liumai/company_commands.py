"""``liumai team``, ``year``, ``promotion`` and ``template``: many appraisals, in files and spreadsheets."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from liumai.accounts import (
    Reading,
    Table,
    Tables,
    problem_data,
    promotion_data,
    refused_data,
    team_data,
    year_data,
    years_of,
)
from liumai.company import PersonsYear, Scored
from liumai.company_report import CompanyReport
from liumai.documents import parse
from liumai.faults import RefusedError
from liumai.intake import Kind, kind_of, read_appraisals, sheets_of
from liumai.plaindata import Document
from liumai.promotions import Candidate, OffScale, composite, figure, read_promotions
from liumai.quarters import quarter_of
from liumai.scoring import score
from liumai.table import Item, Member, Notice, Place, Problem, Refused, main_rubric
from liumai.terminal import Rubrics, fail, language_option, opened, or_fail, rubrics_or_fail
from liumai.textfiles import read_member, refusal, write_csv
from liumai.vector import from_vector
from liumai.year import WEIGHTS
from liumai.year import year as year_of

WIDEST = 140
NO_QUARTER = "none"
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


@click.command()
@click.argument("file")
@rubric_option
@format_option
@out_option
@language_option
def team(file: str, rubric: str | None, form: str, out: Path | None, language: str) -> None:
    """Score the appraisals in FILE (CSV, XLSX, NDJSON or a list in YAML): by manager, with what HR checks and what goes back.

    Rows that cannot be read are listed with sheet, row and column, and the exit status is 1; the others are scored.
    """
    rubrics = rubrics_or_fail(language)
    reading = _read(file, rubrics, rubric, language)
    if out is not None:
        _write(out, Tables(rubrics, language).of_team(reading), language)
    elif form == "json":
        _print_json(team_data(reading))
    else:
        CompanyReport(_console(), language, rubrics).team(reading)
    _end(reading, reading.refused, language, told=out is None)


@click.command()
@click.argument("files", nargs=-1, metavar="FILE…")
@click.option(
    "--vector",
    "vectors",
    metavar="V",
    multiple=True,
    help="A quarter as a vector; once for each quarter, in place of files.",
)
@rubric_option
@format_option
@out_option
@language_option
def year(
    files: tuple[str, ...],
    vectors: tuple[str, ...],
    rubric: str | None,
    form: str,
    out: Path | None,
    language: str,
) -> None:
    """Reckon a year from its quarters: FILEs in order (YAML or JSON), or one table of many people.

    Up to four FILEs are one person's quarters; "none" stands for one without an appraisal. Periods such as 2006Q2 put
    them in their places. A single CSV, XLSX or NDJSON, or a list in YAML, holds the quarters of any number of people.
    """
    if bool(files) == bool(vectors):
        raise click.UsageError("give either FILEs or --vector")
    rubrics = rubrics_or_fail(language)
    reading, years, problems = _years(files, vectors, rubrics, rubric, language)
    scored = reading.scored
    if out is not None:
        _write(out, Tables(rubrics, language).of_years(years, scored, problems), language)
    elif form == "json":
        told = [year_data(one, scored, rubrics[one.rubric]) for one in years]
        _print_json(
            {"years": told, "refused": [problem_data(one) for one in problems]}
            | {"notices": [problem_data(one) for one in reading.notices]}
        )
    else:
        report = CompanyReport(_console(), language, rubrics)
        report.years(years, scored)
        homeless = problems[len(reading.problems) :]
        report.problems(reading, homeless)
    _end(reading, problems, language, told=out is None)


@click.command()
@click.argument("file", required=False)
@click.option("--total", metavar="T", help="Total of values: 18.5, or 18 7/8.")
@click.option("--performance", metavar="P", help="Performance on the common scale: 92, or 92%.")
@click.option("--rubric", metavar="ID", help="The rubric of the total.")
@format_option
@out_option
@language_option
def promotion(
    file: str | None,
    total: str | None,
    performance: str | None,
    rubric: str | None,
    form: str,
    out: Path | None,
    language: str,
) -> None:
    """Put values and performance into one figure, exactly: of --total and --performance, or of each row of FILE (CSV or XLSX)."""
    if (file is None) == (total is None or performance is None):
        raise click.UsageError("give either FILE, or --total and --performance")
    rubrics = rubrics_or_fail(language)
    rubric = _known(rubric, rubrics, language) or main_rubric(rubrics) or next(iter(rubrics))
    if file is not None:
        candidates, reading = _candidates(file, rubrics, rubric, language)
    else:
        candidates, reading = (
            [_candidate(str(total), str(performance), rubrics, rubric, language)],
            Reading(rubrics),
        )
    if out is not None:
        _write(out, Tables(rubrics, language).of_promotions(candidates, reading.problems), language)
    elif form == "json":
        told = [promotion_data(one, rubrics[one.rubric].maximum) for one in candidates]
        _print_json({"promotions": told, "refused": [refused_data(one) for one in reading.refused]})
    else:
        report = CompanyReport(_console(), language, rubrics)
        report.promotions(candidates)
        report.problems(reading)
    _end(reading, reading.refused, language, told=out is None, something=bool(candidates))


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="FILE.xlsx|.csv")
@click.option("--rubric", metavar="ID", help="Whose criteria; else those of the rubric that others build on.")
@language_option
def template(out: Path, rubric: str | None, language: str) -> None:
    """Write an empty table to fill in: a row for each appraisal, a column for each criterion."""
    rubrics = rubrics_or_fail(language)
    rubric = _known(rubric, rubrics, language) or main_rubric(rubrics) or next(iter(rubrics))
    from liumai.template import Template  # openpyxl is slow to come: only who needs it waits

    made = Template(rubrics[rubric], language)
    _save(out, made.workbook() if _is_workbook(out, language) else write_csv([made.headings()]), language)
    click.echo(out)


COMMANDS = (team, year, promotion, template)


def _read(file: str, rubrics: Rubrics, rubric: str | None, language: str) -> Reading:
    """Everything in a file, scored; exit status 2 where it cannot be opened."""
    _known(rubric, rubrics, language)
    name, raw = _bytes(file, language)
    reading = Reading(rubrics)
    kind = _kind(name, raw)
    document = Document(name, None)
    items = or_fail(lambda: _items(kind, name, raw, rubrics, rubric), document, language)
    or_fail(lambda: reading.take_all(items), document, language)
    _refuse_whole(name, reading, language)
    return reading


def _refuse_whole(name: str, reading: Reading, language: str) -> None:
    """Exit status 2 where not even a heading could be read."""
    told = [one for row in reading.rows if isinstance(row, Refused) for one in row.problems]
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
            yield read_member(data, rubrics, place)
        except RefusedError as error:
            yield refusal(error, place)


def _bytes(file: str, language: str) -> tuple[str, bytes]:
    with opened(file, language) as stream:
        try:
            return ("<stdin>" if file == "-" else file), stream.read()
        except OSError as error:
            fail(f"{file}: {error.strerror}")


def _kind(name: str, raw: bytes) -> Kind:
    """What a file is; standard input, which has no name, is looked at."""
    kind = kind_of(name, raw)
    if name == "<stdin>" and kind == "document":
        head = raw.lstrip()[:1]
        return (
            "lines" if head == b"{" else "csv" if b"," in raw.split(b"\n")[0] and head != b"[" else "document"
        )
    return kind


def _years(
    files: tuple[str, ...], vectors: tuple[str, ...], rubrics: Rubrics, rubric: str | None, language: str
) -> tuple[Reading, tuple[PersonsYear, ...], list[Problem]]:
    if len(files) == 1 and files[0] != NO_QUARTER:
        reading = _read(files[0], rubrics, rubric, language)
        if len(reading.rows) != 1 or not isinstance(reading.rows[0], Scored):
            years, problems = years_of(reading)
            return reading, years, problems
        quarters: list[Member | None] = [reading.rows[0].member]
    elif vectors:
        quarters = [_of_vector(vector, rubrics, language) for vector in vectors]
    else:
        quarters = [_of_file(file, rubrics, language) for file in files]
    return _one_year(quarters, rubrics, language)


def _of_vector(vector: str, rubrics: Rubrics, language: str) -> Member | None:
    if vector == NO_QUARTER:
        return None
    appraisal = or_fail(lambda: from_vector(vector, rubrics), Document("--vector", None), language)
    return Member(Place(0), "", "", "", appraisal)


def _of_file(file: str, rubrics: Rubrics, language: str) -> Member | None:
    if file == NO_QUARTER:
        return None
    name, raw = _bytes(file, language)
    document = or_fail(lambda: parse(name, raw), Document(name, None), language)
    return or_fail(lambda: read_member(document.data, rubrics, Place(0)), document, language)


def _one_year(
    quarters: list[Member | None], rubrics: Rubrics, language: str
) -> tuple[Reading, tuple[PersonsYear, ...], list[Problem]]:
    """The year of one person, whose quarters are in order or say in their periods which they are."""
    given = [member for member in quarters if member is not None]
    label, places = _placed(quarters, language)
    subjects = {member.subject for member in given if member.subject}
    used = {member.appraisal.rubric for member in given}
    if len(subjects) > 1:
        names = ", ".join(sorted(subjects))
        fail(
            f"应是同一个人的几个季度，读到的是：{names}"
            if language == "zh"
            else f"found {names}; expected the quarters of one person"
        )
    if len(used) != 1:
        names = ", ".join(sorted(used)) or "–"
        fail(
            f"几个季度应按同一套标准评，读到的是：{names}"
            if language == "zh"
            else f"found {names}; expected quarters under one rubric"
        )
    name = used.pop()
    reading = Reading(rubrics)
    reading.rows = [Scored(member, score(rubrics[name], member.appraisal)) for member in given]
    numbered = {id(member): n for n, member in enumerate(given)}
    order = tuple(None if member is None else numbered[id(member)] for member in places)
    results = [None if n is None else reading.scored[n].result for n in order]
    whole = PersonsYear(
        subjects.pop() if subjects else "", label, name, order, year_of(rubrics[name], results)
    )
    return reading, (whole,), []


def _placed(quarters: list[Member | None], language: str) -> tuple[str, list[Member | None]]:
    """The quarters in their places: by their periods where all have one, in the given order where none has."""
    chinese = language == "zh"
    found = [quarter_of(member.period) for member in quarters if member is not None]
    if None in quarters or not any(found):
        if len(quarters) > len(WEIGHTS):
            fail(
                f"给了 {len(quarters)} 个季度；一年至多四个"
                if chinese
                else f"found {len(quarters)} quarters; expected at most four"
            )
        return "", [*quarters, *[None] * (len(WEIGHTS) - len(quarters))]
    if not all(found):
        fail(
            "有的时段写明了季度，有的没有；应都写明，或者都不写"
            if chinese
            else "some periods name a quarter and some do not; expected all or none"
        )
    named = [one for one in found if one is not None]
    if len({label for label, _ in named}) > 1 or len({n for _, n in named}) < len(named):
        listed = ", ".join(member.period for member in quarters if member is not None)
        fail(
            f"时段是 {listed}；应是同一年的不同季度"
            if chinese
            else f"found the periods {listed}; expected different quarters of one year"
        )
    placed = dict(zip((n for _, n in named), quarters, strict=True))
    return named[0][0], [placed.get(n) for n in range(1, len(WEIGHTS) + 1)]


def _candidates(file: str, rubrics: Rubrics, rubric: str, language: str) -> tuple[list[Candidate], Reading]:
    name, raw = _bytes(file, language)
    kind = _kind(name, raw)
    if kind not in ("csv", "xlsx"):
        fail(f"{name}: {'应为 CSV 或 XLSX' if language == 'zh' else 'expected CSV or XLSX'}")
    candidates: list[Candidate] = []
    reading = Reading(rubrics)

    def take() -> None:
        for sheet in sheets_of(kind, raw):
            found: Iterable[Candidate | Refused | Notice] = (
                [sheet] if isinstance(sheet, Notice) else read_promotions(sheet[1], rubrics, sheet[0], rubric)
            )
            for item in found:
                if isinstance(item, Candidate):
                    candidates.append(item)
                else:
                    reading.take(item)

    or_fail(take, Document(name, None), language)
    if not candidates:
        _refuse_whole(name, reading, language)
    return candidates, reading


def _candidate(total: str, performance: str, rubrics: Rubrics, rubric: str, language: str) -> Candidate:
    figures = []
    for option, text in (("--total", total), ("--performance", performance)):
        number = figure(text)
        if number is None:
            fail(
                f"{option}: {'写的是' if language == 'zh' else 'found'} {text}{'；应为数字，如 18.5' if language == 'zh' else '; expected a figure, such as 18.5'}"
            )
        figures.append(number)
    try:
        made = composite(rubrics[rubric], *figures)
    except OffScale as error:
        fail(f"--{error.kind}: {getattr(error.problem, language)}")
    return Candidate(Place(0), "", rubric, figures[0], made)


def _known(rubric: str | None, rubrics: Rubrics, language: str) -> str | None:
    """The rubric that was asked for, if any; exit status 2 where there is no such."""
    if rubric is not None and rubric not in rubrics:
        listed = ", ".join(rubrics)
        fail(
            f"--rubric: 写的是 {rubric}；应为以下之一：{listed}"
            if language == "zh"
            else f"--rubric: found {rubric}; expected one of {listed}"
        )
    return rubric


def _console() -> Console:
    console = Console(soft_wrap=False)
    console.width = min(console.width, WIDEST)
    return console


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _is_workbook(out: Path, language: str) -> bool:
    if out.suffix.lower() not in (".xlsx", ".csv"):
        fail(
            f"{out}: {'应以 .csv 或 .xlsx 结尾' if language == 'zh' else 'expected a name that ends in .csv or .xlsx'}"
        )
    return out.suffix.lower() == ".xlsx"


def _write(out: Path, tables: Iterator[Table], language: str) -> None:
    """All tables as sheets of a workbook; the first one as CSV."""
    if _is_workbook(out, language):
        from liumai.workbook import write_workbook

        _save(out, write_workbook(tables), language)
        return
    _, headings, rows = next(tables)
    _save(out, write_csv([headings, *rows]), language)


def _save(out: Path, raw: bytes, language: str) -> None:
    try:
        out.write_bytes(raw)
    except OSError as error:
        fail(f"{out}: {'写不进去' if language == 'zh' else 'cannot be written'}: {error.strerror}")


def _end(
    reading: Reading,
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
