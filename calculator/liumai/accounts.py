"""What a file of appraisals comes to: as data for other programs, and as tables for spreadsheets.

Nothing of the file is lost: each row is either scored or stands among the refused, with its place and what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from liumai.company import Company, Group, PersonsYear, Scored, company, persons_years
from liumai.exact import decimal, exact_data
from liumai.model import Result, Rubric, Text, points, to_data
from liumai.output import result_data
from liumai.promotions import Candidate
from liumai.remembering import Remembering
from liumai.table import Cell, Item, Member, Notice, Place, Problem, Refused, column_name
from liumai.team import Duty

Table = tuple[str, list[str], Iterable[Sequence[Cell]]]  # a sheet's name, its headings, its rows


@dataclass(slots=True)
class Reading:
    """The appraisals of a file, scored as they come. ``rows`` are all of them in order, scored or refused."""

    rubrics: Mapping[str, Rubric]
    rows: list[Scored | Refused] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _scoring: dict[str, Remembering] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        """Take in what a file says next."""
        if isinstance(item, Member):
            name = item.appraisal.rubric
            scoring = self._scoring.setdefault(name, Remembering(self.rubrics[name]))
            self.rows.append(Scored(item, scoring.score(item.appraisal)))
        elif isinstance(item, Refused):
            self.rows.append(item)
        else:
            self.notices.append(item)

    def take_all(self, items: Iterable[Item]) -> None:
        """Take in everything that a file says."""
        for item in items:
            self.take(item)

    @property
    def scored(self) -> list[Scored]:
        """The appraisals that could be scored."""
        return [row for row in self.rows if isinstance(row, Scored)]

    @property
    def refused(self) -> list[Refused]:
        """The rows that could not."""
        return [row for row in self.rows if isinstance(row, Refused)]

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong with them."""
        return [problem for row in self.refused for problem in row.problems]


def place_data(place: Place) -> dict[str, Any]:
    """A place as plain data; the column as spreadsheets name it."""
    column = None if place.column is None else column_name(place.column)
    return {
        "sheet": place.sheet or None,
        "row": place.row or None,
        "column": column,
        "heading": place.heading or None,
    }


def problem_data(problem: Problem | Notice) -> dict[str, Any]:
    """What is wrong at a place, in both languages."""
    return place_data(problem.place) | {"problem": to_data(problem.problem)}


def refused_data(refused: Refused) -> dict[str, Any]:
    """A row that could not be scored."""
    texts = {key: getattr(refused, key) for key in ("subject", "manager", "period")}
    return place_data(refused.place) | texts | {"problems": [problem_data(one) for one in refused.problems]}


def team_data(reading: Reading) -> dict[str, Any]:
    """A file of appraisals as ``liumai team --format json`` prints it."""
    scored = reading.scored
    whole = company(reading.rubrics, scored)
    return {
        "appraisals": [appraisal_data(one) for one in scored],
        **company_data(whole),
        "refused": [refused_data(refused) for refused in reading.refused],
        "notices": [problem_data(notice) for notice in reading.notices],
    }


def appraisal_data(one: Scored) -> dict[str, Any]:
    """One scored appraisal: whose it is, where it stood, and its result."""
    member = one.member
    head = {"subject": member.subject, "manager": member.manager, "period": member.period}
    return place_data(member.place) | head | result_data(member.appraisal, one.result)


def company_data(whole: Company) -> dict[str, Any]:
    """The teams of a company; appraisals are named by their places among the scored ones, from 0."""
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


def year_data(persons: PersonsYear, scored: Sequence[Scored], rubric: Rubric) -> dict[str, Any]:
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


