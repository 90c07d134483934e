"""The page's requests about a team's file: open it, score the next rows, sum up, export, close.

A team's file is read and scored in pieces, so that the page can show how far it is and stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from liumai.analysis.identity import person_key
from liumai.analysis.organisation import Group, organisation
from liumai.analysis.rows import Item, RowMessage, ScoredRow
from liumai.analysis.scored_file import ScoredFile
from liumai.analysis.team import hr_check_codes, return_codes
from liumai.browser.rubric_store import named_rubric
from liumai.browser.team_rows import RowEncoder
from liumai.core.errors import RefusedError, expected, not_one_of
from liumai.core.i18n import LANGUAGES
from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric, Text
from liumai.formats.csv_file import write_csv
from liumai.formats.group_file import case_count, kind_of, read_sheets, sheets_of
from liumai.formats.group_json import (
    group_data,
    place_data,
    problem_data,
    rejected_data,
    repeated_data,
)
from liumai.formats.group_tables import GroupTables
from liumai.formats.ndjson_file import read_lines
from liumai.formats.plain_data import refused
from liumai.formats.tables.column_mapping import MappingNeededError
from liumai.formats.tables.heading_names import APPRAISAL_KINDS, Headings

if TYPE_CHECKING:
    from liumai.browser import protocol

MOST_ROWS = 20_000  # of a team in the page; the command line has no such limit
MOST_BYTES = 64 << 20
MOST_AT_ONCE = 2000


class TeamSession:
    """The one file that the page has open. Nothing of it outlives the page."""

    def __init__(self, rubrics: Mapping[str, Rubric]) -> None:
        self._rubrics = rubrics
        self._scored_file: ScoredFile | None = None
        self._items: Iterator[Item] = iter(())
        self._encoder = RowEncoder()
        self._is_table = False

    def answer(self, request: Mapping[str, Any], raw: bytes | None) -> tuple[protocol.TeamStep, bytes | None]:
        """The answer to one request, and the bytes of an exported file. Raises :class:`RefusedError`."""
        match request:
            case {"open": {"name": str(name), "rubric": (str() | None) as rubric}} if raw is not None:
                return self._open(name, rubric, _mapping(request["open"]), raw), None
            case {"go": int(count)} if self._scored_file is not None:
                return self._go(min(count, MOST_AT_ONCE), self._scored_file), None
            case {"sum": True} if self._scored_file is not None:
                return organisation_sums(self._scored_file), None
            case {"export": {"kind": "csv" | "xlsx" as kind, "language": str(language)}} if (
                self._scored_file is not None
            ):
                file_out = self._export(kind, language, self._scored_file)
                return {"bytes": len(file_out)}, file_out
            case {"keys": list(names)}:
                return {"keys": [person_key(str(name)) for name in names]}, None
            case {"close": True}:
                self._close()
                return {}, None
        raise RefusedError(
            [expected(("team",), request, "一个打开的文件", "a request about a file that is open")]
        )

    def _close(self) -> None:
        self._scored_file, self._items, self._encoder = None, iter(()), RowEncoder()

    def _open(
        self, name: str, rubric_id: str | None, mapping: Mapping[str, str], raw: bytes
    ) -> protocol.TeamOpened | protocol.TeamMapping:
        self._close()  # also where the new file is refused
        if rubric_id is not None:
            named_rubric(rubric_id, self._rubrics)
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
            headings = Headings(self._rubrics, APPRAISAL_KINDS, mapping)
            sheets = sheets_of(kind, raw, headings)
            try:
                self._items = read_sheets(sheets, headings, self._rubrics, rubric_id)
            except MappingNeededError as needed:
                return {"mapping": mapping_data(needed)}
            size = getattr(sheets, "size", None) or raw.count(b"\n") + 1
        self._scored_file = ScoredFile(self._rubrics)
        self._is_table = kind != "lines"
        return {
            "kind": kind,
            "size": min(size, MOST_ROWS),
            "checks": sorted({code for rubric in self._rubrics.values() for code in hr_check_codes(rubric)}),
            "returns": sorted({code for rubric in self._rubrics.values() for code in return_codes(rubric)}),
        }

    def _go(self, count: int, scored_file: ScoredFile) -> protocol.TeamRows:
        rows, notices = len(scored_file.rows), len(scored_file.notices)
        done = True
        for item in self._items:
            if len(scored_file.rows) >= MOST_ROWS:
                scored_file.take(RowMessage(item.place, _TOO_MANY))
                self._items = iter(())
                break
            scored_file.take(item)
            if len(scored_file.rows) - rows >= count:
                done = False
                break
        if done:
            scored_file.finish()
            if self._is_table and (notice := case_count(r.appraisal_row for r in scored_file.scored)):
                scored_file.take(notice)
            self._is_table = False  # once
        new = scored_file.rows[rows:]
        scored = iter(self._encoder.encode(row for row in new if isinstance(row, ScoredRow)))
        return {
            "rows": [next(scored) if isinstance(row, ScoredRow) else rejected_data(row) for row in new],
            "shared": self._encoder.take_new(),
            "notices": [problem_data(notice) for notice in scored_file.notices[notices:]],
            "read": len(scored_file.rows),
            "done": done,
        }

    def _export(self, kind: str, language: str, scored_file: ScoredFile) -> bytes:
        if language not in LANGUAGES:
            raise RefusedError([not_one_of(("language",), language, LANGUAGES, "", "a language")])
        tables = GroupTables(self._rubrics, language).of_team(scored_file)
        if kind == "csv":
            _, headings, rows = next(tables)
            return write_csv([headings, *rows])
        from liumai.formats.xlsx.workbook_writer import write_workbook  # comes only where a workbook does

        return write_workbook(tables)


_TOO_MANY = Text(
    f"从这一行起没有读：页面里至多 {MOST_ROWS} 份，更多的请用命令行 liumai team",
    f"not read from here on: the page takes at most {MOST_ROWS}; for more, use liumai team on the command line",
)


def _mapping(opened: Mapping[str, Any]) -> dict[str, str]:
    """The mapping of headings to columns in a request to open a file. Raises :class:`RefusedError`."""
    mapping = opened.get("map", {})
    if not isinstance(mapping, dict) or not all(isinstance(column, str) for column in mapping.values()):
        raise RefusedError([expected(("map",), mapping, "表头对应的列", "columns by heading")])
    return mapping


def mapping_data(needed: MappingNeededError) -> dict[str, Any]:
    """The columns of a file that must be mapped before it is read, and what they can be mapped to."""
    return {
        "columns": [
            place_data(column.place) | {"key": column.key, "suggested": column.suggested}
            for column in needed.columns
        ],
        "targets": [{"id": target.id, "name": to_data(target.name)} for target in needed.targets],
    }


def organisation_sums(scored_file: ScoredFile) -> protocol.TeamSums:
    """The figures of an organisation; of the appraisals only their number, as the page finds them by manager and period."""
    whole = organisation(scored_file.rubrics, scored_file.scored, duties=False)
    return {
        "rubrics": [_group_sums(group) for group in whole.whole],
        "teams": [_group_sums(group) for group in whole.groups],
        "repeated": repeated_data(whole),
        "refused": len(scored_file.rejected),
    }


def _group_sums(group: Group) -> dict[str, Any]:
    counts = {"incomplete": len(group.team.incomplete), "appraisals": len(group.places)}
    key = person_key(group.manager)
    return group_data(group) | counts | ({} if key == group.manager else {"keys": {"manager": key}})
