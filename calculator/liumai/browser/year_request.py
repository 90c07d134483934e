"""The page's requests for a year and for a promotion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from liumai.analysis.person_years import PersonYear
from liumai.analysis.promotion import Candidate, OffScaleError, composite, figure
from liumai.analysis.rows import AppraisalRow, Place, ScoredRow
from liumai.analysis.year import WEIGHTS, year
from liumai.browser.rubric_store import named_rubric
from liumai.core.appraisal import Appraisal
from liumai.core.errors import Fault, RefusedError, expected
from liumai.core.rubric import Rubric, Text
from liumai.core.scoring import score
from liumai.formats.group_json import (
    promotion_data,
    year_data,
)

Appraise = Callable[[Mapping[str, Any]], Appraisal]


def year_of(asked: Mapping[str, Any], rubrics: Mapping[str, Rubric], appraise: Appraise) -> dict[str, Any]:
    """The year of up to four quarters, each an appraisal as :mod:`liumai.browser.requests` takes it, or null."""
    quarters = asked.get("quarters")
    if not isinstance(quarters, list) or len(quarters) > len(WEIGHTS):
        raise RefusedError(
            [expected(("quarters",), quarters, "至多四个季度的列表", "a list of at most four quarters")]
        )
    given = [
        None if quarter is None else _quarter(index, quarter, appraise)
        for index, quarter in enumerate(quarters)
    ]
    used = {appraisal.rubric for appraisal in given if appraisal is not None} or {str(asked.get("rubric"))}
    if len(used) > 1 or not used <= rubrics.keys():
        names = ", ".join(sorted(used))
        problem = Text(
            f"几个季度用的标准是 {names}；应为同一套", f"found quarters under {names}; expected one rubric"
        )
        raise RefusedError([Fault(("quarters",), problem)])
    rubric = rubrics[used.pop()]
    scored = [
        ScoredRow(AppraisalRow(Place(0), one.subject, "", one.period, one), score(rubric, one))
        for one in given
        if one is not None
    ]
    numbers = iter(range(len(scored)))
    order = tuple(None if one is None else next(numbers) for one in given)
    whole = year(rubric, [None if n is None else scored[n].result for n in order])
    return year_data(PersonYear("", "", rubric.id, order, whole), scored, rubric)


def _quarter(index: int, asked: object, appraise: Appraise) -> Appraisal:
    if not isinstance(asked, dict):
        raise RefusedError([expected(("quarters", index), asked, "一份评估", "an appraisal")])
    try:
        return appraise(asked)
    except RefusedError as error:
        raise RefusedError(
            Fault(("quarters", index, *fault.path), fault.problem, fault.line, fault.code)
            for fault in error.faults
        ) from None


def promotion_of(asked: Mapping[str, Any], rubrics: Mapping[str, Rubric]) -> dict[str, Any]:
    """The composite of a total and a performance, as people write them."""
    rubric = named_rubric(asked.get("rubric"), rubrics)
    figures = []
    for kind in ("total", "performance"):
        number = figure(str(asked.get(kind, "")))
        if number is None:
            wanted = expected((kind,), asked.get(kind), "数字，如 18.5", "a figure, such as 18.5")
            raise RefusedError([wanted])
        figures.append(number)
    try:
        made = composite(rubric, *figures)
    except OffScaleError as error:
        raise RefusedError([Fault((error.kind,), error.problem, code="off-scale")]) from None
    return promotion_data(Candidate(Place(0), "", rubric.id, figures[0], made), rubric.maximum)
