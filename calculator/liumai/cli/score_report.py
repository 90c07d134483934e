"""The result as text for people, in a terminal or a file."""

from __future__ import annotations

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text as Line

from liumai.core.appraisal import Appraisal, Result
from liumai.core.number_format import points
from liumai.core.rubric import Rubric
from liumai.core.trace import trace
from liumai.core.vector import to_vector
from liumai.formats.text_report import MARKS, ReportText, plain

WIDEST = 100


def print_report(
    console: Console, language: str, rubric: Rubric, appraisal: Appraisal, result: Result
) -> None:
    """Print a result: the scores, what has to be done, and why, step by step."""
    report = _Report(ReportText(language, rubric), appraisal, result)
    for part in (report.head(), report.scores(), report.outcome(), report.to_do(), report.why()):
        console.print(part, highlight=False)
        console.print()
    # Whole on one line, however long, so that it can be copied.
    foot = Line(report.say.line("vector", to_vector(appraisal)), "dim")
    console.print(foot, highlight=False, soft_wrap=True)


class _Report:
    def __init__(self, say: ReportText, appraisal: Appraisal, result: Result) -> None:
        self.say = say
        self.rubric = say.rubric
        self.appraisal = appraisal
        self.result = result

    def head(self) -> Group:
        lines = [Line(self.say.words(self.rubric.name), style="bold")]
        for key in ("subject", "period"):
            if value := getattr(self.appraisal, key):
                lines.append(Line(self.say.line(key, plain(value))))
        evidence = self.say.words(self.rubric.words["evidence"][self.appraisal.evidence])
        lines.append(Line(self.say.line("evidence", evidence)))
        return Group(*lines)

    def scores(self) -> Table:
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
        table.add_column(self.say.label("criterion"))
        table.add_column(self.say.label("ratings"))
        table.add_column(self.say.label("score"), justify="right")
        table.add_column("")
        for scored in self.result.criteria:
            marks = " ".join(MARKS[rating] for rating in scored.effective)
            top = len(scored.effective)
            codes = ", ".join(scored.findings)
            table.add_row(
                self.say.words(self.rubric.criterion[scored.id].name),
                marks,
                f"{points(scored.half_points)} / {top}",
                Line(codes, style="dim"),
            )
        return table

    def outcome(self) -> Group:
        result = self.result
        total = f"{points(result.half_points)} / {result.maximum}"
        lines = [Line(self.say.line("total", total), "bold")]
        if not result.complete:
            lines.append(Line(self.say.label("so far")))
        elif result.candidates is not None:
            lines.append(Line(self.say.line("band", self.say.bands(result)), "bold"))
        return Group(*lines, Line(self.say.key(), style="dim"))

    def to_do(self) -> Group:
        lines: list[Line | Table] = [Line(self.say.label("to do"), style="bold")]
        finding = self.rubric.finding
        for scored in self.result.criteria:
            criterion = self.rubric.criterion[scored.id]
            lines += [_bullet(self.say.duty(finding[code], criterion), code) for code in scored.findings]
        lines += [_bullet(self.say.duty(finding[code], None), code) for code in self.result.findings]
        return Group(*lines, *([] if lines[1:] else [Line(self.say.label("nothing"))]))

    def why(self) -> Group:
        lines: list[Line | Table] = [Line(self.say.label("why"), style="bold")]
        before: str | None = None
        for step in trace(self.rubric, self.appraisal, self.result):
            if step.criterion != before and step.criterion is not None:
                name = self.say.words(self.rubric.criterion[step.criterion].name)
                lines.append(Line(name, style="underline"))
            before = step.criterion
            status = self.say.words(self.rubric.words["status"][step.status])
            lines.append(_bullet(self.say.words(step.text), f"{step.rule or step.finding}, {status}"))
        return Group(*lines)


def _bullet(text: str, aside: str) -> Table:
    """A list item whose lines hang together, with its rule named at the end."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_row("-", Line.assemble(text, " ", (f"[{aside}]", "dim")))
    return table
