"""The appraisals that go back to each manager, as tables for spreadsheets and as text to send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from liumai.analysis.return_lists import Returned, ReturnList
from liumai.core.i18n import Translator
from liumai.core.number_format import points
from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import Cell, SheetTable
from liumai.formats.group_tables import GroupTables
from liumai.formats.text_report import plain
from liumai.formats.xlsx.sheet_names import distinct_names

MOST_SHEETS = 200  # one for each manager; with more managers, all stand on one sheet

_MESSAGES = {
    "manager": Text("致{manager}：", "To {manager}:"),
    "no-manager": Text("（没有写主管）", "(no manager given)"),
    "one": Text(
        "下面这份评估退回，请改好后再交。",
        "The appraisal below goes back to you. Please put it right and hand it in again.",
    ),
    "many": Text(
        "下面 {n} 份评估退回，请改好后再交。",
        "The {n} appraisals below go back to you. Please put them right and hand them in again.",
    ),
    "person": Text("{number}. {person}（{period}）", "{number}. {person} ({period})"),
    "undated": Text("{number}. {person}", "{number}. {person}"),
    "anonymous": Text("（没有姓名）", "(no name)"),
    "reason": Text(
        "   {finding}：{criteria}。{because}{action}", "   {finding}: {criteria}. {because} {action}"
    ),
    "score": Text("{criterion} {score} 分", "{criterion} {score}"),
    "and": Text("、", ", "),
}


class ReturnTables:
    """Makes the lists of what goes back, in one language."""

    def __init__(self, rubrics: Mapping[str, Rubric], language: str) -> None:
        self._rubrics = rubrics
        self._tables = GroupTables(rubrics, language)
        self._translator = Translator(language)

    def whole(self, lists: Sequence[ReturnList]) -> SheetTable:
        """One table of all lists, manager by manager: a row for each appraisal and finding."""
        return self._tables.sheet("return-list"), self._headings(), self._rows(lists)

    def each(self, lists: Sequence[ReturnList]) -> Iterator[SheetTable]:
        """A table for each manager, under the manager's name; all on one where there are none or more than :data:`MOST_SHEETS`."""
        if not 0 < len(lists) <= MOST_SHEETS:
            yield self.whole(lists)
            return
        names = distinct_names(one.manager or self._message("no-manager") for one in lists)
        for name, one in zip(names, lists, strict=True):
            yield name, self._headings(), self._rows([one])

    def text(self, one: ReturnList) -> str:
        """A list as a text to send to its manager."""
        count = len(one.returned)
        lines = [self._message("manager", manager=plain(one.manager) or self._message("no-manager"))]
        lines.append(self._message("one") if count == 1 else self._message("many", n=count))
        for number, returned in enumerate(one.returned, 1):
            row = returned.row.appraisal_row
            person, period = plain(row.subject) or self._message("anonymous"), plain(row.period)
            key = "person" if period else "undated"
            lines += ["", self._message(key, number=number, person=person, period=period)]
            lines += self._reasons(returned)
        return "\n".join(lines) + "\n"

    def _message(self, key: str, **values: object) -> str:
        return self._translator.message(_MESSAGES, key, **values)

    def _reasons(self, returned: Returned) -> Iterator[str]:
        rubric = self._rubrics[returned.row.result.rubric]
        for code, criteria in returned.reasons:
            finding = rubric.finding[code]
            yield self._message(
                "reason",
                finding=finding.name,
                criteria=self._criteria(returned, criteria),
                because=finding.because,
                action=finding.action,
            )

    def _criteria(self, returned: Returned, criteria: Iterable[str]) -> str:
        """The criteria with their scores."""
        rubric = self._rubrics[returned.row.result.rubric]
        scores = {c.id: points(c.half_points) for c in returned.row.result.criteria}
        return self._message("and").join(
            self._message("score", criterion=rubric.criterion[name].name, score=scores[name])
            for name in criteria
        )

    def _headings(self) -> list[str]:
        names = ("manager", "subject", "period", "findings", "criterion", "because", "action")
        return self._tables.headings(*names)

    def _rows(self, lists: Iterable[ReturnList]) -> Iterator[list[Cell]]:
        for one in lists:
            for returned in one.returned:
                row, rubric = returned.row.appraisal_row, self._rubrics[returned.row.result.rubric]
                for code, criteria in returned.reasons:
                    finding = rubric.finding[code]
                    texts = map(self._translator.text, (finding.because, finding.action))
                    name = self._translator.text(finding.name)
                    yield [
                        one.manager,
                        row.subject,
                        row.period,
                        name,
                        self._criteria(returned, criteria),
                        *texts,
                    ]