class Tables:
    """The same as tables with headings in one language."""

    def __init__(self, rubrics: Mapping[str, Rubric], language: str) -> None:
        self._rubrics = rubrics
        self._language = language
        first = next(iter(rubrics.values()))
        self._columns, self._sheets = first.words["column"], first.words["sheet"]

    def word(self, text: Text) -> str:
        """A text in this language."""
        words: str = getattr(text, self._language)
        return words

    def sheet(self, name: str) -> str:
        """A sheet's name."""
        return self.word(self._sheets[name])

    def headings(self, *names: str) -> list[str]:
        """Headings of columns."""
        return [self.word(self._columns[name]) for name in names]

    def exactly(self, name: str) -> str:
        """The heading of a column that tells a figure exactly, beside the one to reckon with."""
        return self.word(self._columns["exact"]).format(name=self.headings(name)[0])

    def of_team(self, reading: Reading) -> Iterator[Table]:
        """Appraisals, teams, what HR checks, what goes back, what could not be read."""
        scored, whole = reading.scored, company(reading.rubrics, reading.scored)
        yield self.appraisals(reading.rows)
        yield self._teams(whole)
        yield self._duties("checks", "action", whole, scored)
        yield self._duties("returned", "because", whole, scored)
        yield self._problems([*reading.problems, *reading.notices])

    def appraisals(self, rows: Sequence[Scored | Refused]) -> Table:
        """A row for each row of the file, refused ones too, in their order."""
        used = {row.result.rubric for row in rows if isinstance(row, Scored)} or set(self._rubrics)
        criteria: dict[str, str] = {}
        for name, rubric in self._rubrics.items():
            if name in used:
                criteria |= {c.id: self.word(c.name) for c in rubric.criteria if c.id not in criteria}
        headings = [
            *self.headings("sheet", "row", "subject", "manager", "period", "rubric"),
            *criteria.values(),
            *self.headings("total", "maximum", "band", "findings", "vector", "problem"),
        ]
        return self.sheet("appraisals"), headings, (self._appraisal(row, list(criteria)) for row in rows)

    def _appraisal(self, row: Scored | Refused, criteria: list[str]) -> list[Cell]:
        if isinstance(row, Refused):
            head: list[Cell] = [
                row.place.sheet or None,
                row.place.row or None,
                row.subject,
                row.manager,
                row.period,
                None,
            ]
            return [*head, *[None] * len(criteria), None, None, None, None, None, self._told(row.problems)]
        member, result = row.member, row.result
        rubric = self._rubrics[result.rubric]
        scores = {one.id: points(one.half_points) for one in result.criteria if one.complete}
        data = result_data(member.appraisal, result)
        return [
            member.place.sheet or None,
            member.place.row,
            member.subject,
            member.manager,
            member.period,
            result.rubric,
            *(scores.get(name) for name in criteria),
            points(result.half_points) if result.complete else None,
            result.maximum,
            self.bands(rubric, result.candidates),
            self._findings(rubric, result),
            data["vector"],
            None if result.complete else self.headings("incomplete")[0],
        ]

    def _findings(self, rubric: Rubric, result: Result) -> str:
        parts = [
            f"{self.word(rubric.criterion[one.id].name)}: {self.names(rubric, one.findings)}"
            for one in result.criteria
            if one.findings
        ]
        return "; ".join([*parts, *([self.names(rubric, result.findings)] if result.findings else [])])

    def names(self, rubric: Rubric, codes: Iterable[str]) -> str:
        """The names of findings."""
        return ", ".join(self.word(rubric.finding[code].name) for code in codes)

    def bands(self, rubric: Rubric, candidates: Sequence[str] | None) -> str:
        """The names of the bands that are possible; empty where there are none."""
        names = (self.word(band.name) for band in rubric.bands if band.id in (candidates or ()))
        return " / ".join(names)

    def _teams(self, whole: Company) -> Table:
        used = [self._rubrics[group.rubric] for group in whole.whole]
        bands = list(dict.fromkeys((r.id, one) for r in used for one in _bands(whole, r.id)))
        headings = [
            *self.headings("manager", "period", "rubric", "people", "mean"),
            self.exactly("mean"),
            *self.headings("lowest", "highest", "incomplete"),
            *(self.bands(self._rubrics[rubric], candidates) for rubric, candidates in bands),
            *self.headings("findings"),
        ]
        return self.sheet("teams"), headings, (self._team(group, bands) for group in whole.groups)

    def _team(self, group: Group, bands: list[tuple[str, tuple[str, ...]]]) -> list[Cell]:
        rubric, found = self._rubrics[group.rubric], group.team
        counts = {(rubric.id, candidates): count for candidates, count in found.bands}
        totals = [points(total) for total, _ in found.totals]
        return [
            group.manager,
            group.period,
            group.rubric,
            group.people,
            *_mean(group.mean),
            totals[-1] if totals else None,
            totals[0] if totals else None,
            len(found.incomplete),
            *(counts.get(band, 0 if band[0] == rubric.id else None) for band in bands),
            self.names(rubric, found.findings),
        ]

    def _duties(self, name: str, last: str, whole: Company, scored: Sequence[Scored]) -> Table:
        """A row for each person and finding, with the criteria that it is about."""
        headings = self.headings(
            "subject", "manager", "period", "findings", "criterion", last, "sheet", "row"
        )
        rows = (
            self._duty(scored[place], last, self._rubrics[group.rubric], code, criteria)
            for group in whole.whole
            for (place, code), criteria in _by_finding(getattr(group.team, name)).items()
        )
        return self.sheet(name), headings, rows

    def _duty(self, one: Scored, last: str, rubric: Rubric, code: str, criteria: Iterable[str]) -> list[Cell]:
        scores = {c.id: points(c.half_points) for c in one.result.criteria}
        told = (f"{self.word(rubric.criterion[name].name)} {scores[name]}" for name in criteria)
        return [
            one.member.subject,
            one.member.manager,
            one.member.period,
            self.word(rubric.finding[code].name),
            ", ".join(told),
            self.word(getattr(rubric.finding[code], last)),
            one.member.place.sheet or None,
            one.member.place.row,
        ]

    def _problems(self, told: Iterable[Problem | Notice]) -> Table:
        rows: Iterator[list[Cell]] = (self._problem(one) for one in told)
        return self.sheet("problems"), self.headings("sheet", "row", "column", "problem"), rows

    def _problem(self, one: Problem | Notice) -> list[Cell]:
        place = one.place
        column = None if place.column is None else f"{column_name(place.column)} {place.heading}".strip()
        return [place.sheet or None, place.row or None, column, self.word(one.problem)]

    def _told(self, problems: Iterable[Problem]) -> str:
        return "; ".join(
            ": ".join(
                filter(
                    None,
                    [
                        column_name(one.place.column) if one.place.column is not None else "",
                        self.word(one.problem),
                    ],
                )
            )
            for one in problems
        )

    def of_years(
        self, years: Sequence[PersonsYear], scored: Sequence[Scored], refused: Iterable[Problem]
    ) -> Iterator[Table]:
        """Each person's year, and what belongs to none."""
        criteria: dict[str, str] = {}
        for name in dict.fromkeys(one.rubric for one in years):
            criteria |= {c.id: self.word(c.name) for c in self._rubrics[name].criteria}
        quarter = self._columns["quarter"]
        headings = [
            *self.headings("subject", "year", "rubric"),
            *(self.word(quarter).format(n=n) for n in range(1, 5)),
            *self.headings("mean"),
            self.exactly("mean"),
            *self.headings("trend", "band", "findings"),
            *criteria.values(),
        ]
        yield self.sheet("years"), headings, (self._year(one, scored, list(criteria)) for one in years)
        yield self._problems(refused)

    def _year(self, one: PersonsYear, scored: Sequence[Scored], criteria: list[str]) -> list[Cell]:
        rubric, found = self._rubrics[one.rubric], one.year
        results = [None if place is None else scored[place].result for place in one.quarters]
        means = dict(zip((c.id for c in rubric.criteria), found.criteria, strict=False))
        return [
            one.subject,
            one.label,
            one.rubric,
            *(points(r.half_points) if r is not None and r.complete else None for r in results),
            *_mean(found.mean),
            self.word(rubric.words["trend"][found.trend or "no-trend"]),
            self.bands(rubric, found.candidates),
            self.names(rubric, found.findings),
            *(_mean(means.get(name))[0] for name in criteria),
        ]

    def of_promotions(self, candidates: Sequence[Candidate], refused: Iterable[Problem]) -> Iterator[Table]:
        """Each candidate's composite."""
        rows: Iterator[list[Cell]] = (
            [one.subject, one.rubric]
            + [
                _mean(number)[0]
                for number in (
                    one.total,
                    one.promotion.values,
                    one.promotion.performance,
                    one.promotion.composite,
                )
            ]
            + [decimal(one.promotion.composite)]
            for one in candidates
        )
        headings = self.headings("subject", "rubric", "total", "values", "performance", "composite")
        yield self.sheet("promotions"), [*headings, self.exactly("composite")], rows
        yield self._problems(refused)


def _by_finding(duties: Iterable[Duty]) -> dict[tuple[int, str], list[str]]:
    """The criteria of each appraisal's findings."""
    found: dict[tuple[int, str], list[str]] = {}
    for duty in duties:
        for code in duty.findings:
            found.setdefault((duty.appraisal, code), []).append(duty.criterion)
    return found


def _bands(whole: Company, rubric: str) -> Iterator[tuple[str, ...]]:
    for group in whole.whole:
        if group.rubric == rubric:
            yield from (candidates for candidates, _ in group.team.bands)


def _mean(number: Fraction | None) -> tuple[Cell, Cell]:
    """A mean as a figure to reckon with, and exactly; both empty where there is none."""
    return (None, None) if number is None else (round(float(number), 4), decimal(number))


def years_of(reading: Reading) -> tuple[tuple[PersonsYear, ...], list[Problem]]:
    """The years of the people in a file, and everything that belongs to none."""
    years, homeless = persons_years(reading.rubrics, reading.scored)
    return years, [*reading.problems, *homeless]
