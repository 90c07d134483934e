"""Reads appraisals off the rows of a table, whatever file it came in: a row an appraisal, a column a criterion.

The first row that names a criterion is the heading; names are taken in both languages and by id. A row that cannot be
used is told cell by cell, and the next one is read. Standard library alone: the page reads by the same code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from liumai.analysis.rows import AppraisalRow, Item, Place, RejectedRow, RowMessage
from liumai.core.appraisal import Appraisal, RecordedCase
from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import Fault, RefusedError, nearest
from liumai.core.rubric import Rubric, Text
from liumai.core.vector import RATING_OF
from liumai.formats.cells import SEARCHED, Cell, Row, SpecialCell, blank, normal, not_this

READ = ("subject", "manager", "period", "rubric", "evidence", "rating", "cases")
_LETTERS = str.maketrans("●◐○·", "mpu-")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_CASE = re.compile(r"(?:^|[\n;；])\s*(\d{1,2})\s*([+＋✓✗−–－-])")
_VERDICTS = dict.fromkeys("+＋✓", "compliant")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. ``criteria`` are the ids that its heading may mean, by rubric."""

    kind: str
    index: int
    heading: str
    criteria: Mapping[str, str] = field(default_factory=dict)


class Headings:
    """The names of columns under some rubrics: of ids, and of words in both languages."""

    def __init__(self, rubrics: Mapping[str, Rubric]) -> None:
        self._named: dict[str, tuple[str, dict[str, str]]] = {}
        for rubric in rubrics.values():
            for criterion in rubric.criteria:
                names = (criterion.id, criterion.name.zh, criterion.name.en)
                self._add("rating", names, rubric.id, criterion.id)
                cases = rubric.words["column"]["cases"]
                asked = [cases.zh.format(criterion=name) for name in names]
                asked += [cases.en.format(criterion=name) for name in names]
                self._add("cases", asked, rubric.id, criterion.id)
        for rubric in rubrics.values():
            for kind, name in rubric.words["column"].items():
                if kind != "cases":
                    self._add(kind, (kind, name.zh, name.en))

    def _add(self, kind: str, names: Iterable[str], rubric: str = "", criterion: str = "") -> None:
        for name in names:
            known = self._named.setdefault(
                normal(name), (kind, {})
            )  # a criterion may be called like a column
            if rubric and known[0] == kind:
                known[1].setdefault(rubric, criterion)

    def column(self, index: int, cell: Cell) -> Column | None:
        """What a heading names; None for one that is not known. Both languages may stand in it, parted by ``/``."""
        text = cell if isinstance(cell, str) else ""
        for part in (text, *re.split(r"[/\n|]", text)):
            if found := self._named.get(normal(part)):
                return Column(found[0], index, " ".join(text.split()), found[1])
        return None

    def like(self, cell: Cell) -> str | None:
        """The known name most like an unknown heading."""
        return nearest(normal(cell), self._named) if isinstance(cell, str) else None


def read_table(
    rows: Iterable[Row], rubrics: Mapping[str, Rubric], sheet: str = "", rubric: str | None = None
) -> Iterator[Item]:
    """The appraisals of a table. ``rubric`` is that of rows which name none; a sheet may be called by it too.

    Where there is no heading, or one that is ambiguous, a single refusal of row 0 or of the heading is all there is.
    """
    rows = iter(rows)
    headings = Headings(rubrics)
    found = _heading(rows, headings)
    if found is None:
        yield _refused(Place(0, sheet=sheet), _NO_HEADING)
        return
    number, cells, columns = found
    if doubled := _doubled(columns):
        places = [Place(number, column.index, column.heading, sheet) for column in doubled]
        yield RejectedRow(Place(number, sheet=sheet), tuple(RowMessage(place, _DOUBLED) for place in places))
        return
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and cell.strip() and index not in {column.index for column in columns}:
            yield RowMessage(Place(number, index, cell, sheet), _unknown(headings.like(cell)), "notice")
    fitting = _fitting(columns, rubrics)
    default = sheet if sheet in rubrics else rubric or main_rubric(fitting)
    if len(fitting) > 1 and default and not (rubric or sheet in rubrics or _has(columns, "rubric")):
        yield RowMessage(Place(number, sheet=sheet), _read_by(default, fitting), "notice")
    reader = _RowReader(columns, rubrics, sheet, default)
    for row, cells in rows:
        if not all(blank(cell) for cell in cells):
            yield from reader.read(row, cells)


def _heading(rows: Iterator[Row], headings: Headings) -> tuple[int, Sequence[Cell], list[Column]] | None:
    for _, (number, cells) in zip(range(SEARCHED), rows, strict=False):
        columns = [one for index, cell in enumerate(cells) if (one := headings.column(index, cell))]
        if any(column.kind == "rating" for column in columns):
            return number, cells, columns
    return None


def _doubled(columns: list[Column]) -> list[Column]:
    def meaning(column: Column) -> tuple[str, tuple[tuple[str, str], ...]]:
        return column.kind, tuple(column.criteria.items())

    read = [column for column in columns if column.kind in READ]
    meanings = [meaning(column) for column in read]
    return [column for column in read if meanings.count(meaning(column)) > 1]


