"""The report of ``liumai score``: scores, actions and explanation, printed with rich."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from liumai.cli.table_layout import Column, Row, hanging, lay_out
from liumai.core.appraisal import Appraisal, Result
from liumai.core.number_format import points
from liumai.core.rubric import Rubric
from liumai.core.trace import trace
from liumai.core.vector import to_vector
from liumai.formats.text_report import MARKS, ReportText, plain


def print_report(
    console: Console, language: str, rubric: Rubric, appraisal: Appraisal, result: Result
) -> None:
    """Prints the scores, the outcome, the actions to take, and each step of the explanation."""
    report = _Report(console, ReportText(language, rubric), appraisal, result)
    for part in (report.head(), report.scores(), report.outcome(), report.to_do(), report.why()):
        console.print(part, highlight=False)
        console.print()
    # The vector is never wrapped, so that it can be copied.
    foot = Line(report.texts.line("vector", to_vector(appraisal)), "dim")
    console.print(foot, highlight=False, soft_wrap=True)


class _Report:
    """Builds the parts of the report."""

    def __init__(self, console: Console, texts: ReportText, appraisal: Appraisal, result: Result) -> None:
        self.console = console
        self.texts = texts
        self.rubric = texts.rubric
        self.appraisal = appraisal
        self.result = result

    def head(self) -> Group:
        lines = [Line(self.texts.text(self.rubric.name), style="bold")]
        for key in ("subject", "period"):
            if value := getattr(self.appraisal, key):
                lines.append(Line(self.texts.line(key, plain(value))))
        evidence = self.texts.text(self.rubric.words["evidence"][self.appraisal.evidence])
        lines.append(Line(self.texts.line("evidence", evidence)))
        return Group(*lines)

    def scores(self) -> RenderableType:
        label = self.texts.label
        columns = [
            Column(label("criterion")),
            Column(label("ratings")),
            Column(label("score"), "figure"),
            Column("", "prose", "dim"),
        ]
        rows = [
            Row(
                (
                    self.texts.text(self.rubric.criterion[scored.id].name),
                    " ".join(MARKS[rating] for rating in scored.effective),
                    f"{points(scored.half_points)} / {len(scored.effective)}",
                    ", ".join(scored.findings),
                )
            )
            for scored in self.result.criteria
        ]
        return lay_out(self.console, columns, rows, label("colon"), gap=3)

    def outcome(self) -> Group:
        result = self.result
        total = f"{points(result.half_points)} / {result.maximum}"
        lines = [Line(self.texts.line("total", total), "bold")]
        if not result.complete:
            lines.append(Line(self.texts.label("so far")))
        elif result.candidates is not None:
            lines.append(Line(self.texts.line("band", self.texts.bands(result)), "bold"))
        return Group(*lines, Line(self.texts.key(), style="dim"))

    def to_do(self) -> Group:
        lines: list[Line | Table] = [Line(self.texts.label("to do"), style="bold")]
        finding = self.rubric.finding
        for scored in self.result.criteria:
            criterion = self.rubric.criterion[scored.id]
            lines += [_bullet(self.texts.duty(finding[code], criterion), code) for code in scored.findings]
        lines += [_bullet(self.texts.duty(finding[code], None), code) for code in self.result.findings]
        return Group(*lines, *([] if lines[1:] else [Line(self.texts.label("nothing"))]))

    def why(self) -> Group:
        lines: list[Line | Table] = [Line(self.texts.label("why"), style="bold")]
        previous: str | None = None
        for step in trace(self.rubric, self.appraisal, self.result):
            if step.criterion != previous and step.criterion is not None:
                name = self.texts.text(self.rubric.criterion[step.criterion].name)
                lines.append(Line(name, style="underline"))
            previous = step.criterion
            status = self.texts.text(self.rubric.words["status"][step.status])
            lines.append(_bullet(self.texts.text(step.text), f"{step.rule or step.finding}, {status}"))
        return Group(*lines)


def _bullet(text: str, aside: str) -> Table:
    """A list item with hanging indent; ``aside``, such as the rule, follows in brackets."""
    return hanging("- ", Line.assemble(text, " ", (f"[{aside}]", "dim")))
