"""What the page asks of many appraisals: a year, a promotion, a team. Plain data in, plain data out (:mod:`liumai.protocol`).

A team's file is read and scored in pieces, so that the page can show how far it is and stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from liumai.accounts import (
    Reading,
    Tables,
    company_data,
    place_data,
    problem_data,
    promotion_data,
    refused_data,
    year_data,
)
from liumai.company import PersonsYear, Scored, company
from liumai.faults import Fault, RefusedError, expected, not_one_of
from liumai.intake import kind_of, read_sheets, sheets_of
from liumai.model import Appraisal, Rubric, Text, points
from liumai.plaindata import refused
from liumai.promotions import Candidate, OffScale, composite, figure
from liumai.scoring import score
from liumai.table import Item, Member, Notice, Place
from liumai.team import codes_of_hr, codes_of_return
from liumai.textfiles import read_lines, write_csv
from liumai.vector import to_vector
from liumai.wording import LANGUAGES
from liumai.year import WEIGHTS, year

MOST_ROWS = 20_000  # of a team in the page; the command line has no such limit
MOST_BYTES = 64 << 20
MOST_AT_ONCE = 2000

Appraise = Callable[[Mapping[str, Any]], Appraisal]


def year_of(asked: Mapping[str, Any], rubrics: Mapping[str, Rubric], appraise: Appraise) -> dict[str, Any]:
    """The year of up to four quarters, each an appraisal as :mod:`liumai.browser` takes it, or null."""
    quarters = asked.get("quarters")
    if not isinstance(quarters, list) or len(quarters) > len(WEIGHTS):
        raise RefusedError(
            [expected(("quarters",), quarters, "至多四个季度的列表", "a list of at most four quarters")]
        )
    given = [
        None if quarter is None else _quarter(index, quarter, appraise)
        for index, quarter in enumerate(quarters)
    ]
    used = {appraisal.rubric for appraisal in given if appraisal is not None} or {str(asked.get("rubric"))}
    if len(used) > 1 or not used <= rubrics.keys():
        names = ", ".join(sorted(used))
        problem = Text(
            f"几个季度用的标准是 {names}；应为同一套", f"found quarters under {names}; expected one rubric"
        )
        raise RefusedError([Fault(("quarters",), problem)])
    rubric = rubrics[used.pop()]
    scored = [
        Scored(Member(Place(0), one.subject, "", one.period, one), score(rubric, one))
        for one in given
        if one is not None
    ]
    numbers = iter(range(len(scored)))
    order = tuple(None if one is None else next(numbers) for one in given)
    whole = year(rubric, [None if n is None else scored[n].result for n in order])
    return year_data(PersonsYear("", "", rubric.id, order, whole), scored, rubric)


def _quarter(index: int, asked: object, appraise: Appraise) -> Appraisal:
    if not isinstance(asked, dict):
        raise RefusedError([expected(("quarters", index), asked, "一份评估", "an appraisal")])
    try:
        return appraise(asked)
    except RefusedError as error:
        raise RefusedError(
            Fault(("quarters", index, *fault.path), fault.problem, fault.line, fault.code)
            for fault in error.faults
        ) from None


def promotion_of(asked: Mapping[str, Any], rubrics: Mapping[str, Rubric]) -> dict[str, Any]:
    """The composite of a total and a performance, as people write them."""
    rubric = _known(asked.get("rubric"), rubrics)
    figures = []
    for kind in ("total", "performance"):
        number = figure(str(asked.get(kind, "")))
        if number is None:
            wanted = expected((kind,), asked.get(kind), "数字，如 18.5", "a figure, such as 18.5")
            raise RefusedError([wanted])
        figures.append(number)
    try:
        made = composite(rubric, *figures)
    except OffScale as error:
        raise RefusedError([Fault((error.kind,), error.problem, code="off-scale")]) from None
    return promotion_data(Candidate(Place(0), "", rubric.id, figures[0], made), rubric.maximum)


def _known(name: object, rubrics: Mapping[str, Rubric]) -> Rubric:
    """The rubric that a request names. Raises :class:`RefusedError` where it is not known."""
    if not isinstance(name, str) or name not in rubrics:
        raise RefusedError([not_one_of(("rubric",), name, rubrics, "", "a rubric id")])
    return rubrics[name]


class TeamSession:
    """The one file that the page has open. Nothing of it outlives the page."""

    def __init__(self, rubrics: Mapping[str, Rubric]) -> None:
        self._rubrics = rubrics
        self._reading: Reading | None = None
        self._items: Iterator[Item] = iter(())

    def answer(self, asked: Mapping[str, Any], raw: bytes | None) -> tuple[dict[str, Any], bytes | None]:
        """Answer one request: the answer, and the bytes of the file that was asked for. Raises :class:`RefusedError`."""
        match asked:
            case {"open": {"name": str(name), "rubric": (str() | None) as rubric}} if raw is not None:
                return self._open(name, rubric, raw), None
            case {"go": int(count)} if self._reading is not None:
                return self._go(min(count, MOST_AT_ONCE), self._reading), None
            case {"sum": True} if self._reading is not None:
                return company_sums(self._reading), None
            case {"export": {"kind": "csv" | "xlsx" as kind, "language": str(language)}} if (
                self._reading is not None
            ):
                made = self._export(kind, language, self._reading)
                return {"bytes": len(made)}, made
            case {"close": True}:
                self._close()
                return {}, None
        raise RefusedError(
            [expected(("team",), asked, "一个打开的文件", "a request about a file that is open")]
        )

    def _close(self) -> None:
        self._reading, self._items = None, iter(())

    def _open(self, name: str, rubric: str | None, raw: bytes) -> dict[str, Any]:
        self._close()  # where the new file is refused, nothing of the old one is left
        if rubric is not None:
            _known(rubric, self._rubrics)
        if len(raw) > MOST_BYTES:
            raise refused(
                "too-large",
                "文件超过 64 MiB；更大的请用命令行",
                "found more than 64 MiB; for more, use the command line",
            )
        kind = kind_of(name, raw)
        if kind == "document":
            raise refused(
                "not-text", "应为 CSV、XLSX 或 NDJSON 文件", "expected a file of CSV, XLSX or NDJSON"
            )
        if kind == "lines":
            self._items, size = read_lines(raw.splitlines(), self._rubrics), raw.count(b"\n") + 1
        else:
            sheets = sheets_of(kind, raw)
            self._items = read_sheets(sheets, self._rubrics, rubric)
            size = getattr(sheets, "size", None) or raw.count(b"\n") + 1
        self._reading = Reading(self._rubrics)
        return {
            "kind": kind,
            "size": min(size, MOST_ROWS),
            "checks": sorted({code for one in self._rubrics.values() for code in codes_of_hr(one)}),
            "returns": sorted({code for one in self._rubrics.values() for code in codes_of_return(one)}),
        }

    def _go(self, count: int, reading: Reading) -> dict[str, Any]:
        rows, notices = len(reading.rows), len(reading.notices)
        done = True
        for item in self._items:
            if len(reading.rows) >= MOST_ROWS:
                reading.take(Notice(item.place, _TOO_MANY))
                self._items = iter(())
                break
            reading.take(item)
            if len(reading.rows) - rows >= count:
                done = False
                break
        new = reading.rows[rows:]
        return {
            "rows": [row_data(one) if isinstance(one, Scored) else refused_data(one) for one in new],
            "notices": [problem_data(one) for one in reading.notices[notices:]],
            "read": len(reading.rows),
            "done": done,
        }

    def _export(self, kind: str, language: str, reading: Reading) -> bytes:
        if language not in LANGUAGES:
            raise RefusedError([not_one_of(("language",), language, LANGUAGES, "", "a language")])
        tables = Tables(self._rubrics, language).of_team(reading)
        if kind == "csv":
            _, headings, rows = next(tables)
            return write_csv([headings, *rows])
        from liumai.workbook import write_workbook  # openpyxl comes only where a workbook does

        return write_workbook(tables)


_TOO_MANY = Text(
    f"从这一行起没有读：页面里至多 {MOST_ROWS} 份，更多的请用命令行 liumai team",
    f"not read from here on: the page takes at most {MOST_ROWS}; for more, use liumai team on the command line",
)


def row_data(one: Scored) -> dict[str, Any]:
    """A scored appraisal as short as it can be said: 20,000 of them cross over to the page."""
    member, result = one.member, one.result
    findings: dict[str, list[str]] = {code: [] for code in result.findings}
    for criterion in result.criteria:
        for code in criterion.findings:
            findings.setdefault(code, []).append(criterion.id)
    place = place_data(member.place)
    return {
        "sheet": place["sheet"],
        "row": place["row"],
        "subject": member.subject,
        "manager": member.manager,
        "period": member.period,
        "rubric": result.rubric,
        "complete": result.complete,
        "total": points(result.half_points) if result.complete else None,
        "band": result.candidates,
        "scores": [points(c.half_points) if c.complete else None for c in result.criteria],
        "findings": findings,
        "vector": to_vector(member.appraisal),
    }


def company_sums(reading: Reading) -> dict[str, Any]:
    """The figures of a company without the places of its appraisals, which the page knows by manager and period."""
    data = company_data(company(reading.rubrics, reading.scored))
    groups = {
        kind: [
            {key: value for key, value in group.items() if key != "appraisals"}
            | {"incomplete": len(group["incomplete"]), "appraisals": len(group["appraisals"])}
            for group in data[kind]
        ]
        for kind in ("rubrics", "teams")
    }
    return groups | {"repeated": data["repeated"], "refused": len(reading.refused)}
