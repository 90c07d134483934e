"""``liumai promotion``: values and performance combined into one figure."""

from __future__ import annotations

from pathlib import Path

import click

from liumai.analysis.promotion import Candidate, OffScaleError, composite, figure
from liumai.analysis.rows import Place
from liumai.analysis.scored_file import ScoredFile
from liumai.cli.common import WIDEST_TABLE, Rubrics, console, fail, language_option, rubrics_or_fail
from liumai.cli.group_io import (
    finish,
    format_option,
    kind_of_input,
    known_rubric,
    map_option,
    mapping_of,
    or_map,
    out_option,
    print_json,
    read_bytes,
    refuse_whole,
    write_tables,
)
from liumai.cli.group_report import GroupReport
from liumai.cli.messages import message
from liumai.core.i18n import Translator
from liumai.formats.appraisal_table import main_rubric
from liumai.formats.group_file import sheets_of
from liumai.formats.group_json import problem_data, promotion_data, rejected_data
from liumai.formats.group_tables import GroupTables
from liumai.formats.plain_data import Document
from liumai.formats.promotion_table import read_promotion_sheets
from liumai.formats.tables.heading_names import PROMOTION_KINDS, Headings


@click.command()
@click.argument("file", required=False)
@click.option("--total", metavar="T", help="Total of values: 18.5, or 18 7/8.")
@click.option("--performance", metavar="P", help="Performance on the common scale: 92, or 92%.")
@click.option("--rubric", metavar="ID", help="The rubric of the total.")
@map_option
@format_option
@out_option
@language_option
def promotion(
    file: str | None,
    total: str | None,
    performance: str | None,
    rubric: str | None,
    mapped: tuple[str, ...],
    form: str,
    out: Path | None,
    language: str,
) -> None:
    """Put values and performance into one figure, exactly: of --total and --performance, or of each row of FILE (CSV or XLSX)."""
    if (file is None) == (total is None or performance is None):
        raise click.UsageError(message(language, "file-or-figures"))
    rubrics = rubrics_or_fail(language)
    rubric = known_rubric(rubric, rubrics, language) or main_rubric(rubrics) or next(iter(rubrics))
    mapping = mapping_of(mapped, language)
    if mapping and file is None:
        fail(message(language, "map-without-table"))
    if file is not None:
        scored_file = _candidates(file, rubrics, rubric, mapping, language)
    else:
        scored_file = ScoredFile(rubrics)
        scored_file.take(_candidate(str(total), str(performance), rubrics, rubric, language))
    candidates = scored_file.candidates
    if out is not None:
        messages = [*scored_file.problems, *scored_file.notices]
        write_tables(out, GroupTables(rubrics, language).of_promotions(candidates, messages), language)
    elif form == "json":
        promotions = [
            promotion_data(candidate, rubrics[candidate.rubric].maximum) for candidate in candidates
        ]
        print_json(
            {"promotions": promotions, "refused": [rejected_data(row) for row in scored_file.rejected]}
            | {"notices": [problem_data(notice) for notice in scored_file.notices]}
        )
    else:
        report = GroupReport(console(WIDEST_TABLE), language, rubrics)
        report.promotions(candidates)
        report.problems(scored_file)
    finish(len(scored_file.rejected), len(candidates), language, reported=out is None)


def _candidates(
    file: str, rubrics: Rubrics, rubric: str, mapping: dict[str, str], language: str
) -> ScoredFile:
    """The candidates of a table. Exit status 2 where it cannot be read, or has no heading."""
    name, raw = read_bytes(file, language)
    kind = kind_of_input(name, raw)
    if kind not in ("csv", "xlsx"):
        fail(message(language, "not-a-table", file=name))
    scored_file = ScoredFile(rubrics)

    def read() -> None:
        headings = Headings(rubrics, PROMOTION_KINDS, mapping)
        for item in read_promotion_sheets(sheets_of(kind, raw, headings), headings, rubrics, rubric):
            scored_file.take(item)
        scored_file.finish()

    or_map(read, Document(name, None), language)
    if not scored_file.candidates:
        refuse_whole(name, scored_file, language)
    return scored_file


def _candidate(total: str, performance: str, rubrics: Rubrics, rubric: str, language: str) -> Candidate:
    figures = []
    for option, text in (("--total", total), ("--performance", performance)):
        number = figure(text)
        if number is None:
            fail(message(language, "not-a-figure", option=option, value=text))
        figures.append(number)
    try:
        result = composite(rubrics[rubric], *figures)
    except OffScaleError as error:
        fail(f"--{error.kind}: {Translator(language).text(error.problem)}")
    return Candidate(Place(0), "", rubric, figures[0], result)
