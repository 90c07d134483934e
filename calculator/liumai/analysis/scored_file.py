"""The appraisals of one file, scored as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from liumai.analysis.identity import KINDS, Spellings
from liumai.analysis.person_years import PersonYear, years_by_person
from liumai.analysis.promotion import Candidate
from liumai.analysis.rows import AppraisalRow, Item, RejectedRow, RowMessage, ScoredRow
from liumai.core.rubric import Rubric
from liumai.core.scoring_cache import ScoringCache


@dataclass(slots=True)
class ScoredFile:
    """Accumulates the rows of a file and scores each. ``rows`` holds all of them in file order, scored or rejected.

    A person, manager or period that is written in several ways is given the first spelling everywhere; :meth:`finish` adds a
    notice about each. ``candidates`` are those of a file of promotions.
    """

    rubrics: Mapping[str, Rubric]
    rows: list[ScoredRow | RejectedRow] = field(default_factory=list)
    notices: list[RowMessage] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    _scoring: dict[str, ScoringCache] = field(default_factory=dict)
    _spellings: Spellings = field(default_factory=Spellings)

    def take(self, item: Item | Candidate) -> None:
        """Add the next item of the file."""
        if isinstance(item, AppraisalRow):
            name = item.appraisal.rubric
            scoring = self._scoring.get(name)
            if scoring is None:
                scoring = self._scoring[name] = ScoringCache(self.rubrics[name])
            self.rows.append(ScoredRow(self._spelled(item), scoring.score(item.appraisal)))
        elif isinstance(item, RejectedRow):
            self.rows.append(item)
        elif isinstance(item, Candidate):
            subject = self._spellings.shown("subject", item.subject, item.place)
            self.candidates.append(item if subject == item.subject else replace(item, subject=subject))
        else:
            self.notices.append(item)

    def _spelled(self, row: AppraisalRow) -> AppraisalRow:
        """The row with the first spelling of its person, manager and period."""
        subject, manager, period = (
            self._spellings.shown(kind, getattr(row, kind), row.place) for kind in KINDS
        )
        if (subject, manager, period) == (row.subject, row.manager, row.period):
            return row
        return replace(row, subject=subject, manager=manager, period=period)

    def take_all(self, items: Iterable[Item]) -> None:
        """Add all items of the file."""
        for item in items:
            self.take(item)
        self.finish()

    def finish(self) -> None:
        """Add the notices that need the whole file; to be called after the last item."""
        self.notices.extend(self._spellings.notices())
        self._spellings = Spellings()

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
