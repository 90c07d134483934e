"""The results of a group of appraisals as tables for spreadsheets, in one language."""

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
from liumai.core.i18n import Translator
from liumai.core.number_format import decimal, points
from liumai.core.rubric import Rubric
from liumai.core.vector import to_vector
from liumai.formats.cells import Cell, SheetTable, column_name


class GroupTables:
    """Makes the tables of teams, years and promotions, with headings and names in one language."""

    def __init__(self, rubrics: Mapping[str, Rubric], language: str) -> None:
        self._rubrics = rubrics
        translator = Translator(language)
        self.text = translator.text
        first = next(iter(rubrics.values()))
        self._columns, self._sheets = first.words["column"], first.words["sheet"]

    def sheet(self, name: str) -> str:
        """The title of a sheet, by its key in the words."""
        return self.text(self._sheets[name])

    def headings(self, *names: str) -> list[str]:
        """The headings of columns, by their keys in the words."""
        return [self.text(self._columns[name]) for name in names]

    def exactly(self, name: str) -> str:
        """The heading of the column with a figure as an exact text, beside the column with the rounded number."""
        return self.text(self._columns["exact"]).format(name=self.headings(name)[0])

    def of_team(self, scored_file: ScoredFile) -> Iterator[SheetTable]:
        """The tables of a team's file: appraisals, teams, HR checks, returned appraisals, cases if any, problems."""
        scored, whole = scored_file.scored, organisation(scored_file.rubrics, scored_file.scored)
        yield self.appraisals(scored_file.rows)
        yield self._teams(whole)
        yield self._duties("checks", "action", whole, scored)
        yield self._duties("returned", "because", whole, scored)
        if any(entry.cases for row in scored for entry in row.appraisal_row.appraisal.entries):
            yield self._cases(scored)
        yield self._problems([*scored_file.problems, *scored_file.notices])

    def appraisals(self, rows: Sequence[ScoredRow | RejectedRow]) -> SheetTable:
        """A table row for each row of the file, rejected ones included, in the file's order."""
        used = {row.result.rubric for row in rows if isinstance(row, ScoredRow)} or set(self._rubrics)
        criteria: dict[str, str] = {}
        for name, rubric in self._rubrics.items():
            if name in used:
                criteria |= {c.id: self.text(c.name) for c in rubric.criteria if c.id not in criteria}
        headings = [
            *self.headings("sheet", "row", "subject", "manager", "period", "rubric"),
            *criteria.values(),
            *self.headings("total", "maximum", "band", "findings", "cases-read", "vector", "problem"),
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
            return [
                *head,
                *[None] * len(criteria),
                *[None] * 6,
                self._problem_text(row.problems),
            ]
        appraisal_row, result = row.appraisal_row, row.result
        rubric = self._rubrics[result.rubric]
        scores = {
            criterion.id: points(criterion.half_points) for criterion in result.criteria if criterion.complete
        }
        return [
            appraisal_row.place.sheet or None,
            appraisal_row.place.row,
            appraisal_row.subject,
            appraisal_row.manager,
            appraisal_row.period,
            result.rubric,
            *(scores.get(name) for name in criteria),
            points(result.half_points) if result.complete else None,
            result.maximum,
            self.bands(rubric, result.candidates),
            self._findings(rubric, result),
            sum(len(entry.cases) for entry in appraisal_row.appraisal.entries) or None,
            to_vector(appraisal_row.appraisal),
            None if result.complete else self.headings("incomplete")[0],
        ]

    def _cases(self, scored: Sequence[ScoredRow]) -> SheetTable:
        """A table row for each case that was read, so that people can see whether it was read as they meant it."""
        headings = self.headings("subject", "manager", "period", "criterion", "level", "verdict", "case")
        return self.sheet("cases"), headings, (case for row in scored for case in self._cases_of(row))

    def _cases_of(self, row: ScoredRow) -> Iterator[list[Cell]]:
        appraisal_row, rubric = row.appraisal_row, self._rubrics[row.result.rubric]
        head = [appraisal_row.subject, appraisal_row.manager, appraisal_row.period]
        for criterion, entry in zip(rubric.criteria, appraisal_row.appraisal.entries, strict=True):
            for case in entry.cases:
                verdict = self.text(rubric.words["verdict"][case.verdict])
                yield [*head, self.text(criterion.name), case.level, verdict, case.text]

    def _findings(self, rubric: Rubric, result: Result) -> str:
        parts = [
            f"{self.text(rubric.criterion[criterion.id].name)}: {self.names(rubric, criterion.findings)}"
            for criterion in result.criteria
            if criterion.findings
        ]
        return "; ".join([*parts, *([self.names(rubric, result.findings)] if result.findings else [])])

    def names(self, rubric: Rubric, codes: Iterable[str]) -> str:
        """The names of findings, separated by commas."""
        return ", ".join(self.text(rubric.finding[code].name) for code in codes)

    def bands(self, rubric: Rubric, candidates: Sequence[str] | None) -> str:
        """The names of the possible bands, separated by slashes; empty without any."""
        names = (self.text(band.name) for band in rubric.bands if band.id in (candidates or ()))
        return " / ".join(names)

    def _teams(self, whole: Organisation) -> SheetTable:
        used = [self._rubrics[group.rubric] for group in whole.whole]
        bands = list(dict.fromkeys((r.id, candidates) for r in used for candidates in _bands(whole, r.id)))
        headings = [
            *self.headings("manager", "period", "rubric", "people", "mean"),
            self.exactly("mean"),
            *self.headings("lowest", "highest", "incomplete"),
            *(self.bands(self._rubrics[rubric], candidates) for rubric, candidates in bands),
            *self.headings("findings"),
        ]
        return self.sheet("teams"), headings, (self._team(group, bands) for group in whole.groups)

    def _team(self, group: Group, bands: list[tuple[str, tuple[str, ...]]]) -> list[Cell]:
        rubric, team = self._rubrics[group.rubric], group.team
        counts = {(rubric.id, candidates): count for candidates, count in team.bands}
        totals = [points(total) for total, _ in team.totals]
        return [
            group.manager,
            group.period,
            group.rubric,
            group.people,
            *_mean(group.mean),
            totals[-1] if totals else None,
            totals[0] if totals else None,
            len(team.incomplete),
            *(counts.get(band, 0 if band[0] == rubric.id else None) for band in bands),
            self.names(rubric, team.findings),
        ]

    def _duties(self, name: str, last: str, whole: Organisation, scored: Sequence[ScoredRow]) -> SheetTable:
        """A table row for each appraisal and finding, with the criteria that raise it. ``last`` is the key of the last text."""
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
        self, row: ScoredRow, last: str, rubric: Rubric, code: str, criteria: Iterable[str]
    ) -> list[Cell]:
        scores = {c.id: points(c.half_points) for c in row.result.criteria}
        scored_criteria = (f"{self.text(rubric.criterion[name].name)} {scores[name]}" for name in criteria)
        return [
            row.appraisal_row.subject,
            row.appraisal_row.manager,
            row.appraisal_row.period,
            self.text(rubric.finding[code].name),
            ", ".join(scored_criteria),
            self.text(getattr(rubric.finding[code], last)),
            row.appraisal_row.place.sheet or None,
            row.appraisal_row.place.row,
        ]

    def _problems(self, problems: Iterable[RowMessage]) -> SheetTable:
        rows: Iterator[list[Cell]] = (self._problem(problem) for problem in problems)
        return self.sheet("problems"), self.headings("sheet", "row", "column", "problem"), rows

    def _problem(self, message: RowMessage) -> list[Cell]:
        place = message.place
        column = None if place.column is None else f"{column_name(place.column)} {place.heading}".strip()
        return [place.sheet or None, place.row or None, column, self.text(message.problem)]

    def _problem_text(self, problems: Iterable[RowMessage]) -> str:
        return "; ".join(
            ": ".join(
                filter(
                    None,
                    [
                        column_name(problem.place.column) if problem.place.column is not None else "",
                        self.text(problem.problem),
                    ],
                )
            )
            for problem in problems
        )

    def of_years(
        self, years: Sequence[PersonYear], scored: Sequence[ScoredRow], rejected: Iterable[RowMessage]
    ) -> Iterator[SheetTable]:
        """The tables of years: a row for each person's year, and the rejected rows."""
        criteria: dict[str, str] = {}
        for name in dict.fromkeys(person_year.rubric for person_year in years):
            criteria |= {c.id: self.text(c.name) for c in self._rubrics[name].criteria}
        quarter = self._columns["quarter"]
        headings = [
            *self.headings("subject", "year", "rubric"),
            *(self.text(quarter).format(n=n) for n in range(1, 5)),
            *self.headings("mean"),
            self.exactly("mean"),
            *self.headings("trend", "band", "findings"),
            *criteria.values(),
        ]
        yield (
            self.sheet("years"),
            headings,
            (self._year(person_year, scored, list(criteria)) for person_year in years),
        )
        yield self._problems(rejected)

    def _year(self, person_year: PersonYear, scored: Sequence[ScoredRow], criteria: list[str]) -> list[Cell]:
        rubric, year = self._rubrics[person_year.rubric], person_year.year
        results = [None if place is None else scored[place].result for place in person_year.quarters]
        means = dict(zip((c.id for c in rubric.criteria), year.criteria, strict=False))
        return [
            person_year.subject,
            person_year.label,
            person_year.rubric,
            *(points(r.half_points) if r is not None and r.complete else None for r in results),
            *_mean(year.mean),
            self.text(rubric.words["trend"][year.trend or "no-trend"]),
            self.bands(rubric, year.candidates),
            self.names(rubric, year.findings),
            *(_mean(means.get(name))[0] for name in criteria),
        ]

    def of_promotions(
        self, candidates: Sequence[Candidate], rejected: Iterable[RowMessage]
    ) -> Iterator[SheetTable]:
        """The tables of promotions: a row for each candidate, and the rejected rows."""
        rows: Iterator[list[Cell]] = (
            [candidate.subject, candidate.rubric]
            + [
                _mean(number)[0]
                for number in (
                    candidate.total,
                    candidate.promotion.values,
                    candidate.promotion.performance,
                    candidate.promotion.composite,
                )
            ]
            + [decimal(candidate.promotion.composite)]
            for candidate in candidates
        )
        headings = self.headings("subject", "rubric", "total", "values", "performance", "composite")
        yield self.sheet("promotions"), [*headings, self.exactly("composite")], rows
        yield self._problems(rejected)


def _by_finding(duties: Iterable[Duty]) -> dict[tuple[int, str], list[str]]:
    """The criteria that raise each finding, by appraisal (its index) and finding code."""
    criteria: dict[tuple[int, str], list[str]] = {}
    for duty in duties:
        for code in duty.findings:
            criteria.setdefault((duty.appraisal, code), []).append(duty.criterion)
    return criteria


def _bands(whole: Organisation, rubric: str) -> Iterator[tuple[str, ...]]:
    for group in whole.whole:
        if group.rubric == rubric:
            yield from (candidates for candidates, _ in group.team.bands)


def _mean(number: Fraction | None) -> tuple[Cell, Cell]:
    """A mean as a number rounded to 4 decimals and as an exact text; both None without a mean."""
    return (None, None) if number is None else (round(float(number), 4), decimal(number))
