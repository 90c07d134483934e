"""The result as plain text, to be copied into a mail or a chat: no table, no colour, standard library alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liumai.core.appraisal import Appraisal, Entry, Result
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
    "justification": Text("理由", "Justification"),
    "colon": Text("：", ": "),
    "and": Text("、", ", "),
    "or": Text(" 或 ", " or "),
    "to do": Text("接下来要做", "What has to be done"),
    "nothing": Text("没有要做的事。", "Nothing."),
    "cases": Text("案例与理由", "Cases and justifications"),
    "why": Text("为什么是这个分", "Why this score"),
    "vector": Text("向量", "Vector"),
}
MARKS = {"met": "●", "partial": "◐", "unmet": "○", "unrated": "·"}


class ReportText:
    """One language's words for a result; both the plain text and the terminal's report speak with it."""

    def __init__(self, language: str, rubric: Rubric) -> None:
        self.language = language
        self.rubric = rubric

    def words(self, text: Text) -> str:
        """A text in this language."""
        words: str = getattr(text, self.language)
        return words

    def label(self, key: str) -> str:
        """One of :data:`LABELS`."""
        return self.words(LABELS[key])

    def line(self, key: str, value: str) -> str:
        """A labelled value."""
        return f"{self.label(key)}{self.label('colon')}{value}"

    def bands(self, result: Result) -> str:
        """The names of the bands that are possible; empty where there are none."""
        candidates = result.candidates or ()
        return self.label("or").join(self.words(b.name) for b in self.rubric.bands if b.id in candidates)

    def duty(self, finding: Finding, criterion: Criterion | None) -> str:
        """What a finding asks, of whom, and for which criterion; for the total where that is None."""
        who = self.label("and").join(self.words(self.rubric.words["actor"][a]) for a in finding.actors)
        what = self.words(criterion.name) if criterion else self.label("total")
        return f"{what} · {who}{self.label('colon')}{self.words(finding.action)}"

    def key(self) -> str:
        """What the marks of ratings mean."""
        return "  ".join(f"{mark} {self.words(self.rubric.words['rating'][r])}" for r, mark in MARKS.items())


def summary(language: str, rubric: Rubric, appraisal: Appraisal, result: Result) -> str:
    """The scores, what has to be done, and what was recorded; the vector at the foot."""
    say = ReportText(language, rubric)
    parts = [
        _head(say, appraisal),
        _scores(say, result),
        _duties(say, result),
        _recorded(say, appraisal),
        [say.line("vector", to_vector(appraisal))],
    ]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _head(say: ReportText, appraisal: Appraisal) -> Iterator[str]:
    yield say.words(say.rubric.name)
    for key in ("subject", "period"):
        if value := getattr(appraisal, key):
            yield say.line(key, plain(value))
    yield say.line("evidence", say.words(say.rubric.words["evidence"][appraisal.evidence]))


def _scores(say: ReportText, result: Result) -> Iterator[str]:
    for scored in result.criteria:
        marks = "".join(MARKS[rating] for rating in scored.effective)
        name = say.words(say.rubric.criterion[scored.id].name)
        yield f"{marks} {name} {points(scored.half_points)} / {len(scored.effective)}"
    yield say.line("total", f"{points(result.half_points)} / {result.maximum}")
    if not result.complete:
        yield say.label("so far")
    elif result.candidates:
        yield say.line("band", say.bands(result))
    yield say.key()


def _duties(say: ReportText, result: Result) -> Iterator[str]:
    rubric = say.rubric
    duties = [(code, rubric.criterion[c.id]) for c in result.criteria for code in c.findings]
    yield say.line("to do", "" if duties or result.findings else say.label("nothing")).rstrip()
    for code, criterion in duties:
        yield f"- {say.duty(rubric.finding[code], criterion)}"
    for code in result.findings:
        yield f"- {say.duty(rubric.finding[code], None)}"


def _recorded(say: ReportText, appraisal: Appraisal) -> Iterator[str]:
    lines = [
        line
        for criterion, entry in zip(say.rubric.criteria, appraisal.entries, strict=True)
        for line in _recorded_of(say, criterion, entry)
    ]
    if lines:
        yield f"{say.label('cases')}{say.label('colon')}".rstrip()
        yield from lines


def _recorded_of(say: ReportText, criterion: Criterion, entry: Entry) -> Iterator[str]:
    name = say.words(criterion.name)
    for case in entry.cases:
        level = say.label("level").format(level=case.level)
        verdict = say.words(say.rubric.words["verdict"][case.verdict])
        yield f"- {name} · {level} · {verdict}{say.label('colon')}{_one_line(case.text)}".rstrip()
    if entry.justification:
        yield f"- {name} · {say.line('justification', _one_line(entry.justification))}"


def _one_line(text: str) -> str:
    return plain(" ".join(text.split()))


def plain(text: str) -> str:
    """Text from an appraisal made safe for a terminal: control characters are shown, not obeyed."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda match: f"\\x{ord(match[0]):02x}", text)
