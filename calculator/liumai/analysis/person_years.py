"""Groups the quarterly appraisals of a file into the year of each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liumai.analysis.folding import clean
from liumai.analysis.identity import person_key, year_key
from liumai.analysis.period import quarter_of
from liumai.analysis.rows import AppraisalRow, RowMessage, ScoredRow
from liumai.analysis.year import WEIGHTS, Year, year
from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Rubric, Text
from liumai.core.scoring import score


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

    Rows without a name or a quarter are left out, and so is a second appraisal of a quarter. Names and years are compared by
    :mod:`liumai.analysis.identity`; those of the first row are shown.
    """
    years: dict[tuple[str, str, str], list[int | None]] = {}
    shown: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    problems = []
    for index, row in enumerate(scored):
        appraisal_row = row.appraisal_row
        quarter = quarter_of(appraisal_row.period)
        person, rubric = person_key(appraisal_row.subject), row.result.rubric
        if not person:
            problems.append(RowMessage(appraisal_row.place, _NO_SUBJECT))
        elif quarter is None:
            problems.append(RowMessage(appraisal_row.place, _no_quarter(appraisal_row.period)))
        else:
            key = (person, year_key(quarter[0]), rubric)
            shown.setdefault(key, (clean(appraisal_row.subject), quarter[0], rubric))
            quarters = years.setdefault(key, [None] * len(WEIGHTS))
            if quarters[quarter[1] - 1] is not None:
                problems.append(
                    RowMessage(appraisal_row.place, _repeated(appraisal_row.subject, appraisal_row.period))
                )
            else:
                quarters[quarter[1] - 1] = index
    return (
        tuple(_person_year(rubrics, shown[key], quarters, scored) for key, quarters in years.items()),
        tuple(problems),
    )


def _person_year(
    rubrics: Mapping[str, Rubric],
    names: tuple[str, str, str],
    quarters: Sequence[int | None],
    scored: Sequence[ScoredRow],
) -> PersonYear:
    """The year of ``names``: person, label, rubric."""
    results = [None if index is None else scored[index].result for index in quarters]
    return PersonYear(*names, tuple(quarters), year(rubrics[names[2]], results))


def year_of_quarters(
    rubrics: Mapping[str, Rubric], quarters: Sequence[AppraisalRow | None]
) -> tuple[tuple[ScoredRow, ...], PersonYear]:
    """Scores the quarters of one person and makes their year; None is a quarter without an appraisal.

    Quarters are ordered by their periods where all periods name a quarter, and taken as given where none does.
    Raises :class:`RefusedError` for several persons, rubrics or years, for a quarter given twice, and for periods of
    which only some name a quarter.
    """
    rows = [row for row in quarters if row is not None]
    label, ordered = _in_order(quarters)
    by_key: dict[str, str] = {}
    for row in rows:
        if key := person_key(row.subject):
            by_key.setdefault(key, clean(row.subject))
    subjects = list(by_key.values())
    if len(subjects) > 1:
        names = ", ".join(sorted(subjects))
        raise _refused(
            f"应是同一个人的几个季度，读到的是：{names}",
            f"found {names}; expected the quarters of one person",
        )
    rubric_ids = sorted({row.appraisal.rubric for row in rows})
    if len(rubric_ids) != 1:
        names = ", ".join(rubric_ids) or "–"
        raise _refused(
            f"几个季度应按同一套标准评，读到的是：{names}",
            f"found {names}; expected quarters under one rubric",
        )
    return year_in_order(rubrics[rubric_ids[0]], ordered, subjects[0] if subjects else "", label)


def year_in_order(
    rubric: Rubric, quarters: Sequence[AppraisalRow | None], subject: str = "", label: str = ""
) -> tuple[tuple[ScoredRow, ...], PersonYear]:
    """Scores the quarters of one person and makes their year, in the order given; all are under ``rubric``."""
    scored = tuple(ScoredRow(row, score(rubric, row.appraisal)) for row in quarters if row is not None)
    numbers = iter(range(len(scored)))
    indexes = tuple(None if row is None else next(numbers) for row in quarters)
    whole = year(rubric, [None if index is None else scored[index].result for index in indexes])
    return scored, PersonYear(subject, label, rubric.id, indexes, whole)


def _in_order(quarters: Sequence[AppraisalRow | None]) -> tuple[str, list[AppraisalRow | None]]:
    """The year's label, empty where the periods name no quarter, and its four quarters in order."""
    named = [quarter_of(row.period) for row in quarters if row is not None]
    if None in quarters or not any(named):
        if len(quarters) > len(WEIGHTS):
            raise _refused(
                f"给了 {len(quarters)} 个季度；一年至多四个",
                f"found {len(quarters)} quarters; expected at most four",
            )
        return "", [*quarters, *[None] * (len(WEIGHTS) - len(quarters))]
    periods = [period for period in named if period is not None]
    if len(periods) < len(named):
        raise _refused(
            "有的时段写明了季度，有的没有；应都写明，或者都不写",
            "some periods name a quarter and some do not; expected all or none",
        )
    if len({year_key(label) for label, _ in periods}) > 1 or len({number for _, number in periods}) < len(
        periods
    ):
        listed = ", ".join(row.period for row in quarters if row is not None)
        raise _refused(
            f"时段是 {listed}；应是同一年的不同季度",
            f"found the periods {listed}; expected different quarters of one year",
        )
    by_number = dict(zip((number for _, number in periods), quarters, strict=True))
    return periods[0][0], [by_number.get(number) for number in range(1, len(WEIGHTS) + 1)]


def _refused(zh: str, en: str) -> RefusedError:
    return RefusedError([Fault((), Text(zh, en))])


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
