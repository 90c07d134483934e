"""Checks of a rubric beyond the types of its values: references, order and ranges of figures, provenance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from liumai.analysis.team import PEOPLE, same_total_people
from liumai.core.errors import Fault, Path, not_one_of
from liumai.core.record_codec import field_kinds
from liumai.core.rubric import RULES, Basis, Criterion, Finding, Level, Rubric, Stated, Text
from liumai.core.rubric_changes import Change, Changes


def check_rubric(rubric: Rubric, folder: str, listed: Sequence[str]) -> Iterator[Fault]:
    """Every fault of a rubric whose values have the right types. Fault paths start at the whole rubric.

    ``folder`` is the folder's name, which the id must equal; ``listed`` are the criterion ids of ``rubric.yaml``.
    """
    if rubric.id != folder:
        yield _fault(
            ("id",),
            f"代号是 {rubric.id}；应与文件夹同名：{folder}",
            f"found {rubric.id}; expected the folder's name, {folder}",
        )
    for index, (criterion, name) in enumerate(zip(rubric.criteria, listed, strict=True)):
        yield from _check_criterion(rubric, criterion, name, ("criteria", index))
    yield from _check_bands(rubric)
    yield from _check_findings(rubric)
    yield from _check_rules(rubric)
    yield from _check_unique(("criteria",), listed)
    yield from _check_unique(("documents",), (document.id for document in rubric.documents))
    yield from _check_unique(("figures",), (figure.id for figure in rubric.figures))
    yield from _check_unique(("reasons",), (reason.id for reason in rubric.reasons))
    yield from _check_stated(rubric, rubric, ())


def _check_criterion(rubric: Rubric, criterion: Criterion, name: str, path: Path) -> Iterator[Fault]:
    if criterion.id != name:
        yield _fault(
            (*path, "id"),
            f"代号是 {criterion.id}；应与文件同名：{name}",
            f"found {criterion.id}; expected the file's name, {name}",
        )
    if not criterion.levels:
        yield _fault((*path, "levels"), "没有级别；至少应有一级", "found no level; expected at least one")
    for index, level in enumerate(criterion.levels):
        here: Path = (*path, "levels", index)
        if level.level != index + 1:
            yield _fault(
                (*here, "level"),
                f"写的是 {level.level}；按顺序应为 {index + 1}",
                f"found {level.level}; expected {index + 1}, its place in the list",
            )
        if (level.half_point == "exceptional") != (level.half_point_note is not None):
            yield _fault(
                (*here, "half_point_note"),
                "应与 half_point: exceptional 同时出现",
                "expected beside half_point: exceptional, and nowhere else",
            )
        yield from _check_climb_findings(rubric, level, here)
        yield from _check_cases(rubric, criterion, level, here)
        yield from _check_unique((*here, "disputes"), (dispute.id for dispute in level.disputes))


def _check_cases(rubric: Rubric, criterion: Criterion, level: Level, path: Path) -> Iterator[Fault]:
    """Checks that ids begin with the level, and that inapplicable cases, and no others, name the level they belong to."""
    yield from _check_unique((*path, "cases"), (case.id for case in level.cases))
    own_level = f"{criterion.id}-{int(path[-1]) + 1}"  # by position: the level's number may be wrong
    for index, case in enumerate(level.cases):
        here: Path = (*path, "cases", index)
        if not case.id.startswith(f"{own_level}-"):
            yield _fault(
                (*here, "id"),
                f"代号是 {case.id}；应以 {own_level}- 开头",
                f"found {case.id}; expected it to begin with {own_level}-",
            )
        if (case.verdict == "inapplicable") != (case.belongs_to is not None):
            yield _fault(
                (*here, "belongs_to"),
                "应与 verdict: inapplicable 同时出现",
                "expected beside verdict: inapplicable, and nowhere else",
            )
        elif case.belongs_to is not None:
            yield from _check_other_level(rubric, case.belongs_to, own_level, (*here, "belongs_to"))
        if case.confused_with is not None and case.belongs_to is not None:
            yield _fault(
                (*here, "confused_with"),
                "belongs_to 已经写明和哪一级混淆；不要再写",
                "expected nowhere beside belongs_to, which names the level already",
            )
        elif case.confused_with is not None:
            yield from _check_other_level(rubric, case.confused_with, own_level, (*here, "confused_with"))


def _check_other_level(rubric: Rubric, name: str, own_level: str, path: Path) -> Iterator[Fault]:
    if name == own_level or name not in rubric.level:
        others = [other for other in rubric.level if other != own_level]
        yield not_one_of(path, name, others, "", "another level of this rubric")


def _check_climb_findings(rubric: Rubric, level: Level, path: Path) -> Iterator[Fault]:
    """Checks that a level whose cases can change its rating has a finding for that event."""
    climb_events = {finding.when.climb for finding in rubric.findings}
    event = {"on-evidence": "case-required", "by-default": "case-contradicts"}.get(level.award)
    if event and event not in climb_events:
        yield _fault(
            (*path, "award"),
            f"{level.award} 会触发 {event};rubric.yaml 的 findings 里应有 when: {{climb: {event}}}",
            f"found {level.award}, which can raise {event}; expected a finding with when: {{climb: {event}}} in rubric.yaml",
        )


def _check_bands(rubric: Rubric) -> Iterator[Fault]:
    yield from _check_unique(("bands",), (band.id for band in rubric.bands))
    upper_limit = float(rubric.maximum)
    for index, band in enumerate(rubric.bands):
        path: Path = ("bands", index, "from")
        yield from _check_illegible(band.from_, band.from_basis, path)
        if band.grade_basis is not None:
            yield from _check_illegible(band.grade, band.grade_basis, ("bands", index, "grade"))
        if band.from_ is None:
            continue
        yield from _check_half_step(band.from_, path)
        if band.from_ > upper_limit or (index and band.from_ == upper_limit):
            yield _fault(
                path,
                f"写的是 {band.from_:g}；应低于上一档的 {upper_limit:g}",
                f"found {band.from_:g}; expected less than the band above, {upper_limit:g}",
            )
        upper_limit = band.from_
    lowest = rubric.bands[-1].from_ if rubric.bands else 0
    if lowest is None or (lowest and not lowest * 2 % 1):
        yield _fault(
            ("bands", len(rubric.bands) - 1, "from"),
            "最低一档应从 0 开始",
            "expected the lowest band to start from 0",
        )


def _check_illegible(figure: float | None, basis: Basis, path: Path) -> Iterator[Fault]:
    """Checks that a figure is null exactly where its status is illegible."""
    if (figure is None) != (basis.status == "illegible"):
        beside = f"{path[-1]}_basis: {basis.status}"
        value = "null" if figure is None else f"{figure:g}"
        yield _fault(
            path,
            f"写的是 {value}，旁边是 {beside}；只有 illegible 的数字才写 null",
            f"found {value} beside {beside}; expected null for an illegible figure, and for no other",
        )


def _check_findings(rubric: Rubric) -> Iterator[Fault]:
    yield from _check_unique(("findings",), (finding.code for finding in rubric.findings))
    actors = list(rubric.words.get("actor", {}))
    for index, finding in enumerate(rubric.findings):
        for number, actor in enumerate(finding.actors):
            if actor not in actors:
                path: Path = ("findings", index, "actors", number)
                yield not_one_of(path, actor, actors, "", "an actor of words.yaml")
        yield from _check_conditions(rubric, finding, ("findings", index, "when"))


def _check_conditions(rubric: Rubric, finding: Finding, path: Path) -> Iterator[Fault]:
    """Checks a finding's conditions: their figures and bands, and that all of them belong to its scope."""
    when = finding.when
    for number, span in enumerate(when.score):
        for key, end in (("from", span.from_), ("to", span.to)):
            if end is not None:
                yield from _check_half_step(end, (*path, "score", number, key))
    bands = [band.id for band in rubric.bands]
    for number, band in enumerate(when.band):
        if band not in bands:
            yield not_one_of((*path, "band", number), band, bands, "", "a band of this rubric")
    has_conditions = {
        "criterion": bool(when.score) or any(x is not None for x in (when.stop, when.complete, when.climb)),
        "appraisal": bool(when.band) or when.band_uncertain is not None,
        "year": when.quarters_missing is not None,
        "team": when.same_total is not None,
    }
    if [scope for scope, present in has_conditions.items() if present] != [finding.scope]:
        yield _fault(
            path,
            f"这些条件与 scope: {finding.scope} 不符",
            f"expected conditions that fit scope: {finding.scope}",
        )
    if has_conditions["team"] and same_total_people(rubric) is None:
        yield _fault(
            (*path, "same_total"),
            f"figures 里没有 {PEOPLE}；应写明多少人算",
            f"expected the figure {PEOPLE} beside it, which says how many people it takes",
        )


