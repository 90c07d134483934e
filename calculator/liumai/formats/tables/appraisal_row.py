"""Reads one row of a table as an appraisal: its cells in the columns of the heading, each checked and named if wrong.

Standard library only, because the page uses this module too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from liumai.analysis.folding import without_invisible
from liumai.analysis.period import quarter_of
from liumai.analysis.rows import AppraisalRow, Item, Place, RejectedRow, RowMessage
from liumai.core.appraisal import Appraisal, Entry
from liumai.core.appraisal_file import read_appraisal, unrated
from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Rubric, Text
from liumai.core.vector import RATING_OF
from liumai.formats.cells import Cell, SpecialCell, blank, id_in, ids_by_name, not_this, rubric_ids
from liumai.formats.tables.heading_names import Column

_LETTERS = str.maketrans("●◐○·", "mpu-")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
# A sign with a digit right after it begins no case: "2-3 people" is text.
_CASE = re.compile(r"(?:^|[\n;；])\s*(\d{1,2})\s*([+＋✓✗−–－-])(?!\d)")
_VERDICTS = dict.fromkeys("+＋✓", "compliant")


_Faults = list[tuple[Column | None, Text]]  # column, None for the whole row, and what is wrong


class RowReader:
    """Reads the rows under one heading."""

    def __init__(
        self, columns: list[Column], rubrics: Mapping[str, Rubric], sheet: str, default_rubric: str | None
    ) -> None:
        self._columns, self._rubrics, self._sheet, self._default = columns, rubrics, sheet, default_rubric
        self._column_of_kind = {column.kind: column for column in columns if not column.criteria}
        self._criterion_columns = [column for column in columns if column.criteria]
        self._rubric_ids = rubric_ids(rubrics)
        self._entry_of_cell: dict[tuple[str, str, type, Cell], Entry | None] = {}

    def read(self, row: int, cells: Sequence[Cell]) -> Iterator[Item]:
        """The appraisal or rejection of a row; nothing where at most the rubric and the evidence are filled in."""
        cell_at = {column.index: cells[column.index] for column in self._columns if column.index < len(cells)}
        filled_in = {column.kind for column in self._columns if not blank(cell_at.get(column.index))}
        if filled_in <= {"rubric", "evidence", "year"}:
            return
        faults: _Faults = []
        texts = {kind: self._text(kind, cell_at, faults) for kind in ("subject", "manager", "period")}
        if "year" in self._column_of_kind:
            texts["period"] = _with_year(texts["period"], self._text("year", cell_at, faults))
        appraisal = self._appraisal(texts, cell_at, faults)
        place = Place(row, sheet=self._sheet)
        if faults or appraisal is None:
            faults.sort(key=lambda fault: fault[0].index if fault[0] else -1)
            yield RejectedRow(place, tuple(self._message(row, *fault) for fault in faults), **texts)
        else:
            yield AppraisalRow(place, texts["subject"], texts["manager"], texts["period"], appraisal)

    def _appraisal(
        self, texts: Mapping[str, str], cell_at: Mapping[int, Cell], faults: _Faults
    ) -> Appraisal | None:
        """The row's appraisal; None with a fault added where its rubric or a value is invalid."""
        rubric = self._rubric(cell_at, faults)
        if rubric is None:
            return None
        data: dict[str, Any] = {key: texts[key] for key in ("subject", "period") if texts[key]}
        if evidence := self._evidence(rubric, cell_at, faults):
            data["evidence"] = evidence
        if not faults and (known := self._entries_of_ratings(rubric, cell_at)):
            return Appraisal(rubric.id, known, **{"evidence": "assumed"} | data)
        entries, column_of = self._entries(rubric, cell_at, faults)
        data |= {"rubric": rubric.id, "criteria": entries}
        try:
            return read_appraisal(data, self._rubrics)
        except RefusedError as refused:
            faults += [(_column_of_fault(column_of, fault), fault.problem) for fault in refused.faults]
            return None

    def _entries_of_ratings(self, rubric: Rubric, cell_at: Mapping[int, Cell]) -> tuple[Entry, ...] | None:
        """The entries of a row that has valid ratings and no cases; None for any other row.

        What almost all rows of a large file are: a rating like one that was read before is not read again.
        """
        entries = {}
        for column in self._criterion_columns:
            cell = cell_at.get(column.index)
            if blank(cell):
                continue
            criterion = column.criteria.get(rubric.id)
            if criterion is None or column.kind != "rating":
                return None
            key = (rubric.id, criterion, type(cell), cell)
            if key not in self._entry_of_cell:
                self._entry_of_cell[key] = self._entry_of_rating(rubric, criterion, cell)
            entry = self._entry_of_cell[key]
            if entry is None:
                return None
            entries[criterion] = entry
        return tuple(entries.get(criterion.id) or unrated(criterion) for criterion in rubric.criteria)

    def _entry_of_rating(self, rubric: Rubric, criterion: str, cell: Cell) -> Entry | None:
        """The entry of one criterion; None where the cell is no valid rating."""
        parsed = parse_rating(cell, len(rubric.criterion[criterion].levels))
        if isinstance(parsed, Text):
            return None
        try:
            appraisal = read_appraisal({"rubric": rubric.id, "criteria": {criterion: parsed}}, self._rubrics)
        except RefusedError:
            return None
        return next(
            entry for entry, of in zip(appraisal.entries, rubric.criteria, strict=True) if of.id == criterion
        )

    def _cell(self, kind: str, cell_at: Mapping[int, Cell]) -> tuple[Column | None, Cell]:
        """The column of a kind, if there is one, and the row's cell in it."""
        column = self._column_of_kind.get(kind)
        return column, cell_at.get(column.index) if column else None

    def _rubric(self, cell_at: Mapping[int, Cell], faults: _Faults) -> Rubric | None:
        column, cell = self._cell("rubric", cell_at)
        if blank(cell):
            if self._default is None:
                faults.append((column, _which_rubric(self._rubrics)))
                return None
            return self._rubrics[self._default]
        rubric_id = id_in(cell, self._rubric_ids)
        if rubric_id is None:
            faults.append((column, not_this(cell, *_known_rubrics(self._rubrics))))
            return None
        return self._rubrics[rubric_id]

    def _evidence(self, rubric: Rubric, cell_at: Mapping[int, Cell], faults: _Faults) -> str | None:
        """The id of the way of reading cases; None where the cell is blank or, with a fault added, invalid."""
        column, cell = self._cell("evidence", cell_at)
        if blank(cell):
            return None
        words = rubric.words["evidence"]
        ids = ids_by_name((key, (key, text.zh, text.en)) for key, text in words.items())
        evidence = id_in(cell, ids)
        if evidence is None:
            zh, en = "、".join(text.zh for text in words.values()), ", ".join(t.en for t in words.values())
            faults.append((column, not_this(cell, f"以下之一：{zh}", f"one of: {en}")))
        return evidence

    def _entries(
        self, rubric: Rubric, cell_at: Mapping[int, Cell], faults: _Faults
    ) -> tuple[dict[str, dict[str, Any]], dict[tuple[str, str], Column]]:
        """The entries as an appraisal file has them, by criterion, and the column by criterion and kind.

        A criterion with an invalid or blank rating gets an unrated entry; the fault rejects the row in any case.
        """
        parsed_cells: dict[str, dict[str, dict[str, Any]]] = {}
        column_of: dict[tuple[str, str], Column] = {}
        for column in self._criterion_columns:
            cell = cell_at.get(column.index)
            if blank(cell):
                continue
            criterion = column.criteria.get(rubric.id)
            if criterion is None:
                zh, en = f"空格：{rubric.id} 没有这一项", f"nothing: {rubric.id} has no such criterion"
                faults.append((column, not_this(cell, zh, en)))
                continue
            levels = len(rubric.criterion[criterion].levels)
            parsed = parse_rating(cell, levels) if column.kind == "rating" else parse_cases(cell)
            if isinstance(parsed, Text):
                faults.append((column, parsed))
                parsed = {}
            parsed_cells.setdefault(criterion, {})[column.kind] = parsed
            column_of[criterion, column.kind] = column
        entries = {
            criterion: (by_kind.get("rating") or _unrated(rubric, criterion)) | by_kind.get("cases", {})
            for criterion, by_kind in parsed_cells.items()
        }
        return entries, column_of

    def _text(self, kind: str, cell_at: Mapping[int, Cell], faults: _Faults) -> str:
        column, cell = self._cell(kind, cell_at)
        if isinstance(cell, SpecialCell):
            faults.append((column, not_this(cell, "文字", "text")))
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)  # a personnel number, which spreadsheets store as 10023.0
        if isinstance(cell, bool):
            cell = str(cell).upper()  # as spreadsheets show it
        return "" if cell is None else str(cell).strip()

    def _message(self, row: int, column: Column | None, problem: Text) -> RowMessage:
        index, heading = (column.index, column.heading) if column else (None, "")
        return RowMessage(Place(row, index, heading, self._sheet), problem)


