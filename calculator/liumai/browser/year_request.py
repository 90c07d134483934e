"""The page's requests for a year and for a promotion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liumai.analysis.person_years import year_in_order
from liumai.analysis.promotion import Candidate, OffScaleError, composite, figure
from liumai.analysis.rows import AppraisalRow, Place
from liumai.analysis.year import WEIGHTS
from liumai.browser.rubric_store import Appraise, named_rubric
from liumai.core.appraisal import Appraisal
from liumai.core.errors import Fault, RefusedError, expected
from liumai.core.rubric import Rubric, Text
from liumai.formats.group_json import (
    promotion_data,
    year_data,
)


def year_of(request: Mapping[str, Any], rubrics: Mapping[str, Rubric], appraise: Appraise) -> dict[str, Any]:
    """The year of up to four quarters, each an appraisal as :mod:`liumai.browser.requests` takes it, or null."""
    quarters = request.get("quarters")
    if not isinstance(quarters, list) or len(quarters) > len(WEIGHTS):
        raise RefusedError(
            [expected(("quarters",), quarters, "至多四个季度的列表", "a list of at most four quarters")]
        )
    given = [
        None if quarter is None else _quarter(index, quarter, appraise)
        for index, quarter in enumerate(quarters)
    ]
    used = {appraisal.rubric for appraisal in given if appraisal is not None} or {str(request.get("rubric"))}
    if len(used) > 1 or not used <= rubrics.keys():
        names = ", ".join(sorted(used))
        problem = Text(
            f"几个季度用的标准是 {names}；应为同一套", f"found quarters under {names}; expected one rubric"
        )
        raise RefusedError([Fault(("quarters",), problem)])
    rubric = rubrics[used.pop()]
    rows = [
        None
        if appraisal is None
        else AppraisalRow(Place(0), appraisal.subject, "", appraisal.period, appraisal)
        for appraisal in given
    ]
    scored, person_year = year_in_order(rubric, rows)
    return year_data(person_year, scored, rubric)


def _quarter(index: int, quarter: object, appraise: Appraise) -> Appraisal:
    if not isinstance(quarter, dict):
        raise RefusedError([expected(("quarters", index), quarter, "一份评估", "an appraisal")])
    try:
        return appraise(quarter)
    except RefusedError as error:
        raise RefusedError(
            Fault(("quarters", index, *fault.path), fault.problem, fault.line, fault.code)
            for fault in error.faults
        ) from None


def promotion_of(request: Mapping[str, Any], rubrics: Mapping[str, Rubric]) -> dict[str, Any]:
    """The composite of a total and a performance, as people write them."""
    rubric = named_rubric(request.get("rubric"), rubrics)
    figures = []
    for kind in ("total", "performance"):
        number = figure(str(request.get(kind, "")))
        if number is None:
            raise RefusedError(
                [expected((kind,), request.get(kind), "数字，如 18.5", "a figure, such as 18.5")]
            )
        figures.append(number)
    try:
        promotion = composite(rubric, *figures)
    except OffScaleError as error:
        raise RefusedError([Fault((error.kind,), error.problem, code="off-scale")]) from None
    return promotion_data(Candidate(Place(0), "", rubric.id, figures[0], promotion), rubric.maximum)