def _check_rules(rubric: Rubric) -> Iterator[Fault]:
    rule_ids = [rule.id for rule in rubric.rules]
    yield from _check_unique(("rules",), rule_ids)
    for rule in RULES:
        if rule not in rule_ids and (rule != "band" or rubric.bands):
            yield _fault(("rules",), f"缺少规则 {rule}", f"missing the rule {rule}")


def check_changes(changes: Changes, rubrics: Mapping[str, Rubric]) -> Iterator[Fault]:
    """Every fault of the changes between two rubrics: unknown levels, levels missing or listed more than once."""
    for side, rubric_id in (("from", changes.from_), ("to", changes.to)):
        if rubric_id not in rubrics:
            yield not_one_of((side,), rubric_id, list(rubrics), "", "a rubric")
            return
        levels = rubrics[rubric_id].level
        occurrences: Counter[str] = Counter()
        for index, entry in enumerate(changes.changes):
            for number, name in enumerate(entry.from_ if side == "from" else entry.to):
                if name not in levels:
                    yield not_one_of(
                        ("changes", index, side, number), name, list(levels), "", "a level of it"
                    )
                elif side == "from" or entry.change != "covered-by":
                    occurrences[name] += 1
        for name in levels:
            if occurrences[name] != 1:
                yield _fault(
                    ("changes",),
                    f"{side} 一侧的 {name} 出现了 {occurrences[name]} 次；应恰好一次",
                    f"found {name} {occurrences[name]} times under {side}; expected it once",
                )
    for index, entry in enumerate(changes.changes):
        if not _fits(len(entry.from_), len(entry.to), entry.change):
            yield _fault(
                ("changes", index, "change"),
                f"{entry.change} 与 {len(entry.from_)} → {len(entry.to)} 级不符",
                f"found {entry.change} for {len(entry.from_)} levels to {len(entry.to)}; expected a word that fits",
            )


