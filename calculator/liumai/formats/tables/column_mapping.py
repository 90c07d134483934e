"""Finds the columns that look like one that is read and are not recognised, and refuses the table until each is mapped.

Nothing is scored by half: such a column stops the reading of the whole file. A mapping says what it is, as
``{"Team work": "teamwork"}``, or that it is left out, as ``{"Team work": ""}``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from liumai.analysis.rows import Place
from liumai.core.errors import Fault, RefusedError, shown_text
from liumai.core.i18n import join_texts
from liumai.core.rubric import Text
from liumai.formats.cells import Cell, Row, blank, column_name, normal, place_text
from liumai.formats.tables.heading import Heading, UnknownColumn
from liumai.formats.tables.heading_names import Column, Headings, Target, word_pattern

MOST_LISTED = 40  # headings in a message
SURE, NEAR = 0.8, 0.6  # similarity of a heading to a known one: the same with a slip, and possibly the same
_HEAD = ("manager", "period", "subject", "performance", "total")  # "Manager name" is a manager's
_NAME = re.compile(r"[^\d:@/]{2,40}")
_IsCell = Callable[[Column, Cell], bool]


@dataclass(frozen=True, slots=True)
class DoubtfulColumn:
    """A column that looks like one that is read. ``key`` names it in a mapping, ``suggested`` is a target's id or empty."""

    place: Place
    key: str
    suggested: str


class MappingNeededError(RefusedError):
    """The file has columns that must be mapped before it is read. ``targets`` are what they can be mapped to."""

    def __init__(self, columns: Sequence[DoubtfulColumn], targets: Sequence[Target]) -> None:
        self.columns = tuple(columns)
        self.targets = tuple(targets)
        listed = join_texts([place_text(column.place) for column in columns], Text("；", "; "))
        problem = Text(
            f"这些列像是要读的，表头却不认得，所以什么都没有读：{listed.zh}",
            f"these columns look like ones that are read, but their headings are not known, so nothing was read: {listed.en}",
        )
        super().__init__([Fault((), problem, code="unknown-key")])

    @property
    def arguments(self) -> list[str]:
        """The columns with what is suggested for each, as the command line takes them; ``?`` where nothing is."""
        return [f"{column.key}={column.suggested or '?'}" for column in self.columns]


def doubtful_columns(
    heading: Heading,
    headings: Headings,
    rows: Sequence[Row],
    sheet: str,
    missing: Iterable[Column],
    is_rating: _IsCell = lambda _column, _cell: False,
    is_cases: Callable[[Cell], bool] = lambda _cell: False,
) -> list[DoubtfulColumn]:
    """The unknown columns that look like one that the table lacks.

    ``rows`` are some of those below the heading, ``missing`` what the table has no column for.
    """
    judge = _Judge(heading, headings, list(missing), is_rating, is_cases)
    found = []
    for column in [*heading.unknown, *_beyond(heading, rows)]:
        cells = [row[column.index] for _, row in rows if column.index < len(row)]
        suggested = judge.suggestion(column, [cell for cell in cells if not blank(cell)])
        if suggested is not None:
            place = Place(heading.number, column.index, column.heading, sheet)
            found.append(DoubtfulColumn(place, column.key, suggested))
    if "subject" in judge.lacking and not any(column.suggested == "subject" for column in found):
        found += _name_columns(heading, headings, rows, sheet, {column.key for column in found})
    suggestions = [column.suggested for column in found]
    return [
        replace(column, suggested="") if suggestions.count(column.suggested) > 1 else column
        for column in found
    ]


def _name_columns(
    heading: Heading, headings: Headings, rows: Sequence[Row], sheet: str, others: Collection[str]
) -> Iterator[DoubtfulColumn]:
    """The unknown columns that may hold the names, which the table has under no known heading.

    Their headings are similar to one of names, or they have short texts of which no two are alike.
    """
    names = headings.names("subject")
    for column in heading.unknown:
        cells = [row[column.index] for _, row in rows if column.index < len(row)]
        if column.key not in others and (
            _similarity(normal(column.heading), names) >= NEAR or _are_names(cells)
        ):
            yield DoubtfulColumn(Place(heading.number, column.index, column.heading, sheet), column.key, "")


def _are_names(cells: Sequence[Cell]) -> bool:
    texts = {cell.strip() for cell in cells if isinstance(cell, str) and _NAME.fullmatch(cell.strip())}
    return 1 < len(texts) == len(cells)


def missing_kinds(heading: Heading, headings: Headings) -> list[Column]:
    """The columns that the heading lacks, those of criteria not among them."""
    kinds = (kind for kind in headings.kinds if kind not in ("rating", "cases"))
    return [Column(kind, 0, "") for kind in kinds if not heading.has(kind)]


def _beyond(heading: Heading, rows: Sequence[Row]) -> Iterator[UnknownColumn]:
    """The columns to the right of the heading's last cell."""
    width = max((len(cells) for _, cells in rows), default=0)
    for index in range(len(heading.keys), width):
        yield UnknownColumn(index, "", column_name(index))


