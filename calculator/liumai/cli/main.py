"""The command ``liumai``: the group of all commands, and ``liumai score``."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import click

from liumai.cli.batch_command import batch
from liumai.cli.common import (
    WIDEST_TEXT,
    Rubrics,
    console,
    fail,
    language_of_locale,
    language_option,
    opened,
    or_fail,
    rubrics_or_fail,
)
from liumai.cli.group_commands import team, template
from liumai.cli.messages import message, reason
from liumai.cli.pasted_link import vector_in
from liumai.cli.promotion_command import promotion
from liumai.cli.rubric_commands import check, new
from liumai.cli.score_report import print_report
from liumai.cli.year_command import year
from liumai.core.appraisal import Appraisal
from liumai.core.appraisal_file import read_appraisal
from liumai.core.result_json import explained_data
from liumai.core.scoring import score as score_appraisal
from liumai.core.vector import from_vector
from liumai.formats.plain_data import Document
from liumai.formats.yaml_file import read_document


class Commands(click.Group):
    """The group of all commands; an output that cannot be written is reported in one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """As in click; exit status 2 where writing fails."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # such as in `liumai team … | head`: click exits silently
            raise
        except OSError as error:
            fail(message(language_of_locale(), "cannot-write", file="<stdout>", reason=reason(error)))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="liumai")
def main() -> None:
    """Liumai 六脉: appraise values by a rubric, and see why a score is what it is.

    Rubrics are read from the folder that LIUMAI_RUBRICS names, or from rubric_data/.
    Texts and messages are in English, or in Chinese where the locale is; every command takes --lang zh or --lang en.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it is closed
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@click.argument("file", required=False)
@click.option(
    "--vector",
    metavar="V",
    help="Score a vector, such as six-veins-2006:mmpuu.…, or a link with one, instead of a file.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language_option
def score(file: str | None, vector: str | None, form: str, language: str) -> None:
    """Score the appraisal in FILE (YAML or JSON; - reads standard input)."""
    if (file is None) == (vector is None):
        raise click.UsageError(message(language, "file-or-vector"))
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
        print_report(console(WIDEST_TEXT), language, rubric, appraisal, result)


def _from_file(file: str, rubrics: Rubrics, language: str) -> Appraisal:
    name = "<stdin>" if file == "-" else file
    with opened(file, language) as stream:
        document = or_fail(lambda: read_document(name, stream), Document(name, None), language)
    return or_fail(lambda: read_appraisal(document.data, rubrics), document, language)


def _from_vector(vector: str, rubrics: Rubrics, language: str) -> Appraisal:
    return or_fail(lambda: from_vector(vector_in(vector), rubrics), Document("--vector", None), language)


for command in (batch, check, new, team, year, promotion, template):
    main.add_command(command)
