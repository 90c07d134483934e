"""What a file of appraisals comes to: as data for other programs, and as tables for spreadsheets.

Nothing of the file is lost: each row is either scored or stands among the refused, with its place and what is wrong.
"""

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
    """A place as plain data; the column as spreadsheets name it."""
    column = None if place.column is None else column_name(place.column)
    return {
        "sheet": place.sheet or None,
        "row": place.row or None,
        "column": column,
        "heading": place.heading or None,
    }


def problem_data(problem: RowMessage) -> dict[str, Any]:
    """What is wrong at a place, in both languages."""
    return place_data(problem.place) | {"problem": to_data(problem.problem)}


def refused_data(refused: RejectedRow) -> dict[str, Any]:
    """A row that could not be scored."""
    texts = {key: getattr(refused, key) for key in ("subject", "manager", "period")}
    return place_data(refused.place) | texts | {"problems": [problem_data(one) for one in refused.problems]}


def team_data(reading: ScoredFile) -> dict[str, Any]:
    """A file of appraisals as ``liumai team --format json`` prints it."""
    scored = reading.scored
    whole = organisation(reading.rubrics, scored)
    return {
        "appraisals": [appraisal_data(one) for one in scored],
        **organisation_data(whole),
        "refused": [refused_data(refused) for refused in reading.refused],
        "notices": [problem_data(notice) for notice in reading.notices],
    }


def appraisal_data(one: ScoredRow) -> dict[str, Any]:
    """One scored appraisal: whose it is, where it stood, and its result."""
    member = one.member
    head = {"subject": member.subject, "manager": member.manager, "period": member.period}
    return place_data(member.place) | head | result_data(member.appraisal, one.result)


def organisation_data(whole: Organisation) -> dict[str, Any]:
    """The teams of an organisation; appraisals are named by their places among the scored ones, from 0."""
    return {
        "rubrics": [_group_data(group) for group in whole.whole],
        "teams": [_group_data(group) for group in whole.groups],
        "checks": [_duty_data(duty) for group in whole.whole for duty in group.team.checks],
        "returned": [_duty_data(duty) for group in whole.whole for duty in group.team.returned],
        "repeated": [{"appraisal": place, "of": first} for place, first in whole.repeated],
    }


def _group_data(group: Group) -> dict[str, Any]:
    found = group.team
    return {
        "rubric": group.rubric,
        "manager": group.manager,
        "period": group.period,
        "people": group.people,
        "appraisals": list(group.places),
        "mean": exact_data(group.mean),
        "totals": [{"total": points(total), "count": count} for total, count in found.totals],
        "bands": [{"candidates": list(bands), "count": count} for bands, count in found.bands],
        "incomplete": list(found.incomplete),
        "findings": list(found.findings),
    }


def _duty_data(duty: Duty) -> dict[str, Any]:
    return {"appraisal": duty.appraisal, "criterion": duty.criterion, "findings": list(duty.findings)}


def year_data(persons: PersonYear, scored: Sequence[ScoredRow], rubric: Rubric) -> dict[str, Any]:
    """One person's year as ``liumai year --format json`` prints it. A proposal: the final figure is set by people."""
    found = persons.year
    quarters = [None if place is None else scored[place] for place in persons.quarters]
    means = dict(zip((c.id for c in rubric.criteria), found.criteria, strict=False))
    return {
        "subject": persons.subject,
        "year": persons.label,
        "rubric": persons.rubric,
        "quarters": [None if one is None else appraisal_data(one) for one in quarters],
        "counted": list(found.counted),
        "mean": exact_data(found.mean),
        "maximum": rubric.maximum,
        "criteria": [{"id": c.id, "mean": exact_data(means.get(c.id))} for c in rubric.criteria],
        "trend": found.trend,
        "band": None
        if found.candidates is None
        else {"certain": len(found.candidates) == 1, "candidates": list(found.candidates)},
        "proposal": True,
        "findings": list(found.findings),
    }


def promotion_data(candidate: Candidate, maximum: int) -> dict[str, Any]:
    """A candidate's composite as plain data."""
    made = candidate.promotion
    return {
        "subject": candidate.subject,
        "rubric": candidate.rubric,
        "total": exact_data(candidate.total),
        "maximum": maximum,
        "values": exact_data(made.values),
        "performance": exact_data(made.performance),
        "weight": exact_data(made.weight),
        "composite": exact_data(made.composite),
    }
