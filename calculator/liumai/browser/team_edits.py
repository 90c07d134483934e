"""What HR does with the rows of an open file in the page: mark them, correct a cell, draw a sample, list what goes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from liumai.analysis.return_lists import return_lists
from liumai.analysis.rows import AppraisalRow, RejectedRow, ScoredRow
from liumai.analysis.sampling import draw
from liumai.analysis.scored_file import ScoredFile
from liumai.browser.rubric_store import named_rubric
from liumai.core.appraisal import Entry
from liumai.core.appraisal_file import ratings_for, read_appraisal, unrated
from liumai.core.errors import Fault, RefusedError, expected, not_one_of
from liumai.core.number_format import points
from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric, Text
from liumai.core.scoring import climb
from liumai.core.vector import letters_of
from liumai.formats.cells import column_name
from liumai.formats.return_tables import ReturnTables
from liumai.formats.tables.appraisal_row import parse_rating
from liumai.formats.tables.result_columns import correction

if TYPE_CHECKING:
    from liumai.browser import team_protocol as protocol

LONGEST_CELL = 2000  # characters of a corrected cell


def notes_data(scored_file: ScoredFile, first: int) -> list[protocol.TeamNotes]:
    """What HR has noted of the rows from the index ``first`` on: rows without a note are left out."""
    rows = enumerate(scored_file.rows[first:], first)
    return [
        note
        for at, row in rows
        if isinstance(row, ScoredRow) and (note := _note(at, row.appraisal_row)) is not None
    ]


def _note(at: int, row: AppraisalRow) -> protocol.TeamNotes | None:
    if not row.looked_at and not row.corrections:
        return None
    corrections = [to_data(one) for one in row.corrections]
    return {"at": at, "looked_at": row.looked_at, "corrections": corrections}


def mark(request: Mapping[str, Any], scored_file: ScoredFile) -> protocol.TeamMarked:
    """Note whether HR has looked at an appraisal."""
    at, row = _row(request, scored_file)
    if not isinstance(row, ScoredRow):
        raise RefusedError([expected(("at",), at, "一份评估的次序", "the index of an appraisal")])
    looked_at = request.get("looked_at") is True
    scored_file.rows[at] = replace(row, appraisal_row=replace(row.appraisal_row, looked_at=looked_at))
    return {"looked_at": looked_at}


def correct(request: Mapping[str, Any], scored_file: ScoredFile) -> tuple[int, ScoredRow | RejectedRow]:
    """Put another text into one cell of a row, and read and score the row anew: its index, and what stands there now.

    The cell is a ``criterion`` of an appraisal, or a ``column`` (its letters) of a row that could not be read.
    Raises :class:`RefusedError` where the cell is still wrong; nothing is changed then.
    """
    at, row = _row(request, scored_file)
    text = request.get("to")
    if not isinstance(text, str) or len(text) > LONGEST_CELL:
        raise RefusedError([expected(("to",), text, "一格的内容", "the content of a cell")])
    if isinstance(row, ScoredRow):
        rubric = scored_file.rubrics[row.result.rubric]
        new: AppraisalRow | RejectedRow = _rated(rubric, row.appraisal_row, request.get("criterion"), text)
    else:
        new = _reread(row, request.get("column"), text)
    return at, scored_file.put(at, new)


def _row(request: Mapping[str, Any], scored_file: ScoredFile) -> tuple[int, ScoredRow | RejectedRow]:
    at = request.get("at")
    if type(at) is not int or not 0 <= at < len(scored_file.rows):
        raise RefusedError([expected(("at",), at, "一行的次序", "the index of a row")])
    return at, scored_file.rows[at]


def _rated(rubric: Rubric, row: AppraisalRow, criterion_id: object, text: str) -> AppraisalRow:
    """The row with another rating of one criterion; its cases stay."""
    criterion = rubric.criterion.get(str(criterion_id))
    if criterion is None:
        raise RefusedError([not_one_of(("criterion",), criterion_id, rubric.criterion, "", "a criterion")])
    index = list(rubric.criterion).index(criterion.id)
    before, levels = row.appraisal.entries[index], len(criterion.levels)
    ratings = unrated(criterion).ratings
    if text.strip():
        parsed = parse_rating(text, levels)
        if isinstance(parsed, Text):
            raise RefusedError([Fault((criterion.id,), parsed, code="invalid")])
        data = {"rubric": rubric.id, "criteria": {criterion.id: parsed}}
        ratings = read_appraisal(data, {rubric.id: rubric}).entries[index].ratings
    entries = list(row.appraisal.entries)
    entries[index] = replace(before, ratings=ratings)
    noted = correction(criterion.name, _as_cell(before), text)
    return replace(
        row,
        appraisal=replace(row.appraisal, entries=tuple(entries)),
        corrections=(*row.corrections, noted),
    )


def _as_cell(entry: Entry) -> str:
    """A rating as a table has it: a score, letters where a score would say less, nothing where nothing is rated."""
    half_points, _ = climb(entry.ratings)
    if entry.ratings == ratings_for(half_points, len(entry.ratings)):
        return str(points(half_points))
    return "" if set(entry.ratings) == {"unrated"} else letters_of(entry.ratings)


def _reread(row: RejectedRow, column: object, text: str) -> AppraisalRow | RejectedRow:
    index = next((p.place.column for p in row.problems if _letters(p.place.column) == column), None)
    if index is None or row.reread is None:
        raise RefusedError([expected(("column",), column, "读不出来的一格", "a cell that could not be read")])
    new = row.reread(index, text)
    if isinstance(new, RejectedRow):
        wrong = [problem for problem in new.problems if problem.place.column == index]
        if wrong:
            raise RefusedError(Fault((), problem.problem, code="invalid") for problem in wrong)
    return new


def _letters(column: int | None) -> str | None:
    return None if column is None else column_name(column)


def sample(request: Mapping[str, Any], scored_file: ScoredFile) -> protocol.TeamSample:
    """Draw appraisals to look at: their indexes in the file, in the order of drawing."""
    count, seed = request.get("count"), request.get("seed")
    if type(count) is not int or count < 0:
        raise RefusedError([expected(("count",), count, "不小于 0 的整数", "a whole number, not below 0")])
    if not isinstance(seed, str) or not seed.strip() or len(seed) > LONGEST_CELL:
        raise RefusedError([expected(("seed",), seed, "种子：任意文字", "a seed: any text")])
    rubric = named_rubric(request.get("rubric"), scored_file.rubrics).id
    each = request.get("of_each_manager") is True
    drawn = draw(scored_file.scored, count, seed, of_each_manager=each, rubric=rubric)
    places = [at for at, row in enumerate(scored_file.rows) if isinstance(row, ScoredRow)]
    return {"seed": drawn.seed, "drawn": [places[index] for index in drawn.drawn], "pool": drawn.pool}


def return_texts(language: str, scored_file: ScoredFile) -> protocol.TeamReturns:
    """What goes back to each manager, as a text to send."""
    tables = ReturnTables(scored_file.rubrics, language)
    lists = return_lists(scored_file.rubrics, scored_file.scored)
    return {
        "lists": [
            {"manager": one.manager, "count": len(one.returned), "text": tables.text(one)} for one in lists
        ]
    }
