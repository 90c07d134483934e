"""The page's requests about a team's file: open it, score the next rows, sum up, edit, export, close.

A team's file is read and scored in pieces, so that the page can show how far it is and stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from liumai.analysis.identity import person_key
from liumai.analysis.organisation import Group, organisation
from liumai.analysis.return_lists import return_lists
from liumai.analysis.rows import Item, RejectedRow, RowMessage, ScoredRow
from liumai.analysis.scored_file import ScoredFile
from liumai.analysis.team import SAMPLED, by_urgency, hr_check_codes, return_codes
from liumai.browser import many_people, team_edits
from liumai.browser.rubric_store import named_rubric
from liumai.browser.several_files import of_file
from liumai.browser.team_rows import RowEncoder
from liumai.core.errors import RefusedError, expected, not_one_of
from liumai.core.i18n import LANGUAGES
from liumai.core.number_format import rounded
from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric, Text
from liumai.formats.appraisal_table import main_rubric
from liumai.formats.cells import SheetTable
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
from liumai.formats.return_tables import ReturnTables
from liumai.formats.tables.column_mapping import MappingNeededError
from liumai.formats.tables.heading_names import APPRAISAL_KINDS, Headings

if TYPE_CHECKING:
    from liumai.browser import team_protocol as protocol

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
        self._first = 0  # the index of the first row of the file that is being read

    def answer(self, request: Mapping[str, Any], raw: bytes | None) -> tuple[protocol.TeamStep, bytes | None]:
        """The answer to one request, and the bytes of an exported file. Raises :class:`RefusedError`."""
        match request:
            case {"open": {"name": str(), "rubric": str() | None}} if raw is not None:
                return self._open(request["open"], raw), None
            case {"candidates": {"name": str(), "rubric": str() | None}} if raw is not None:
                return self._open_candidates(request["candidates"], raw), None
            case {"years": True} if self._scored_file is not None:
                return many_people.years_data(self._scored_file), None
            case {"go": int(count)} if self._scored_file is not None:
                return self._go(min(count, MOST_AT_ONCE), self._scored_file), None
            case {"sum": True} if self._scored_file is not None:
                return organisation_sums(self._scored_file), None
            case {"export": {"kind": "csv" | "xlsx", "language": str()} as export} if (
                self._scored_file is not None
            ):
                file_out = self._export(export, self._scored_file)
                return {"bytes": len(file_out)}, file_out
            case dict() if self._scored_file is not None and (
                edited := self._edit(request, self._scored_file)
            ):
                return edited, None
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

    def _edit(
        self, request: Mapping[str, Any], scored_file: ScoredFile
    ) -> protocol.TeamMarked | protocol.TeamCorrected | protocol.TeamSample | protocol.TeamReturns | None:
        """The answer to a request of :mod:`~liumai.browser.team_edits`; None for any other request."""
        match request:
            case {"mark": {"at": int()} as marked}:
                return team_edits.mark(marked, scored_file)
            case {"correct": {"at": int()} as corrected}:
                at, row = team_edits.correct(corrected, scored_file)
                return {
                    "row": self._row_data(row),
                    "shared": self._encoder.take_new(),
                    "notes": team_edits.notes_data(scored_file, at)[:1] if isinstance(row, ScoredRow) else [],
                    "sums": organisation_sums(scored_file),
                }
            case {"sample": {"count": int()} as wanted}:
                return team_edits.sample(wanted, scored_file)
            case {"returns": {"language": str(language)}}:
                return team_edits.return_texts(_known_language(language), scored_file)
        return None

    def _row_data(self, row: ScoredRow | RejectedRow) -> protocol.TeamRow | dict[str, Any]:
        return rejected_data(row) if isinstance(row, RejectedRow) else self._encoder.encode([row])[0]

    def _open(self, opened: Mapping[str, Any], raw: bytes) -> protocol.TeamOpened | protocol.TeamMapping:
        """Open a file; with a ``position`` above 1, beside those that are open already."""
        name, rubric_id, mapping = opened["name"], opened["rubric"], _mapping(opened)
        position = opened.get("position")
        if self._scored_file is None or type(position) is not int or position <= 1:
            self._close()  # also where the new file is refused
        kind = self._kind(name, rubric_id, raw)
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
        if type(position) is int:
            self._items = of_file(self._items, name, position)
        self._scored_file = self._scored_file or ScoredFile(self._rubrics)
        self._is_table, self._first = kind != "lines", len(self._scored_file.rows)
        return {
            "kind": kind,
            "size": min(size, MOST_ROWS),
            "checks": sorted({code for rubric in self._rubrics.values() for code in hr_check_codes(rubric)}),
            "samples": [SAMPLED],
            "urgency": {name: list(by_urgency(rubric)) for name, rubric in self._rubrics.items()},
            "returns": sorted({code for rubric in self._rubrics.values() for code in return_codes(rubric)}),
        }

    def _kind(self, name: str, rubric_id: str | None, raw: bytes) -> Literal["csv", "xlsx", "lines"]:
        """The format of a file that may be opened. Raises :class:`RefusedError` for any other."""
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
        return kind

    def _open_candidates(
        self, opened: Mapping[str, Any], raw: bytes
    ) -> protocol.TeamPromotions | protocol.TeamMapping:
        """Open a table of candidates for promotion, in place of what was open."""
        self._close()
        kind = self._kind(opened["name"], opened["rubric"], raw)
        if kind == "lines":
            raise refused("not-text", "应为 CSV 或 XLSX 文件", "expected a file of CSV or XLSX")
        rubric = opened["rubric"] or main_rubric(self._rubrics)
        try:
            read = many_people.read_candidates(kind, raw, self._rubrics, rubric, _mapping(opened))
        except MappingNeededError as needed:
            return {"mapping": mapping_data(needed)}
        self._scored_file = read
        return many_people.promotions_data(read)

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
            read = (row for row in scored_file.rows[self._first :] if isinstance(row, ScoredRow))
            if self._is_table and (notice := case_count(row.appraisal_row for row in read)):
                scored_file.take(notice)
            self._is_table = False  # once
        new = scored_file.rows[rows:]
        scored = iter(self._encoder.encode(row for row in new if isinstance(row, ScoredRow)))
        return {
            "rows": [next(scored) if isinstance(row, ScoredRow) else rejected_data(row) for row in new],
            "shared": self._encoder.take_new(),
            "notes": team_edits.notes_data(scored_file, rows),
            "notices": [problem_data(notice) for notice in scored_file.notices[notices:]],
            "read": len(scored_file.rows),
            "done": done,
        }

    def _export(self, export: Mapping[str, Any], scored_file: ScoredFile) -> bytes:
        tables = iter(self._tables(export, scored_file))
        if export["kind"] == "csv":
            _, headings, rows = next(tables)
            return write_csv([headings, *rows])
        from liumai.formats.xlsx.workbook_writer import write_workbook  # comes only where a workbook does

        return write_workbook(tables)

    def _tables(self, export: Mapping[str, Any], scored_file: ScoredFile) -> Iterable[SheetTable]:
        """The tables of an export: of everything, of years or promotions, or of what goes back, to one ``manager`` or each."""
        language, what = _known_language(export["language"]), export.get("what")
        if what in ("years", "promotions"):
            return many_people.tables_of(what, scored_file, GroupTables(self._rubrics, language))
        if what != "returns":
            return GroupTables(self._rubrics, language).of_team(scored_file)
        tables, lists = ReturnTables(self._rubrics, language), return_lists(self._rubrics, scored_file.scored)
        if "manager" in export:
            lists = tuple(one for one in lists if one.manager == export["manager"])
        return [tables.whole(lists)] if export["kind"] == "csv" else tables.each(lists)


def _known_language(language: str) -> str:
    if language not in LANGUAGES:
        raise RefusedError([not_one_of(("language",), language, LANGUAGES, "", "a language")])
    return language


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
    mean = {} if group.mean is None else {"rounded": rounded(group.mean)}
    counts = mean | {"incomplete": len(group.team.incomplete), "appraisals": len(group.places)}
    key = person_key(group.manager)
    return group_data(group) | counts | ({} if key == group.manager else {"keys": {"manager": key}})
