"""A result as plain text without tables or colours, for mail or chat. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liumai.core.appraisal import Appraisal, Entry, Result
from liumai.core.i18n import Translator
from liumai.core.number_format import points
from liumai.core.rubric import Criterion, Finding, Rubric, Text
from liumai.core.vector import to_vector

LABELS = {
    "subject": Text("对象", "Subject"),
    "period": Text("时段", "Period"),
    "evidence": Text("读法", "Evidence"),
    "criterion": Text("价值观", "Criterion"),
    "ratings": Text("各级", "Levels"),
    "score": Text("得分", "Score"),
    "total": Text("总分", "Total"),
    "band": Text("分档", "Band"),
    "so far": Text("（尚未评完，只是到目前的合计）", "(not fully rated yet: the sum so far)"),
    "level": Text("第 {level} 级", "level {level}"),
    "justification": Text("书面说明", "Written justification"),
    "colon": Text("：", ": "),
    "and": Text("、", ", "),
    "or": Text(" 或 ", " or "),
    "to do": Text("待办事项", "To do"),
    "nothing": Text("没有待办事项。", "Nothing."),
    "cases": Text("案例与书面说明", "Cases and written justifications"),
    "why": Text("为什么是这个分", "Why this score"),
    "vector": Text("向量", "Vector"),
}
MARKS = {"met": "●", "partial": "◐", "unmet": "○", "unrated": "·"}


class ReportText:
    """The texts of a result in one language, shared by the plain-text report and the terminal's report."""

    def __init__(self, language: str, rubric: Rubric) -> None:
        self.text = Translator(language).text
        self.rubric = rubric

    def label(self, key: str) -> str:
        """The label ``key`` of :data:`LABELS`."""
        return self.text(LABELS[key])

    def line(self, key: str, value: str) -> str:
        """``label: value``, with the language's colon."""
        return f"{self.label(key)}{self.label('colon')}{value}"

    def bands(self, result: Result) -> str:
        """The names of the possible bands, joined by “or”; empty without any."""
        candidates = result.candidates or ()
        return self.label("or").join(self.text(b.name) for b in self.rubric.bands if b.id in candidates)

    def duty(self, finding: Finding, criterion: Criterion | None) -> str:
        """A finding's criterion (None: the total), its actors and the action it asks for, on one line."""
        who = self.label("and").join(self.text(self.rubric.words["actor"][a]) for a in finding.actors)
        what = self.text(criterion.name) if criterion else self.label("total")
        return f"{what} · {who}{self.label('colon')}{self.text(finding.action)}"

    def key(self) -> str:
        """The legend: each mark with its rating's name."""
        return "  ".join(f"{mark} {self.text(self.rubric.words['rating'][r])}" for r, mark in MARKS.items())


def summary(language: str, rubric: Rubric, appraisal: Appraisal, result: Result) -> str:
    """The report of a result: scores, actions to take, recorded cases and justifications, and the vector."""
    report = ReportText(language, rubric)
    parts = [
        _head(report, appraisal),
        _scores(report, result),
        _duties(report, result),
        _recorded(report, appraisal),
        [report.line("vector", to_vector(appraisal))],
    ]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _head(report: ReportText, appraisal: Appraisal) -> Iterator[str]:
    yield report.text(report.rubric.name)
    for key in ("subject", "period"):
        if value := getattr(appraisal, key):
            yield report.line(key, plain(value))
    yield report.line("evidence", report.text(report.rubric.words["evidence"][appraisal.evidence]))


def _scores(report: ReportText, result: Result) -> Iterator[str]:
    for scored in result.criteria:
        marks = "".join(MARKS[rating] for rating in scored.effective)
        name = report.text(report.rubric.criterion[scored.id].name)
        yield f"{marks} {name} {points(scored.half_points)} / {len(scored.effective)}"
    yield report.line("total", f"{points(result.half_points)} / {result.maximum}")
    if not result.complete:
        yield report.label("so far")
    elif result.candidates:
        yield report.line("band", report.bands(result))
    yield report.key()


def _duties(report: ReportText, result: Result) -> Iterator[str]:
    rubric = report.rubric
    duties = [(code, rubric.criterion[c.id]) for c in result.criteria for code in c.findings]
    yield report.line("to do", "" if duties or result.findings else report.label("nothing")).rstrip()
    for code, criterion in duties:
        yield f"- {report.duty(rubric.finding[code], criterion)}"
    for code in result.findings:
        yield f"- {report.duty(rubric.finding[code], None)}"


def _recorded(report: ReportText, appraisal: Appraisal) -> Iterator[str]:
    lines = [
        line
        for criterion, entry in zip(report.rubric.criteria, appraisal.entries, strict=True)
        for line in _recorded_entry(report, criterion, entry)
    ]
    if lines:
        yield f"{report.label('cases')}{report.label('colon')}".rstrip()
        yield from lines


def _recorded_entry(report: ReportText, criterion: Criterion, entry: Entry) -> Iterator[str]:
    name = report.text(criterion.name)
    for case in entry.cases:
        level = report.label("level").format(level=case.level)
        verdict = report.text(report.rubric.words["verdict"][case.verdict])
        yield f"- {name} · {level} · {verdict}{report.label('colon')}{_one_line(case.text)}".rstrip()
    if entry.justification:
        yield f"- {name} · {report.line('justification', _one_line(entry.justification))}"


def _one_line(text: str) -> str:
    return plain(" ".join(text.split()))


def plain(text: str) -> str:
    """Text with its control characters escaped, so that an appraisal cannot send commands to a terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda match: f"\\x{ord(match[0]):02x}", text)
