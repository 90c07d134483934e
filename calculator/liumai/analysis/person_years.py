"""Groups the quarterly appraisals of a file into the year of each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liumai.analysis.period import quarter_of
from liumai.analysis.rows import RowMessage, ScoredRow
from liumai.analysis.year import WEIGHTS, Year, year
from liumai.core.rubric import Rubric, Text


@dataclass(frozen=True, slots=True)
class PersonYear:
    """One person's year under one rubric. ``quarters`` are indexes of scored rows, from 0; None where a quarter has none."""

    subject: str
    label: str
    rubric: str
    quarters: tuple[int | None, ...]
    year: Year


def years_by_person(
    rubrics: Mapping[str, Rubric], scored: Sequence[ScoredRow]
) -> tuple[tuple[PersonYear, ...], tuple[RowMessage, ...]]:
    """The year of each person, and a message for each row that belongs to none.

    Rows without a name or a quarter are left out, and so is a second appraisal of a quarter.
    """
    years: dict[tuple[str, str, str], list[int | None]] = {}
    problems = []
    for index, row in enumerate(scored):
        member = row.member
        quarter = quarter_of(member.period)
        if not member.subject:
            problems.append(RowMessage(member.place, _NO_SUBJECT))
        elif quarter is None:
            problems.append(RowMessage(member.place, _no_quarter(member.period)))
        else:
            key = (member.subject, quarter[0], row.result.rubric)
            quarters = years.setdefault(key, [None] * len(WEIGHTS))
            if quarters[quarter[1] - 1] is not None:
                problems.append(RowMessage(member.place, _repeated(member.subject, member.period)))
            else:
                quarters[quarter[1] - 1] = index
    return tuple(_person_year(rubrics, key, quarters, scored) for key, quarters in years.items()), tuple(
        problems
    )


def _person_year(
    rubrics: Mapping[str, Rubric],
    key: tuple[str, str, str],
    quarters: Sequence[int | None],
    scored: Sequence[ScoredRow],
) -> PersonYear:
    results = [None if index is None else scored[index].result for index in quarters]
    return PersonYear(*key, tuple(quarters), year(rubrics[key[2]], results))


_NO_SUBJECT = Text("没有姓名；应写明这是谁的季度", "no name; expected whose quarter this is")


def _no_quarter(period: str) -> Text:
    zh, en = (period, period) if period else ("空的", "nothing")
    return Text(
        f"时段写的是 {zh}；应写明季度，如 2006Q2",
        f"found {en} for the period; expected a quarter, such as 2006Q2",
    )


def _repeated(subject: str, period: str) -> Text:
    return Text(
        f"{subject} 的 {period} 前面已经有了；一个季度应只有一份",
        f"{subject} has {period} already; expected one appraisal a quarter",
    )
