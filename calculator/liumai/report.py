"""The result as text for people, in a terminal or a file."""

from __future__ import annotations

import re

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text as Line

from liumai.model import Appraisal, CriterionResult, Finding, Result, Rubric, Text, points
from liumai.trace import trace
from liumai.vector import to_vector

WIDEST = 100
_LABELS = {
    "subject": Text("对象", "Subject"),
    "period": Text("时段", "Period"),
    "evidence": Text("读法", "Evidence"),
    "criterion": Text("价值观", "Criterion"),
    "ratings": Text("各级", "Levels"),
    "score": Text("得分", "Score"),
    "total": Text("总分", "Total"),
    "band": Text("分档", "Band"),
    "so far": Text("（尚未评完，只是到目前的合计）", "(not fully rated yet: the sum so far)"),
    "and": Text("、", ", "),
    "or": Text(" 或 ", " or "),
    "to do": Text("接下来要做", "What has to be done"),
    "nothing": Text("没有要做的事。", "Nothing."),
    "why": Text("为什么是这个分", "Why this score"),
    "vector": Text("向量", "Vector"),
}
_MARKS = {"met": "●", "partial": "◐", "unmet": "○", "unrated": "·"}


def print_report(
    console: Console, language: str, rubric: Rubric, appraisal: Appraisal, result: Result
) -> None:
    """Print a result: the scores, what has to be done, and why, step by step."""
    report = _Report(language, rubric, appraisal, result)
    for part in (report.head(), report.scores(), report.outcome(), report.to_do(), report.why()):
        console.print(part, highlight=False)
        console.print()
    # Whole on one line, however long, so that it can be copied.
    console.print(report.foot(), highlight=False, soft_wrap=True)


class _Report:
    def __init__(self, language: str, rubric: Rubric, appraisal: Appraisal, result: Result) -> None:
        self.language = language
        self.rubric = rubric
        self.appraisal = appraisal
        self.result = result

    def words(self, text: Text) -> str:
        words: str = getattr(text, self.language)
        return words

    def label(self, key: str) -> str:
        return self.words(_LABELS[key])

    def line(self, key: str, value: str, style: str = "") -> Line:
        return Line(f"{self.label(key)}{self.colon}{value}", style=style)

    @property
    def colon(self) -> str:
        return self.words(Text("\uff1a", ": "))

    def head(self) -> Group:
        lines = [Line(self.words(self.rubric.name), style="bold")]
        for key in ("subject", "period"):
            if value := getattr(self.appraisal, key):
                lines.append(self.line(key, plain(value)))
        evidence = self.words(self.rubric.words["evidence"][self.appraisal.evidence])
        lines.append(self.line("evidence", evidence))
        return Group(*lines)

    def scores(self) -> Table:
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
        table.add_column(self.label("criterion"))
        table.add_column(self.label("ratings"))
        table.add_column(self.label("score"), justify="right")
        table.add_column("")
        for scored in self.result.criteria:
            marks = " ".join(_MARKS[rating] for rating in scored.effective)
            top = len(scored.effective)
            codes = ", ".join(scored.findings)
            table.add_row(
                self.words(self.rubric.criterion[scored.id].name),
                marks,
                f"{points(scored.half_points)} / {top}",
                Line(codes, style="dim"),
            )
        return table

    def outcome(self) -> Group:
        result = self.result
        lines = [self.line("total", f"{points(result.half_points)} / {result.maximum}", "bold")]
        if not result.complete:
            lines.append(Line(self.label("so far")))
        elif result.candidates is not None:
            names = [self.words(band.name) for band in self.rubric.bands if band.id in result.candidates]
            lines.append(self.line("band", self.label("or").join(names), "bold"))
        marks = ("met", "partial", "unmet", "unrated")
        key = "  ".join(f"{_MARKS[m]} {self.words(self.rubric.words['rating'][m])}" for m in marks)
        return Group(*lines, Line(key, style="dim"))

    def to_do(self) -> Group:
        lines: list[Line | Table] = [Line(self.label("to do"), style="bold")]
        for scored in self.result.criteria:
            lines += [self._duty(self.rubric.finding[code], scored) for code in scored.findings]
        lines += [self._duty(self.rubric.finding[code], None) for code in self.result.findings]
        return Group(*lines, *([] if lines[1:] else [Line(self.label("nothing"))]))

    def _duty(self, finding: Finding, scored: CriterionResult | None) -> Table:
        who = self.label("and").join(
            self.words(self.rubric.words["actor"][actor]) for actor in finding.actors
        )
        what = self.words(self.rubric.criterion[scored.id].name) if scored else self.label("total")
        return _bullet(f"{what} · {who}{self.colon}{self.words(finding.action)}", finding.code)

    def why(self) -> Group:
        lines: list[Line | Table] = [Line(self.label("why"), style="bold")]
        before: str | None = None
        for step in trace(self.rubric, self.appraisal, self.result):
            if step.criterion != before and step.criterion is not None:
                lines.append(Line(self.words(self.rubric.criterion[step.criterion].name), style="underline"))
            before = step.criterion
            status = self.words(self.rubric.words["status"][step.status])
            lines.append(_bullet(self.words(step.text), f"{step.rule or step.finding}, {status}"))
        return Group(*lines)

    def foot(self) -> Line:
        return self.line("vector", to_vector(self.appraisal), "dim")


def _bullet(text: str, aside: str) -> Table:
    """A list item whose lines hang together, with its rule named at the end."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_row("-", Line.assemble(text, " ", (f"[{aside}]", "dim")))
    return table


def plain(text: str) -> str:
    """Text from an appraisal made safe for a terminal: control characters are shown, not obeyed."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda match: f"\\x{ord(match[0]):02x}", text)
