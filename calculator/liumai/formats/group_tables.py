"""The results of many appraisals as spreadsheet tables, with headings in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from liumai.analysis.organisation import Group, Organisation, organisation
from liumai.analysis.person_years import PersonYear
from liumai.analysis.promotion import Candidate
from liumai.analysis.rows import RejectedRow, RowMessage, ScoredRow
from liumai.analysis.scored_file import ScoredFile
from liumai.analysis.team import Duty
from liumai.core.appraisal import Result
from liumai.core.number_format import decimal, points
from liumai.core.rubric import Rubric, Text
from liumai.core.vector import to_vector
from liumai.formats.cells import Cell, SheetTable, column_name


class GroupTables:
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

    def of_team(self, reading: ScoredFile) -> Iterator[SheetTable]:
        """Appraisals, teams, what HR checks, what goes back, what could not be read."""
        scored, whole = reading.scored, organisation(reading.rubrics, reading.scored)
        yield self.appraisals(reading.rows)
        yield self._teams(whole)
        yield self._duties("checks", "action", whole, scored)
        yield self._duties("returned", "because", whole, scored)
        yield self._problems([*reading.problems, *reading.notices])

    def appraisals(self, rows: Sequence[ScoredRow | RejectedRow]) -> SheetTable:
        """A row for each row of the file, refused ones too, in their order."""
        used = {row.result.rubric for row in rows if isinstance(row, ScoredRow)} or set(self._rubrics)
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

    def _appraisal(self, row: ScoredRow | RejectedRow, criteria: list[str]) -> list[Cell]:
        if isinstance(row, RejectedRow):
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
            to_vector(member.appraisal),
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

    def _teams(self, whole: Organisation) -> SheetTable:
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

    def _duties(self, name: str, last: str, whole: Organisation, scored: Sequence[ScoredRow]) -> SheetTable:
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

    def _duty(
        self, one: ScoredRow, last: str, rubric: Rubric, code: str, criteria: Iterable[str]
    ) -> list[Cell]:
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

    def _problems(self, told: Iterable[RowMessage]) -> SheetTable:
        rows: Iterator[list[Cell]] = (self._problem(one) for one in told)
        return self.sheet("problems"), self.headings("sheet", "row", "column", "problem"), rows

    def _problem(self, one: RowMessage) -> list[Cell]:
        place = one.place
        column = None if place.column is None else f"{column_name(place.column)} {place.heading}".strip()
        return [place.sheet or None, place.row or None, column, self.word(one.problem)]

    def _told(self, problems: Iterable[RowMessage]) -> str:
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
        self, years: Sequence[PersonYear], scored: Sequence[ScoredRow], refused: Iterable[RowMessage]
    ) -> Iterator[SheetTable]:
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

    def _year(self, one: PersonYear, scored: Sequence[ScoredRow], criteria: list[str]) -> list[Cell]:
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

    def of_promotions(
        self, candidates: Sequence[Candidate], refused: Iterable[RowMessage]
    ) -> Iterator[SheetTable]:
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


def _bands(whole: Organisation, rubric: str) -> Iterator[tuple[str, ...]]:
    for group in whole.whole:
        if group.rubric == rubric:
            yield from (candidates for candidates, _ in group.team.bands)


def _mean(number: Fraction | None) -> tuple[Cell, Cell]:
    """A mean as a figure to reckon with, and exactly; both empty where there is none."""
    return (None, None) if number is None else (round(float(number), 4), decimal(number))