class _Judge:
    def __init__(
        self,
        heading: Heading,
        headings: Headings,
        missing: list[Column],
        is_rating: _IsCell,
        is_cases: Callable[[Cell], bool],
    ) -> None:
        self._headings, self._is_rating, self._is_cases = headings, is_rating, is_cases
        self._ratings = [column for column in missing if column.kind == "rating"]
        self._cases = [column for column in missing if column.kind == "cases"]
        self.lacking = {column.kind for column in missing}
        self._head = [kind for kind in _HEAD if kind in self.lacking]
        self._known = heading.columns
        # Looked up once, because a table may have a thousand columns.
        self._rating_names = [(column, headings.names_of(column)) for column in self._ratings]
        self._case_names = [
            (column, headings.names_of(column), headings.criterion_names(column)) for column in self._cases
        ]

    def suggestion(self, column: UnknownColumn, cells: Sequence[Cell]) -> str | None:
        """The target that an unknown column looks like, empty where it could be one of several; None for none."""
        if column.like is not None:
            present = any(other.means_as(column.like) for other in self._known)
            return None if present or column.like.kind not in self._headings.kinds else self._id(column.like)
        text = normal(column.heading)
        if text and _most(self._is_cases, cells):
            return self._like_cases(text, cells) or self._like_criterion(text, cells)
        if text and (
            target := self._like_criterion(text, cells)
            or self._like_cases(text, cells)
            or self._like_head(text)
        ):
            return target
        if self._holds_ratings(cells) and not _is_numbering(cells):
            return ""
        return None

    def _id(self, column: Column) -> str:
        return self._headings.target(column)

    def _like_head(self, text: str) -> str | None:
        for kind in self._head:
            hint = self._headings.hints.get(kind)
            if (hint and hint.search(text)) or _similarity(text, self._headings.names(kind)) >= SURE:
                return kind
        return None

    def _like_criterion(self, text: str, cells: Sequence[Cell]) -> str | None:
        """A missing criterion whose name is in the heading, or nearly the heading."""
        can_be = not cells or self._any_rating(cells)
        for column, names in self._rating_names:
            near = _similarity(text, names)
            contained = any(_contains(text, name) for name in names)
            if near >= SURE or ((contained or near >= NEAR) and can_be):
                return self._id(column)
        return None

    def _like_cases(self, text: str, cells: Sequence[Cell]) -> str | None:
        """The cases of a criterion: the heading is nearly theirs, or names the criterion and the cells hold cases."""
        hold_cases = _most(self._is_cases, cells)
        for column, names, criterion_names in self._case_names:
            near = _similarity(text, names) >= SURE
            if near and (hold_cases or not self._any_rating(cells)):
                return self._id(column)
            if hold_cases and any(_contains(text, name) for name in criterion_names):
                return self._id(column)
        return None

    def _any_rating(self, cells: Sequence[Cell]) -> bool:
        return any(self._is_rating(column, cell) for cell in cells for column in self._ratings)

    def _holds_ratings(self, cells: Sequence[Cell]) -> bool:
        return bool(self._ratings) and _most(lambda cell: self._any_rating([cell]), cells)


def _most(is_one: Callable[[Cell], bool], cells: Sequence[Cell]) -> bool:
    """Whether two thirds of the cells are what is asked, if there are any: a line of totals may be among them."""
    return bool(cells) and 3 * sum(map(is_one, cells)) >= 2 * len(cells)


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """Whether the cells count the rows: 1, 2, 3."""
    return len(cells) > 2 and [str(cell) for cell in cells] == [str(n) for n in range(1, len(cells) + 1)]


def _similarity(text: str, names: Iterable[str]) -> float:
    likely = (name for name in names if 2 * min(len(text), len(name)) >= NEAR * (len(text) + len(name)))
    matchers = (difflib.SequenceMatcher(None, text, name) for name in likely)
    return max((matcher.ratio() for matcher in matchers if matcher.quick_ratio() >= NEAR), default=0)


def _contains(text: str, name: str) -> bool:
    return re.search(word_pattern(name), text) is not None


def refuse_doubtful(
    doubtful: Sequence[DoubtfulColumn], headings: Headings, missing: Iterable[Column]
) -> None:
    """Raises :class:`MappingNeededError` where there are doubtful columns; they can be what the tables lack."""
    if not doubtful:
        return
    wanted = list(missing)
    targets = [target for target in headings.targets if any(headings.means(target, one) for one in wanted)]
    order = [*(kind for kind in headings.kinds if kind not in ("rating", "cases")), "rating", "cases"]
    raise MappingNeededError(
        doubtful, sorted(targets, key=lambda target: order.index(headings.kind_of(target)))
    )


def refuse_unused(headings: Headings, keys: Iterable[str]) -> None:
    """Raises :class:`RefusedError` for a mapping of a heading that no table of the file has; ``keys`` are those it has."""
    present = list(dict.fromkeys(keys))
    if unused := headings.unused(present):
        zh, en = "”、“".join(unused), "”, “".join(unused)
        listed = ", ".join(shown_text(key) for key in present[:MOST_LISTED])
        problem = Text(
            f"要对应的表头“{zh}”不在文件里；文件里有：{listed}",
            f"no heading “{en}” is there to be mapped; the file has: {listed}",
        )
        raise RefusedError([Fault((), problem, code="unknown-name")])
