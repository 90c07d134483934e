"""The results of a group of appraisals as JSON data. Every row of the file is either scored or in ``refused``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from liumai.analysis.organisation import Group, Organisation, organisation
from liumai.analysis.person_years import PersonYear
from liumai.analysis.promotion import Candidate
from liumai.analysis.rows import Place, RejectedRow, RowMessage, ScoredRow
from liumai.analysis.scored_file import ScoredFile
from liumai.analysis.team import Duty
from liumai.core.number_format import exact_data, points
from liumai.core.record_codec import to_data
from liumai.core.result_json import result_data
from liumai.core.rubric import Rubric
from liumai.formats.cells import column_name


def place_data(place: Place) -> dict[str, Any]:
    """A place as JSON data, with the column's spreadsheet name."""
    column = None if place.column is None else column_name(place.column)
    return {
        "sheet": place.sheet or None,
        "row": place.row or None,
        "column": column,
        "heading": place.heading or None,
    }


def problem_data(problem: RowMessage) -> dict[str, Any]:
    """A message with its place, in both languages."""
    return place_data(problem.place) | {"problem": to_data(problem.problem)}


def rejected_data(row: RejectedRow) -> dict[str, Any]:
    """A rejected row with its messages."""
    texts = {key: getattr(row, key) for key in ("subject", "manager", "period")}
    return place_data(row.place) | texts | {"problems": [problem_data(problem) for problem in row.problems]}


def team_data(scored_file: ScoredFile) -> dict[str, Any]:
    """A file of appraisals as ``liumai team --format json`` prints it."""
    scored = scored_file.scored
    whole = organisation(scored_file.rubrics, scored)
    return {
        "appraisals": [scored_row_data(row) for row in scored],
        **organisation_data(whole),
        "refused": [rejected_data(row) for row in scored_file.rejected],
        "notices": [problem_data(notice) for notice in scored_file.notices],
    }


def scored_row_data(row: ScoredRow) -> dict[str, Any]:
    """A scored appraisal: its place, person, manager, period and result."""
    appraisal_row = row.appraisal_row
    head = {
        "subject": appraisal_row.subject,
        "manager": appraisal_row.manager,
        "period": appraisal_row.period,
    }
    return place_data(appraisal_row.place) | head | result_data(appraisal_row.appraisal, row.result)


def organisation_data(whole: Organisation) -> dict[str, Any]:
    """The teams of an organisation; appraisals are indices (from 0) into the scored rows."""
    return {
        "rubrics": [group_data(group) for group in whole.whole],
        "teams": [group_data(group) for group in whole.groups],
        "checks": [_duty_data(duty) for group in whole.whole for duty in group.team.checks],
        "returned": [_duty_data(duty) for group in whole.whole for duty in group.team.returned],
        "repeated": repeated_data(whole),
    }


def repeated_data(whole: Organisation) -> list[dict[str, int]]:
    """The appraisals that repeat a person and period, each with the first one, by their indices."""
    return [{"appraisal": place, "of": first} for place, first in whole.repeated]


def group_data(group: Group) -> dict[str, Any]:
    """The figures of one group."""
    team = group.team
    return {
        "rubric": group.rubric,
        "manager": group.manager,
        "period": group.period,
        "people": group.people,
        "appraisals": list(group.places),
        "mean": exact_data(group.mean),
        "totals": [{"total": points(total), "count": count} for total, count in team.totals],
        "bands": [{"candidates": list(bands), "count": count} for bands, count in team.bands],
        "incomplete": list(team.incomplete),
        "findings": list(team.findings),
    }


def _duty_data(duty: Duty) -> dict[str, Any]:
    return {"appraisal": duty.appraisal, "criterion": duty.criterion, "findings": list(duty.findings)}


def year_data(person_year: PersonYear, scored: Sequence[ScoredRow], rubric: Rubric) -> dict[str, Any]:
    """One person's year as ``liumai year --format json`` prints it: a proposal, which people decide on."""
    year = person_year.year
    quarters = [None if place is None else scored[place] for place in person_year.quarters]
    means = dict(zip((c.id for c in rubric.criteria), year.criteria, strict=False))
    return {
        "subject": person_year.subject,
        "year": person_year.label,
        "rubric": person_year.rubric,
        "quarters": [None if row is None else scored_row_data(row) for row in quarters],
        "counted": list(year.counted),
        "mean": exact_data(year.mean),
        "maximum": rubric.maximum,
        "criteria": [{"id": c.id, "mean": exact_data(means.get(c.id))} for c in rubric.criteria],
        "trend": year.trend,
        "band": None
        if year.candidates is None
        else {"certain": len(year.candidates) == 1, "candidates": list(year.candidates)},
        "proposal": True,
        "findings": list(year.findings),
    }


def promotion_data(candidate: Candidate, maximum: int) -> dict[str, Any]:
    """A candidate's composite, exactly, as JSON data."""
    promotion = candidate.promotion
    return {
        "subject": candidate.subject,
        "rubric": candidate.rubric,
        "total": exact_data(candidate.total),
        "maximum": maximum,
        "values": exact_data(promotion.values),
        "performance": exact_data(promotion.performance),
        "weight": exact_data(promotion.weight),
        "composite": exact_data(promotion.composite),
    }
