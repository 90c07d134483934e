"""Tables that the site offers: the empty one to fill in, of each rubric, and an example of a team's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
PROPERTIES = "docProps/core.xml"  # who wrote it and when, which nobody needs


def template_files(rubric: Rubric, language: str) -> Iterator[tuple[str, bytes]]:
    """The empty tables of a rubric, by their path on the site."""
    template = Template(rubric, language)
    yield f"template/{rubric.id}.xlsx", _fixed(template.workbook())
    yield f"template/{rubric.id}.csv", write_csv([template.headings()])


def example_team(folder: Path, rubric: Rubric, language: str) -> Path | None:
    """The rubric's example of a team's table; None where it has none."""
    file = folder / rubric.id / f"team.{language}.csv"
    return file if file.is_file() else None


@dataclass(frozen=True)
class TeamRow:
    """One manager's team of the example, as people write it."""

    manager: str
    people: int
    mean: str
    lowest: str
    highest: str
    findings: str


@dataclass(frozen=True)
class TeamExample:
    """The example of a team's table, scored as the site is built. ``problems`` tell where a cell is wrong."""

    scored: int
    refused: int
    mean: str
    teams: list[TeamRow]
    problems: list[str]
    returned: list[str]


def worked_team(folder: Path, rubric: Rubric, language: str) -> TeamExample:
    """Score the example of a team. Raises FileNotFoundError where the rubric has none."""
    file = folder / rubric.id / f"team.{language}.csv"
    reading = ScoredFile({rubric.id: rubric})
    reading.take_all(read_appraisals("csv", file.read_bytes(), reading.rubrics, rubric.id))
    scored, words = reading.scored, GroupTables(reading.rubrics, language)
    whole = organisation(reading.rubrics, scored)
    (everyone,) = whole.whole
    problems = [one for refused in reading.refused for one in refused.problems]
    colon = "：" if language == "zh" else ": "
    return TeamExample(
        scored=len(scored),
        refused=len(reading.refused),
        mean=decimal(everyone.mean) if everyone.mean is not None else "–",
        teams=[_team_row(rubric, group, words) for group in whole.groups],
        problems=[f"{words.text(place_text(one.place))}{colon}{words.text(one.problem)}" for one in problems],
        returned=[
            f"{scored[duty.appraisal].member.subject} · {words.text(rubric.criterion[duty.criterion].name)}"
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
    """The same workbook without the moment at which it was made."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == PROPERTIES:
                data = _without_dates(data)
            new.writestr(zipfile.ZipInfo(name, FIXED_DATE), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _without_dates(properties: bytes) -> bytes:
    head, _, rest = properties.partition(b"<dcterms:created")
    _, _, tail = rest.rpartition(b"</dcterms:modified>")
    return head + tail if rest else properties
