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
    """The appraisals of a file, scored as they come. ``rows`` are all of them in order, scored or refused."""

    rubrics: Mapping[str, Rubric]
    rows: list[ScoredRow | RejectedRow] = field(default_factory=list)
    notices: list[RowMessage] = field(default_factory=list)
    _scoring: dict[str, ScoringCache] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        """Take in what a file says next."""
        if isinstance(item, AppraisalRow):
            name = item.appraisal.rubric
            scoring = self._scoring.setdefault(name, ScoringCache(self.rubrics[name]))
            self.rows.append(ScoredRow(item, scoring.score(item.appraisal)))
        elif isinstance(item, RejectedRow):
            self.rows.append(item)
        else:
            self.notices.append(item)

    def take_all(self, items: Iterable[Item]) -> None:
        """Take in everything that a file says."""
        for item in items:
            self.take(item)

    @property
    def scored(self) -> list[ScoredRow]:
        """The appraisals that could be scored."""
        return [row for row in self.rows if isinstance(row, ScoredRow)]

    @property
    def refused(self) -> list[RejectedRow]:
        """The rows that could not."""
        return [row for row in self.rows if isinstance(row, RejectedRow)]

    @property
    def problems(self) -> list[RowMessage]:
        """All that is wrong with them."""
        return [problem for row in self.refused for problem in row.problems]


def years_of(reading: ScoredFile) -> tuple[tuple[PersonYear, ...], list[RowMessage]]:
    """The years of the people in a file, and everything that belongs to none."""
    years, homeless = years_by_person(reading.rubrics, reading.scored)
    return years, [*reading.problems, *homeless]
