"""The year of each person in a file of appraisals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liumai.analysis.period import quarter_of
from liumai.analysis.rows import RowMessage, ScoredRow
from liumai.analysis.year import WEIGHTS, Year, year
from liumai.core.rubric import Rubric, Text


@dataclass(frozen=True, slots=True)
class PersonYear:
    """One person's year under one rubric. ``quarters`` are places among all, None where there is no appraisal."""

    subject: str
    label: str
    rubric: str
    quarters: tuple[int | None, ...]
    year: Year


def years_by_person(
    rubrics: Mapping[str, Rubric], scored: Sequence[ScoredRow]
) -> tuple[tuple[PersonYear, ...], tuple[RowMessage, ...]]:
    """The year of each person in a file, and the appraisals that belong to none: without a name or a quarter, or a quarter's second."""
    years: dict[tuple[str, str, str], list[int | None]] = {}
    problems = []
    for place, one in enumerate(scored):
        member = one.member
        quarter = quarter_of(member.period)
        if not member.subject:
            problems.append(RowMessage(member.place, _NAMELESS))
        elif quarter is None:
            problems.append(RowMessage(member.place, _no_quarter(member.period)))
        else:
            key = (member.subject, quarter[0], one.result.rubric)
            quarters = years.setdefault(key, [None] * len(WEIGHTS))
            if quarters[quarter[1] - 1] is not None:
                problems.append(RowMessage(member.place, _again(member.subject, member.period)))
            else:
                quarters[quarter[1] - 1] = place
    return tuple(_persons_year(rubrics, key, quarters, scored) for key, quarters in years.items()), tuple(
        problems
    )


def _persons_year(
    rubrics: Mapping[str, Rubric],
    key: tuple[str, str, str],
    quarters: Sequence[int | None],
    scored: Sequence[ScoredRow],
) -> PersonYear:
    results = [None if place is None else scored[place].result for place in quarters]
    return PersonYear(*key, tuple(quarters), year(rubrics[key[2]], results))


_NAMELESS = Text("没有姓名；应写明这是谁的季度", "no name; expected whose quarter this is")


def _no_quarter(period: str) -> Text:
    zh, en = (period, period) if period else ("空的", "nothing")
    return Text(
        f"时段写的是 {zh}；应写明季度，如 2006Q2",
        f"found {en} for the period; expected a quarter, such as 2006Q2",
    )


def _again(subject: str, period: str) -> Text:
    return Text(
        f"{subject} 的 {period} 前面已经有了；一个季度应只有一份",
        f"{subject} has {period} already; expected one appraisal a quarter",
    )
