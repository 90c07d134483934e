"""The appraisals of one file, scored as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from liumai.analysis.person_years import PersonsYear, persons_years
from liumai.analysis.rows import Item, Member, Notice, Problem, Refused, Scored
from liumai.core.rubric import Rubric
from liumai.core.scoring_cache import Remembering


@dataclass(slots=True)
class Reading:
    """The appraisals of a file, scored as they come. ``rows`` are all of them in order, scored or refused."""

    rubrics: Mapping[str, Rubric]
    rows: list[Scored | Refused] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _scoring: dict[str, Remembering] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        """Take in what a file says next."""
        if isinstance(item, Member):
            name = item.appraisal.rubric
            scoring = self._scoring.setdefault(name, Remembering(self.rubrics[name]))
            self.rows.append(Scored(item, scoring.score(item.appraisal)))
        elif isinstance(item, Refused):
            self.rows.append(item)
        else:
            self.notices.append(item)

    def take_all(self, items: Iterable[Item]) -> None:
        """Take in everything that a file says."""
        for item in items:
            self.take(item)

    @property
    def scored(self) -> list[Scored]:
        """The appraisals that could be scored."""
        return [row for row in self.rows if isinstance(row, Scored)]

    @property
    def refused(self) -> list[Refused]:
        """The rows that could not."""
        return [row for row in self.rows if isinstance(row, Refused)]

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong with them."""
        return [problem for row in self.refused for problem in row.problems]


def years_of(reading: Reading) -> tuple[tuple[PersonsYear, ...], list[Problem]]:
    """The years of the people in a file, and everything that belongs to none."""
    years, homeless = persons_years(reading.rubrics, reading.scored)
    return years, [*reading.problems, *homeless]
