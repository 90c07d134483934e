"""Tables of appraisals of a team: each rubric's empty template for download, and the worked example of a team."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hooks.content.handbook import Handbook
from liumai.analysis.organisation import Group, organisation
from liumai.analysis.scored_file import ScoredFile
from liumai.core.number_format import decimal, points
from liumai.core.rubric import Rubric
from liumai.formats.cells import place_text
from liumai.formats.csv_file import write_csv
from liumai.formats.group_file import read_appraisals
from liumai.formats.group_tables import GroupTables
from liumai.formats.xlsx.template import Template

FIXED_DATE = (2006, 1, 1, 0, 0, 0)  # so that the same sources give the same bytes
PROPERTIES = "docProps/core.xml"  # author and dates


def template_files(rubric: Rubric, language: str) -> Iterator[tuple[str, bytes]]:
    """The empty tables of a rubric: path in the site, content."""
    template = Template(rubric, language)
    yield f"template/{rubric.id}.xlsx", _fixed(template.workbook())
    yield f"template/{rubric.id}.csv", write_csv([template.headings()])


def example_team(folder: Path, rubric: Rubric, language: str) -> Path | None:
    """The file of the rubric's example of a team's table; None if it has none."""
    file = folder / rubric.id / f"team.{language}.csv"
    return file if file.is_file() else None


@dataclass(frozen=True)
class TeamRow:
    """One manager's team of the example, formatted for prose."""

    manager: str
    people: int
    mean: str
    lowest: str
    highest: str
    findings: str


@dataclass(frozen=True)
class TeamExample:
    """The scored example of a team's table. ``problems`` says which cells are wrong, ``returned`` what HR returns."""

    scored: int
    refused: int
    mean: str
    teams: list[TeamRow]
    problems: list[str]
    returned: list[str]


def worked_team(book: Handbook) -> TeamExample:
    """Score the main rubric's example of a team. Raises FileNotFoundError if the rubric has none."""
    rubric = book.rubric
    file = book.folder / rubric.id / f"team.{book.language}.csv"
    reading = ScoredFile({rubric.id: rubric})
    reading.take_all(read_appraisals("csv", file.read_bytes(), reading.rubrics, rubric.id))
    scored, words = reading.scored, GroupTables(reading.rubrics, book.language)
    whole = organisation(reading.rubrics, scored)
    (everyone,) = whole.whole
    problems = [problem for row in reading.rejected for problem in row.problems]
    colon = book.label("mark.colon")
    return TeamExample(
        scored=len(scored),
        refused=len(reading.rejected),
        mean=decimal(everyone.mean) if everyone.mean is not None else "–",
        teams=[_team_row(rubric, group, words) for group in whole.groups],
        problems=[
            f"{words.text(place_text(problem.place))}{colon}{words.text(problem.problem)}"
            for problem in problems
        ],
        returned=[
            f"{scored[duty.appraisal].appraisal_row.subject} · {words.text(rubric.criterion[duty.criterion].name)}"
            f"{colon}{words.names(rubric, duty.findings)}"
            for duty in everyone.team.returned
        ],
    )


def _team_row(rubric: Rubric, group: Group, words: GroupTables) -> TeamRow:
    totals = [f"{points(total):g}" for total, _ in group.team.totals] or ["–"]
    mean = "–" if group.mean is None else decimal(group.mean)
    findings = words.names(rubric, group.team.findings) or "–"
    return TeamRow(group.manager, group.people, mean, totals[-1], totals[0], findings)


def _fixed(workbook: bytes) -> bytes:
    """The same workbook without dates, so that its bytes depend on its content alone."""
    fixed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == PROPERTIES:
                data = _without_dates(data)
            new.writestr(zipfile.ZipInfo(name, FIXED_DATE), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _without_dates(properties: bytes) -> bytes:
    head, _, rest = properties.partition(b"<dcterms:created")
    _, _, tail = rest.rpartition(b"</dcterms:modified>")
    return head + tail if rest else properties
