"""``liumai team`` and ``liumai template``: scores a group of appraisals, and writes an empty table for them."""

from __future__ import annotations

from pathlib import Path

import click

from liumai.cli.common import WIDEST_TABLE, console, language_option, rubrics_or_fail
from liumai.cli.group_io import (
    finish,
    format_option,
    is_workbook,
    known_rubric,
    map_option,
    mapping_of,
    out_option,
    print_json,
    read_group,
    rubric_option,
    save,
    write_tables,
)
from liumai.cli.group_report import GroupReport
from liumai.formats.appraisal_table import main_rubric
from liumai.formats.csv_file import write_csv
from liumai.formats.group_json import team_data
from liumai.formats.group_tables import GroupTables


@click.command()
@click.argument("file")
@rubric_option
@map_option
@format_option
@out_option
@language_option
def team(
    file: str, rubric: str | None, mapped: tuple[str, ...], form: str, out: Path | None, language: str
) -> None:
    """Score the appraisals in FILE (CSV, XLSX, NDJSON or a list in YAML): by manager, with what HR checks and what goes back.

    Rows that cannot be read are listed with sheet, row and column, and the exit status is 1; the others are scored.
    """
    rubrics = rubrics_or_fail(language)
    scored_file = read_group(file, rubrics, rubric, mapping_of(mapped, language), language)
    if out is not None:
        write_tables(out, GroupTables(rubrics, language).of_team(scored_file), language)
    elif form == "json":
        print_json(team_data(scored_file))
    else:
        GroupReport(console(WIDEST_TABLE), language, rubrics).team(scored_file)
    finish(len(scored_file.rejected), len(scored_file.scored), language, reported=out is None)


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="FILE.xlsx|.csv")
@click.option("--rubric", metavar="ID", help="Whose criteria; else those of the rubric that others build on.")
@language_option
def template(out: Path, rubric: str | None, language: str) -> None:
    """Write an empty table to fill in: a row for each appraisal, a column for each criterion."""
    rubrics = rubrics_or_fail(language)
    rubric = known_rubric(rubric, rubrics, language) or main_rubric(rubrics) or next(iter(rubrics))
    from liumai.formats.xlsx.template import Template  # imported here because XlsxWriter is slow to import

    table = Template(rubrics[rubric], language)
    save(out, table.workbook() if is_workbook(out, language) else write_csv([table.headings()]), language)
    click.echo(out)
