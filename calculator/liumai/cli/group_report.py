"""Teams, years and promotions as text for people, in a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from liumai.analysis.organisation import Group, Organisation, organisation
from liumai.analysis.person_years import PersonYear
from liumai.analysis.promotion import Candidate
from liumai.analysis.rows import RowMessage, ScoredRow
from liumai.analysis.scored_file import ScoredFile
from liumai.analysis.team import Duty
from liumai.core.number_format import decimal, points
from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import located
from liumai.formats.group_tables import GroupTables
from liumai.formats.text_report import plain

MOST_PEOPLE = 40  # told one by one; a spreadsheet has them all
BAR = 24  # cells of the longest bar

SAID = {
    "scored": Text(
        "{scored} 份评估已计分，{refused} 行没有读成。",
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
    "problems": Text("没有读成的", "Not read"),
    "notices": Text("没有读的部分", "Left aside"),
    "more": Text(
        "……另有 {n} 项；用 --out 写成表格可以看全", "… and {n} more; --out writes them all to a file"
    ),
    "anonymous": Text("（没有姓名）", "(no name)"),
    "quarter": Text("第 {n} 季", "Q{n}"),
    "year-mean": Text("年度均分", "Mean of the year"),
    "trend": Text("趋势", "Trend"),
    "band": Text("建议分档", "Proposed band"),
    "either": Text(" 或 ", " or "),
    "to do": Text("接下来要做", "What has to be done"),
    "proposal": Text(
        "这是建议；年度分数由 1 over 1 plus HR 定。",
        "This is a proposal: the year's figure is set by 1 over 1 plus HR.",
    ),
    "and": Text("、", ", "),
    "colon": Text("：", ": "),
}


class GroupReport:
    """One language's report on many appraisals."""

    def __init__(self, console: Console, language: str, rubrics: Mapping[str, Rubric]) -> None:
        self._console, self._language, self._rubrics = console, language, rubrics
        self._tables = GroupTables(rubrics, language)

    def word(self, text: Text) -> str:
        """A text in this language."""
        words: str = getattr(text, self._language)
        return words

    def say(self, key: str, **values: object) -> str:
        """One of :data:`SAID`, filled in."""
        return self.word(SAID[key]).format(**values)

    def _show(self, *parts: object) -> None:
        for part in parts:
            self._console.print(part, highlight=False)

    def _title(self, text: str) -> None:
        self._show("", Line(text, style="bold"))

    def team(self, reading: ScoredFile) -> None:
        """How totals spread, each manager's team, what HR checks, what goes back, what could not be read."""
        scored = reading.scored
        whole = organisation(self._rubrics, scored)
        self._show(Line(self.say("scored", scored=len(scored), refused=len(reading.refused)), style="bold"))
        for group in whole.whole:
            self._spread(group)
        self._title(self.say("teams"))
        self._show(self._teams(whole))
        for name in ("checks", "returned"):
            duties = [(g.rubric, duty) for g in whole.whole for duty in getattr(g.team, name)]
            self._duties(name, duties, scored)
        if whole.repeated:
            self._title(self.say("repeated"))
            self._list(self._again(scored, *pair) for pair in whole.repeated)
        self.problems(reading)

    def problems(self, reading: ScoredFile, others: Iterable[RowMessage] = ()) -> None:
        """What could not be read, and what was left aside."""
        for title, listed in (("problems", [*reading.problems, *others]), ("notices", reading.notices)):
            if listed:
                self._title(self.say(title))
                self._list(self._problem(one) for one in listed)

    def _problem(self, one: RowMessage) -> str:
        place = self.word(located(one.place))
        return f"{place}{self.say('colon')}{self.word(one.problem)}" if place else self.word(one.problem)

    def _spread(self, group: Group) -> None:
        rubric, found = self._rubrics[group.rubric], group.team
        self._title(f"{self.say('spread')} · {self.word(rubric.name)}")
        if group.mean is not None:
            self._show(self.say("mean", mean=decimal(group.mean), maximum=rubric.maximum))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        rows = (
            [(self._bands(rubric, bands), count) for bands, count in found.bands]
            or [(f"{points(total)}", count) for total, count in found.totals]
        ) + ([(self._tables.headings("incomplete")[0], len(found.incomplete))] if found.incomplete else [])
        most = max((count for _, count in rows), default=1)
        for name, count in rows:
            table.add_row(name, Line("█" * max(1, round(BAR * count / most)), style="cyan"), str(count))
        self._show(table)

    def _teams(self, whole: Organisation) -> Table:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in ("manager", "period", "people", "mean", "lowest", "highest", "findings"):
            right = name in ("people", "mean", "lowest", "highest")
            table.add_column(self._tables.headings(name)[0], justify="right" if right else "left")
        for group in whole.groups:
            totals = [f"{points(total)}" for total, _ in group.team.totals] or ["–"]
            table.add_row(
                plain(group.manager) or self.say("nobody"),
                plain(group.period) or "–",
                str(group.people),
                "–" if group.mean is None else decimal(group.mean),
                totals[-1],
                totals[0],
                self._tables.names(self._rubrics[group.rubric], group.team.findings),
            )
        return table

    def _duties(self, name: str, duties: Sequence[tuple[str, Duty]], scored: Sequence[ScoredRow]) -> None:
        """By person: what has to be looked at, or why it goes back."""
        self._title(self.say(name))
        by_person: dict[int, dict[str, list[str]]] = {}
        for _, duty in duties:
            for code in duty.findings:
                by_person.setdefault(duty.appraisal, {}).setdefault(code, []).append(duty.criterion)
        if not by_person:
            self._show(self.say("nothing"))
        used = {duty.appraisal: self._rubrics[rubric] for rubric, duty in duties}
        self._list(
            f"{self._who(scored[place])}{self.say('colon')}{self._found(used[place], found)}"
            for place, found in sorted(by_person.items())
        )

    def _found(self, rubric: Rubric, found: Mapping[str, list[str]]) -> str:
        """Findings in the rubric's order, each with the criteria that it is about."""
        return "; ".join(
            f"{self._tables.names(rubric, [code])} ({self._criteria(rubric, found[code])})"
            for code in rubric.finding
            if code in found
        )

    def _criteria(self, rubric: Rubric, names: Iterable[str]) -> str:
        return self.say("and").join(self.word(rubric.criterion[name].name) for name in names)

    def _who(self, one: ScoredRow) -> str:
        member = one.member
        asides = ", ".join(plain(text) for text in (member.manager, member.period) if text)
        return (plain(member.subject) or f"{self.say('anonymous')} {self.word(located(member.place))}") + (
            f" ({asides})" if asides else ""
        )

    def _again(self, scored: Sequence[ScoredRow], place: int, first: int) -> str:
        here, there = (self.word(located(scored[one].member.place)) for one in (place, first))
        return self.say("again", place=here, who=self._who(scored[place]), first=there)

    def _list(self, lines: Iterable[str]) -> None:
        listed = list(lines)
        for line in listed[:MOST_PEOPLE]:
            table = Table.grid(padding=(0, 1, 0, 0))
            table.add_row("-", Line(line))
            self._show(table)
        if len(listed) > MOST_PEOPLE:
            self._show(self.say("more", n=len(listed) - MOST_PEOPLE))

    def _bands(self, rubric: Rubric, candidates: Sequence[str] | None) -> str:
        names = [self.word(band.name) for band in rubric.bands if band.id in (candidates or ())]
        return self.say("either").join(names)

    def years(self, years: Sequence[PersonYear], scored: Sequence[ScoredRow]) -> None:
        """One person's year in full, or a line for each of several."""
        if len(years) == 1:
            self._year(years[0], scored)
        elif years:
            self._years(years, scored)
        if years:
            self._show("", Line(self.say("proposal"), style="dim"))

    def _year(self, one: PersonYear, scored: Sequence[ScoredRow]) -> None:
        rubric, found = self._rubrics[one.rubric], one.year
        head = " · ".join(plain(text) for text in (one.subject, one.label) if text)
        self._show(Line(self.word(rubric.name), style="bold"), *([head] if head else []), "")
        results = [None if place is None else scored[place].result for place in one.quarters]
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(self._tables.headings("criterion")[0])
        for n in range(1, 5):
            table.add_column(self.say("quarter", n=n), justify="right")
        table.add_column(self._tables.headings("mean")[0], justify="right")
        for n, criterion in enumerate(rubric.criteria):
            scores = [f"{points(r.criteria[n].half_points)}" if r and r.complete else "–" for r in results]
            mean = decimal(found.criteria[n]) if found.criteria else "–"
            table.add_row(self.word(criterion.name), *scores, mean)
        totals = [f"{points(r.half_points)}" if r and r.complete else "–" for r in results]
        mean = "–" if found.mean is None else decimal(found.mean)
        table.add_row(self._tables.headings("total")[0], *totals, mean, style="bold")
        self._show(table, "", *map(Line, self._outcome(one)))

    def _outcome(self, one: PersonYear) -> Iterator[str]:
        rubric, found = self._rubrics[one.rubric], one.year
        colon = self.say("colon")
        if found.mean is not None:
            yield f"{self.say('year-mean')}{colon}{decimal(found.mean)} / {rubric.maximum}"
        yield f"{self.say('trend')}{colon}{self.word(rubric.words['trend'][found.trend or 'no-trend'])}"
        if found.candidates is not None:
            yield f"{self.say('band')}{colon}{self._bands(rubric, found.candidates)}"
        for code in found.findings:
            finding = rubric.finding[code]
            yield f"{self.word(finding.name)}{colon}{self.word(finding.action)} [{code}]"

    def _years(self, years: Sequence[PersonYear], scored: Sequence[ScoredRow]) -> None:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in ("subject", "year"):
            table.add_column(self._tables.headings(name)[0])
        for n in range(1, 5):
            table.add_column(self.say("quarter", n=n), justify="right")
        table.add_column(self._tables.headings("mean")[0], justify="right")
        for name in ("trend", "band", "findings"):
            table.add_column(self._tables.headings(name)[0])
        for one in years:
            rubric, found = self._rubrics[one.rubric], one.year
            results = [None if place is None else scored[place].result for place in one.quarters]
            table.add_row(
                plain(one.subject),
                plain(one.label) or "–",
                *(f"{points(r.half_points)}" if r and r.complete else "–" for r in results),
                "–" if found.mean is None else decimal(found.mean),
                self.word(rubric.words["trend"][found.trend or "no-trend"]),
                self._bands(rubric, found.candidates) or "–",
                self._tables.names(rubric, found.findings),
            )
        self._show(table)

    def promotions(self, candidates: Sequence[Candidate]) -> None:
        """A line for each candidate, in the order of the file."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in ("subject", "total", "values", "performance", "composite"):
            table.add_column(self._tables.headings(name)[0], justify="left" if name == "subject" else "right")
        for one in candidates:
            made = one.promotion
            figures = (one.total, made.values, made.performance, made.composite)
            table.add_row(plain(one.subject) or "–", *(decimal(figure) for figure in figures))
        self._show(table)