def _with_year(period: str, year: str) -> str:
    """A period with the year that stands in a column of its own; the period itself where it has a year or is no quarter."""
    quarter = quarter_of(f"Q{period}" if period in ("1", "2", "3", "4") else period)
    return f"{year} Q{quarter[1]}" if year and quarter and not quarter[0] else period


def _column_of_fault(column_of: Mapping[tuple[str, str], Column], fault: Fault) -> Column | None:
    """The column that a fault of an appraisal is about: its path is ``criteria``, the criterion, the key."""
    if len(fault.path) < 2:
        return None
    kind = "cases" if "cases" in fault.path else "rating"
    return column_of.get((str(fault.path[1]), kind))


def _unrated(rubric: Rubric, criterion: str) -> dict[str, Any]:
    return {"ratings": ["unrated"] * len(rubric.criterion[criterion].levels)}


def parse_rating(cell: Cell, levels: int) -> dict[str, Any] | Text:
    """A score, or a letter for each level, as an appraisal file has it; for any other cell, what is wrong."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return {"score": cell}
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", without_invisible(cell)).strip().lower().translate(_LETTERS)
        if _NUMBER.fullmatch(text):
            number = float(text.replace(",", "."))
            return {"score": int(number) if number.is_integer() else number}
        letters = text.replace(" ", "")
        if letters and set(letters) <= set(RATING_OF) and len(letters) == levels:
            return {"ratings": [RATING_OF[letter] for letter in letters]}
    sample = "mmpuu"[:levels]
    zh = f"0 到 {levels} 的分数（以半分为一档），或每级一个字母，如 {sample}"
    en = f"a score from 0 to {levels} in steps of a half, or a letter for each level, such as {sample}"
    return not_this(cell, zh, en)


def is_rating(cell: Cell, levels: int) -> bool:
    """Whether a cell holds a score on the scale of so many levels, or a letter for each of them."""
    parsed = parse_rating(cell, levels)
    if isinstance(parsed, Text):
        return False
    score = parsed.get("score")
    return score is None or (0 <= score <= levels and float(2 * score).is_integer())


def parse_cases(cell: Cell) -> dict[str, Any] | Text:
    """Cases such as ``3+ what happened``, separated by line breaks or semicolons; for any other cell, what is wrong."""
    text = cell.strip() if isinstance(cell, str) else ""
    parts = _CASE.split(text)
    if len(parts) < 4 or parts[0].strip():
        return not_this(
            cell, "案例，如“3+ 做了什么；2- 又怎样”", "cases, such as “3+ what was done; 2- what was not”"
        )
    cases = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return {
        "cases": [
            {
                "level": int(level),
                "verdict": _VERDICTS.get(sign, "non-compliant"),
                "text": description.strip(" :\n"),
            }
            for level, sign, description in cases
        ]
    }


def _known_rubrics(rubrics: Mapping[str, Rubric]) -> tuple[str, str]:
    names = ", ".join(rubrics)
    return f"标准的代号：{names}", f"a rubric: one of {names}"


def _which_rubric(rubrics: Mapping[str, Rubric]) -> Text:
    zh, en = _known_rubrics(rubrics)
    return Text(f"没有写明标准；应为{zh}", f"no rubric is named; expected {en}")
