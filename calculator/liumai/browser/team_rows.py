"""Scored rows as compact JSON data for the page, which may hold 20,000 of them.

What many rows share travels once: texts (sheets, managers, periods, rubrics), the outcomes of totals, and the criteria, each
the result of one pattern of ratings and cases. A row refers to them by their numbers. The page reads them in
``widget/team/team-rows.js``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from liumai.analysis.identity import person_key
from liumai.analysis.rows import ScoredRow
from liumai.core.appraisal import CriterionResult, Entry, Result
from liumai.core.number_format import points
from liumai.core.vector import letters_of

if TYPE_CHECKING:
    from liumai.browser import protocol


class RowEncoder:
    """Encodes the rows of one file. It must live as long as they do: results are told apart by their identity."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._counts = {"texts": 0, "outcomes": 0, "criteria": 0}
        self._new = _nothing_new()

    def encode(self, rows: Iterable[ScoredRow]) -> list[protocol.TeamRow]:
        """For each row: its number in the file, person, total (points, null while incomplete), and the numbers of sheet,
        manager, period, rubric, outcome, and of each criterion; then the key of the person's name, where it differs.
        """
        return [self._row(row) for row in rows]

    def take_new(self) -> protocol.TeamShared:
        """What the rows encoded since the last call refer to for the first time, in the order of the numbers."""
        new, self._new = self._new, _nothing_new()
        return new

    def _row(self, row: ScoredRow) -> protocol.TeamRow:
        appraisal_row, result = row.appraisal_row, row.result
        key = person_key(appraisal_row.subject)
        return [
            appraisal_row.place.row,
            appraisal_row.subject,
            points(result.half_points) if result.complete else None,
            self._text(appraisal_row.place.sheet),
            self._text(appraisal_row.manager),
            self._text(appraisal_row.period),
            self._text(result.rubric),
            self._outcome(result),
            [
                self._criterion(entry, criterion)
                for entry, criterion in zip(appraisal_row.appraisal.entries, result.criteria, strict=True)
            ],
            *([] if key == appraisal_row.subject else [key]),
        ]

    def _text(self, text: str) -> int:
        number = self._numbers.get(text)
        if number is None:
            number = self._number("texts", text)
            self._new["texts"].append(text)
            self._new["keys"].append(person_key(text))
        return number

    def _outcome(self, result: Result) -> int:
        key = (result.complete, result.candidates, result.findings)
        number = self._numbers.get(key)
        if number is None:
            number = self._number("outcomes", key)
            band = None if result.candidates is None else list(result.candidates)
            self._new["outcomes"].append(
                {"complete": result.complete, "band": band, "findings": list(result.findings)}
            )
        return number

    def _criterion(self, entry: Entry, criterion: CriterionResult) -> int:
        # Equal patterns of ratings have the very same result, from the scoring's cache: its identity is the quickest key.
        number = self._numbers.get(id(criterion))
        if number is None:
            number = self._number("criteria", id(criterion))
            score = points(criterion.half_points) if criterion.complete else None
            self._new["criteria"].append(
                {
                    "id": criterion.id,
                    "score": score,
                    "findings": list(criterion.findings),
                    "letters": letters_of(entry.ratings),
                }
            )
        return number

    def _number(self, kind: str, key: Hashable) -> int:
        number = self._numbers[key] = self._counts[kind]
        self._counts[kind] += 1
        return number


def _nothing_new() -> protocol.TeamShared:
    return {"texts": [], "keys": [], "outcomes": [], "criteria": []}
