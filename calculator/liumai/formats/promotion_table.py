"""Reads candidates for promotion from a table: name, total of values, performance. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from liumai.analysis.promotion import Candidate, OffScaleError, composite, figure
from liumai.analysis.rows import Place, RejectedRow, RowMessage
from liumai.core.number_format import fraction
from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import SEARCHED, Cell, Row, SpecialCell, blank, id_in, normal, not_this, rubric_ids

KINDS = ("subject", "rubric", "total", "performance")


def read_promotions(
    rows: Iterable[Row], rubrics: Mapping[str, Rubric], sheet: str = "", rubric: str | None = None
) -> Iterator[Candidate | RejectedRow | RowMessage]:
    """The candidates and rejected rows of a table; ``rubric`` is that of rows which name none."""
    rows = iter(rows)
    heading, ids = _heading(rows, rubrics), rubric_ids(rubrics)
    if heading is None:
        place = Place(0, sheet=sheet)
        yield RejectedRow(place, (RowMessage(place, _NO_HEADING),))
        return
    for number, cells in rows:
        if all(blank(cell) for cell in cells):
            continue
        cell_of = {kind: cells[index] if index < len(cells) else None for kind, (index, _) in heading.items()}
        places = {kind: Place(number, index, name, sheet) for kind, (index, name) in heading.items()}
        chosen = rubric if blank(cell_of.get("rubric")) else id_in(cell_of["rubric"], ids)
        yield _candidate(cell_of, places, Place(number, sheet=sheet), rubrics, chosen)


def _heading(rows: Iterator[Row], rubrics: Mapping[str, Rubric]) -> dict[str, tuple[int, str]] | None:
    named: dict[str, str] = {}
    for rubric in rubrics.values():
        for kind in KINDS:
            word = rubric.words["column"][kind]
            named |= {normal(name): kind for name in (kind, word.zh, word.en)}
    for _, (_, cells) in zip(range(SEARCHED), rows, strict=False):
        columns = {
            named[normal(cell)]: (index, cell)
            for index, cell in enumerate(cells)
            if isinstance(cell, str) and normal(cell) in named
        }
        if "total" in columns and "performance" in columns:
            return columns
    return None


def _candidate(
    cell_of: Mapping[str, Cell],
    places: Mapping[str, Place],
    row: Place,
    rubrics: Mapping[str, Rubric],
    chosen: str | None,
) -> Candidate | RejectedRow:
    problems: list[RowMessage] = []
    subject = cell_of.get("subject")
    if chosen is None:
        listed = ", ".join(rubrics)
        problems.append(
            RowMessage(
                places.get("rubric", row),
                not_this(cell_of.get("rubric"), f"标准的代号：{listed}", f"a rubric: one of {listed}"),
            )
        )
    total, performance = (
        _figure(cell_of.get(kind), places[kind], problems) for kind in ("total", "performance")
    )
    text = "" if subject is None or isinstance(subject, SpecialCell) else str(subject)
    if chosen is None or total is None or performance is None:
        return RejectedRow(row, tuple(problems), text)
    try:
        promotion = composite(rubrics[chosen], total, performance)
    except OffScaleError as error:
        return RejectedRow(row, (RowMessage(places[error.kind], error.problem),), text)
    return Candidate(row, text, chosen, total, promotion)


def _figure(cell: Cell, place: Place, problems: list[RowMessage]) -> Fraction | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = fraction(f"{cell:.9f}") if cell >= 0 else None
    else:
        number = figure(cell) if isinstance(cell, str) else None
    if number is None:
        problems.append(RowMessage(place, not_this(cell, "数字，如 18.5", "a figure, such as 18.5")))
    return number


_NO_HEADING = Text(
    "没有找到表头：应有总分和绩效两列",
    "found no row of headings; expected columns for the total and for performance",
)
