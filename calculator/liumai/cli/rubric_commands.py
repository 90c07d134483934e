"""``liumai check`` and ``liumai new``: validate rubric folders, and create new ones."""

from __future__ import annotations

from pathlib import Path

import click

from liumai.cli.common import fail, language_option
from liumai.cli.messages import message, reason
from liumai.rubric_files.folder_check import check_folder
from liumai.rubric_files.loader import RubricError, rubric_folder
from liumai.rubric_files.scaffold import create_rubric


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@language_option
def check(folder: Path | None, language: str) -> None:
    """Check the rubrics in FOLDER, or the rubric whose own folder it is: all faults at once, with file and line."""
    try:
        rubrics = check_folder(folder or rubric_folder())
    except RubricError as error:
        faults = error.describe(language)
        count = len(faults.splitlines())
        fail(f"{faults}\n{message(language, 'one-fault' if count == 1 else 'faults', count=count)}")
    for rubric in rubrics:
        levels = sum(len(criterion.levels) for criterion in rubric.criteria)
        cases = sum(len(level.cases) for level in rubric.level.values())
        click.echo(
            message(
                language,
                "no-fault",
                rubric=rubric.id,
                criteria=len(rubric.criteria),
                levels=levels,
                cases=cases,
            )
        )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@language_option
def new(folder: Path, language: str) -> None:
    """Start a rubric in FOLDER, which must not exist yet or be empty; its name becomes the rubric's id."""
    try:
        written = create_rubric(folder)
    except ValueError as error:
        fail(message(language, "not-an-id", folder=folder, name=error))
    except FileExistsError:
        fail(message(language, "not-empty", folder=folder))
    except OSError as error:
        fail(message(language, "cannot-write", file=folder, reason=reason(error)))
    for path in written:
        click.echo(path)
    click.echo(message(language, "next-step", folder=folder))
