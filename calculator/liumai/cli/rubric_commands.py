"""``liumai check`` and ``liumai new``: validates rubric folders, and starts new ones."""

from __future__ import annotations

from pathlib import Path

import click

from liumai.cli.common import fail, language_option
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
        told = error.describe(language)
        count = len(told.splitlines())
        fail(told + "\n" + (f"共 {count} 处问题" if language == "zh" else f"{count} fault{'s'[: count > 1]}"))
    for rubric in rubrics:
        levels = sum(len(criterion.levels) for criterion in rubric.criteria)
        cases = sum(len(level.cases) for level in rubric.level.values())
        click.echo(
            f"{rubric.id}: 没有问题。{len(rubric.criteria)} 项，{levels} 级，{cases} 个案例"
            if language == "zh"
            else f"{rubric.id}: no fault found. {len(rubric.criteria)} criteria, {levels} levels, {cases} cases"
        )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@language_option
def new(folder: Path, language: str) -> None:
    """Start a rubric in FOLDER, which must not exist yet or be empty; its name becomes the rubric's id."""
    chinese = language == "zh"
    try:
        written = create_rubric(folder)
    except ValueError as error:
        wanted = (
            "应为小写字母、数字和连字符，例如 our-values"
            if chinese
            else "expected lower-case letters, digits and hyphens, such as our-values"
        )
        fail(f"{folder}: {'文件夹名是' if chinese else 'found the name'} {error}; {wanted}")
    except FileExistsError:
        fail(
            f"{folder}: {'已经有内容；应为新的或空的文件夹' if chinese else 'is not empty; expected a new or an empty folder'}"
        )
    except OSError as error:
        fail(f"{folder}: {'写不进去' if chinese else 'cannot be written'}: {error.strerror}")
    for path in written:
        click.echo(path)
    click.echo(f"{'接着：' if chinese else 'Next: '}liumai check {folder}")
