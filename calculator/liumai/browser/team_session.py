"""What the page asks of many appraisals: a year, a promotion, a team. Plain data in, plain data out (:mod:`liumai.browser.protocol`).

A team's file is read and scored in pieces, so that the page can show how far it is and stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from liumai.analysis.organisation import organisation
from liumai.analysis.rows import Item, RowMessage, ScoredRow
from liumai.analysis.scored_file import ScoredFile
from liumai.analysis.team import hr_check_codes, return_codes
from liumai.browser.rubric_store import named_rubric
from liumai.core.errors import RefusedError, expected, not_one_of
from liumai.core.i18n import LANGUAGES
from liumai.core.number_format import points
from liumai.core.rubric import Rubric, Text
from liumai.core.vector import to_vector
from liumai.formats.csv_file import write_csv
from liumai.formats.group_file import kind_of, read_sheets, sheets_of
from liumai.formats.group_json import (
    organisation_data,
    place_data,
    problem_data,
    refused_data,
)
from liumai.formats.group_tables import GroupTables
from liumai.formats.ndjson_file import read_lines
from liumai.formats.plain_data import refused

MOST_ROWS = 20_000  # of a team in the page; the command line has no such limit
MOST_BYTES = 64 << 20
MOST_AT_ONCE = 2000


class TeamSession:
    """The one file that the page has open. Nothing of it outlives the page."""

    def __init__(self, rubrics: Mapping[str, Rubric]) -> None:
        self._rubrics = rubrics
        self._reading: ScoredFile | None = None
        self._items: Iterator[Item] = iter(())

    def answer(self, asked: Mapping[str, Any], raw: bytes | None) -> tuple[dict[str, Any], bytes | None]:
        """Answer one request: the answer, and the bytes of the file that was asked for. Raises :class:`RefusedError`."""
        match asked:
            case {"open": {"name": str(name), "rubric": (str() | None) as rubric}} if raw is not None:
                return self._open(name, rubric, raw), None
            case {"go": int(count)} if self._reading is not None:
                return self._go(min(count, MOST_AT_ONCE), self._reading), None
            case {"sum": True} if self._reading is not None:
                return organisation_sums(self._reading), None
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
            named_rubric(rubric, self._rubrics)
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
        self._reading = ScoredFile(self._rubrics)
        return {
            "kind": kind,
            "size": min(size, MOST_ROWS),
            "checks": sorted({code for one in self._rubrics.values() for code in hr_check_codes(one)}),
            "returns": sorted({code for one in self._rubrics.values() for code in return_codes(one)}),
        }

    def _go(self, count: int, reading: ScoredFile) -> dict[str, Any]:
        rows, notices = len(reading.rows), len(reading.notices)
        done = True
        for item in self._items:
            if len(reading.rows) >= MOST_ROWS:
                reading.take(RowMessage(item.place, _TOO_MANY))
                self._items = iter(())
                break
            reading.take(item)
            if len(reading.rows) - rows >= count:
                done = False
                break
        new = reading.rows[rows:]
        return {
            "rows": [row_data(one) if isinstance(one, ScoredRow) else refused_data(one) for one in new],
            "notices": [problem_data(one) for one in reading.notices[notices:]],
            "read": len(reading.rows),
            "done": done,
        }

    def _export(self, kind: str, language: str, reading: ScoredFile) -> bytes:
        if language not in LANGUAGES:
            raise RefusedError([not_one_of(("language",), language, LANGUAGES, "", "a language")])
        tables = GroupTables(self._rubrics, language).of_team(reading)
        if kind == "csv":
            _, headings, rows = next(tables)
            return write_csv([headings, *rows])
        from liumai.formats.xlsx.workbook import write_workbook  # openpyxl comes only where a workbook does

        return write_workbook(tables)


_TOO_MANY = Text(
    f"从这一行起没有读：页面里至多 {MOST_ROWS} 份，更多的请用命令行 liumai team",
    f"not read from here on: the page takes at most {MOST_ROWS}; for more, use liumai team on the command line",
)


def row_data(one: ScoredRow) -> dict[str, Any]:
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


def organisation_sums(reading: ScoredFile) -> dict[str, Any]:
    """The figures of an organisation without the places of its appraisals, which the page knows by manager and period."""
    data = organisation_data(organisation(reading.rubrics, reading.scored))
    groups = {
        kind: [
            {key: value for key, value in group.items() if key != "appraisals"}
            | {"incomplete": len(group["incomplete"]), "appraisals": len(group["appraisals"])}
            for group in data[kind]
        ]
        for kind in ("rubrics", "teams")
    }
    return groups | {"repeated": data["repeated"], "refused": len(reading.refused)}
