"""The appraisals of one file, scored as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from liumai.analysis.person_years import PersonYear, years_by_person
from liumai.analysis.rows import AppraisalRow, Item, RejectedRow, RowMessage, ScoredRow
from liumai.core.rubric import Rubric
from liumai.core.scoring_cache import ScoringCache


@dataclass(slots=True)
class ScoredFile:
    """Accumulates the rows of a file and scores each. ``rows`` holds all of them in file order, scored or rejected."""

    rubrics: Mapping[str, Rubric]
    rows: list[ScoredRow | RejectedRow] = field(default_factory=list)
    notices: list[RowMessage] = field(default_factory=list)
    _scoring: dict[str, ScoringCache] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        """Add the next item of the file."""
        if isinstance(item, AppraisalRow):
            name = item.appraisal.rubric
            scoring = self._scoring.get(name)
            if scoring is None:
                scoring = self._scoring[name] = ScoringCache(self.rubrics[name])
            self.rows.append(ScoredRow(item, scoring.score(item.appraisal)))
        elif isinstance(item, RejectedRow):
            self.rows.append(item)
        else:
            self.notices.append(item)

    def take_all(self, items: Iterable[Item]) -> None:
        """Add all items of the file."""
        for item in items:
            self.take(item)

    @property
    def scored(self) -> list[ScoredRow]:
        """The rows that were scored."""
        return [row for row in self.rows if isinstance(row, ScoredRow)]

    @property
    def rejected(self) -> list[RejectedRow]:
        """The rows that were rejected."""
        return [row for row in self.rows if isinstance(row, RejectedRow)]

    @property
    def problems(self) -> list[RowMessage]:
        """The errors of all rejected rows."""
        return [problem for row in self.rejected for problem in row.problems]


def years_of(scored_file: ScoredFile) -> tuple[tuple[PersonYear, ...], list[RowMessage]]:
    """The year of each person in a file, and the messages for all rows that belong to no year."""
    years, without_year = years_by_person(scored_file.rubrics, scored_file.scored)
    return years, [*scored_file.problems, *without_year]
