"""The years and the promotions of many people, from the page's files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from liumai.analysis.person_years import PersonYear
from liumai.analysis.promotion import Candidate
from liumai.analysis.scored_file import ScoredFile, years_of
from liumai.core.number_format import exact_data, points, rounded
from liumai.core.rubric import Rubric
from liumai.core.vector import to_vector
from liumai.formats.cells import SheetTable
from liumai.formats.group_file import Kind, sheets_of
from liumai.formats.group_json import problem_data
from liumai.formats.group_tables import GroupTables
from liumai.formats.promotion_table import read_promotion_sheets
from liumai.formats.tables.heading_names import PROMOTION_KINDS, Headings

if TYPE_CHECKING:
    from liumai.browser import team_protocol as protocol


def years_data(scored_file: ScoredFile) -> protocol.TeamYears:
    """The year of each person in the open files, and the rows that belong to none."""
    years, problems = years_of(scored_file)
    return {
        "years": [_year(one, scored_file) for one in years],
        "problems": [problem_data(problem) for problem in (*problems, *scored_file.notices)],
    }


def _year(person_year: PersonYear, scored_file: ScoredFile) -> dict[str, Any]:
    year, scored = person_year.year, scored_file.scored
    rows = [None if index is None else scored[index] for index in person_year.quarters]
    return {
        "subject": person_year.subject,
        "year": person_year.label,
        "rubric": person_year.rubric,
        "quarters": [
            None if row is None or not row.result.complete else points(row.result.half_points) for row in rows
        ],
        "vectors": [None if row is None else to_vector(row.appraisal_row.appraisal) for row in rows],
        "mean": figure_data(year.mean),
        "trend": year.trend,
        "band": None if year.candidates is None else list(year.candidates),
        "findings": list(year.findings),
    }


def figure_data(number: Fraction | None) -> dict[str, Any] | None:
    """A figure exactly, and with two decimals to show."""
    data = exact_data(number)
    return None if data is None or number is None else data | {"rounded": rounded(number)}


def read_candidates(
    kind: Kind, raw: bytes, rubrics: Mapping[str, Rubric], rubric: str | None, mapping: Mapping[str, str]
) -> ScoredFile:
    """The candidates for promotion in a table. Raises :class:`~liumai.core.errors.RefusedError`."""
    headings = Headings(rubrics, PROMOTION_KINDS, mapping)
    scored_file = ScoredFile(rubrics)
    for item in read_promotion_sheets(sheets_of(kind, raw, headings), headings, rubrics, rubric):
        scored_file.take(item)
    scored_file.finish()
    return scored_file


def promotions_data(scored_file: ScoredFile) -> protocol.TeamPromotions:
    """The composite of each candidate, and the rows that were not read."""
    problems = (*scored_file.problems, *scored_file.notices)
    return {
        "promotions": [_promotion(candidate) for candidate in scored_file.candidates],
        "problems": [problem_data(problem) for problem in problems],
    }


def _promotion(candidate: Candidate) -> dict[str, Any]:
    promotion = candidate.promotion
    figures = {
        "total": candidate.total,
        "values": promotion.values,
        "performance": promotion.performance,
        "composite": promotion.composite,
    }
    head = {"subject": candidate.subject, "rubric": candidate.rubric}
    return head | {name: figure_data(figure) for name, figure in figures.items()}


def tables_of(what: str, scored_file: ScoredFile, tables: GroupTables) -> Iterator[SheetTable]:
    """The tables of the years or of the promotions, as the command line writes them."""
    if what == "promotions":
        return tables.of_promotions(scored_file.candidates, [*scored_file.problems, *scored_file.notices])
    years, problems = years_of(scored_file)
    return tables.of_years(years, scored_file.scored, [*problems, *scored_file.notices])
