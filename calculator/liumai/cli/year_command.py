"""``liumai year``: the year of one person, or of many."""

from __future__ import annotations

from pathlib import Path

import click

from liumai.analysis.identity import spelling_notices
from liumai.analysis.person_years import PersonYear, year_of_quarters
from liumai.analysis.rows import AppraisalRow, Place, RowMessage, ScoredRow
from liumai.analysis.scored_file import ScoredFile, years_of
from liumai.cli.common import WIDEST_TABLE, Rubrics, console, fail, language_option, or_fail, rubrics_or_fail
from liumai.cli.group_io import (
    finish,
    format_option,
    map_option,
    mapping_of,
    out_option,
    print_json,
    read_bytes,
    read_group,
    rubric_option,
    write_tables,
)
from liumai.cli.group_report import GroupReport
from liumai.cli.messages import message
from liumai.cli.pasted_link import vector_in
from liumai.core.errors import RefusedError
from liumai.core.i18n import Translator
from liumai.core.vector import from_vector
from liumai.formats.group_json import problem_data, year_data
from liumai.formats.group_tables import GroupTables
from liumai.formats.ndjson_file import read_row
from liumai.formats.plain_data import Document
from liumai.formats.yaml_file import parse

NO_QUARTER = "none"  # in place of a file or vector: a quarter without an appraisal


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
@map_option
@format_option
@out_option
@language_option
def year(
    files: tuple[str, ...],
    vectors: tuple[str, ...],
    rubric: str | None,
    mapped: tuple[str, ...],
    form: str,
    out: Path | None,
    language: str,
) -> None:
    """Reckon a year from its quarters: FILEs in order (YAML or JSON), or one table of many people.

    Up to four FILEs are one person's quarters; "none" stands for one without an appraisal. Periods such as 2006Q2 put
    them in their places. A single CSV, XLSX or NDJSON, or a list in YAML, holds the quarters of any number of people.
    """
    if bool(files) == bool(vectors):
        raise click.UsageError(message(language, "files-or-vectors"))
    rubrics = rubrics_or_fail(language)
    mapping = mapping_of(mapped, language)
    scored_file, years, problems = _read_years(files, vectors, rubrics, rubric, mapping, language)
    scored = scored_file.scored
    if out is not None:
        messages = [*problems, *scored_file.notices]
        write_tables(out, GroupTables(rubrics, language).of_years(years, scored, messages), language)
    elif form == "json":
        year_items = [year_data(item, scored, rubrics[item.rubric]) for item in years]
        print_json(
            {"years": year_items, "refused": [problem_data(problem) for problem in problems]}
            | {"notices": [problem_data(notice) for notice in scored_file.notices]}
        )
    else:
        report = GroupReport(console(WIDEST_TABLE), language, rubrics)
        report.years(years, scored)
        without_year = problems[len(scored_file.problems) :]
        report.problems(scored_file, without_year)
    finish(len(problems), len(scored), language, reported=out is None)


def _read_years(
    files: tuple[str, ...],
    vectors: tuple[str, ...],
    rubrics: Rubrics,
    rubric: str | None,
    mapping: dict[str, str],
    language: str,
) -> tuple[ScoredFile, tuple[PersonYear, ...], list[RowMessage]]:
    """The scored appraisals, the years made of them, and what is wrong with rows that belong to no year."""
    notices: list[RowMessage] = []
    if len(files) == 1 and files[0] != NO_QUARTER:
        scored_file = read_group(files[0], rubrics, rubric, mapping, language)
        if len(scored_file.rows) != 1 or not isinstance(scored_file.rows[0], ScoredRow):
            years, problems = years_of(scored_file)
            return scored_file, years, problems
        quarters: list[AppraisalRow | None] = [scored_file.rows[0].appraisal_row]
        notices = scored_file.notices
    elif mapping:
        fail(message(language, "map-without-table"))
    elif vectors:
        quarters = [_from_vector(vector, rubrics, language) for vector in vectors]
    else:
        quarters = [_from_file(file, rubrics, language) for file in files]
    scored_file = ScoredFile(rubrics)
    try:
        scored, person_year = year_of_quarters(rubrics, quarters)
    except RefusedError as error:
        fail("\n".join(Translator(language).text(fault.problem) for fault in error.faults))
    scored_file.rows = list(scored)
    scored_file.notices = [*notices, *spelling_notices(row for row in quarters if row is not None)]
    return scored_file, (person_year,), []


def _from_vector(vector: str, rubrics: Rubrics, language: str) -> AppraisalRow | None:
    """The appraisal of a vector; None for :data:`NO_QUARTER`. Exit status 2 where it is invalid."""
    if vector == NO_QUARTER:
        return None
    appraisal = or_fail(lambda: from_vector(vector_in(vector), rubrics), Document("--vector", None), language)
    return AppraisalRow(Place(0), "", "", "", appraisal)


def _from_file(file: str, rubrics: Rubrics, language: str) -> AppraisalRow | None:
    """The appraisal of a file; None for :data:`NO_QUARTER`. Exit status 2 where it is invalid."""
    if file == NO_QUARTER:
        return None
    name, raw = read_bytes(file, language)
    document = or_fail(lambda: parse(name, raw), Document(name, None), language)
    return or_fail(lambda: read_row(document.data, rubrics, Place(0)), document, language)
