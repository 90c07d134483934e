"""What the page's worker calls: JSON text in, JSON text out, and a file's bytes with either.

A request holds an appraisal in one of three forms (a vector, the appraisal file's own form, or a document as
:mod:`liumai.browser.document_request` reads it) and says what it wants beside the result; or it asks about several appraisals, or about a file
of many. :mod:`liumai.browser.protocol` has every request and every answer as types.

No request raises, however ill-meant: what cannot be answered is refused with its faults.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from liumai.analysis.comparison import readings_data, same_rubric
from liumai.analysis.migration import migrate, migration_data, read_reviewed
from liumai.analysis.what_if import what_if, what_if_data
from liumai.browser.document_request import open_document
from liumai.browser.rubric_store import RubricStore
from liumai.core.appraisal import Appraisal
from liumai.core.appraisal_file import appraisal_data, read_appraisal
from liumai.core.errors import Fault, RefusedError, dotted, expected, not_one_of
from liumai.core.fingerprint import digest
from liumai.core.i18n import LANGUAGES
from liumai.core.record_codec import from_data, to_data
from liumai.core.result_json import explained_data, result_data
from liumai.core.rubric import Rating, Rubric, Text
from liumai.core.rubric_changes import Changes
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from liumai.formats.json_text import refuse_deep
from liumai.formats.text_report import summary

if TYPE_CHECKING:
    from liumai.browser.team_session import TeamSession

MOST_FAULTS = 20  # told in one go, as on the command line

_rubrics = RubricStore()
_changes: dict[tuple[str, str], Changes] = {}
_team: TeamSession | None = None


def add_rubric(text: str) -> None:
    """Make a published rubric known to :func:`answer`, or what changed between two.

    ``text`` is that of ``rubric/<id>.json`` or of ``changes/<from>--<to>.json``.
    """
    data = json.loads(text)
    if "changes" in data:
        changes: Changes = from_data(Changes, data)
        _changes[changes.from_, changes.to] = changes
    else:
        _rubrics.add(data)


def store_rubric(version: str, text: str) -> None:
    """Have a rubric in store for :func:`know_rubric`: done as the site is built, which keeps Python's memory.

    ``version`` is what its address names it by, ``text`` as for :func:`add_rubric`.
    """
    _rubrics.store(version, json.loads(text))


def know_rubric(version: str) -> bool:
    """Make a rubric that is in store known to :func:`answer`; false where none is by that version."""
    return _rubrics.take(version)


def answer(request: str, file: bytes | None = None) -> tuple[str, bytes | None]:
    """Answer one request, which may bring the bytes of a file: the answer as JSON, and the bytes of the file asked for, if any."""
    answered: Mapping[str, Any]
    made: bytes | None = None
    try:
        answered, made = _answered(_read(request), file)
    except RefusedError as refused:
        faults = [_fault_data(fault) for fault in refused.faults[:MOST_FAULTS]]
        answered = {"result": None, "faults": faults, "more": len(refused.faults) - len(faults)}
    return json.dumps(answered, ensure_ascii=False), made


def _read(request: str) -> Mapping[str, Any]:
    refuse_deep(request)
    try:
        asked = json.loads(request)
    except ValueError as error:
        raise RefusedError(
            [Fault((), Text(f"不是合法的 JSON：{error}", f"not valid JSON: {error}"), code="syntax")]
        ) from None
    if not isinstance(asked, dict):
        raise RefusedError([expected((), asked, "一个请求", "a request")])
    language = asked.get("text", "zh")
    if language not in LANGUAGES:
        raise RefusedError([not_one_of(("text",), language, LANGUAGES, "", "a language")])
    return asked


def _answered(asked: Mapping[str, Any], file: bytes | None) -> tuple[Mapping[str, Any], bytes | None]:
    """The answer, and the bytes of the file that was asked for."""
    if "carry" in asked:
        return _carried(asked["carry"]), None
    if "readings" in asked:
        return _compared(asked["readings"]), None
    if "calibration" in asked:
        from liumai.browser.calibration_request import calibration_of  # only its own page pays for it

        round_ = calibration_of(_mapping(asked["calibration"], "calibration"), _rubrics, _appraisal)
        return {"calibration": round_}, None
    for kind in ("year", "promotion", "team"):
        if kind in asked:
            answered, made = _of_many(kind, _mapping(asked[kind], kind), file)
            return {kind: answered}, made
    return _scored(asked, _appraisal(asked)), None


def _of_many(
    kind: str, asked: Mapping[str, Any], file: bytes | None
) -> tuple[Mapping[str, Any], bytes | None]:
    global _team
    from liumai.browser import team_session, year_request  # a single appraisal is scored sooner without them

    if kind == "year":
        return year_request.year_of(asked, _rubrics, _appraisal), None
    if kind == "promotion":
        return year_request.promotion_of(asked, _rubrics), None
    _team = _team or team_session.TeamSession(_rubrics)
    return _team.answer(asked, file)


def _carried(asked: object) -> dict[str, Any]:
    asked = _mapping(asked, "carry")
    appraisal = _appraisal(asked)
    older, to = _rubrics[appraisal.rubric], _successor(appraisal.rubric, asked.get("to"))
    carrying = migrate(
        _changes[older.id, to.id], older, to, appraisal, _reviewed(to, asked.get("reviewed", {}))
    )
    return _scored({}, carrying.appraisal) | {
        "carrying": migration_data(carrying),
        "original": result_data(appraisal, score(older, appraisal)),
    }


def _successor(older: str, to: object) -> Rubric:
    """The rubric to migrate to: the one that is asked for, or the first that followed."""
    newer = [later for earlier, later in _changes if earlier == older]
    if not newer:
        problem = Text(
            f"{older} 之后没有记下更新的标准", f"found {older}; expected a rubric that another one followed"
        )
        raise RefusedError([Fault(("rubric",), problem)])
    if to is not None and to not in newer:
        raise RefusedError([not_one_of(("to",), to, newer, "", f"a rubric that followed {older}")])
    return _rubrics[newer[0] if to is None else str(to)]


def _reviewed(rubric: Rubric, asked: object) -> dict[str, Rating]:
    if not isinstance(asked, str):
        return read_reviewed(rubric, asked)
    entries = from_vector(asked, {rubric.id: rubric}).entries
    ratings = (rating for entry in entries for rating in entry.ratings)
    return {name: rating for name, rating in zip(rubric.level, ratings, strict=True) if rating != "unrated"}


def _compared(asked: object) -> dict[str, Any]:
    asked = _mapping(asked, "readings")
    own, managers = (_side(asked, side) for side in ("own", "managers"))
    same_rubric(own, managers)
    rubric = _rubrics[own.rubric]
    return {"readings": readings_data(rubric, own, score(rubric, own), managers, score(rubric, managers))}


def _side(asked: Mapping[str, Any], side: str) -> Appraisal:
    """One of two appraisals; its faults say which."""
    try:
        return _appraisal(_mapping(asked.get(side), side))
    except RefusedError as refused:
        raise RefusedError(replace(fault, path=(side, *fault.path)) for fault in refused.faults) from None


def _mapping(asked: object, name: str) -> dict[str, Any]:
    if not isinstance(asked, dict):
        raise RefusedError([expected((name,), asked, "带有评估的映射", "a mapping with an appraisal")])
    return asked


def _scored(asked: Mapping[str, Any], appraisal: Appraisal) -> dict[str, Any]:
    rubric = _rubrics[appraisal.rubric]
    result = score(rubric, appraisal)
    answered = {
        "result": explained_data(rubric, appraisal, result),
        "ratings": {c.id: entry.ratings for c, entry in zip(rubric.criteria, appraisal.entries, strict=True)},
        "appraisal": appraisal_data(rubric, appraisal),
        "fingerprint": _rubrics.fingerprint(rubric.id),
        "digest": digest(result),
    }
    if asked.get("moves"):
        answered["moves"] = what_if_data(rubric, what_if(rubric, appraisal, result))
    if "text" in asked:
        answered["text"] = summary(asked["text"], rubric, appraisal, result)
    return answered


def _appraisal(asked: Mapping[str, Any]) -> Appraisal:
    match [form for form in ("vector", "appraisal", "document") if form in asked]:
        case ["vector"]:
            return from_vector(asked["vector"], _rubrics)
        case ["appraisal"]:
            return read_appraisal(asked["appraisal"], _rubrics)
        case ["document"]:
            return _from_document(asked["document"])
    zh, en = "带有 vector、appraisal 或 document 的请求", "a request with vector, appraisal or document"
    raise RefusedError([expected((), asked, zh, en)])


def _from_document(asked: object) -> Appraisal:
    """The appraisal in a file; its faults say on which line they stand."""
    document = open_document(asked)
    try:
        return read_appraisal(document.data, _rubrics)
    except RefusedError as refused:
        raise RefusedError(
            replace(fault, line=fault.line or document.line(fault.path)) for fault in refused.faults
        ) from None


def _fault_data(fault: Fault) -> dict[str, Any]:
    problem = to_data(fault.problem)
    return {"line": fault.line, "path": dotted(fault.path), "problem": problem, "code": fault.code}
