"""The reports of ``liumai team``, ``year`` and ``promotion``, printed with rich."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text as Line

from liumai.analysis.organisation import Group, Organisation, organisation
from liumai.analysis.person_years import PersonYear
from liumai.analysis.promotion import Candidate
from liumai.analysis.rows import RowMessage, ScoredRow
from liumai.analysis.scored_file import ScoredFile
from liumai.analysis.team import Duty
from liumai.cli.table_layout import GAP, Column, ColumnKind, Row, hanging, lay_out
from liumai.core.i18n import Translator
from liumai.core.number_format import decimal, points
from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import place_text
from liumai.formats.group_tables import GroupTables
from liumai.formats.text_report import plain

MOST_PEOPLE = 40  # lines of one list; --out writes all of them
BAR = 24  # characters of the longest bar
SHORTEST_BAR = 4  # of the longest bar, in a narrow terminal
OUTCOMES = ("trend", "band", "findings")
# Columns that hold no figures.
KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("manager", "period", "criterion", "subject", "year"), "name"),
    **dict.fromkeys(OUTCOMES, "prose"),
}

MESSAGES = {
    "scored": Text(
        "{scored} 份评估已计分，{refused} 行读取失败。",
        "{scored} appraisals scored; rows not read: {refused}.",
    ),
    "spread": Text("总分与分档", "Totals and bands"),
    "mean": Text("均分 {mean} / {maximum}", "Mean {mean} of {maximum}"),
    "teams": Text("各主管", "Teams"),
    "nobody": Text("（没有写主管）", "(no manager given)"),
    "checks": Text("HR 要看的", "What HR has to check"),
    "returned": Text("退回主管", "Goes back to the manager"),
    "nothing": Text("没有。", "Nothing."),
    "repeated": Text("同一个人、同一时段出现了两次", "The same person and period twice"),
    "again": Text("{place}：{who}，前面在{first}", "{place}: {who}, before at {first}"),
    "problems": Text("读取失败的行", "Not read"),
    "notices": Text("请留意", "Notes"),
    "more": Text(
        "……另有 {n} 项；用 --out 写成表格可以看全", "… and {n} more; --out writes them all to a file"
    ),
    "anonymous": Text("（没有姓名）", "(no name)"),
    "quarter": Text("第 {n} 季", "Q{n}"),
    "year-mean": Text("年度均分", "Mean of the year"),
    "trend": Text("趋势", "Trend"),
    "band": Text("建议分档", "Proposed band"),
    "either": Text(" 或 ", " or "),
    "to do": Text("待办事项", "To do"),
    "proposal": Text(
        "这是建议；年度分数由 1 over 1 plus HR 定。",
        "This is a proposal: the year's figure is set by 1 over 1 plus HR.",
    ),
    "and": Text("、", ", "),
    "colon": Text("：", ": "),
}


class GroupReport:
    """Prints reports on a group of appraisals in one language."""

    def __init__(self, console: Console, language: str, rubrics: Mapping[str, Rubric]) -> None:
        self._console, self._rubrics = console, rubrics
        self._translator = Translator(language)
        self._tables = GroupTables(rubrics, language)

    def _text(self, text: Text) -> str:
        return self._translator.text(text)

    def _message(self, key: str, **values: object) -> str:
        """The message ``key`` of :data:`MESSAGES`, its placeholders filled in."""
        return self._translator.message(MESSAGES, key, **values)

    def _show(self, *parts: object) -> None:
        for part in parts:
            self._console.print(part, highlight=False)

    def _title(self, text: str) -> None:
        self._show("", Line(text, style="bold"))

    def team(self, scored_file: ScoredFile) -> None:
        """The distribution of totals, each manager's team, HR checks, returned appraisals, repetitions, problems."""
        scored = scored_file.scored
        whole = organisation(self._rubrics, scored)
        self._show(
            Line(self._message("scored", scored=len(scored), refused=len(scored_file.rejected)), style="bold")
        )
        for group in whole.whole:
            self._spread(group)
        self._title(self._message("teams"))
        self._show(self._teams(whole))
        for name in ("checks", "returned"):
            duties = [(g.rubric, duty) for g in whole.whole for duty in getattr(g.team, name)]
            self._duties(name, duties, scored)
        if whole.repeated:
            self._title(self._message("repeated"))
            self._list(self._repeated(scored, *pair) for pair in whole.repeated)
        self.problems(scored_file)

    def problems(self, scored_file: ScoredFile, others: Iterable[RowMessage] = ()) -> None:
        """The problems of rejected rows and of ``others``, and the notices."""
        for title, listed in (
            ("problems", [*scored_file.problems, *others]),
            ("notices", scored_file.notices),
        ):
            if listed:
                self._title(self._message(title))
                self._list(self._problem(message) for message in listed)

    def _problem(self, message: RowMessage) -> str:
        place = self._text(place_text(message.place))
        return (
            f"{place}{self._message('colon')}{self._text(message.problem)}"
            if place
            else self._text(message.problem)
        )

    def _spread(self, group: Group) -> None:
        rubric, team = self._rubrics[group.rubric], group.team
        self._title(f"{self._message('spread')} · {self._text(rubric.name)}")
        if group.mean is not None:
            self._show(self._message("mean", mean=decimal(group.mean), maximum=rubric.maximum))
        rows = (
            [(self._bands(rubric, bands), count) for bands, count in team.bands]
            or [(f"{points(total)}", count) for total, count in team.totals]
        ) + ([(self._tables.headings("incomplete")[0], len(team.incomplete))] if team.incomplete else [])
        self._show(self._bars(rows))

    def _bars(self, rows: Sequence[tuple[str, int]]) -> RenderableType:
        """A bar chart of names and counts; the bars are shorter where the terminal is narrow."""
        most = max((count for _, count in rows), default=1)
        widest = max((cell_len(name) for name, _ in rows), default=0)
        room = self._console.width - widest - len(str(most)) - 2 * GAP
        longest = min(BAR, max(room, SHORTEST_BAR))
        columns = [Column("", "prose"), Column("", "name", "cyan"), Column("")]
        bars = [Row((name, "█" * max(1, round(longest * n / most)), str(n))) for name, n in rows]
        return lay_out(self._console, columns, bars, self._message("colon"), headings=False)

    def _teams(self, whole: Organisation) -> RenderableType:
        names = ("manager", "period", "people", "mean", "lowest", "highest", "findings")
        rows = []
        for group in whole.groups:
            totals = [f"{points(total)}" for total, _ in group.team.totals] or ["–"]
            cells = (
                plain(group.manager) or self._message("nobody"),
                plain(group.period) or "–",
                str(group.people),
                "–" if group.mean is None else decimal(group.mean),
                totals[-1],
                totals[0],
                self._tables.names(self._rubrics[group.rubric], group.team.findings) or "–",
            )
            rows.append(Row(cells))
        return self._table([self._column(name) for name in names], rows)

    def _column(self, name: str) -> Column:
        """The column of a heading that the tables of :mod:`~liumai.formats.group_tables` have too."""
        return Column(self._tables.headings(name)[0], KINDS.get(name, "figure"))

    def _table(self, columns: Sequence[Column], rows: Sequence[Row]) -> RenderableType:
        return lay_out(self._console, columns, rows, self._message("colon"))

    def _duties(self, name: str, duties: Sequence[tuple[str, Duty]], scored: Sequence[ScoredRow]) -> None:
        """A list of persons with the findings of their duties; ``name`` is ``checks`` or ``returned``."""
        self._title(self._message(name))
        by_person: dict[int, dict[str, list[str]]] = {}
        for _, duty in duties:
            for code in duty.findings:
                by_person.setdefault(duty.appraisal, {}).setdefault(code, []).append(duty.criterion)
        if not by_person:
            self._show(self._message("nothing"))
        used = {duty.appraisal: self._rubrics[rubric] for rubric, duty in duties}
        self._list(
            f"{self._person(scored[place])}{self._message('colon')}{self._findings(used[place], findings)}"
            for place, findings in sorted(by_person.items())
        )

    def _findings(self, rubric: Rubric, findings: Mapping[str, list[str]]) -> str:
        """Findings in the rubric's order, each with the criteria that raise it."""
        return "; ".join(
            f"{self._tables.names(rubric, [code])} ({self._criteria(rubric, findings[code])})"
            for code in rubric.finding
            if code in findings
        )

    def _criteria(self, rubric: Rubric, names: Iterable[str]) -> str:
        return self._message("and").join(self._text(rubric.criterion[name].name) for name in names)

    def _person(self, row: ScoredRow) -> str:
        appraisal_row = row.appraisal_row
        asides = ", ".join(plain(text) for text in (appraisal_row.manager, appraisal_row.period) if text)
        return (
            plain(appraisal_row.subject)
            or f"{self._message('anonymous')} {self._text(place_text(appraisal_row.place))}"
        ) + (f" ({asides})" if asides else "")

    def _repeated(self, scored: Sequence[ScoredRow], place: int, first: int) -> str:
        here, there = (self._text(place_text(scored[index].appraisal_row.place)) for index in (place, first))
        return self._message("again", place=here, who=self._person(scored[place]), first=there)

    def _list(self, lines: Iterable[str]) -> None:
        listed = list(lines)
        for line in listed[:MOST_PEOPLE]:
            self._show(hanging("- ", line))
        if len(listed) > MOST_PEOPLE:
            self._show(self._message("more", n=len(listed) - MOST_PEOPLE))

    def _bands(self, rubric: Rubric, candidates: Sequence[str] | None) -> str:
        names = [self._text(band.name) for band in rubric.bands if band.id in (candidates or ())]
        return self._message("either").join(names)

    def years(self, years: Sequence[PersonYear], scored: Sequence[ScoredRow]) -> None:
        """One person's year in full, or a table row for each of several years."""
        if len(years) == 1:
            self._year(years[0], scored)
        elif years:
            self._years(years, scored)
        if years:
            self._show("", Line(self._message("proposal"), style="dim"))

    def _year(self, person_year: PersonYear, scored: Sequence[ScoredRow]) -> None:
        rubric, year = self._rubrics[person_year.rubric], person_year.year
        head = " · ".join(plain(text) for text in (person_year.subject, person_year.label) if text)
        self._show(Line(self._text(rubric.name), style="bold"), *([head] if head else []), "")
        results = [None if place is None else scored[place].result for place in person_year.quarters]
        columns = [self._column("criterion"), *self._quarters(), self._column("mean")]
        rows = []
        for n, criterion in enumerate(rubric.criteria):
            scores = [f"{points(r.criteria[n].half_points)}" if r and r.complete else "–" for r in results]
            mean = decimal(year.criteria[n]) if year.criteria else "–"
            rows.append(Row((self._text(criterion.name), *scores, mean)))
        totals = [f"{points(r.half_points)}" if r and r.complete else "–" for r in results]
        mean = "–" if year.mean is None else decimal(year.mean)
        rows.append(Row((self._tables.headings("total")[0], *totals, mean), "bold"))
        self._show(self._table(columns, rows), "", *map(Line, self._outcome(person_year)))

    def _quarters(self) -> list[Column]:
        return [Column(self._message("quarter", n=n), "figure") for n in range(1, 5)]

    def _outcome(self, person_year: PersonYear) -> Iterator[str]:
        rubric, year = self._rubrics[person_year.rubric], person_year.year
        colon = self._message("colon")
        if year.mean is not None:
            yield f"{self._message('year-mean')}{colon}{decimal(year.mean)} / {rubric.maximum}"
        yield f"{self._message('trend')}{colon}{self._text(rubric.words['trend'][year.trend or 'no-trend'])}"
        if year.candidates is not None:
            yield f"{self._message('band')}{colon}{self._bands(rubric, year.candidates)}"
        for code in year.findings:
            finding = rubric.finding[code]
            yield f"{self._text(finding.name)}{colon}{self._text(finding.action)} [{code}]"

    def _years(self, years: Sequence[PersonYear], scored: Sequence[ScoredRow]) -> None:
        before, after = (map(self._column, names) for names in (("subject", "year"), ("mean", *OUTCOMES)))
        rows = []
        for person_year in years:
            rubric, year = self._rubrics[person_year.rubric], person_year.year
            results = [None if place is None else scored[place].result for place in person_year.quarters]
            cells = (
                plain(person_year.subject) or self._message("anonymous"),
                plain(person_year.label) or "–",
                *(f"{points(r.half_points)}" if r and r.complete else "–" for r in results),
                "–" if year.mean is None else decimal(year.mean),
                self._text(rubric.words["trend"][year.trend or "no-trend"]),
                self._bands(rubric, year.candidates) or "–",
                self._tables.names(rubric, year.findings) or "–",
            )
            rows.append(Row(cells))
        self._show(self._table([*before, *self._quarters(), *after], rows))

    def promotions(self, candidates: Sequence[Candidate]) -> None:
        """A table row for each candidate, in the order of the file."""
        names = ("subject", "total", "values", "performance", "composite")
        rows = []
        for candidate in candidates:
            promotion = candidate.promotion
            figures = (candidate.total, promotion.values, promotion.performance, promotion.composite)
            rows.append(Row((plain(candidate.subject) or "–", *(decimal(figure) for figure in figures))))
        self._show(self._table([self._column(name) for name in names], rows))