def _has(columns: list[Column], kind: str) -> bool:
    return any(column.kind == kind for column in columns)


def _fitting(columns: list[Column], rubrics: Mapping[str, Rubric]) -> dict[str, Rubric]:
    """The rubrics that have every criterion of the headings."""
    ratings = [column.criteria for column in columns if column.kind == "rating"]
    return {name: one for name, one in rubrics.items() if all(name in criteria for criteria in ratings)}


def main_rubric(rubrics: Mapping[str, Rubric]) -> str | None:
    """The rubric that is meant where none is named: the one whose rules others take over, else the first that has bands."""
    based_on = [one.based_on.rubric for one in rubrics.values() if one.based_on]
    banded = [one.id for one in rubrics.values() if one.bands]
    return next((name for name in [*based_on, *banded, *rubrics] if name in rubrics), None)


class _RowReader:
    """Reads the rows under one heading."""

    def __init__(
        self, columns: list[Column], rubrics: Mapping[str, Rubric], sheet: str, default: str | None
    ) -> None:
        self._columns, self._rubrics, self._sheet, self._default = columns, rubrics, sheet, default
        self._one = {c.kind: c for c in columns if not c.criteria}
        self._many = [c for c in columns if c.criteria]
        self._rubric_names = _names((r.id, (r.id, r.name.zh, r.name.en)) for r in rubrics.values())

    def read(self, row: int, cells: Sequence[Cell]) -> Iterator[Item]:
        """The one item of a row; nothing for a row that names a rubric or a way of reading and no more."""
        given = {c.index: cells[c.index] for c in self._columns if c.index < len(cells)}
        if all(blank(given.get(c.index)) for c in self._columns if c.kind not in ("rubric", "evidence")):
            return
        faults: list[tuple[Column | None, Text]] = []
        texts = {kind: self._text(kind, given, faults) for kind in ("subject", "manager", "period")}
        data = {key: texts[key] for key in ("subject", "period") if texts[key]}
        appraisal = self._appraisal(data, given, faults)
        place = Place(row, sheet=self._sheet)
        if faults or appraisal is None:
            faults.sort(key=lambda fault: fault[0].index if fault[0] else -1)
            yield RejectedRow(place, tuple(self._problem(row, *fault) for fault in faults), **texts)
        else:
            yield AppraisalRow(place, texts["subject"], texts["manager"], texts["period"], appraisal)

    def _appraisal(
        self, data: dict[str, Any], given: Mapping[int, Cell], faults: list[tuple[Column | None, Text]]
    ) -> Appraisal | None:
        rubric = self._rubric(given, faults)
        if rubric is None:
            return None
        data |= {"rubric": rubric.id, "criteria": {}}
        self._evidence(rubric, data, given, faults)
        at = self._entries(rubric, data, given, faults)
        try:
            return read_appraisal(data, self._rubrics)
        except RefusedError as refused:
            faults += [(_column_of(at, fault), fault.problem) for fault in refused.faults]
            return None

    def _rubric(self, given: Mapping[int, Cell], faults: list[tuple[Column | None, Text]]) -> Rubric | None:
        column = self._one.get("rubric")
        cell = given.get(column.index) if column else None
        if blank(cell):
            if self._default is None:
                faults.append((column, _which_rubric(self._rubrics)))
                return None
            return self._rubrics[self._default]
        name = self._rubric_names.get(normal(str(cell))) if isinstance(cell, str) else None
        if name is None:
            faults.append((column, not_this(cell, *_listed(self._rubrics))))
            return None
        return self._rubrics[name]

    def _evidence(
        self,
        rubric: Rubric,
        data: dict[str, Any],
        given: Mapping[int, Cell],
        faults: list[tuple[Column | None, Text]],
    ) -> None:
        column = self._one.get("evidence")
        cell = given.get(column.index) if column else None
        if column is None or blank(cell):
            return
        words = rubric.words["evidence"]
        names = _names((key, (key, text.zh, text.en)) for key, text in words.items())
        evidence = names.get(normal(cell)) if isinstance(cell, str) else None
        if evidence is None:
            zh, en = ("、".join(text.zh for text in words.values()), ", ".join(t.en for t in words.values()))
            faults.append((column, not_this(cell, f"以下之一：{zh}", f"one of: {en}")))
        else:
            data["evidence"] = evidence

    def _entries(
        self,
        rubric: Rubric,
        data: dict[str, Any],
        given: Mapping[int, Cell],
        faults: list[tuple[Column | None, Text]],
    ) -> dict[tuple[str, str], Column]:
        """Put each criterion's score and cases into ``data``; the column of each criterion, for its faults."""
        at: dict[tuple[str, str], Column] = {}
        for column in self._many:
            cell = given.get(column.index)
            if blank(cell):
                continue
            criterion = column.criteria.get(rubric.id)
            if criterion is None:
                faults.append(
                    (
                        column,
                        not_this(
                            cell,
                            f"空格：{rubric.id} 没有这一项",
                            f"nothing: {rubric.id} has no such criterion",
                        ),
                    )
                )
                continue
            entry = data["criteria"].setdefault(criterion, {})
            at[criterion, column.kind] = column
            try:
                entry |= _score(cell, rubric, criterion) if column.kind == "rating" else _cases(cell)
            except RefusedError as refused:
                faults.append((column, refused.faults[0].problem))
                entry.setdefault("score", 0)
        for entry in data["criteria"].values():
            if entry.keys() == {"cases"}:  # cases of a criterion that is not rated yet
                entry["ratings"] = None
        unrated = [name for name, entry in data["criteria"].items() if entry.get("ratings", ()) is None]
        for name in unrated:
            data["criteria"][name]["ratings"] = ["unrated"] * len(rubric.criterion[name].levels)
        return at

    def _text(self, kind: str, given: Mapping[int, Cell], faults: list[tuple[Column | None, Text]]) -> str:
        column = self._one.get(kind)
        cell = given.get(column.index) if column else None
        if isinstance(cell, SpecialCell):
            faults.append((column, not_this(cell, "文字", "text")))
            return ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)  # a number of a person, which spreadsheets keep as 10023.0
        return "" if cell is None else str(cell).strip()

    def _problem(self, row: int, column: Column | None, problem: Text) -> RowMessage:
        index, heading = (column.index, column.heading) if column else (None, "")
        return RowMessage(Place(row, index, heading, self._sheet), problem)