def _fits(before: int, after: int, change: Change) -> bool:
    """Whether a change of this kind can have these numbers of levels before and after."""
    match change:
        case "added":
            return (before, after) == (0, 1)
        case "removed":
            return (before, after) == (1, 0)
        case "split":
            return before == 1 and after > 1
        case "merged":
            return before > 1 and after == 1
    return (before, after) == (1, 1)


def _check_stated(rubric: Rubric, record: Any, path: Path) -> Iterator[Fault]:
    """Checks all records recursively: provenance is complete, and no text is empty."""
    if isinstance(record, tuple):
        for index, item in enumerate(record):
            yield from _check_stated(rubric, item, (*path, index))
        return
    if not hasattr(record, "__dataclass_fields__"):
        return
    if isinstance(record, Stated):
        yield from _check_provenance(rubric, record, path)
    if hasattr(record, "zh"):
        for language in ("zh", "en"):
            if not getattr(record, language).strip():
                yield _fault((*path, language), "是空的；应有文字", "found no text; expected some")
    for key in field_kinds(type(record)):
        yield from _check_stated(rubric, getattr(record, key, None), (*path, key))


def _check_provenance(rubric: Rubric, record: Stated, path: Path) -> Iterator[Fault]:
    if record.source is not None:
        documents = [document.id for document in rubric.documents]
        if record.source.document not in documents:
            yield not_one_of(
                (*path, "source", "document"),
                record.source.document,
                documents,
                "",
                "a document of this rubric",
            )
    elif record.status in ("source", "restored"):
        yield _fault(
            (*path, "source"),
            f"status 是 {record.status}，应写明 source",
            f"missing; expected with status {record.status}",
        )
    if record.reason is not None:
        reasons = [reason.id for reason in rubric.reasons]
        if record.reason not in reasons:
            yield not_one_of((*path, "reason"), record.reason, reasons, "", "a reason of this rubric")
    elif record.status in ("restored", "inferred", "illegible"):
        yield _fault(
            (*path, "reason"),
            f"status 是 {record.status}，应写明 reason",
            f"missing; expected with status {record.status}",
        )
    if record.status == "illegible" and record.settled_by is not None:
        yield _fault(
            (*path, "settled_by"),
            "status 是 illegible，就还没有人定；请改 status，或去掉 settled_by",
            "found with status illegible, which nobody has settled; expected another status, or no settled_by",
        )
    if record.status == "illegible" and not isinstance(record, Basis):
        yield _fault((*path, "status"), "只有数字可以标为 illegible", "expected illegible for a figure only")


def _check_half_step(figure: float, path: Path) -> Iterator[Fault]:
    if figure < 0 or figure * 2 % 1:
        yield _fault(
            path,
            f"写的是 {figure:g}；应为不小于 0、以半分为一档的数字",
            f"found {figure:g}; expected a number from 0 up, in steps of a half",
        )


def _check_unique(path: Path, names: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(names).items():
        if count > 1:
            yield _fault(
                path,
                f"{name} 出现了 {count} 次；应只出现一次",
                f"found {name} {count} times; expected it once",
            )


def _fault(path: Path, zh: str, en: str) -> Fault:
    return Fault(path, Text(zh, en))
