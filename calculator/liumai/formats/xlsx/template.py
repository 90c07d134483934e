"""The empty table for a group of appraisals: headings for a CSV, or a workbook with instructions and choices."""

from __future__ import annotations

import io
from copy import copy
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from liumai.core.i18n import Translator
from liumai.core.number_format import points
from liumai.core.rubric import EVIDENCE, Rubric
from liumai.formats.xlsx.workbook_writer import heading_cell, sheet_name

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
        book = openpyxl.Workbook()
        sheet, how, lists = book.active, *(book.create_sheet(self._sheet(name)) for name in ("how", "lists"))
        sheet.title = sheet_name(self._rubric.id)
        sheet.freeze_panes = "B2"
        self._write_headings(sheet)
        self._write_instructions(how)
        self._add_choices(sheet, lists)
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    def _write_headings(self, sheet: Any) -> None:
        for index, heading in enumerate(self.headings(), 1):
            cell = sheet.cell(1, index)
            cell.value, style = heading, heading_cell(sheet, heading)
            cell.font, cell.fill, cell.alignment = (
                copy(style.font),
                copy(style.fill),
                copy(style.alignment),
            )
            letter = get_column_letter(index)
            sheet.column_dimensions[letter].width = 14 if index <= 5 + len(self._rubric.criteria) else 30
            if index <= 3:  # names and periods are text, even where they look like numbers or dates
                sheet.column_dimensions[letter].number_format = "@"

    def _write_instructions(self, sheet: Any) -> None:
        words = self._rubric.words
        sheet.column_dimensions["A"].width = 100
        top = max(len(criterion.levels) for criterion in self._rubric.criteria)
        recorded = self._text(words["evidence"]["recorded"])
        lines = [
            self._sheet(f"how-{part}").format(rubric=self._rubric.id, top=top, recorded=recorded)
            for part in _PARTS
        ]
        sheet["A1"] = self._sheet("how")
        sheet["A1"].font = Font(bold=True, size=14)
        for row, line in enumerate(lines, 2):
            sheet.cell(row, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
        row = len(lines) + 3
        sheet.cell(row, 1, self._sheet("how-example")).font = Font(bold=True)
        for offset, (heading, value) in enumerate(zip(self.headings(), self._example(), strict=False), 1):
            sheet.cell(row + offset, 1, f"{heading}: {value}")

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
            (self._column("rubric"), [self._rubric.id], 4, 4, False),
            (
                self._column("evidence"),
                [self._text(self._rubric.words["evidence"][evidence]) for evidence in EVIDENCE],
                5,
                5,
                True,
            ),
            (self._column("score"), [points(half) for half in range(2 * top + 1)], 6, 5 + criteria, False),
        ]
        for index, (heading, choices, first, last, strict) in enumerate(choices_of_columns, 1):
            column = get_column_letter(index)
            for row, choice in enumerate([heading, *choices], 1):
                lists.cell(row, index, choice)
            source = f"'{lists.title}'!${column}$2:${column}${len(choices) + 1}"
            validation = DataValidation(
                type="list", formula1=source, allow_blank=True, showErrorMessage=strict
            )
            validation.add(f"{get_column_letter(first)}2:{get_column_letter(last)}{ROWS}")
            sheet.add_data_validation(validation)

    def _column(self, name: str) -> str:
        return self._text(self._rubric.words["column"][name])

    def _sheet(self, name: str) -> str:
        return self._text(self._rubric.words["sheet"][name])