def _column_of(at: Mapping[tuple[str, str], Column], fault: Fault) -> Column | None:
    """The column where a fault of an appraisal stands: its path leads through the criterion."""
    if len(fault.path) < 2:
        return None
    criterion, kind = str(fault.path[1]), "cases" if "cases" in fault.path else "rating"
    return at.get((criterion, kind))


def _names(of: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    return {normal(name): key for key, names in of for name in names}


def _score(cell: Cell, rubric: Rubric, criterion: str) -> dict[str, Any]:
    """A cell of a criterion's column: a score, or a letter for each level."""
    top = len(rubric.criterion[criterion].levels)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return {"score": cell}
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip().lower().translate(_LETTERS)
        if _NUMBER.fullmatch(text):
            number = float(text.replace(",", "."))
            return {"score": int(number) if number.is_integer() else number}
        letters = text.replace(" ", "")
        if letters and set(letters) <= set(RATING_OF) and len(letters) == top:
            return {"ratings": [RATING_OF[letter] for letter in letters]}
    zh = f"0 到 {top} 的分数（以半分为一档），或每级一个字母，如 {'mmpuu'[:top]}"
    en = f"a score from 0 to {top} in steps of a half, or a letter for each level, such as {'mmpuu'[:top]}"
    raise RefusedError([Fault((), not_this(cell, zh, en))])


def _cases(cell: Cell) -> dict[str, Any]:
    """A cell of cases: ``3+ what happened``, each on a line of its own or after a semicolon."""
    text = cell.strip() if isinstance(cell, str) else ""
    parts = _CASE.split(text)
    if len(parts) < 4 or parts[0].strip():
        zh, en = "案例，如“3+ 做了什么；2- 又怎样”", "cases, such as “3+ what was done; 2- what was not”"
        raise RefusedError([Fault((), not_this(cell, zh, en))])
    triples = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return {
        "cases": [
            {"level": int(level), "verdict": _VERDICTS.get(sign, "non-compliant"), "text": said.strip(" :\n")}
            for level, sign, said in triples
        ]
    }


def cases_text(cases: Iterable[RecordedCase]) -> str:
    """Cases as a cell holds them, one on a line."""
    return "\n".join(f"{c.level}{'+' if c.verdict == 'compliant' else '-'} {c.text}".strip() for c in cases)


_NO_HEADING = Text(
    "没有找到表头：应有一行写着各项价值观的名称或代号",
    "found no row of headings; expected one that names the criteria, or gives their ids",
)
_DOUBLED = Text("这一列的表头出现了两次；应只出现一次", "found this heading twice; expected it once")


def _unknown(like: str | None) -> Text:
    zh, en = f"（是否指 {like}？）" if like else "", f" (did you mean {like}?)" if like else ""
    return Text(
        f"不认得这个表头，这一列没有读{zh}", f"this heading is not known, its column was not read{en}"
    )


def _read_by(rubric: str, fitting: Iterable[str]) -> Text:
    others = ", ".join(name for name in fitting if name != rubric)
    return Text(
        f"没有写明标准，按 {rubric} 读；{others} 的表头也是这些",
        f"no rubric is named, so it is read by {rubric}; {others} has the same headings",
    )


def _listed(rubrics: Mapping[str, Rubric]) -> tuple[str, str]:
    names = ", ".join(rubrics)
    return f"标准的代号：{names}", f"a rubric: one of {names}"


def _which_rubric(rubrics: Mapping[str, Rubric]) -> Text:
    zh, en = _listed(rubrics)
    return Text(f"没有写明标准；应为{zh}", f"no rubric is named; expected {en}")


def _refused(place: Place, problem: Text) -> RejectedRow:
    return RejectedRow(place, (RowMessage(place, problem),))
