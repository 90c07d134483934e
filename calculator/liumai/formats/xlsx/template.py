"""The empty table for a group of appraisals: headings for a CSV, or a workbook with instructions and choices."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from liumai.core.i18n import Translator
from liumai.core.number_format import points
from liumai.core.rubric import EVIDENCE, Rubric
from liumai.formats.cells import column_name
from liumai.formats.xlsx.workbook_writer import HEADING, sheet_name

ROWS = 2000  # rows to which the choices apply
_PARTS = ("rows", "score", "period", "manager", "cases", "evidence")


class Template:
    """The empty table of one rubric, in one language."""

    def __init__(self, rubric: Rubric, language: str) -> None:
        self._rubric = rubric
        self._text = Translator(language).text

    def headings(self) -> list[str]:
        """The headings: person, manager, period, rubric, evidence; each criterion; each criterion's cases."""
        head = [self._column(name) for name in ("subject", "manager", "period", "rubric", "evidence")]
        names = [self._text(criterion.name) for criterion in self._rubric.criteria]
        cases = [self._column("cases").format(criterion=name) for name in names]
        return [*head, *names, *cases]

    def workbook(self) -> bytes:
        """The bytes of an XLSX workbook: the sheet to fill in, the instructions, and the values of the choices."""
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(
            buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            names = sheet_name(self._rubric.id), self._sheet("how"), self._sheet("lists")
            sheet, how, lists = (book.add_worksheet(name) for name in names)
            sheet.freeze_panes(1, 1)
            self._write_headings(book, sheet)
            self._write_instructions(book, how)
            self._add_choices(sheet, lists)
        return buffer.getvalue()

    def _write_headings(self, book: Any, sheet: Any) -> None:
        style, text = book.add_format(HEADING), book.add_format({"num_format": "@"})
        for index, heading in enumerate(self.headings()):
            width = 14 if index < 5 + len(self._rubric.criteria) else 30
            # Names and periods are text, even where they look like numbers or dates.
            sheet.set_column(index, index, width, text if index < 3 else None)
            sheet.write_string(0, index, heading, style)

    def _write_instructions(self, book: Any, sheet: Any) -> None:
        words = self._rubric.words
        sheet.set_column(0, 0, 100)
        title, lines, bold = (
            book.add_format(style)
            for style in (
                {"bold": True, "font_size": 14},
                {"text_wrap": True, "valign": "top"},
                {"bold": True},
            )
        )
        top = max(len(criterion.levels) for criterion in self._rubric.criteria)
        recorded = self._text(words["evidence"]["recorded"])
        sheet.write_string(0, 0, self._sheet("how"), title)
        for row, part in enumerate(_PARTS, 1):
            line = self._sheet(f"how-{part}").format(rubric=self._rubric.id, top=top, recorded=recorded)
            sheet.write_string(row, 0, line, lines)
        row = len(_PARTS) + 2
        sheet.write_string(row, 0, self._sheet("how-example"), bold)
        for offset, (heading, value) in enumerate(zip(self.headings(), self._example(), strict=False), 1):
            sheet.write_string(row + offset, 0, f"{heading}: {value}")

    def _example(self) -> list[str]:
        evidence = self._text(self._rubric.words["evidence"][EVIDENCE[0]])
        letters = ["mmpuu", "2.5", "3"]
        scores = [letters[n % len(letters)] for n in range(len(self._rubric.criteria))]
        return [
            self._sheet("how-name"),
            self._sheet("how-manager-name"),
            "2006Q2",
            self._rubric.id,
            evidence,
            *scores,
        ]

    def _add_choices(self, sheet: Any, lists: Any) -> None:
        """Adds choices to the cells. Those for scores are suggestions only, because letters are allowed too."""
        criteria = len(self._rubric.criteria)
        top = max(len(criterion.levels) for criterion in self._rubric.criteria)
        choices_of_columns: list[tuple[str, list[Any], int, int, bool]] = [
            (self._column("rubric"), [self._rubric.id], 3, 3, False),
            (
                self._column("evidence"),
                [self._text(self._rubric.words["evidence"][evidence]) for evidence in EVIDENCE],
                4,
                4,
                True,
            ),
            (self._column("score"), [points(half) for half in range(2 * top + 1)], 5, 4 + criteria, False),
        ]
        for index, (heading, choices, first, last, strict) in enumerate(choices_of_columns):
            for row, choice in enumerate([heading, *choices]):
                lists.write(row, index, choice)
            column = column_name(index)
            source = f"='{self._sheet('lists')}'!${column}$2:${column}${len(choices) + 1}"
            options = {"validate": "list", "source": source, "show_error": strict}
            sheet.data_validation(1, first, ROWS - 1, last, options)

    def _column(self, name: str) -> str:
        return self._text(self._rubric.words["column"][name])

    def _sheet(self, name: str) -> str:
        return self._text(self._rubric.words["sheet"][name])
