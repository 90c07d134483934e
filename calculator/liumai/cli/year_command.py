"""``liumai year``: the year of one person, or of many."""

from __future__ import annotations

from pathlib import Path

import click

from liumai.analysis.period import quarter_of
from liumai.analysis.person_years import PersonYear
from liumai.analysis.rows import AppraisalRow, Place, RowMessage, ScoredRow
from liumai.analysis.scored_file import ScoredFile, years_of
from liumai.analysis.year import WEIGHTS
from liumai.analysis.year import year as year_of
from liumai.cli.common import Rubrics, fail, language_option, or_fail, rubrics_or_fail
from liumai.cli.group_io import (
    console,
    finish,
    format_option,
    out_option,
    print_json,
    read_bytes,
    read_group,
    rubric_option,
    write_tables,
)
from liumai.cli.group_report import GroupReport
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from liumai.formats.group_json import problem_data, year_data
from liumai.formats.group_tables import GroupTables
from liumai.formats.ndjson_file import read_row
from liumai.formats.plain_data import Document
from liumai.formats.yaml_file import parse

NO_QUARTER = "none"


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
        write_tables(out, GroupTables(rubrics, language).of_years(years, scored, problems), language)
    elif form == "json":
        told = [year_data(one, scored, rubrics[one.rubric]) for one in years]
        print_json(
            {"years": told, "refused": [problem_data(one) for one in problems]}
            | {"notices": [problem_data(one) for one in reading.notices]}
        )
    else:
        report = GroupReport(console(), language, rubrics)
        report.years(years, scored)
        homeless = problems[len(reading.problems) :]
        report.problems(reading, homeless)
    finish(reading, problems, language, told=out is None)


def _years(
    files: tuple[str, ...], vectors: tuple[str, ...], rubrics: Rubrics, rubric: str | None, language: str
) -> tuple[ScoredFile, tuple[PersonYear, ...], list[RowMessage]]:
    if len(files) == 1 and files[0] != NO_QUARTER:
        reading = read_group(files[0], rubrics, rubric, language)
        if len(reading.rows) != 1 or not isinstance(reading.rows[0], ScoredRow):
            years, problems = years_of(reading)
            return reading, years, problems
        quarters: list[AppraisalRow | None] = [reading.rows[0].member]
    elif vectors:
        quarters = [_of_vector(vector, rubrics, language) for vector in vectors]
    else:
        quarters = [_of_file(file, rubrics, language) for file in files]
    return _one_year(quarters, rubrics, language)


def _of_vector(vector: str, rubrics: Rubrics, language: str) -> AppraisalRow | None:
    if vector == NO_QUARTER:
        return None
    appraisal = or_fail(lambda: from_vector(vector, rubrics), Document("--vector", None), language)
    return AppraisalRow(Place(0), "", "", "", appraisal)


def _of_file(file: str, rubrics: Rubrics, language: str) -> AppraisalRow | None:
    if file == NO_QUARTER:
        return None
    name, raw = read_bytes(file, language)
    document = or_fail(lambda: parse(name, raw), Document(name, None), language)
    return or_fail(lambda: read_row(document.data, rubrics, Place(0)), document, language)


def _one_year(
    quarters: list[AppraisalRow | None], rubrics: Rubrics, language: str
) -> tuple[ScoredFile, tuple[PersonYear, ...], list[RowMessage]]:
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
    reading = ScoredFile(rubrics)
    reading.rows = [ScoredRow(member, score(rubrics[name], member.appraisal)) for member in given]
    numbered = {id(member): n for n, member in enumerate(given)}
    order = tuple(None if member is None else numbered[id(member)] for member in places)
    results = [None if n is None else reading.scored[n].result for n in order]
    whole = PersonYear(
        subjects.pop() if subjects else "", label, name, order, year_of(rubrics[name], results)
    )
    return reading, (whole,), []


def _placed(quarters: list[AppraisalRow | None], language: str) -> tuple[str, list[AppraisalRow | None]]:
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
